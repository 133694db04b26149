#include "order_form.h"

#include "arguments.h"

namespace msp::cli {
namespace {

/// Verbs of `order`: none may be a customer's name.
const std::vector<std::string_view> verbs = {"list",     "show",    "add",    "review",
                                             "finalize", "discard", "import", "step"};

std::vector<Override> overrides_from(const Arguments& arguments) {
  std::vector<Override> overrides;
  for (const std::string& typed : arguments.all("--set")) {
    const auto equals = typed.find('=');
    if (equals == std::string::npos || equals == 0) {
      Arguments::malformed("--set", typed, "TERM=VALUE, such as first_period=daily");
    }
    overrides.push_back({typed.substr(0, equals), typed.substr(equals + 1)});
  }
  return overrides;
}

std::vector<DiscountId> discounts_from(const Arguments& arguments) {
  std::vector<DiscountId> codes;
  for (const std::string& typed : arguments.all("--discount")) {
    const auto code = DiscountId::from_text(typed);
    if (!code) Arguments::malformed("--discount", typed, std::string(form<DiscountId>));
    codes.push_back(*code);
  }
  return codes;
}

}  // namespace

PlaceOrder order_from(const Arguments& arguments) {
  PlaceOrder order;
  order.plan = arguments.value<PlanId>("--plan").value_or(PlanId{});
  order.name = arguments.text("--name");
  order.partner = arguments.text("--partner");
  order.contact_email = arguments.mail_address("--contact-email");
  order.billing_address = arguments.text("--billing-address");
  order.country = arguments.country();
  order.vat_id = arguments.text("--vat-id");
  order.partner_email = arguments.mail_address("--partner-email");
  order.language = arguments.word<Language>("--language");
  order.accepted_terms = arguments.text("--accept-terms").value_or("");
  order.mailboxes = arguments.count("--mailboxes");
  order.trial = arguments.has("--trial");
  order.trial_days = arguments.count("--trial-days");
  order.sales_rep = arguments.mail_address("--sales-rep").value_or("");
  order.monthly_total = arguments.value<Decimal>("--monthly-total");
  order.unit_price = arguments.value<Decimal>("--unit-price");
  order.group = arguments.group();
  order.channel = arguments.text("--channel").value_or("");
  order.panel_id = arguments.text("--panel-id").value_or("");
  order.own_mail_server = arguments.text("--own-mail-server").value_or("");
  order.sales_ref = arguments.text("--sales-ref").value_or("");
  order.contract = arguments.text("--contract").value_or("");
  order.discounts = discounts_from(arguments);
  order.overrides = overrides_from(arguments);
  order.connected_on = arguments.value<Date>("--connected");
  order.user_group = arguments.value<UserGroupId>("--user-group");
  return order;
}

std::vector<Option> order_options() {
  return {{"--plan", "PLAN", "what is ordered"},
          {"--mailboxes", "N", "how many"},
          {"--trial", "", "begin with the plan's trial"},
          {"--trial-days", "N", "how long, for plans that leave it to the order"},
          {"--sales-rep", "MAIL", "of a trial: gets the monthly security report"},
          {"--monthly-total", "AMOUNT", "the monthly price the customer was told"},
          {"--unit-price", "AMOUNT", "an agreed price instead of the catalog's"},
          {"--group", "15|30|1", "invoicing group (default: the next of 15 and 30 at connection)"},
          {"--name", "NAME", "the customer's name"},
          {"--contact-email", "MAIL", "its contact"},
          {"--billing-address", "ADDRESS", "on one line"},
          {"--country", "CC", "ISO 3166, such as FI"},
          {"--vat-id", "ID", "its VAT id"},
          {"--accept-terms", "VERSION", "the terms of service it accepted"},
          {"--partner", "NAME", "the partner it came through"},
          {"--partner-email", "MAIL", "where the partner is told what it has to do"},
          {"--language", "en|fi", "of its documents and mails"},
          {"--channel", "HOW", "form, mail or phone"},
          {"--panel-id", "ID", "its name in the partner's panel"},
          {"--own-mail-server", "HOST", "its own mail server, if it has one"},
          {"--connected", "DATE", "the service is connected since then"},
          {"--user-group", "G", "only for this group of users, if it is billed by activity"},
          {"--discount", "CODE", "a discount code; several are taken off in this order", true},
          {"--sales-ref", "REF", "where sales has written it down"},
          {"--contract", "REF", "where the contract is filed"},
          {"--set", "TERM=VALUE", "a term that this agreement sets differently", true}};
}

void check(const PlaceOrder& order) {
  if (order.monthly_total && order.unit_price) {
    usage_error("usage.both", "--monthly-total and --unit-price say the price twice",
                "A quote for the whole (--monthly-total) or an agreed unit price (--unit-price).");
  }
  if (!order.trial && (order.trial_days || !order.sales_rep.value.empty())) {
    usage_error("usage.trial", "--trial-days and --sales-rep belong to a trial", "Add --trial.");
  }
}

void check_name(const CustomerId& customer) {
  for (const std::string_view verb : verbs) {
    if (verb == customer.text()) {
      usage_error("usage.customer", "`" + customer.text() + "` is a verb of `order`",
                  "Choose another name for the customer.");
    }
  }
}

}  // namespace msp::cli
