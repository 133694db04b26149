// The bytes of a file on their way into a reader, which are counted for whoever waits for them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "msp/progress.h"

namespace msp::cli {

class ByteSource {
 public:
  /// Opens a file; `-` is stdin, which is taken in to its end: make this before you take the
  /// ledger's turn. Refused (file.unreadable, exit 3) if it cannot be read.
  explicit ByteSource(std::string path);
  /// An open file, of whatever name.
  explicit ByteSource(int descriptor) : descriptor_(descriptor), buffer_(std::size_t{256} << 10) {
    progress_.emplace("bytes", 0);
  }
  ~ByteSource();
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  /// The next bytes, valid until asked again; empty at the end.
  std::string_view next();
  /// The next line without its end; false if there is none.
  bool next_line(std::string& line);

 private:
  void take_in();
  [[noreturn]] void refuse(const std::string& why) const;

  std::string path_;
  int descriptor_ = -1;
  std::vector<char> buffer_;
  std::string_view rest_;  // of what next() gave to next_line()
  std::optional<Progress> progress_;
};

/// A whole text file; `-` is stdin. Refused (exit 3) if it cannot be read or is over 64 MB.
std::string read_file(const std::string& path);

/// What an answer calls it.
inline std::string shown_file(const std::string& path) { return path == "-" ? "stdin" : path; }

}  // namespace msp::cli
