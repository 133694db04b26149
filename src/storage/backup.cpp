#include <fcntl.h>
#include <unistd.h>

#include "store.h"

namespace msp {

void backup_ledger(const Ledger& ledger, const std::string& path) {
  const int descriptor = open(path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    const bool there = errno == EEXIST;
    throw Fault(there ? Exit::refused : Exit::system, there ? "ledger.exists" : "system.file",
                fmt::format("{} {}", path, there ? "is there already" : "cannot be made"),
                there ? "Choose another name; nothing is ever overwritten."
                      : "Check that its directory exists and may be written.");
  }
  close(descriptor);
  try {
    guarded(path, [&] {
      SQLite::Database copy(path, SQLite::OPEN_READWRITE);
      copy.exec("PRAGMA journal_mode=TRUNCATE; PRAGMA synchronous=FULL");
      SQLite::Backup backup(copy, ledger.store().db);
      const int outcome = backup.executeStep(-1);
      if (outcome != SQLITE_DONE) throw SQLite::Exception("the copy is not complete", outcome);
    });
  } catch (...) {
    unlink(path.c_str());
    throw;
  }
  unlink((path + "-journal").c_str());
}

}  // namespace msp
