#include <fmt/format.h>

#include "byte_source.h"
#include "catalog_read.h"
#include "commands.h"
#include "invocation.h"

namespace msp::cli {

std::string read_file(const std::string& path) {
  constexpr std::size_t most = std::size_t{64} << 20;
  ByteSource source(path, /*shows=*/false);
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
    {"msp catalog check examples/catalogs/dfence.toml", "msp catalog check - < prices-2027.toml"},
    {{"FILE", "a catalog (TOML); - is stdin"}},
    {},
    run};

}  // namespace msp::cli
