// An invoice run beside the last one: what became of each customer's bill, and why.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "cells.h"
#include "msp/report/invoices.h"

namespace msp {
namespace {

/// What a document says of one subscription.
struct Told {
  std::int64_t quantity = 0;
  std::string unit_price;
  std::string plan;
  std::string days;  ///< `17/31`, if it is no full period
  bool charged = false;
};

struct DiffRow {
  CustomerId customer;
  std::optional<InvoiceIssued> invoice;  ///< none: there is nothing to bill any more
  Currency currency;
  std::int64_t last = 0;
  std::string why;
  std::int64_t change() const { return (invoice ? invoice->net : 0) - last; }
};

std::map<std::int64_t, Told> told_by(const std::vector<InvoiceIssued>& documents) {
  std::map<std::int64_t, Told> told;
  for (const InvoiceIssued& document : documents) {
    for (const InvoiceLine& line : document.lines) {
      if (!is_regular(line.kind)) continue;
      Told& each = told[line.subscription];
      each.quantity = each.charged && each.plan == line.plan.text() ? each.quantity + line.quantity
                                                                    : line.quantity;
      each.unit_price = unit_price_text(line.unit_price, line.per, document.currency);
      each.plan = line.plan.text();
      each.charged = true;
      for (const Step& step : line.steps) {
        if (step.kind == StepKind::days) each.days = step.amount.text();
      }
    }
  }
  return told;
}

class Why {
 public:
  Why(const CustomerId& customer, const std::vector<InvoiceIssued>& before,
      const InvoiceIssued& now)
      : customer_(customer), before_(told_by(before)), now_(told_by({now})) {
    if (before.empty()) add("new");
    for (const InvoiceLine& line : now.lines) add_special(line, now.currency);
    for (const InvoiceIssued& document : before) {
      for (const InvoiceLine& line : document.lines) add_past(line);
    }
    for (const auto& [number, told] : now_) {
      const auto last = before_.find(number);
      if (last != before_.end()) {
        compare(last->second, told);
      } else if (!before.empty()) {
        add("new: " + SubscriptionRef{customer_, number}.text());
      }
    }
    for (const auto& [number, told] : before_) {
      if (!now_.contains(number)) add("left: " + SubscriptionRef{customer_, number}.text());
    }
  }

  std::string text() const { return text_; }

 private:
  void add(const std::string& why) {
    if (said_.insert(why).second) text_ += (text_.empty() ? "" : "; ") + why;
  }

  void add_special(const InvoiceLine& line, Currency currency) {
    if (line.free_rider) {
      add("free rider");
    } else if (line.kind == LineKind::decision_period) {
      add("trial ended");
    } else if (line.kind == LineKind::setup || line.kind == LineKind::commitment) {
      add(std::string(word(line.kind)));
    } else if (line.kind == LineKind::adjustment) {
      add(fmt::format("adjustment {} of {}", amount_text(line.net, currency), line.start.text()));
    }
  }

  /// What stood on the last document once, and explains why this one is another sum.
  void add_past(const InvoiceLine& line) {
    if (!is_regular(line.kind) && line.kind != LineKind::discount) {
      add(std::string(word(line.kind)) + " on the last one");
    }
  }

  void compare(const Told& last, const Told& now) {
    if (last.plan != now.plan) add(fmt::format("plan {}→{}", last.plan, now.plan));
    if (last.quantity != now.quantity) {
      add(fmt::format("count {}→{}", last.quantity, now.quantity));
    }
    if (last.unit_price != now.unit_price) {
      add(fmt::format("price {}→{}", last.unit_price, now.unit_price));
    }
    if (last.days != now.days) {
      add(now.days.empty() ? "full period after " + last.days + " days" : now.days + " days");
    }
  }

  const CustomerId& customer_;
  std::map<std::int64_t, Told> before_;
  std::map<std::int64_t, Told> now_;
  std::set<std::string> said_;
  std::string text_;
};

/// The documents of a customer by billing day: those of the ledger, then those of this run.
class History {
 public:
  History(const Ledger& ledger, const RunOutcome& outcome) : ledger_(ledger), outcome_(outcome) {}

