// A file that appears whole or not at all. It is made in the folder where it is to be, without a
// name (O_TMPFILE): nobody sees it, and whatever ends the process, the kernel takes it away. Once
// complete and on disk it is given its name in one step. No final name is ever taken back.
//
// Where the file system knows no files without a name it has a hidden one (`.msp-…`) until then,
// and a signal that ends the process takes that away; only SIGKILL and a power cut leave it. A file
// that takes the place of another has one too, but only for the moment of the exchange.
#pragma once

#include <string>

namespace msp {

class NewFile {
 public:
  /// For a file at `path`, which only its owner may read (0600). Like everything here it leaves
  /// with std::system_error if it cannot. `nameless`: false where there is no O_TMPFILE.
  explicit NewFile(std::string path, bool nameless = true);
  ~NewFile();  ///< what has not appeared is gone
  NewFile(const NewFile&) = delete;
  NewFile& operator=(const NewFile&) = delete;

  int descriptor() const { return descriptor_; }   ///< to read and write it
  bool has_appeared() const { return appeared_; }  ///< durable or not
  /// Durable under its name. std::errc::file_exists if something has that name: it stays.
  void appear();
  /// Durable in the place of the ordinary file that has its name, with that one's mode and owner.
  void replace();

 private:
  bool open_nameless();
  void open_hidden();
  void name_hidden();
  void sync_folder() const;

  std::string path_;
  std::string folder_;
  bool appeared_ = false;
  std::string hidden_;  // its name until it appears; empty if it has none
  int descriptor_ = -1;
};

}  // namespace msp
