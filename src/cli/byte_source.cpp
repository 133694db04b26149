#include "byte_source.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "line/refused.h"
#include "spool.h"

namespace msp::cli {
namespace {

constexpr std::size_t piece_size = std::size_t{256} << 10;

bool is_ordinary(int descriptor) {
  struct stat file {};
  return fstat(descriptor, &file) == 0 && S_ISREG(file.st_mode);
}

}  // namespace

ByteSource::ByteSource(std::string path) : path_(std::move(path)), buffer_(piece_size) {
  descriptor_ = path_ == "-" ? STDIN_FILENO : open(path_.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor_ < 0) refuse(std::strerror(errno));
  if (path_ == "-" && !is_ordinary(descriptor_)) take_in();
  struct stat file {};
  const bool ordinary = fstat(descriptor_, &file) == 0 && S_ISREG(file.st_mode);
  progress_.emplace("bytes", ordinary ? file.st_size : 0);
}

/// Whoever writes into the pipe may take as long as it likes: nobody else waits for it.
void ByteSource::take_in() {
  Spool spool;
  progress_.emplace("bytes", 0);
  for (std::string_view piece; !(piece = next()).empty();) spool.write(piece);
  descriptor_ = spool.rewound();
}

ByteSource::~ByteSource() {
  if (descriptor_ != STDIN_FILENO) close(descriptor_);
}

void ByteSource::refuse(const std::string& why) const {
  throw Refused({"file.unreadable", fmt::format("{}: {}", path_, why), "Check the file's name.",
                 Exit::input_rejected});
}

std::string_view ByteSource::next() {
  ssize_t size = 0;
  do {
    size = read(descriptor_, buffer_.data(), buffer_.size());
  } while (size < 0 && errno == EINTR);
  if (size < 0) refuse(std::strerror(errno));
  progress_->step(size);
  return {buffer_.data(), static_cast<std::size_t>(size)};
}

bool ByteSource::next_line(std::string& line) {
  line.clear();
  while (true) {
    if (rest_.empty()) rest_ = next();
    if (rest_.empty()) return !line.empty();  // a last line may lack its end
    const std::size_t end = rest_.find('\n');
    line += rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    if (end != std::string_view::npos) return true;
  }
}

std::string read_file(const std::string& path) {
  constexpr std::size_t most = std::size_t{64} << 20;
  ByteSource source(path);
  std::string text;
  for (std::string_view piece; !(piece = source.next()).empty();) {
    text += piece;
    if (text.size() > most) {
      throw Refused({"file.unreadable", fmt::format("{}: is larger than 64 MB", path),
                     "Check the file's name.", Exit::input_rejected});
    }
  }
  return text;
}

}  // namespace msp::cli
