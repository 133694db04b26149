// Who a customer is, changed.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "commands/order_form.h"
#include "line/form.h"

namespace msp::cli {
namespace {

/// Every field that may be unknown again has a flag of its own.
constexpr std::array emptied{"--no-partner",  "--no-partner-email",   "--no-language",
                             "--no-vat-id",   "--no-invoice-email",   "--no-street",
                             "--no-city",     "--no-post-code",       "--no-registration-id",
                             "--no-endpoint", "--no-buyer-reference", "--no-purchase-order",
                             "--no-operator"};
constexpr std::array emptied_means{"it came by itself",
                                   "the partner is told nothing",
                                   "the provider's own again",
                                   "it has none",
                                   "documents go to its contact again",
                                   "its address is one line again",
                                   "its address is one line again",
                                   "its address is one line again",
                                   "it is not known any more",
                                   "it takes no e-invoices",
                                   "it has none",
                                   "there is none any more",
                                   "it takes no Finvoice"};

struct CustomerEdit {
  CustomerId customer;
  EditCustomer edit;
  std::array<bool, emptied.size()> none = {};

  static void options(auto& self, auto&& option) {
    option.operand("CUSTOMER", self.customer, "who");
    option("--name", "NAME", self.edit.name, "its name");
    option("--partner", "NAME", self.edit.partner, "the partner it came through");
    option("--partner-email", "MAIL", self.edit.partner_email,
           "where the partner is told what it has to do");
    option("--language", "en|fi", self.edit.language, "of its documents and mails");
    option("--contact-email", "MAIL", self.edit.contact_email, "its contact");
    option("--billing-address", "ADDRESS", self.edit.billing_address, "on one line");
    option("--country", "CC", self.edit.country, "ISO 3166, such as FI", country_code);
    option("--vat-id", "ID", self.edit.vat_id, "its VAT id", vat_id);
    party_options(self.edit.party, self.edit.invoice_email, option);
    option("--group", "15|30|1", self.edit.group, "its invoicing group", invoicing_group);
    for (std::size_t i = 0; i < emptied.size(); ++i) {
      option.flag(emptied[i], self.none[i], emptied_means[i]);
    }
  }
  void check() const {
    for (std::size_t i = 0; i < emptied.size(); ++i) {
      if (!none[i] || !is_said(i)) continue;
      const std::string field(std::string_view(emptied[i]).substr(5));
      usage_error("usage.contradiction",
                  fmt::format("--{} and --no-{} contradict each other", field, field),
                  "Give one of them.");
    }
    const bool any = std::find(none.begin(), none.end(), true) != none.end();
    const bool said = any || edit.name || edit.contact_email || edit.billing_address ||
                      edit.country || edit.group;
    for (std::size_t i = 0; i < emptied.size(); ++i) {
      if (said || is_said(i)) return;
    }
    usage_error("usage.nothing", "no field is given", "`msp customer edit --help` lists them.");
  }
  EditCustomer asked() const {
    CustomerEdit asked = *this;
    for (std::size_t i = 0; i < emptied.size(); ++i) {
      if (none[i]) with_field(asked.edit, i, [](auto& field) { field.emplace(); });
    }
    asked.edit.no_language = none[2];
    if (none[2]) asked.edit.language.reset();
    return asked.edit;
  }

  static Answer describe(const CustomerOutcome& outcome);

 private:
  /// In the order of `emptied`.
  static void with_field(auto& edit, std::size_t place, auto&& use) {
    switch (place) {
      case 0:
        return use(edit.partner);
      case 1:
        return use(edit.partner_email);
      case 2:
        return use(edit.language);
      case 3:
        return use(edit.vat_id);
      case 4:
        return use(edit.invoice_email);
      case 5:
        return use(edit.party.street);
      case 6:
        return use(edit.party.city);
      case 7:
        return use(edit.party.post_code);
      case 8:
        return use(edit.party.registration_id);
      case 9:
        return use(edit.party.endpoint);
      case 10:
        return use(edit.party.buyer_reference);
      case 11:
        return use(edit.party.purchase_order);
      default:
        return use(edit.party.operator_id);
    }
  }
  bool is_said(std::size_t place) const {
    bool said = false;
    with_field(edit, place, [&said](const auto& field) { said = field.has_value(); });
    return said;
  }
};

Answer CustomerEdit::describe(const CustomerOutcome& outcome) {
  const std::string id = outcome.after.id.text();
  if (outcome.events.size() == outcome.swept) {
    return {id, "is so already", "msp customer show " + id};
  }
  std::string what;
  const auto add = [&what](std::string_view field, const std::string& old, const std::string& now) {
    if (old == now) return;
    const auto shown = [](const std::string& value) { return value.empty() ? "none" : value; };
    what += fmt::format("{}{} {} → {}", what.empty() ? "" : ", ", field, shown(old), shown(now));
  };
  // An answer may be kept, and is not erased with what is known about people.
  const auto changed = [&what](std::string_view field, bool same) {
    if (!same) what += fmt::format("{}{} changed", what.empty() ? "" : ", ", field);
  };
  const auto language = [](const CustomerDetailsSet& details) {
    return details.language ? std::string(word(*details.language)) : std::string();
  };
  const CustomerDetailsSet& before = outcome.before.details;
  const CustomerDetailsSet& after = outcome.after.details;
  add("name", before.name, after.name);
  add("partner", before.partner, after.partner);
  changed("contact", before.contact_email == after.contact_email);
  add("billing address", before.billing_address, after.billing_address);
  add("country", before.country, after.country);
  add("VAT id", before.vat_id, after.vat_id);
  changed("partner contact", before.partner_email == after.partner_email);
  add("language", language(before), language(after));
  changed("invoice mail", before.invoice_email == after.invoice_email);
  const auto old = fields_of(before.party);
  const auto now = fields_of(after.party);
  for (std::size_t i = 0; i < now.size(); ++i) {
    add(now[i].label, old[i].value.value_or(""), now[i].value.value_or(""));
  }
  const RecordedEvent& last = outcome.events.back();
  if (const auto* group = std::get_if<InvoicingGroupSet>(&last.event)) {
    what += fmt::format("{}invoicing group {} from {}", what.empty() ? "" : ", ", group->group,
                        last.effective_on.text());
  }
  return {id, what, "msp customer show " + id};
}

constexpr Command customer_edit_table[] = {command<CustomerEdit>(
    evidenced, every_day, "customer edit", "Changes who a customer is, or its invoicing group.",
    "msp customer edit acme --contact-email boss@acme.example --ref mail-25",
    "msp customer edit acme --endpoint 0216:003720774740 --buyer-reference 4711 --ref mail-26")};

}  // namespace

extern const Commands customer_edit_commands = customer_edit_table;

}  // namespace msp::cli
