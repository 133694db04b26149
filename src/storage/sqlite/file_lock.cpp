#include "sqlite/file_lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "msp/advice.h"
#include "msp/result.h"

namespace msp::sqlite {
namespace {

/// While it lives, a signal interrupts blocking calls after `seconds`, and then again and again:
/// one that comes just before the call is followed by one within it.
class Alarm {
 public:
  explicit Alarm(int seconds) {
    struct sigaction action {};
    action.sa_handler = [](int) {};
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

 private:
  struct sigaction before_ {};
};

}  // namespace

FileLock::FileLock(const std::string& directory, int seconds)
    : descriptor_(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  if (descriptor_ < 0) {
    throw Fault(Exit::ledger, "ledger.not_writable",
                fmt::format("the ledger's directory {} cannot be opened", directory),
                "Check that it exists and who may read it.");
  }
  if (flock(descriptor_, LOCK_EX | LOCK_NB) == 0) return;
  const Alarm alarm(seconds);
  if (flock(descriptor_, LOCK_EX) == 0) return;
  close(descriptor_);
  descriptor_ = -1;
  throw Fault(Exit::busy, "ledger.busy",
              fmt::format("another command is writing to the ledger; waited {} s", seconds),
              Advice::wait);
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) close(descriptor_);
}

}  // namespace msp::sqlite
