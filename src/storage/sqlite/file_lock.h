// Writers stand in line here, before SQLite is asked: the kernel wakes them one after the other,
// where SQLite's own busy handler lets them poll and overtake. The lock is an flock on a file of
// its own beside the ledger, as readable as the ledger is: who may not open that cannot hold up
// the desk. It says who has the turn, and goes with it. The ledger's own descriptors (closing one
// would drop SQLite's locks) are never touched.
#pragma once

#include <string>

namespace msp::sqlite {

constexpr const char* turn_ending = "-turn";  ///< of the file's name, behind the ledger's

class FileLock {
 public:
  FileLock() = default;
  /// For the ledger at `path`, which is there; `who` is what others are told while they wait.
  /// Waits at most `seconds`. Faults: ledger.busy (exit 4) if the turn does not come,
  /// ledger.not_writable (exit 5), system.lock (exit 6).
  FileLock(const std::string& path, const std::string& who, int seconds);
  FileLock(FileLock&& other) noexcept
      : path_(std::move(other.path_)), descriptor_(other.descriptor_), left_(other.left_) {
    other.descriptor_ = -1;
  }
  FileLock& operator=(FileLock&&) = delete;
  ~FileLock();
  bool held() const { return descriptor_ >= 0; }
  int left() const { return left_; }  ///< of the wait, in milliseconds

 private:
  void open_beside(const std::string& ledger);
  bool is_still_named() const;
  [[noreturn]] void busy();
  void close_file();

  std::string path_;
  int descriptor_ = -1;
  int left_ = 0;
};

}  // namespace msp::sqlite
