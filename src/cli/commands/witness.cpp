#include "commands/witness.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <map>

#include "byte_source.h"
#include "line/refused.h"
#include "msp/read.h"

namespace msp::cli {
namespace {

constexpr std::size_t fewest_digits = 16;
constexpr std::size_t all_digits = 64;

bool is_hex(char c) { return ('0' <= c && c <= '9') || ('a' <= c && c <= 'f'); }

[[noreturn]] void failed(const std::string& path, const char* what) {
  throw Fault(Exit::system, "system.witness", fmt::format("{}: {}", path, what),
              "`msp config show` says where it is named; heads are kept there.");
}

/// Of what was typed: nothing that blocks, no device, no link to somewhere else.
bool is_there(const std::string& path) {
  struct stat file {};
  if (lstat(path.c_str(), &file) != 0) {
    if (errno == ENOENT) return false;
    failed(path, std::strerror(errno));
  }
  if (!S_ISREG(file.st_mode)) failed(path, "is not an ordinary file");
  return true;
}

}  // namespace

std::optional<ExpectedHead> head_from_text(std::string_view text) {
  const auto colon = std::min(text.find(':'), text.size());
  const auto seq = count_from_text(text.substr(0, colon));
  const std::string digits(text.substr(std::min(colon + 1, text.size())));
  const bool sized = fewest_digits <= digits.size() && digits.size() <= all_digits;
  if (!seq || !sized || !std::all_of(digits.begin(), digits.end(), is_hex)) return std::nullopt;
  return ExpectedHead{*seq, digits};
}

std::vector<std::string> missing(const Ledger& ledger, const std::vector<ExpectedHead>& heads) {
  std::map<std::int64_t, std::string> found;
  for (const ExpectedHead& head : heads) found.emplace(head.seq, "");
  if (found.empty()) return {};
  ledger.events({}, [&](const StoredEvent& event) {
    const auto wanted = found.find(event.seq);
    if (wanted != found.end()) wanted->second = hex(event.hash);
  });
  std::vector<std::string> problems;
  for (const ExpectedHead& head : heads) {
    const std::string& digits = found.at(head.seq);
    if (digits.empty()) {
      problems.push_back(
          fmt::format("event {} is expected and missing: the newest part was cut off", head.seq));
    } else if (!digits.starts_with(head.digits)) {
      problems.push_back(fmt::format("event {} does not have the expected hash", head.seq));
    }
  }
  return problems;
}

Witness::Witness(std::string path) : path_(std::move(path)) {
  if (!is_there(path_)) return;
  ByteSource source(path_);
  std::int64_t number = 0;
  for (std::string line; source.next_line(line);) {
    ++number;
    const auto space = std::min(line.find(' '), line.size());
    const auto head =
        head_from_text(std::string_view(line).substr(std::min(space + 1, line.size())));
    if (!head || !Date::from_text(line.substr(0, space))) {
      throw Refused(
          {"witness.malformed", fmt::format("{}:{} is no day with a head behind it", path_, number),
           "Its lines are written by `msp daily`: somebody else was there.", Exit::input_rejected});
    }
    heads_.push_back(*head);
    last_ = line;
  }
}

void Witness::add(Date day, const Head& head) const {
  const std::string line = fmt::format("{} {}", day.text(), head.text());
  if (line == last_) return;
  const int file = open(path_.c_str(),
                        O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
  if (file < 0) failed(path_, std::strerror(errno));
  const std::string text = line + "\n";
  errno = 0;
  const bool written = write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  const bool synced = written && fsync(file) == 0;
  const int error = errno == 0 ? ENOSPC : errno;
  close(file);
  if (!synced) failed(path_, std::strerror(error));
}

}  // namespace msp::cli
