#include <fmt/format.h>

#include "commands.h"
#include "invocation.h"

namespace msp::cli {
namespace {

Answer describe(const ErasureOutcome& outcome) {
  const std::string id = outcome.after.id.text();
  const PersonalData& erased = outcome.erased;
  const std::string next = "msp ledger verify";
  if (erased.empty() && outcome.events.size() == outcome.swept) {
    return {id, fmt::format("was erased before, on {}", outcome.after.erased_on->text()), next};
  }
  return {id,
          fmt::format("{} and {} erased; backups and exports made before still have them",
                      counted(erased.texts, "text about people", "texts about people"),
                      counted(erased.activity, "row of activity", "rows of activity")),
          next};
}

Exit run(Invocation& invocation) {
  const CustomerId id = invocation.customer();
  if (!invocation.arguments().has("--reason")) {
    usage_error("usage.missing", "--reason is missing",
                "Say why: what is erased cannot be asked for it any more.");
  }
  Ledger ledger = invocation.write_ledger();
  auto outcome = erase_customer(ledger, invocation.envelope(ledger), id,
                                [](const ErasureOutcome& done) { return packed(describe(done)); });
  const ErasureOutcome done = take(std::move(outcome));
  invocation.recorded(done);
  invocation.answer(done.earlier ? unpacked(*done.earlier) : describe(done), done);
  return Exit::done;
}

}  // namespace

const Command customer_erase{
    "customer erase",
    "Erases what is known about the people of a customer who is long gone, for ever.",
    Kind::change,
    {"msp customer erase dune --reason 'GDPR 17' --ref mail-90 --dry-run",
     "msp customer erase dune --reason 'GDPR 17' --ref mail-90 --yes"},
    {{"CUSTOMER", "who"}},
    {},
    run};

}  // namespace msp::cli
