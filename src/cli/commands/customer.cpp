// Customers: who they are, how they leave and come back.
#include <fmt/format.h>

#include "commands/subscription_choice.h"
#include "line/form.h"
#include "msp/report/changes.h"
#include "msp/report/customers.h"

namespace msp::cli {
namespace {

struct CustomerList : Filters {
  static void options(auto& self, auto&& option) {
    option("--group", "G", self.group, "only of this invoicing group");
    option("--plan", "PLAN", self.plan, "only with this plan");
    option("--as-of", "DATE", self.on, "as it held on that day");
    looking_back(self, option);
  }
};

struct CustomerShow : Filters {
  CustomerId who;

  static void options(auto& self, auto&& option) {
    option.operand("CUSTOMER", self.who, "who");
    option("--as-of", "DATE", self.on, "as it stands on that day");
    looking_back(self, option);
  }
  Table table(const Ledger& ledger, const Query& query, const Invocation& invocation) const {
    return customer_show(invocation.known_customer(ledger, who), ledger.catalog(), query.as_of);
  }
};

struct CustomerHistory : Filters {
  static void options(auto& self, auto&& option) {
    option.operand("CUSTOMER", self.customer, "whose");
    option("--from", "DATE", self.from, "effective on or after");
    option("--to", "DATE", self.through, "effective on or before");
    option("--as-of", "DATE", self.on, "nothing that holds only later");
    looking_back(self, option);
  }
  Table table(const Ledger& ledger, Query query) const {
    if (!on) query.as_of = *Date::civil(9999, 12, 31);
    return changes_report(ledger, query);
  }
};

struct CustomerEdit {
  CustomerId customer;
  EditCustomer edit;
  bool no_partner = false;
  bool no_partner_email = false;
  bool no_vat_id = false;

  static void options(auto& self, auto&& option) {
    option.operand("CUSTOMER", self.customer, "who");
    option("--name", "NAME", self.edit.name, "its name");
    option("--partner", "NAME", self.edit.partner, "the partner it came through");
    option.flag("--no-partner", self.no_partner, "it came by itself");
    option("--partner-email", "MAIL", self.edit.partner_email,
           "where the partner is told what it has to do");
    option.flag("--no-partner-email", self.no_partner_email, "the partner is told nothing");
    option("--language", "en|fi", self.edit.language, "of its documents and mails");
    option.flag("--no-language", self.edit.no_language, "the provider's own again");
    option("--contact-email", "MAIL", self.edit.contact_email, "its contact");
    option("--billing-address", "ADDRESS", self.edit.billing_address, "on one line");
    option("--country", "CC", self.edit.country, "ISO 3166, such as FI", country_code);
    option("--vat-id", "ID", self.edit.vat_id, "its VAT id", vat_id);
    option.flag("--no-vat-id", self.no_vat_id, "it has none");
    option("--group", "15|30|1", self.edit.group, "its invoicing group", invoicing_group);
  }
  void check() const {
    const auto both = [](std::string_view field, bool said, bool none) {
      if (!said || !none) return;
      usage_error("usage.contradiction",
                  fmt::format("--{} and --no-{} contradict each other", field, field),
                  "Give one of them.");
    };
    both("partner", edit.partner.has_value(), no_partner);
    both("partner-email", edit.partner_email.has_value(), no_partner_email);
    both("language", edit.language.has_value(), edit.no_language);
    both("vat-id", edit.vat_id.has_value(), no_vat_id);
    const bool said = edit.name || edit.partner || edit.partner_email || edit.language ||
                      edit.contact_email || edit.billing_address || edit.country || edit.vat_id ||
                      edit.group || no_partner || no_partner_email || edit.no_language || no_vat_id;
    if (!said) {
      usage_error("usage.nothing", "no field is given", "`msp customer edit --help` lists them.");
    }
  }
  EditCustomer asked() const {
    EditCustomer asked = edit;
    if (no_partner) asked.partner.emplace();
    if (no_partner_email) asked.partner_email.emplace();
    if (no_vat_id) asked.vat_id.emplace();
    return asked;
  }

  static Answer describe(const CustomerOutcome& outcome) {
    const std::string id = outcome.after.id.text();
    if (outcome.events.size() == outcome.swept) {
      return {id, "is so already", "msp customer show " + id};
    }
    std::string what;
    const auto add = [&what](std::string_view field, const std::string& old,
                             const std::string& now) {
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
    const RecordedEvent& last = outcome.events.back();
    if (const auto* group = std::get_if<InvoicingGroupSet>(&last.event)) {
      what += fmt::format("{}invoicing group {} from {}", what.empty() ? "" : ", ", group->group,
                          last.effective_on.text());
    }
    return {id, what, "msp customer show " + id};
  }
};

struct CustomerDeactivate {
  CustomerId customer;

  static void options(auto& self, auto&& option) {
    option.operand("CUSTOMER", self.customer, "who");
  }
  static DeactivateCustomer asked() { return {}; }

  static Answer describe(const CustomerOutcome& outcome) {
    const std::string id = outcome.after.id.text();
    const bool done = outcome.events.size() > outcome.swept;
    const Date from = *outcome.after.deactivated_from;
    std::string what = fmt::format("{}deactivated from {}", done ? "" : "already ", from.text());
    if (outcome.after.since) what += fmt::format(", served through {}", (from - 1).text());
    what += leaving_costs(outcome);
    return {id, what, "msp customer show " + id};
  }
};

struct CustomerReactivate {
  CustomerId customer;

  static void options(auto& self, auto&& option) {
    option.operand("CUSTOMER", self.customer, "who");
  }
  static ReactivateCustomer asked() { return {}; }

  static Answer describe(const CustomerOutcome& outcome) {
    const std::string id = outcome.after.id.text();
    if (outcome.events.size() == outcome.swept) {
      return {id, "is active already", "msp customer show " + id};
    }
    const bool kept = outcome.events.size() - outcome.swept > 1;
    return {id,
            kept ? "active again, its notice is withdrawn" : "active again, without a subscription",
            kept ? "msp customer show " + id : "msp help order"};
  }
};

constexpr Command customer_table[] = {
    command<CustomerList, customer_list>(list.of(customer_columns), every_day, "customer list",
                                         "Lists the customers.", "msp customer list",
                                         "msp customer list --group 15 -f csv"),
    command<CustomerShow>(list.of(field_columns), every_day, "customer show",
                          "Shows a customer with its subscriptions, for reading.",
                          "msp customer show acme", "msp customer show acme -f json"),
    command<CustomerEdit>(evidenced, every_day, "customer edit",
                          "Changes who a customer is, or its invoicing group.",
                          "msp customer edit acme --contact-email boss@acme.example --ref mail-25",
                          "msp customer edit acme --group 30 --ref mail-26"),
    command<CustomerDeactivate>(
        evidenced, every_day, "customer deactivate",
        "Ends all of a customer's services, with the notice their plans ask for.",
        "msp customer deactivate acme --ref mail-40",
        "msp customer deactivate acme --received 2026-03-10 --ref mail-40"),
    command<CustomerReactivate>(
        evidenced, every_day, "customer reactivate",
        "Takes a deactivation back; what has ended stays ended and is ordered anew.",
        "msp customer reactivate acme --ref mail-41",
        "msp customer reactivate acme --ref mail-41 --dry-run"),
    command<CustomerHistory>(
        list.of(change_columns), every_day, "customer history",
        "Shows every change of a customer: what, when, who asked, where it is written.",
        "msp customer history acme", "msp customer history acme --from 2026-01-01 -f csv")};

}  // namespace

extern const Commands customer_commands = customer_table;

}  // namespace msp::cli
