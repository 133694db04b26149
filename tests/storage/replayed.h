// The ledger of the first fixture, which holds every type of event, in a file of its own.
#pragma once

#include <stdlib.h>

#include <stdexcept>
#include <string>

#include "intruder.h"
#include "support/place.h"

namespace msp::test {

/// A new directory, gone with its owner.
class Directory {
 public:
  Directory() {
    if (!mkdtemp(name_.data())) throw std::runtime_error("no temporary directory");
  }
  Directory(const Directory&) = delete;
  Directory& operator=(const Directory&) = delete;
  ~Directory() {
    std::error_code ignored;
    std::filesystem::remove_all(name_, ignored);
  }
  const std::string& name() const { return name_; }
  std::string operator/(const std::string& file) const { return name_ + "/" + file; }

 private:
  std::string name_ = (std::filesystem::temp_directory_path() / "msp-storage-XXXXXX").string();
};

inline const std::string fixtures = source_dir + std::string("/tests/fixtures/");

class Replayed {
 public:
  Replayed() {
    // Imported once per process; every other time its bytes are enough.
    static const std::string bytes = [this] {
      imported(path(), lines_of(bytes_of(fixtures + "ledger-v1.jsonl")));
      return bytes_of(path());
    }();
    write_bytes(path(), bytes);
  }

  std::string path() const { return directory_ / "ledger.db"; }
  const Directory& directory() const { return directory_; }
  Ledger read() const { return Ledger::open(path(), Access::read); }
  Ledger writable() const { return Ledger::open(path(), Access::write); }

  /// Removes what is known about one person, as an erasure would.
  void erase(const std::string& text) const {
    Intruder(path()).exec("DELETE FROM personal WHERE value='" + text + "'");
    Ledger ledger = writable();
    rebuild(ledger);
  }

 private:
  Directory directory_;
};

}  // namespace msp::test
