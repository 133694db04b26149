// The bytes of a file on their way into a reader, with a word to whoever waits for them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace msp::cli {

class ByteSource {
 public:
  /// Opens a file; `-` is stdin. Refused (file.unreadable, exit 3) if it cannot be read. `shows`:
  /// from the second second on a line on stderr says how far it is.
  ByteSource(std::string path, bool shows);
  ~ByteSource();  ///< the line is gone
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  /// The next bytes, valid until asked again; empty at the end.
  std::string_view next();
  /// The next line without its end; false if there is none.
  bool next_line(std::string& line);

 private:
  [[noreturn]] void refuse(const std::string& why) const;
  void show();
  void clear();

  std::string path_;
  bool shows_;
  int descriptor_ = -1;
  std::vector<char> buffer_;
  std::string_view rest_;  // of what next() gave to next_line()
  std::int64_t size_ = 0;  // of an ordinary file
  std::int64_t read_ = 0;
  std::int64_t started_ = 0;
  std::int64_t shown_ = 0;  // when; 0: never
};

/// A whole text file; `-` is stdin. Refused (exit 3) if it cannot be read or is over 64 MB.
std::string read_file(const std::string& path);

/// What an answer calls it.
inline std::string shown_file(const std::string& path) { return path == "-" ? "stdin" : path; }

}  // namespace msp::cli
