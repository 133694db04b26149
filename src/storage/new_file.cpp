#include "msp/new_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <tuple>

#include "ending_signals.h"
#include "msp/held_signals.h"

namespace msp {
namespace {

void require_done(int outcome) {
  if (outcome < 0) throw std::system_error(errno, std::generic_category());
}

/// What a signal has to take away: a file at work under a hidden name. One at a time.
std::array<char, PATH_MAX> at_work{};

void take_away(int signal) {
  unlink(at_work.data());
  std::signal(signal, SIG_DFL);
  raise(signal);  // it has its effect on return
}

/// From here on a signal takes `path` away; nothing if it is empty.
void on_signals_take_away(const std::string& path) {
  at_work = {};
  path.copy(at_work.data(), at_work.size() - 1);
  if (path.empty()) return;
  for (const int signal : ending_signals) {
    struct sigaction action {};
    sigaction(signal, nullptr, &action);
    if (action.sa_handler != SIG_DFL) continue;  // nohup, or a handler of somebody else
    action.sa_handler = take_away;
    sigaction(signal, &action, nullptr);
  }
}

std::string name_of(int descriptor) { return fmt::format("/proc/self/fd/{}", descriptor); }

int link_of(int descriptor, const std::string& path) {
  return linkat(AT_FDCWD, name_of(descriptor).c_str(), AT_FDCWD, path.c_str(), AT_SYMLINK_FOLLOW);
}

/// A rename that overwrites nothing; by a second name where the file system knows no such.
int rename_to_free(const std::string& from, const std::string& to) {
  if (renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return 0;
  if (errno != EINVAL) return -1;
  return link(from.c_str(), to.c_str()) == 0 ? unlink(from.c_str()) : -1;
}

}  // namespace

NewFile::NewFile(std::string path, bool nameless)
    : path_(std::move(path)), folder_(std::filesystem::path(path_).parent_path()) {
  if (folder_.empty()) folder_ = ".";
  if (!nameless || !open_nameless()) open_hidden();
}

NewFile::~NewFile() {
  close(descriptor_);
  if (hidden_.empty()) return;
  unlink(hidden_.c_str());
  on_signals_take_away({});
}

bool NewFile::open_nameless() {
  descriptor_ = open(folder_.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (descriptor_ < 0) return false;
  if (access(name_of(descriptor_).c_str(), F_OK) == 0) return true;
  close(descriptor_);  // without /proc it could not be given a name
  return false;
}

void NewFile::open_hidden() {
  const HeldSignals until_known;
  std::string name = folder_ + "/.msp-XXXXXX";
  descriptor_ = mkostemp(name.data(), O_CLOEXEC);
  require_done(descriptor_);
  hidden_ = std::move(name);
  on_signals_take_away(hidden_);
}

void NewFile::name_hidden() {
  for (int attempt = 0; hidden_.empty(); ++attempt) {
    std::string name = fmt::format("{}/.msp-{}-{}", folder_, getpid(), attempt);
    if (link_of(descriptor_, name) == 0) {
      hidden_ = std::move(name);
    } else if (errno != EEXIST) {
      require_done(-1);
    }
  }
}

void NewFile::appear() {
  require_done(fsync(descriptor_));
  if (hidden_.empty()) {
    require_done(link_of(descriptor_, path_));
  } else {
    const HeldSignals until_done;
    require_done(rename_to_free(hidden_, path_));
    hidden_.clear();
    on_signals_take_away({});
  }
  appeared_ = true;
  sync_folder();
}

void NewFile::replace() {
  struct stat there {};
  require_done(stat(path_.c_str(), &there));
  // Who may not give it to the owner may be able to give it to the group.
  if (fchown(descriptor_, there.st_uid, there.st_gid) != 0) {
    std::ignore = fchown(descriptor_, static_cast<uid_t>(-1), there.st_gid);
  }
  require_done(fchmod(descriptor_, there.st_mode & 07777U));
  require_done(fsync(descriptor_));
  const HeldSignals until_done;
  name_hidden();
  require_done(rename(hidden_.c_str(), path_.c_str()));
  hidden_.clear();
  on_signals_take_away({});
  appeared_ = true;
  sync_folder();
}

void NewFile::sync_folder() const {
  const int folder = open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return;  // one that may only be written into
  const int outcome = fsync(folder);
  const int error = errno;
  close(folder);
  errno = error;
  if (outcome < 0 && error != EINVAL) require_done(outcome);  // some file systems sync no folders
}

}  // namespace msp
