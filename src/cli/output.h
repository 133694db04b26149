// Where results go: stdout, or a file that appears whole or not at all. A byte that could not be
// written is an error, never silence.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "msp/new_file.h"

namespace msp::cli {

/// What --out and --force say.
struct Out {
  std::string path;
  bool force = false;
  std::string ledger;  ///< never to be written over, nor what SQLite keeps beside it
};

class Output {
 public:
  Output();  ///< to stdout
  /// To a file that only its owner may read. One that is there is refused unless forced, and then
  /// keeps its mode. Whatever is no ordinary file, or is a database, is refused (exit 2); where a
  /// symbolic link leads is written, the link stays.
  explicit Output(const Out& out);
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  /// What a terminal would obey or hide is spelled out if it goes to one.
  void write(std::string_view text);
  /// The same, of a table: its cells are spelled out, and its colours are meant.
  void write_drawn(std::string_view text);
  /// Everything is out, or Fault system.output (exit 6).
  void finish();

 private:
  void flush();

  std::string name_ = "the output";  // as messages name it
  std::unique_ptr<NewFile> file_;    // none: it is stdout
  bool replaces_ = false;            // one that is there
  int descriptor_ = 1;
  bool on_terminal_ = false;
  std::string buffer_;
};

/// To stderr, spelled out: who reads it may be a terminal, or show it on one. If even that fails
/// there is nobody left to tell.
void tell(std::string_view text);
/// The same in the place of the line before, which had no end.
void tell_anew(std::string_view line);

/// Takes the places of stdin, stdout and stderr where they are closed: the next file opened would
/// be one of them, and what is told would be written into it. Using them fails as before. A file
/// that grows over its limit is an error like a full disk (6), not the end of the process.
void keep_standard_descriptors();

bool is_terminal(int descriptor);
std::size_t terminal_width();  ///< of stdout; 0 if it is none

}  // namespace msp::cli
