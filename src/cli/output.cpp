#include "output.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "msp/result.h"

namespace msp::cli {
namespace {

[[noreturn]] void failed(const std::string& where, int error) {
  throw Fault(Exit::system, "system.output", fmt::format("{}: {}", where, std::strerror(error)),
              "Make room, or write elsewhere.");
}

}  // namespace

Output::Output(std::optional<std::string> path, bool force) : path_(std::move(path)) {
  if (!path_) return;
  if (!force && access(path_->c_str(), F_OK) == 0) {
    throw Fault(Exit::refused, "output.exists", fmt::format("{} is there already", *path_),
                "--force overwrites it.");
  }
  begin_file();
}

Output::~Output() {
  if (temporary_.empty()) return;
  close(descriptor_);
  unlink(temporary_.c_str());
}

void Output::begin_file() {
  temporary_ = *path_ + ".XXXXXX";
  descriptor_ = mkostemp(temporary_.data(), O_CLOEXEC);
  if (descriptor_ < 0) {
    temporary_.clear();
    failed(*path_, errno);
  }
  const mode_t mask = umask(0);
  umask(mask);
  fchmod(descriptor_, 0666 & ~mask);
}

void Output::write(std::string_view text) {
  buffer_ += text;
  if (buffer_.size() > 1 << 16) flush();
}

void Output::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty()) {
    const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      buffer_.clear();
      failed(path_.value_or("the output"), errno);
    }
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  buffer_.clear();
}

void Output::finish() {
  flush();
  if (!path_) return;
  if (fsync(descriptor_) != 0 || rename(temporary_.c_str(), path_->c_str()) != 0) {
    failed(*path_, errno);
  }
  temporary_.clear();
  close(descriptor_);
}

void tell(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
    if (written <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

bool is_terminal(int descriptor) { return isatty(descriptor) == 1; }

std::size_t terminal_width() {
  winsize size{};
  if (!is_terminal(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col;
}

}  // namespace msp::cli
