#include "sqlite/file_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <optional>
#include <tuple>

#include "msp/advice.h"
#include "msp/result.h"

namespace msp::sqlite {
namespace {

volatile std::sig_atomic_t rang = 0;

/// While it lives, a signal interrupts blocking calls after `seconds`, and then again and again:
/// one that comes just before the call is followed by one within it.
class Alarm {
 public:
  explicit Alarm(int seconds) {
    rang = 0;
    struct sigaction action {};
    action.sa_handler = [](int) { rang = 1; };
    sigaction(SIGALRM, &action, &before_);
    const itimerval timer{{0, 50'000}, {seconds, seconds == 0 ? 1 : 0}};
    setitimer(ITIMER_REAL, &timer, nullptr);
  }
  ~Alarm() {
    const itimerval off{};
    setitimer(ITIMER_REAL, &off, nullptr);
    sigaction(SIGALRM, &before_, nullptr);
  }
  Alarm(const Alarm&) = delete;
  Alarm& operator=(const Alarm&) = delete;

  static int left() {
    itimerval timer{};
    getitimer(ITIMER_REAL, &timer);
    return rang != 0
               ? 0
               : static_cast<int>(timer.it_value.tv_sec * 1000 + timer.it_value.tv_usec / 1000);
  }

 private:
  struct sigaction before_ {};
};

}  // namespace

FileLock::FileLock(const std::string& path, const std::string& who, int seconds)
    : path_(path + turn_ending), left_(seconds * 1000) {
  std::optional<Alarm> alarm;
  while (true) {
    if (descriptor_ < 0) open_beside(path);
    const bool waits = alarm.has_value();
    if (flock(descriptor_, waits ? LOCK_EX : LOCK_EX | LOCK_NB) == 0) {
      if (is_still_named()) break;
      close_file();  // whoever had the turn took the file away with it
    } else if (errno == EWOULDBLOCK) {
      if (!alarm) alarm.emplace(seconds);
    } else if (errno != EINTR) {
      const std::string why = std::strerror(errno);
      close_file();
      throw Fault(Exit::system, "system.lock", fmt::format("{}: {}", path_, why),
                  "Check the file system; it is safe to repeat this.");
    }
    if (waits && rang != 0) busy();
  }
  if (alarm) left_ = Alarm::left();
  const std::string told = fmt::format("{} {}\n", getpid(), who);
  std::ignore = ftruncate(descriptor_, 0);
  std::ignore = pwrite(descriptor_, told.data(), told.size(), 0);
}

/// Whoever may write the ledger may take a turn, and nobody else.
void FileLock::open_beside(const std::string& ledger) {
  struct stat file {};
  struct stat turn {};
  const mode_t mode = stat(ledger.c_str(), &file) == 0 ? file.st_mode & 0666U : 0600U;
  descriptor_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, mode);
  if (descriptor_ < 0) {
    throw Fault(Exit::ledger, "ledger.not_writable",
                fmt::format("{} cannot be opened: {}", path_, std::strerror(errno)),
                "Check who may write the ledger and its directory.");
  }
  const bool own = fstat(descriptor_, &turn) == 0 && turn.st_uid == geteuid();
  if (!own) return;
  if (turn.st_gid != file.st_gid) {
    std::ignore = fchown(descriptor_, static_cast<uid_t>(-1), file.st_gid);
  }
  if ((turn.st_mode & 07777U) != mode) std::ignore = fchmod(descriptor_, mode);
}

bool FileLock::is_still_named() const {
  struct stat held {};
  struct stat named {};
  return fstat(descriptor_, &held) == 0 && stat(path_.c_str(), &named) == 0 &&
         held.st_ino == named.st_ino && held.st_dev == named.st_dev;
}

void FileLock::busy() {
  std::array<char, 200> told{};
  const ssize_t size = pread(descriptor_, told.data(), told.size(), 0);
  std::string who(told.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
  who.resize(std::min(who.find('\n'), who.size()));
  const auto space = std::min(who.find(' '), who.size());
  close_file();
  throw Fault(Exit::busy, "ledger.busy",
              fmt::format("another command is writing to the ledger{}",
                          who.empty() ? ""
                                      : fmt::format(": {} (process {})", who.substr(space + 1),
                                                    who.substr(0, space))),
              Advice::wait);
}

void FileLock::close_file() {
  if (descriptor_ >= 0) close(descriptor_);
  descriptor_ = -1;
}

FileLock::~FileLock() {
  if (descriptor_ < 0) return;
  if (is_still_named()) unlink(path_.c_str());
  close_file();
}

}  // namespace msp::sqlite