  /// Those of the customer's last billing day before `date`, credits by hand left out.
  std::vector<InvoiceIssued> before(const CustomerId& customer, Date date, Currency currency) {
    const auto& all = of(customer);
    std::optional<Date> last;
    for (const InvoiceIssued& each : all) {
      const bool fits = each.currency == currency && each.billed_on < date;
      if (fits && (!last || *last < each.billed_on)) last = each.billed_on;
    }
    std::vector<InvoiceIssued> found;
    for (const InvoiceIssued& each : all) {
      if (last && each.billed_on == *last && each.currency == currency) found.push_back(each);
    }
    return found;
  }

 private:
  const std::vector<InvoiceIssued>& of(const CustomerId& customer) {
    const auto [place, fresh] = documents_.try_emplace(customer);
    if (!fresh) return place->second;
    const auto keep = [&place](InvoiceIssued invoice) {
      const bool by_hand = invoice.lines.front().kind == LineKind::credit;
      const bool known =
          std::any_of(place->second.begin(), place->second.end(),
                      [&](const InvoiceIssued& each) { return each.number == invoice.number; });
      if (!by_hand && !known) place->second.push_back(std::move(invoice));
    };
    for (const InvoiceRow& row : ledger_.invoices(customer)) {
      keep(std::get<InvoiceIssued>(ledger_.event(row.seq)->event));
    }
    for (const auto& [id, invoice] : outcome_.documents) {
      if (id == customer) keep(invoice);
    }
    return place->second;
  }

  const Ledger& ledger_;
  const RunOutcome& outcome_;
  std::map<CustomerId, std::vector<InvoiceIssued>> documents_;
};

/// Who was billed on the day a month before one of this run's, and is not any more.
std::vector<DiffRow> gone(const Ledger& ledger, const RunOutcome& outcome) {
  std::set<CustomerId> billed;
  std::set<Date> days;
  for (const auto& [customer, invoice] : outcome.documents) {
    billed.insert(customer);
    // A day that a short month clamped may be the 28th, 30th or 31st of the one before.
    const Date day = invoice.billed_on;
    days.insert(add_months(day, -1));
    if ((day + 1).day() == 1) days.insert({day_of_month(day, 30, -1), day_of_month(day, 31, -1)});
  }
  std::map<std::pair<CustomerId, Currency>, DiffRow> rows;
  for (const Date day : days) {
    for (const InvoiceRow& invoice : ledger.invoices_of(day)) {
      if (billed.contains(invoice.customer)) continue;
      DiffRow& row = rows[{invoice.customer, invoice.currency}];
      row.customer = invoice.customer;
      row.currency = invoice.currency;
      row.last = checked_add(row.last, invoice.net);
      row.why = "nothing to bill";
      const auto known = ledger.customer(invoice.customer);
      for (const Subscription& subscription : known->subscriptions) {
        if (subscription.ending) row.why = "left";
      }
    }
  }
  std::vector<DiffRow> found;
  for (auto& [key, row] : rows) found.push_back(std::move(row));
  return found;
}

}  // namespace

Table invoice_run_diff(const Ledger& ledger, const RunOutcome& outcome, bool numbered) {
  std::vector<DiffRow> rows;
  History history(ledger, outcome);
  for (const auto& [customer, invoice] : outcome.documents) {
    const auto before = history.before(customer, invoice.billed_on, invoice.currency);
    DiffRow row{customer, invoice, invoice.currency, 0, Why(customer, before, invoice).text()};
    for (const InvoiceIssued& each : before) row.last = checked_add(row.last, each.net);
    rows.push_back(std::move(row));
  }
  for (DiffRow& row : gone(ledger, outcome)) rows.push_back(std::move(row));
  std::stable_sort(rows.begin(), rows.end(), [](const DiffRow& a, const DiffRow& b) {
    return std::abs(a.change()) > std::abs(b.change());
  });

  Table table(run_columns(true));
  for (const DiffRow& row : rows) {
    const InvoiceIssued none;
    const InvoiceIssued& invoice = row.invoice ? *row.invoice : none;
    const auto amount = [&row](std::int64_t minor) { return amount_text(minor, row.currency); };
    table.add({numbered && row.invoice ? invoice.number : "",
               row.invoice ? std::string(word(invoice.kind)) : "", row.customer.text(),
               amount(invoice.net), amount(invoice.tax), amount(invoice.gross), row.currency.text(),
               amount(row.last), amount(row.change()), row.why});
  }
  return table;
}

}  // namespace msp
