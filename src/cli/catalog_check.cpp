#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "catalog_read.h"
#include "commands.h"
#include "invocation.h"

namespace msp::cli {

std::string read_file(const std::string& path) {
  constexpr std::size_t most = std::size_t{64} << 20;
  const auto refuse = [&path](const std::string& why) {
    throw Refused({"file.unreadable", fmt::format("{}: {}", path, why), "Check the file's name.",
                   Exit::input_rejected});
  };
  const int file = path == "-" ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) refuse(std::strerror(errno));
  std::string text;
  char piece[1 << 16];
  ssize_t size = 0;
  while ((size = read(file, piece, sizeof piece)) > 0 && text.size() <= most) {
    text.append(piece, static_cast<std::size_t>(size));
  }
  const int error = errno;
  if (file != STDIN_FILENO) close(file);
  if (size < 0) refuse(std::strerror(error));
  if (text.size() > most) refuse("is larger than 64 MB");
  return text;
}

namespace {

Exit run(Invocation& invocation) {
  const std::string file = *invocation.arguments().raw("FILE");
  const Date today = invocation.today(LedgerSettings());
  const CatalogFile read = take(read_catalog_file(file, read_file(file), today));
  invocation.print(fmt::format("{}: {}, {}, {}, no contradiction\n", file,
                               counted(read.plans.size(), "plan", "plans"),
                               counted(read.prices.size(), "price", "prices"),
                               counted(read.taxes.size(), "tax class", "tax classes")));
  return Exit::done;
}

}  // namespace

const Command catalog_check{
    "catalog check",
    "Reads a catalog file and names every mistake in it, by line and key; records nothing.",
    Kind::plain,
    {"msp catalog check examples/catalogs/dfence.toml", "msp catalog check - < prices.toml"},
    {{"FILE", "a catalog (TOML); - is stdin"}},
    {},
    run};

}  // namespace msp::cli
