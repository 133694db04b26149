#include <fmt/format.h>

#include "catalog_read.h"
#include "commands.h"
#include "invocation.h"

namespace msp::cli {
namespace {

Answer describe(const Outcome& outcome) {
  std::int64_t plans = 0;
  std::int64_t prices = 0;
  std::int64_t taxes = 0;
  std::int64_t discounts = 0;
  for (const RecordedEvent& recorded : outcome.events) {
    plans += std::holds_alternative<PlanPublished>(recorded.event) ? 1 : 0;
    prices += std::holds_alternative<PricePublished>(recorded.event) ? 1 : 0;
    taxes += std::holds_alternative<TaxPublished>(recorded.event) ? 1 : 0;
    discounts += std::holds_alternative<DiscountPublished>(recorded.event) ? 1 : 0;
  }
  if (outcome.events.empty()) return {"catalog", "all of it is there already", "msp catalog list"};
  std::string what =
      fmt::format("{}, {}, {}", counted(plans, "plan version", "plan versions"),
                  counted(prices, "price", "prices"), counted(taxes, "tax class", "tax classes"));
  if (discounts > 0) what += ", " + counted(discounts, "discount", "discounts");
  return {"catalog", what + " published", "msp catalog list"};
}

Exit run(Invocation& invocation) {
  const std::string file = *invocation.arguments().raw("FILE");
  const std::string text = read_file(file);
  Ledger ledger = invocation.write_ledger();
  Envelope envelope = invocation.envelope(ledger);
  const CatalogFile read = take(read_catalog_file(file, text, envelope.request.today));
  // The file itself is the evidence: its name and hash say which one it was.
  if (envelope.note.ref.empty())
    envelope.note.ref = file + " " + hex(digest_of(text)).substr(0, 16);
  const Outcome outcome =
      take(handle(ledger, envelope, read, [](const Outcome& o) { return packed(describe(o)); }));
  invocation.recorded(outcome);
  invocation.answer(outcome.earlier ? unpacked(*outcome.earlier) : describe(outcome), outcome);
  return Exit::done;
}

}  // namespace

const Command catalog_load{
    "catalog load",
    "Publishes what a catalog file says anew: plans, prices, tax classes, discount codes.",
    Kind::change,
    {"msp catalog load examples/catalogs/dfence.toml",
     "msp catalog load prices-2027.toml --dry-run"},
    {{"FILE", "a catalog (TOML)"}},
    {},
    run};

}  // namespace msp::cli
