// Where results go: stdout, or a file that appears whole or not at all. A byte that could not be
// written is an error, never silence.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace msp::cli {

class Output {
 public:
  /// To stdout, or with a path to that file; an existing one is refused unless `force`.
  explicit Output(std::optional<std::string> path = std::nullopt, bool force = false);
  ~Output();  ///< a file that was not finished is gone
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  void write(std::string_view text);
  /// Everything is out, or Fault system.output (exit 6).
  void finish();

 private:
  void flush();
  void begin_file();

  std::optional<std::string> path_;
  std::string temporary_;
  int descriptor_ = 1;
  std::string buffer_;
};

/// To stderr; if even that fails there is nobody left to tell.
void tell(std::string_view text);

bool is_terminal(int descriptor);
std::size_t terminal_width();  ///< of stdout; 0 if it is none

}  // namespace msp::cli
