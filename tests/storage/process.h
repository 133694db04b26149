// Other processes: children that do one thing, and the msp binary itself.
#pragma once

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "msp/result.h"
#include "support/place.h"

namespace msp::test {

/// Forks; the child does `work` and leaves with what it returns, or with a Fault's exit code.
inline pid_t spawn(const auto& work) {
  const pid_t child = fork();
  if (child != 0) return child;
  int status = 99;
  try {
    status = work();
  } catch (const Fault& fault) {
    status = static_cast<int>(fault.exit());
  } catch (const std::exception&) {
    status = 98;
  }
  _exit(status);
}

/// The exit code of a child; of one that was killed, 128 and the signal.
inline int wait_for(pid_t child) {
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/// A sign from one process to another.
class Pipe {
 public:
  Pipe() {
    if (pipe(ends_.data()) != 0) throw Fault(Exit::system, "system.pipe", "no pipe");
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  ~Pipe() {
    close(ends_[0]);
    close(ends_[1]);
  }
  bool send() const { return ::write(ends_[1], "x", 1) == 1; }
  bool receive() const {
    char sign = 0;
    return ::read(ends_[0], &sign, 1) == 1;
  }

 private:
  std::array<int, 2> ends_{};
};

struct Finished {
  int exit = 0;
  std::string output;  ///< and errors
};

/// Runs a shell command.
inline Finished shell(const std::string& command) {
  Finished finished;
  FILE* pipe = popen(("{ " + command + "; } 2>&1").c_str(), "r");
  if (!pipe) throw Fault(Exit::system, "system.pipe", "no shell");
  std::array<char, 4096> buffer{};
  while (const std::size_t size = fread(buffer.data(), 1, buffer.size(), pipe)) {
    finished.output.append(buffer.data(), size);
  }
  const int status = pclose(pipe);
  finished.exit = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return finished;
}

inline std::string quoted(const std::string& path) { return "'" + path + "'"; }

/// A command of msp at work; it says nothing.
inline pid_t started(const std::vector<std::string>& words) {
  const pid_t child = fork();
  if (child != 0) return child;
  std::vector<const char*> arguments{msp_binary};
  for (const std::string& word : words) arguments.push_back(word.c_str());
  arguments.push_back(nullptr);
  const int silent = open("/dev/null", O_WRONLY);
  dup2(silent, STDOUT_FILENO);
  dup2(silent, STDERR_FILENO);
  execv(msp_binary, const_cast<char* const*>(arguments.data()));
  _exit(127);
}

/// `msp --ledger LEDGER …`
inline Finished msp_on(const std::string& ledger, const std::string& arguments) {
  return shell(quoted(msp_binary) + " --ledger " + quoted(ledger) + " " + arguments);
}

}  // namespace msp::test
