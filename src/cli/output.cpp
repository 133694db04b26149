#include "output.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <system_error>

#include "msp/ledger_care.h"
#include "msp/result.h"
#include "msp/spelled_out.h"

namespace msp::cli {
namespace {

namespace fs = std::filesystem;

void send(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

[[noreturn]] void failed(const std::string& where, const std::error_code& error) {
  const bool nowhere = error == std::errc::no_such_file_or_directory;
  throw Fault(Exit::system, "system.output", fmt::format("{}: {}", where, error.message()),
              nowhere ? fmt::format("Make the folder {} first, or write elsewhere.",
                                    fs::path(where).parent_path().string())
                      : "Make room, or write elsewhere.");
}

[[noreturn]] void exists(const std::string& path) {
  throw Fault(Exit::refused, "output.exists", fmt::format("{} is there already", path),
              "--force overwrites it.");
}

[[noreturn]] void unfit(const std::string& what) {
  throw Fault(Exit::usage, "usage.out", "--out " + what, "Name another file.");
}

fs::path real(const std::string& path) {
  std::error_code unknown;
  return fs::weakly_canonical(fs::absolute(path, unknown), unknown);
}

/// Where `out` leads, once nothing speaks against writing there.
fs::path target_of(const Out& out) {
  std::error_code not_there;
  const fs::file_status led_to = fs::status(out.path, not_there);
  if (fs::exists(led_to) && !fs::is_regular_file(led_to)) unfit("is no ordinary file");
  fs::path file = real(out.path);
  if (file.empty()) unfit("leads nowhere");
  if (is_of_ledger(file, real(out.ledger))) unfit("is the ledger itself");
  if (fs::is_symlink(fs::symlink_status(file, not_there))) unfit("is a link to nothing");
  if (!fs::exists(led_to)) return file;
  if (is_database(file)) unfit("is a database");
  if (!out.force) exists(out.path);
  return file;
}

}  // namespace

Output::Output() : on_terminal_(is_terminal(descriptor_)) {}

Output::Output(const Out& out) : name_(out.path) {
  const fs::path path = target_of(out);
  std::error_code not_there;
  replaces_ = fs::exists(path, not_there);
  try {
    file_ = std::make_unique<NewFile>(path);
  } catch (const std::system_error& error) {
    failed(name_, error.code());
  }
  descriptor_ = file_->descriptor();
}

void Output::write(std::string_view text) {
  if (on_terminal_) return write_drawn(spelled_out_lines(text));
  write_drawn(text);
}

void Output::write_drawn(std::string_view text) {
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
      failed(name_, {errno, std::generic_category()});
    }
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  buffer_.clear();
}

void Output::finish() {
  flush();
  if (!file_) return;
  try {
    replaces_ ? file_->replace() : file_->appear();
  } catch (const std::system_error& error) {
    if (error.code() == std::errc::file_exists) exists(name_);
    failed(name_, error.code());
  }
  file_.reset();
}

void tell(std::string_view text) { send(STDERR_FILENO, spelled_out_lines(text)); }

void tell_anew(std::string_view line) { send(STDERR_FILENO, "\r\x1b[K" + spelled_out(line)); }

void keep_standard_descriptors() {
  std::signal(SIGXFSZ, SIG_IGN);
  for (int descriptor = STDIN_FILENO; descriptor <= STDERR_FILENO; ++descriptor) {
    if (fcntl(descriptor, F_GETFD) >= 0) continue;
    if (open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0) return;
  }
}

bool is_terminal(int descriptor) { return isatty(descriptor) == 1; }

std::size_t terminal_width() {
  winsize size{};
  if (!is_terminal(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return 0;
  return size.ws_col;
}

}  // namespace msp::cli
