// Customers: who they are, how they leave and come back.
#include <fmt/format.h>

#include <algorithm>

#include "commands.h"
#include "invocation.h"
#include "known_at.h"

namespace msp::cli {
namespace {

Exit list(Invocation& invocation) {
  const Table table = [&] {
    const Ledger ledger = invocation.read_ledger();
    return ::msp::customer_list(ledger, invocation.query(ledger));
  }();
  return invocation.show(table);
}

Exit show_one(Invocation& invocation) {
  const Table table = [&] {
    const Ledger ledger = invocation.read_ledger();
    const Customer customer = invocation.known_customer(ledger, invocation.customer());
    const auto as_of = invocation.arguments().value<Date>("--as-of");
    return ::msp::customer_show(customer, ledger.catalog(),
                                as_of.value_or(invocation.today(ledger)));
  }();
  return invocation.show(table);
}

Exit history(Invocation& invocation) {
  const Table table = [&] {
    const Ledger ledger = invocation.read_ledger();
    Query query = invocation.query(ledger);
    if (!invocation.arguments().has("--as-of")) query.as_of = *Date::civil(9999, 12, 31);
    return changes_report(ledger, query);
  }();
  return invocation.show(table);
}

Answer describe_edit(const CustomerOutcome& outcome) {
  const std::string id = outcome.after.id.text();
  if (outcome.events.size() == outcome.swept)
    return {id, "is so already", "msp customer show " + id};
  std::string what;
  const auto add = [&what](bool changed, const std::string& field) {
    if (changed) what += (what.empty() ? "" : ", ") + field;
  };
  const CustomerDetailsSet& before = outcome.before.details;
  const CustomerDetailsSet& after = outcome.after.details;
  add(before.name != after.name, "name");
  add(before.partner != after.partner, "partner");
  add(before.contact_email != after.contact_email, "contact");
  add(before.billing_address != after.billing_address, "billing address");
  add(before.country != after.country, "country");
  add(before.vat_id != after.vat_id, "VAT id");
  add(before.partner_email != after.partner_email, "partner contact");
  add(before.language != after.language, "language");
  if (!what.empty()) what += " set";
  const RecordedEvent& last = outcome.events.back();
  const auto* group = std::get_if<InvoicingGroupSet>(&last.event);
  if (group) {
    add(true, fmt::format("invoicing group {} from {}", group->group, last.effective_on.text()));
  }
  return {id, what, "msp customer show " + id};
}

Answer describe_leave(const CustomerOutcome& outcome) {
  const std::string id = outcome.after.id.text();
  const bool done = outcome.events.size() > outcome.swept;
  const Date from = *outcome.after.deactivated_from;
  std::string what = fmt::format("{}deactivated from {}", done ? "" : "already ", from.text());
  if (outcome.after.since) what += fmt::format(", served through {}", (from - 1).text());
  return {id, what, "msp customer show " + id};
}

Answer describe_return(const CustomerOutcome& outcome) {
  const std::string id = outcome.after.id.text();
  if (outcome.events.size() == outcome.swept)
    return {id, "is active already", "msp customer show " + id};
  const bool kept = outcome.events.size() - outcome.swept > 1;
  return {id,
          kept ? "active again, its notice is withdrawn" : "active again, without a subscription",
          kept ? "msp customer show " + id : "msp help order"};
}

EditCustomer edit_from(const Invocation& invocation) {
  const Arguments& arguments = invocation.arguments();
  EditCustomer edit;
  edit.name = arguments.text("--name");
  edit.partner = arguments.text("--partner");
  edit.contact_email = arguments.mail_address("--contact-email");
  edit.billing_address = arguments.text("--billing-address");
  edit.country = invocation.arguments().country();
  edit.vat_id = arguments.text("--vat-id");
  edit.partner_email = arguments.mail_address("--partner-email");
  edit.language = arguments.word<Language>("--language");
  edit.group = invocation.arguments().group();
  const auto& options = invocation.command().options;
  if (std::none_of(options.begin(), options.end(),
                   [&](const Option& option) { return arguments.has(option.name); })) {
    usage_error("usage.nothing", "no field is given", "`msp customer edit --help` lists them.");
  }
  return edit;
}

Exit edit(Invocation& invocation) {
  return invocation.change(invocation.customer(), edit_from(invocation), describe_edit);
}

Exit deactivate(Invocation& invocation) {
  return invocation.change(invocation.customer(), DeactivateCustomer{}, describe_leave);
}

Exit reactivate(Invocation& invocation) {
  return invocation.change(invocation.customer(), ReactivateCustomer{}, describe_return);
}

}  // namespace

const Command customer_list{"customer list",
                            "Lists the customers.",
                            Kind::list,
                            {"msp customer list", "msp customer list --group 15 -f csv"},
                            {},
                            {{"--group", "G", "only of this invoicing group"},
                             {"--plan", "PLAN", "only with this plan"},
                             {"--as-of", "DATE", "as it held on that day"},
                             known_at},
                            list};

const Command customer_show{"customer show",
                            "Shows a customer with its subscriptions, for reading.",
                            Kind::list,
                            {"msp customer show acme", "msp customer show acme -f json"},
                            {{"CUSTOMER", "who"}},
                            {{"--as-of", "DATE", "as it stands on that day"}, known_at},
                            show_one};

const Command customer_history{
    "customer history",
    "Shows every change of a customer: what, when, who asked, where it is written.",
    Kind::list,
    {"msp customer history acme", "msp customer history acme --from 2026-01-01 -f csv"},
    {{"CUSTOMER", "whose"}},
    {{"--from", "DATE", "effective on or after"},
     {"--to", "DATE", "effective on or before"},
     {"--as-of", "DATE", "nothing that holds only later"},
     known_at},
    history};

const Command customer_edit{
    "customer edit",
    "Changes who a customer is, or its invoicing group.",
    Kind::evidenced,
    {"msp customer edit acme --contact-email boss@acme.example --ref mail-25",
     "msp customer edit acme --group 30 --ref mail-26"},
    {{"CUSTOMER", "who"}},
    {{"--name", "NAME", "its name"},
     {"--partner", "NAME", "the partner it came through"},
     {"--partner-email", "MAIL", "where the partner is told what it has to do"},
     {"--language", "en|fi", "of its documents and mails"},
     {"--contact-email", "MAIL", "its contact"},
     {"--billing-address", "ADDRESS", "on one line"},
     {"--country", "CC", "ISO 3166, such as FI"},
     {"--vat-id", "ID", "its VAT id"},
     {"--group", "15|30|1", "its invoicing group"}},
    edit};

const Command customer_deactivate{
    "customer deactivate",
    "Ends all of a customer's services, with the notice their plans ask for.",
    Kind::evidenced,
    {"msp customer deactivate acme --ref mail-40",
     "msp customer deactivate acme --received 2026-03-10 --ref mail-40"},
    {{"CUSTOMER", "who"}},
    {},
    deactivate};

const Command customer_reactivate{
    "customer reactivate",
    "Takes a deactivation back; what has ended stays ended and is ordered anew.",
    Kind::evidenced,
    {"msp customer reactivate acme --ref mail-41",
     "msp customer reactivate acme --ref mail-41 --dry-run"},
    {{"CUSTOMER", "who"}},
    {},
    reactivate};

}  // namespace msp::cli
