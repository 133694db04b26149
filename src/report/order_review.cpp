// A draft before it is ordered: what each line costs now, when it is billed first, what is missing
// (MISSION X2, X4).
#include "cells.h"
#include "msp/billing.h"
#include "msp/command.h"
#include "msp/monthly_revenue.h"
#include "msp/report/orders.h"
#include "selection.h"

namespace msp {

Columns review_columns() {
  return {{"draft", "what is reviewed"},
          {"line", "of the draft", ColumnKind::count},
          {"plan", "what is to be ordered"},
          {"mailboxes", "how many", ColumnKind::count},
          {"unit_price", "of one, a period", ColumnKind::amount},
          {"amount", "of a full period, discounts taken off", ColumnKind::amount},
          {"currency", "of both"},
          {"trial_through", "the last day that is free", ColumnKind::date},
          {"first_invoice", "when it is billed first", ColumnKind::date},
          {"missing", "why it cannot be ordered yet"}};
}

namespace {

/// An order that lacks nothing that does not decide its price.
PlaceOrder completed(PlaceOrder order) {
  const auto fill = [](auto& field) { field = field.value_or("?"); };
  fill(order.name);
  fill(order.contact_email);
  fill(order.billing_address);
  fill(order.country);
  if (order.accepted_terms.empty()) order.accepted_terms = "?";
  if (order.sales_ref.empty()) order.sales_ref = "?";
  if (order.contract.empty()) order.contract = "?";
  if (order.trial && order.sales_rep.value.empty()) order.sales_rep = "?";
  if (order.trial && !order.monthly_total && !order.unit_price) order.monthly_total = Decimal{};
  return order;
}

class Review {
 public:
  Review(const Customer& customer, const Catalog& catalog, Date today)
      : customer_(customer), catalog_(catalog), request_{.today = today, .received_on = today} {}

  void add(const DraftRef& draft, const DraftLine& line, const PlaceOrder& order,
           const std::function<std::string(const Refusal&)>& in_words, Table& table) {
    const auto asked = decide(customer_, catalog_, request_, order);
    const auto priced = decide(customer_, catalog_, request_, completed(order));
    Found found;
    if (priced) {
      for (const Fact& fact : *priced) {
        evolve(customer_, {0, fact.effective_on, request_.received_on, 0, 0, fact.event});
      }
      found = look();
    }
    table.add({draft.text(), std::to_string(line.number), order.plan.text(), cell(order.mailboxes),
               found.unit_price, found.amount, found.currency, found.trial_through,
               found.first_invoice, asked ? "" : in_words(asked.refusal())});
  }

  static Table table() { return Table(review_columns()); }

 private:
  /// What is known of a line once it is ordered; none of it if it never could be.
  struct Found {
    std::string unit_price;
    std::string amount;
    std::string currency;
    std::string trial_through;
    std::string first_invoice;
  };

  Found look() const {
    const Subscription& subscription = customer_.subscriptions.back();
    const auto count = counted_on(customer_, subscription, catalog_, request_.today);
    const FullPrice month =
        price_of_month(customer_, subscription, catalog_, request_.today, count.value_or(0));
    const Currency currency = month.price.currency;
    Found found{unit_price_text(month.price), "", currency.text(), "", ""};
    const Period today{request_.today, request_.today + 1};
    if (count) {
      found.amount =
          amount_text(net_of_month(customer_, subscription, catalog_, today, *count), currency);
    }
    if (subscription.trial) found.trial_through = (subscription.trial->ends_on - 1).text();
    for (const NothingToBill& answer : why_not(customer_, catalog_, request_.today, {}, somebody)) {
      if (answer.subscription == subscription.number) found.first_invoice = cell(answer.bill_on);
    }
    return found;
  }

  Customer customer_;  // with the lines before
  const Catalog& catalog_;
  Request request_;
};

}  // namespace

Table order_review(const Customer& customer, const Catalog& catalog, std::int64_t number,
                   Date today, const std::function<std::string(const Refusal&)>& in_words) {
  const Draft& draft = *customer.draft(number);
  Review review(customer, catalog, today);
  Table table = Review::table();
  const std::vector<PlaceOrder> orders = orders_of(draft, catalog);
  for (std::size_t place = 0; place < orders.size(); ++place) {
    review.add(customer.ref(draft), draft.lines[place], orders[place], in_words, table);
  }
  return table;
}

}  // namespace msp
