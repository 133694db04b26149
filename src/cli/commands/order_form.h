// What an order says, wherever it is said: with options, in a draft, in a file.
#pragma once

#include "line/parameter.h"
#include "msp/command.h"
#include "msp/customer.h"
#include "msp/desk.h"

namespace msp::cli {

Override read_override(std::string_view name, const std::string& typed);

template <>
inline constexpr How<Override> how<Override>{read_override, terms};

/// What is said of a customer for machines, and where its documents go.
void party_options(Party& party, std::optional<Personal>& invoice_email, auto&& option) {
  option("--street", "STREET", party.street, "of its address, where that is said in parts");
  option("--city", "CITY", party.city, "of its address");
  option("--post-code", "CODE", party.post_code, "of its address", identifier);
  option("--registration-id", "ID", party.registration_id,
         "what the company is registered as, such as 2077474-0 or 0208:0202239951", registration);
  option("--endpoint", "SCHEME:ID", party.endpoint,
         "where it takes e-invoices, such as 0216:003720774740", endpoint);
  option("--operator", "ID", party.operator_id, "who hands it Finvoice, such as 003723327487",
         identifier);
  option("--buyer-reference", "REF", party.buyer_reference,
         "what it sorts its invoices by: on all of them", identifier);
  option("--purchase-order", "PO", party.purchase_order, "the order it gave: on its invoices",
         identifier);
  option("--invoice-email", "MAIL", invoice_email,
         "where its documents go instead of the contact; several with commas", mail_addresses);
}

/// The same of who sells.
void seller_options(Party& party, auto&& option) {
  option("--seller-street", "STREET", party.street, "of its address, where that is said in parts");
  option("--seller-city", "CITY", party.city, "of its address");
  option("--seller-post-code", "CODE", party.post_code, "of its address", identifier);
  option("--seller-registration-id", "ID", party.registration_id,
         "what the company is registered as, such as 2077474-0", registration);
  option("--seller-endpoint", "SCHEME:ID", party.endpoint,
         "where it takes e-invoices, such as 0216:003720774740", endpoint);
  option("--seller-operator", "ID", party.operator_id,
         "who takes its Finvoice along (the bank, by its BIC)", identifier);
  option("--seller-bic", "BIC", party.bic, "of the bank that has its IBAN", bic);
}

/// The options that say what is ordered.
void order_options(PlaceOrder& order, auto&& option) {
  option("--plan", "PLAN", order.plan, "what is ordered");
  option("--mailboxes", "N", order.mailboxes, "how many");
  option.flag("--trial", order.trial, "begin with the plan's trial");
  option("--trial-days", "N", order.trial_days, "how long, for plans that leave it to the order");
  option("--sales-rep", "MAIL", order.sales_rep, "of a trial: gets the monthly security report");
  option("--monthly-total", "AMOUNT", order.monthly_total,
         "the monthly price the customer was told");
  option("--unit-price", "AMOUNT", order.unit_price, "an agreed price instead of the catalog's");
  option("--group", "15|30|1", order.group,
         "invoicing group (default: the next of 15 and 30 at connection)", invoicing_group);
  option("--name", "NAME", order.name, "the customer's name");
  option("--contact-email", "MAIL", order.contact_email, "its contact");
  option("--billing-address", "ADDRESS", order.billing_address, "on one line");
  option("--country", "CC", order.country, "ISO 3166, such as FI", country_code);
  option("--vat-id", "ID", order.vat_id, "its VAT id", vat_id);
  option("--accept-terms", "VERSION", order.accepted_terms, "the terms of service it accepted");
  option("--partner", "NAME", order.partner, "the partner it came through");
  option("--partner-email", "MAIL", order.partner_email,
         "where the partner is told what it has to do");
  option("--language", "en|fi", order.language, "of its documents and mails");
  party_options(order.party, order.invoice_email, option);
  option("--channel", "HOW", order.channel, "form, mail or phone");
  option("--panel-id", "ID", order.panel_id, "its name in the partner's panel");
  option("--own-mail-server", "HOST", order.own_mail_server, "its own mail server, if it has one");
  option("--connected", "DATE", order.connected_on, "the service is connected since then");
  option("--user-group", "G", order.user_group,
         "only for this group of users, if it is billed by activity");
  option("--discount", "CODE", order.discounts,
         "a discount code; several are taken off in this order");
  option("--sales-ref", "REF", order.sales_ref, "where sales has written it down");
  option("--contract", "REF", order.contract, "where the contract is filed");
  option("--set", "TERM=VALUE", order.overrides, "a term that this agreement sets differently");
}

/// Refuses what contradicts itself; `order` is all that is said of one plan.
void check_order(const PlaceOrder& order);

/// No verb of `order` may be a customer's name.
void check_name(const CustomerId& customer);

/// When a service begins to cost what (MISSION D2, D7), as part of an answer: `, trial through …`.
std::string service_text(const Subscription& subscription, std::optional<Date> first_invoice);

/// The invoicing group that was said, of a word that changed nothing else: `already; …`.
std::string but_group_text(const CustomerOutcome& outcome, std::string_view already);

}  // namespace msp::cli
