#include <fmt/format.h>

#include "line/form.h"

namespace msp::cli {
namespace {

struct CustomerErase {
  CustomerId customer;

  static void options(auto& self, auto&& option) {
    option.operand("CUSTOMER", self.customer, "who");
  }
  Exit run(Invocation& invocation) const {
    if (invocation.change().reason.empty()) {
      missing("--reason", "Say why: what is erased cannot be asked for it any more.");
    }
    return invocation.recorded<ErasureOutcome>(
        [&](Ledger& ledger, const Envelope& envelope, const auto& told) {
          return erase_customer(ledger, envelope, customer, told);
        },
        describe);
  }

  static Answer describe(const ErasureOutcome& outcome) {
    const std::string id = outcome.after.id.text();
    const PersonalData& erased = outcome.erased;
    const std::string next = "msp ledger verify";
    if (erased.empty() && outcome.events.size() == outcome.swept) {
      return {id, fmt::format("was erased before, on {}", outcome.after.erased_on->text()), next};
    }
    return {id,
            fmt::format("{} and {} erased; backups and exports made before still have them",
                        plural(erased.texts, "text about people", "texts about people"),
                        plural(erased.activity, "row of activity", "rows of activity")),
            next};
  }
};

constexpr Command customer_erase_table[] = {command<CustomerErase>(
    change, rarely, "customer erase",
    "Erases what is known about the people of a customer who is long gone, for ever.",
    "msp customer erase dune --reason 'GDPR 17' --ref mail-90 --dry-run",
    "msp customer erase dune --reason 'GDPR 17' --ref mail-90 --yes")};

}  // namespace

extern const Commands customer_erase_commands = customer_erase_table;

}  // namespace msp::cli
