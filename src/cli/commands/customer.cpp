// Customers: who they are, how they leave and come back.
#include <fmt/format.h>

#include "commands/e_invoice.h"
#include "commands/subscription_choice.h"
#include "line/form.h"
#include "msp/report/changes.h"
#include "msp/report/customers.h"

namespace msp::cli {
namespace {

struct CustomerList : Filters {
  CustomerFilter filter;

  static void options(auto& self, auto&& option) {
    option("--group", "G", self.group, "only of this invoicing group");
    option("--plan", "PLAN", self.plan, "only with this plan");
    option("--status", "S", self.filter.status, "only active or deactivated ones");
    option("--partner", "NAME", self.partner, "only of this partner");
    option("--search", "TEXT", self.filter.search, "only with this in id or name");
    option.flag("--einvoice", self.filter.lacking,
                "only those that lack something for an e-invoice, with what mends it");
    option("--as-of", "DATE", self.on, "as it held on that day");
    looking_back(self, option);
  }
  Table table(const Ledger& ledger, const Query& query, const Invocation& invocation) const {
    const auto of_seller = lacking_of(ledger.settings().seller_on(query.today));
    if (filter.lacking && !of_seller.empty()) {
      invocation.note("note: who sells lacks " + in_words(of_seller) + ": " +
                      mended_by(of_seller, CustomerId()));
    }
    return customer_list(ledger, query, filter);
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
    command<CustomerList>(list.of(lacking_customer_columns), every_day, "customer list",
                          "Lists the customers.", "msp customer list",
                          "msp customer list --group 15 -f csv"),
    command<CustomerShow>(list.of(field_columns), every_day, "customer show",
                          "Shows a customer with its subscriptions, for reading.",
                          "msp customer show acme", "msp customer show acme -f json"),
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
