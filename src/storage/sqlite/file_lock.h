// Writers stand in line here, before SQLite is asked: the kernel wakes them one after the other,
// where SQLite's own busy handler lets them poll and overtake. The lock is an flock on the ledger's
// directory: no file of its own is left behind, and the ledger's own descriptors (closing one would
// drop SQLite's locks) are never touched.
#pragma once

#include <string>

namespace msp::sqlite {

class FileLock {
 public:
  FileLock() = default;
  /// Waits at most `seconds`. Fault ledger.busy (exit 4) if the turn does not come.
  FileLock(const std::string& directory, int seconds);
  FileLock(FileLock&& other) noexcept : descriptor_(other.descriptor_) { other.descriptor_ = -1; }
  FileLock& operator=(FileLock&&) = delete;
  ~FileLock();
  bool held() const { return descriptor_ >= 0; }

 private:
  int descriptor_ = -1;
};

}  // namespace msp::sqlite
