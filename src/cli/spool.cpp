#include "spool.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

#include "msp/result.h"

namespace msp::cli {
namespace {

std::string folder() {
  const char* set = std::getenv("TMPDIR");
  return set && *set != '\0' ? set : "/tmp";
}

[[noreturn]] void failed() {
  throw Fault(Exit::system, "system.spool", fmt::format("{}: {}", folder(), std::strerror(errno)),
              "Make room there, or set TMPDIR.");
}

}  // namespace

Spool::Spool() : descriptor_(open(folder().c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600)) {
  if (descriptor_ >= 0) return;
  std::string name = folder() + "/msp-XXXXXX";  // where the file system knows no such files
  descriptor_ = mkostemp(name.data(), O_CLOEXEC);
  if (descriptor_ < 0) failed();
  unlink(name.c_str());
}

Spool::~Spool() {
  if (descriptor_ >= 0) close(descriptor_);
}

void Spool::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) failed();
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

int Spool::rewound() {
  if (lseek(descriptor_, 0, SEEK_SET) < 0) failed();
  const int descriptor = descriptor_;
  descriptor_ = -1;
  return descriptor;
}

}  // namespace msp::cli
