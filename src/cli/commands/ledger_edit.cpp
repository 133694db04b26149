// What the ledger says of the house itself, and may change.
#include <fmt/format.h>

#include "commands/order_form.h"
#include "line/form.h"

namespace msp::cli {
namespace {

struct SellerField {
  std::string_view label;
  std::string Seller::*field;
};
constexpr SellerField seller_fields[] = {{"seller", &Seller::name},
                                         {"country", &Seller::country},
                                         {"VAT id", &Seller::vat_id},
                                         {"address", &Seller::address},
                                         {"IBAN", &Seller::iban}};

/// `VAT id FI20774740 (was FI12345671), country FI`
std::string changes_between(const Seller& before, const Seller& after) {
  std::string text;
  const auto add = [&text](std::string_view label, const std::string& was, const std::string& now) {
    if (was == now) return;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", label, now);
    if (!was.empty()) text += fmt::format(" (was {})", was);
  };
  for (const auto& [label, field] : seller_fields) add(label, before.*field, after.*field);
  const auto was = fields_of(before.party);
  const auto now = fields_of(after.party);
  for (std::size_t i = 0; i < now.size(); ++i) {
    add(now[i].label, was[i].value.value_or(""), now[i].value.value_or(""));
  }
  return text;
}

struct LedgerEdit {
  EditSeller edit;

  static void options(auto& self, auto&& option) {
    option("--seller-name", "NAME", self.edit.name, "the seller as printed on invoices");
    option("--seller-country", "CC", self.edit.country,
           "where it is taxed: ISO 3166, such as FI (as its VAT id says)", country_code);
    option("--seller-vat-id", "ID", self.edit.vat_id, "its VAT id", vat_id);
    option("--seller-address", "ADDRESS", self.edit.address, "its address, on one line");
    option("--seller-iban", "IBAN", self.edit.iban, "where to pay", iban);
    seller_options(self.edit.party, option);
  }
  void check() const {
    if (edit.name || edit.country || edit.vat_id || edit.address || edit.iban ||
        edit.party != Party{}) {
      return;
    }
    usage_error("usage.nothing", "no field is given", "`msp ledger edit --help` lists them.");
  }
  Exit run(Invocation& invocation) const {
    return invocation.recorded<SettingsOutcome>(
        [&](Ledger& ledger, const Envelope& envelope, const auto& told) {
          return handle(ledger, envelope, edit, told);
        },
        describe);
  }

  static Answer describe(const SettingsOutcome& outcome) {
    const std::string next = "msp ledger info";
    if (outcome.events.empty()) return {"", "the seller is that already", next};
    const Date on = outcome.events.front().effective_on;
    return {"",
            fmt::format("from {}: {}", on.text(),
                        changes_between(outcome.before.seller_on(on), outcome.after.seller_on(on))),
            next};
  }
};

constexpr Command ledger_edit_table[] = {command<LedgerEdit>(
    evidenced, rarely, "ledger edit",
    "Changes who sells from a day on; a document shows what holds on its own day.",
    "msp ledger edit --seller-vat-id FI20774740 --ref mail-50",
    "msp ledger edit --seller-address 'Laituri 2, 00100 Helsinki' --effective 2026-06-01 --ref "
    "mail-51")};

}  // namespace

extern const Commands ledger_edit_commands = ledger_edit_table;

}  // namespace msp::cli
