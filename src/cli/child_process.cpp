#include "child_process.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>

#include "msp/result.h"

namespace msp::cli {
namespace {

[[noreturn]] void failed(const char* code, const std::string& program, const std::string& what) {
  throw Fault(Exit::system, code, fmt::format("{}: {}", program, what));
}

/// A descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() { close(); }
  void close() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
  }
  bool open() const { return number_ >= 0; }
  int number() const { return number_; }

 private:
  int number_;
};

struct Pipe {
  Descriptor read;
  Descriptor write;
  Pipe() {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) {
      throw Fault(Exit::system, "child.failed_to_start", std::strerror(errno));
    }
    read = Descriptor(ends[0]);
    write = Descriptor(ends[1]);
  }
};

/// A child that stops reading must not end msp: the write fails with EPIPE instead.
class WithoutPipeSignal {
 public:
  WithoutPipeSignal() {
    struct sigaction ignore {};
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &ignore, &before_);
  }
  ~WithoutPipeSignal() { sigaction(SIGPIPE, &before_, nullptr); }
  WithoutPipeSignal(const WithoutPipeSignal&) = delete;
  WithoutPipeSignal& operator=(const WithoutPipeSignal&) = delete;

 private:
  struct sigaction before_ {};
};

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> all;
  for (std::string& text : texts) all.push_back(text.data());
  all.push_back(nullptr);
  return all;
}

/// What another program may know of where msp runs: nothing of msp's own, and nothing that loads
/// code or changes what a name means.
bool is_passed_on(std::string_view setting) {
  constexpr std::array<std::string_view, 12> whole = {
      "PATH=", "HOME=", "USER=",   "LOGNAME=", "SHELL=", "LANG=",
      "TZ=",   "TERM=", "TMPDIR=", "MAILTO=",  "EMAIL=", "LANGUAGE="};
  constexpr std::array<std::string_view, 3> beginnings = {"LC_", "XDG_", "FONTCONFIG_"};
  const auto begins = [setting](std::string_view with) { return setting.starts_with(with); };
  return std::any_of(whole.begin(), whole.end(), begins) ||
         std::any_of(beginnings.begin(), beginnings.end(), begins);
}

std::vector<std::string> environment_of(const ChildProcess& child) {
  std::vector<std::string> settings;
  for (char** own = environ; *own; ++own) {
    const std::string setting = *own;
    const auto named = [&setting](const auto& other) {
      return setting.starts_with(other.first + "=");
    };
    const bool set = std::any_of(child.environment.begin(), child.environment.end(), named);
    if (!set && is_passed_on(setting)) settings.push_back(setting);
  }
  for (const auto& [name, value] : child.environment) settings.push_back(name + "=" + value);
  return settings;
}

class Running {
  using Clock = std::chrono::steady_clock;
  static constexpr std::int64_t longest_nap = 20;  // milliseconds, after which its end is seen
  static constexpr std::size_t most_output = std::size_t{64} << 20;

 public:
  explicit Running(const ChildProcess& child) : child_(child), rest_(child.input) {
    std::vector<std::string> arguments = child.arguments;
    std::vector<std::string> environment = environment_of(child);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input_.read.number(), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output_.write.number(), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, errors_.write.number(), STDERR_FILENO);
    // Only these three: whoever called msp may have left others open.
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    sigset_t ignored;
    sigemptyset(&ignored);
    sigaddset(&ignored, SIGPIPE);
    sigaddset(&ignored, SIGXFSZ);
    posix_spawnattr_setsigdefault(&attributes, &ignored);
    // A group of its own: what it has started itself is killed with it.
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    const int error = posix_spawnp(&pid_, arguments.front().c_str(), &actions, &attributes,
                                   pointers(arguments).data(), pointers(environment).data());
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    if (error == ENOENT) failed("child.missing", program(), "it is not installed");
    if (error != 0) failed("child.failed_to_start", program(), std::strerror(error));
    input_.read.close();
    output_.write.close();
    errors_.write.close();
    fcntl(input_.write.number(), F_SETFL, O_NONBLOCK);
  }

  /// Whatever went wrong: no child is left behind.
  ~Running() {
    if (pid_ <= 0) return;
    kill(-pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  /// It has ended when it has ended: what it leaves behind may keep its pipes open, and it may
  /// close them and live on.
  Finished finish() {
    const auto deadline = Clock::now() + std::chrono::seconds(child_.timeout_seconds);
    while (!has_ended()) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
      if (left.count() <= 0) {
        failed("child.timeout", program(),
               fmt::format("no answer within {} seconds", child_.timeout_seconds));
      }
      if (rest_.empty()) input_.write.close();
      move_on(static_cast<int>(std::min<std::int64_t>(left.count(), longest_nap)));
    }
    while (move_on(0)) {
    }
    return std::move(finished_);
  }

 private:
  const std::string& program() const { return child_.arguments.front(); }

  void feed() {
    const ssize_t written = ::write(input_.write.number(), rest_.data(), rest_.size());
    if (written < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (written < 0) rest_ = {};  // it does not want the rest; its exit code says if that is well
    rest_.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
  }

  /// Feeds it and takes what it says, once there is something; true if something was taken.
  bool move_on(int milliseconds) {
    std::array<pollfd, 3> waiting = {pollfd{input_.write.number(), POLLOUT, 0},
                                     pollfd{output_.read.number(), POLLIN, 0},
                                     pollfd{errors_.read.number(), POLLIN, 0}};
    if (poll(waiting.data(), waiting.size(), milliseconds) <= 0) return false;
    if (waiting[0].revents != 0) feed();
    const bool output = waiting[1].revents != 0 && take(output_.read, finished_.output);
    const bool errors = waiting[2].revents != 0 && take(errors_.read, finished_.errors);
    return output || errors;
  }

  bool take(Descriptor& from, std::string& text) {
    std::array<char, 65536> piece{};
    const ssize_t size = ::read(from.number(), piece.data(), piece.size());
    if (size < 0 && errno == EINTR) return true;
    if (size <= 0) {
      from.close();
      return false;
    }
    if (text.size() + static_cast<std::size_t>(size) > most_output) {
      failed("child.too_much", program(), "it says more than 64 MB");
    }
    text.append(piece.data(), static_cast<std::size_t>(size));
    return true;
  }

  bool has_ended() {
    int status = 0;
    if (waitpid(pid_, &status, WNOHANG) != pid_) return false;
    pid_ = 0;
    finished_.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return true;
  }

  const ChildProcess& child_;
  std::string_view rest_;  // of the input
  WithoutPipeSignal quiet_;
  Pipe input_;
  Pipe output_;
  Pipe errors_;
  pid_t pid_ = 0;
  Finished finished_;
};

}  // namespace

Finished run(const ChildProcess& child) { return Running(child).finish(); }

}  // namespace msp::cli
