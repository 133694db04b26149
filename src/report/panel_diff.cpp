// What the panel counts beside what is billed (MISSION D11).
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "cells.h"
#include "msp/ascii.h"
#include "msp/identity.h"
#include "msp/report/panel_diff.h"
#include "selection.h"

namespace msp {

Columns panel_columns() {
  return {{"customer", "whose, by the name in the panel"},
          added_up({"panel", "the newest count seen there", ColumnKind::count}),
          added_up({"ledger", "the count that is billed", ColumnKind::count}),
          added_up({"last_invoiced", "the count of the last invoice", ColumnKind::count}),
          added_up({"difference", "the panel has so many more", ColumnKind::count}),
          added_up({"amount_per_month", "what the difference costs in a full month",
                    ColumnKind::amount}),
          {"currency", "of the amount"},
          {"suggestion", "the command that settles it; fill in what is in capitals"},
          {"panel_on", "the day the panel was seen", ColumnKind::date}};
}

namespace {

/// What the panel showed last.
struct Seen {
  std::string name;  ///< as the panel spelled it first
  std::int64_t count = 0;
  Date on;
};
using Panel = std::map<std::string, Seen>;  // by identity

Panel seen_by(const Ledger& ledger, Date day) {
  Panel panel;
  ledger.panel_imports([&](std::int64_t, const PanelImported& import) {
    for (const PanelCount& row : import.rows) {
      if (row.on > day) continue;
      Seen& seen =
          panel.try_emplace(identity_of(row.customer), Seen{row.customer, 0, {}}).first->second;
      if (seen.on <= row.on) seen = {seen.name, row.count, row.on};
    }
    return true;
  });
  return panel;
}

using Subscriptions = std::vector<const Subscription*>;

/// Subscriptions that the panel shows as one.
struct PanelUnit {
  const Customer& customer;
  std::string name;  ///< the panel's
  Subscriptions subscriptions;
};

/// The count that a line was billed by: of several within its period the last.
std::int64_t count_of(const InvoiceLine& line) {
  for (auto step = line.steps.rbegin(); step != line.steps.rend(); ++step) {
    if (step->kind == StepKind::quantity) return step->amount.units();
  }
  return line.quantity;
}

/// Of the newest period that is billed, as it stands after its corrections.
std::optional<std::int64_t> last_invoiced(const Ledger& ledger, const CustomerId& customer,
                                          std::int64_t subscription) {
  const auto counts = [subscription](const InvoiceLine& line) {
    return line.subscription == subscription && line.kind != LineKind::credit &&
           line.kind != LineKind::discount && charges_days(line.component) &&
           line.component != LineKind::activity;
  };
  const auto order = [](const InvoiceLine& line) {
    return std::pair{line.charged_from(), line.revision};
  };
  std::optional<InvoiceLine> newest;
  const std::vector<InvoiceRow> invoices = ledger.invoices(customer);
  for (auto row = invoices.rbegin(); row != invoices.rend(); ++row) {
    const auto event = ledger.event(row->seq);
    bool first_billed = false;
    for (const InvoiceLine& line : std::get<InvoiceIssued>(event->event).lines) {
      if (!counts(line)) continue;
      first_billed = first_billed || line.kind != LineKind::adjustment;
      if (!newest || order(*newest) < order(line)) newest = line;
    }
    if (first_billed) break;  // older documents bill older periods
  }
  if (!newest) return std::nullopt;
  return count_of(*newest);
}

struct PanelRow {
  std::string customer;
  std::optional<std::int64_t> panel;
  std::optional<std::int64_t> ledger;
  std::optional<std::int64_t> last_invoiced;
  std::int64_t difference = 0;
  std::optional<std::int64_t> amount;  ///< minor units
  Currency currency;
  std::string suggestion;
  std::optional<Date> panel_on;

  /// What is at stake, to be compared across currencies by its figure.
  std::int64_t stake() const {
    return amount ? std::abs(decimal_of(*amount, currency).micros()) : -1;
  }
};

bool is_plain(const std::string& word) {
  return std::all_of(word.begin(), word.end(), [](char c) {
    return is_letter(c) || is_digit(c) ||
           std::string_view("-_.@").find(c) != std::string_view::npos;
  });
}

/// As a shell takes it for one word.
std::string quoted(const std::string& text) {
  if (is_plain(text)) return text;
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

class Comparison {
 public:
  Comparison(const Ledger& ledger, const Query& query, Panel panel)
      : ledger_(ledger),
        query_(query),
        catalog_(ledger.catalog()),
        on_(query.as_of),
        panel_(std::move(panel)) {}

  void add(const Customer& customer) {
    PanelUnit rest{customer, customer.id.text(), {}};
    std::map<std::string, PanelUnit> known;  // by the identity of the panel's names
    visit_subscriptions(customer, catalog_, query_, on_, [&](const Standing& standing) {
      if (standing.terms.basis != Basis::mailbox) return;
      const std::string name = identity_of(standing.subscription.panel_id);
      const auto seen = panel_.find(name);
      const bool own = name != rest.name && seen != panel_.end();
      PanelUnit& unit =
          own ? known.try_emplace(name, PanelUnit{customer, seen->second.name, {}}).first->second
              : rest;
      unit.subscriptions.push_back(&standing.subscription);
    });
    for (const auto& [name, unit] : known) compare(unit);
    if (!rest.subscriptions.empty()) compare(rest);
  }

  /// What only the panel knows: of a query about one customer, only its own name.
  void add_unknown() {
    for (const auto& [identity, seen] : panel_) {
      const bool asked = query_.customer ? query_.customer->text() == identity : takes_all(query_);
      if (!asked || compared_.contains(identity) || seen.count == 0) continue;
      const std::string& name = seen.name;
      PanelRow row;
      row.customer = name;
      row.panel = seen.count;
      row.difference = seen.count;
      row.panel_on = seen.on;
      const bool is_id = CustomerId::from_text(name).has_value();
      row.suggestion = fmt::format("msp order {} --plan PLAN --mailboxes {}{} --ref REF",
                                   is_id ? name : "CUSTOMER", seen.count,
                                   is_id ? std::string() : " --panel-id " + quoted(name));
      rows_.push_back(std::move(row));
    }
  }

  Table table() {
    const auto dearer = [](const PanelRow& a, const PanelRow& b) { return a.stake() > b.stake(); };
    std::stable_sort(rows_.begin(), rows_.end(), dearer);
    Table table(panel_columns());
    for (const PanelRow& row : rows_) {
      table.add({row.customer, cell(row.panel), cell(row.ledger), cell(row.last_invoiced),
                 std::to_string(row.difference),
                 row.amount ? amount_text(*row.amount, row.currency) : "",
                 row.amount ? row.currency.text() : "", row.suggestion, cell(row.panel_on)});
    }
    return table;
  }

 private:
  void compare(const PanelUnit& unit) {
    PanelRow row;
    row.customer = unit.customer.id.text();
    if (const auto seen = panel_.find(identity_of(unit.name)); seen != panel_.end()) {
      compared_.insert(seen->first);
      row.panel = seen->second.count;
      row.panel_on = seen->second.on;
    }
    std::int64_t count = 0;
    for (const Subscription* each : unit.subscriptions) {
      count = checked_add(count, count_of(*each));
    }
    row.ledger = count;
    row.difference = row.panel.value_or(0) - count;
    if (row.difference == 0) return;
    for (const Subscription* each : unit.subscriptions) {
      const auto billed = last_invoiced(ledger_, unit.customer.id, each->number);
      if (billed) row.last_invoiced = checked_add(row.last_invoiced.value_or(0), *billed);
    }
    const Subscriptions served = served_of(unit);
    row.amount = amount_of(unit, served, row);
    row.currency = unit.subscriptions.front()->currency;
    row.suggestion = suggestion_for(unit, served, row);
    rows_.push_back(std::move(row));
  }

  bool is_served(const Subscription& subscription) const {
    return subscription.status_on(on_) != Status::ended;
  }

  std::int64_t count_of(const Subscription& subscription) const {
    const CountFrom* count = subscription.count_on(on_);
    return count && is_served(subscription) ? count->mailboxes : 0;
  }

  Subscriptions served_of(const PanelUnit& unit) const {
    Subscriptions served;
    for (const Subscription* each : unit.subscriptions) {
      if (is_served(*each)) served.push_back(each);
    }
    return served;
  }

  Rational cost(const Customer& customer, const Subscription& subscription,
                std::int64_t count) const {
    const Date date = std::max(on_, subscription.ordered_on);
    return price_of_month(customer, subscription, catalog_, date, count).exact;
  }

  /// The first of several takes what there is more, each its part of what there is less.
  std::int64_t amount_of(const PanelUnit& unit, const Subscriptions& served,
                         const PanelRow& row) const {
    const Subscription& first = served.empty() ? *unit.subscriptions.back() : *served.front();
    if (row.difference > 0) {
      const std::int64_t count = count_of(first);
      const Rational now = cost(unit.customer, first, count);
      return (cost(unit.customer, first, count + row.difference) - now).rounded();
    }
    Rational less;
    std::int64_t left = -row.difference;
    for (const Subscription* each : served) {
      const std::int64_t count = count_of(*each);
      const std::int64_t gone = std::min(count, left);
      left -= gone;
      less = less + cost(unit.customer, *each, count) - cost(unit.customer, *each, count - gone);
    }
    return -less.rounded();
  }

  std::string suggestion_for(const PanelUnit& unit, const Subscriptions& served,
                             const PanelRow& row) const {
    const std::string id = unit.customer.id.text();
    if (!row.panel) return "msp panel import FILE";
    if (unit.customer.deactivated_on(on_)) return "msp customer reactivate " + id + " --ref REF";
    if (served.empty()) {
      return fmt::format("msp order {} --plan {} --mailboxes {} --accept-terms VERSION --ref REF",
                         id, unit.subscriptions.back()->plan_on(on_).plan.text(), *row.panel);
    }
    const Subscription& first = *served.front();
    const std::string which = unit.customer.subscriptions.size() == 1 ? std::string()
                              : served.size() == 1
                                  ? " --subscription " + unit.customer.ref(first).text()
                                  : std::string(" --subscription SUBSCRIPTION");
    const std::string when = effective_on(served, *row.panel_on).text();
    if (served.size() == 1 && first.named_on(on_)) {
      return fmt::format("msp mailbox import {} FILE{} --replace --effective {} --ref REF", id,
                         which, when);
    }
    const std::string count = served.size() == 1 ? std::to_string(*row.panel) : "COUNT";
    return fmt::format("msp mailbox set {} {}{} --effective {} --ref REF", id, count, which, when);
  }

  /// From when the panel's count is known to hold; what was said of a later day would prevail.
  Date effective_on(const Subscriptions& served, Date panel_on) const {
    Date date = panel_on;
    for (const Subscription* each : served) {
      date = std::max(date, each->ordered_on);
      if (const CountFrom* count = each->count_on(on_)) date = std::max(date, count->from);
    }
    return date;
  }

  const Ledger& ledger_;
  const Query& query_;
  Catalog catalog_;
  Date on_;
  Panel panel_;
  std::set<std::string> compared_;  // of the panel, by identity
  std::vector<PanelRow> rows_;
};

}  // namespace

Result<Table> panel_diff(const Ledger& ledger, const Query& query) {
  Panel panel = seen_by(ledger, query.as_of);
  if (panel.empty()) {
    return Refusal{"panel.none",
                   fmt::format("no panel was seen on or before {}", query.as_of.text()),
                   "`msp panel import FILE` takes in what it shows."};
  }
  Comparison comparison(ledger, query, std::move(panel));
  visit_customers(ledger, query, [&](const Customer& customer) { comparison.add(customer); });
  comparison.add_unknown();
  return comparison.table();
}

}  // namespace msp
