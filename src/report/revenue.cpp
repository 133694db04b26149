// Monthly recurring revenue: what it was, why it changed, what it is.
#include <algorithm>
#include <map>
#include <vector>

#include "active_units.h"
#include "msp/command.h"
#include "msp/monthly_revenue.h"
#include "msp/report/revenue.h"
#include "selection.h"

namespace msp {
namespace {

constexpr int usual_months = 12;
constexpr std::size_t bar_width = 24;

/// Minor units, of one month and currency.
struct Movement {
  std::int64_t start = 0;
  std::int64_t fresh = 0;
  std::int64_t expansion = 0;
  std::int64_t contraction = 0;
  std::int64_t churn = 0;
  std::int64_t end = 0;

  void add(std::int64_t before, std::int64_t now) {
    const std::int64_t change = checked_add(now, -before);
    std::int64_t& moved = before == 0  ? fresh
                          : now == 0   ? churn
                          : change > 0 ? expansion
                                       : contraction;
    moved = checked_add(moved, change);
    start = checked_add(start, before);
    end = checked_add(end, now);
  }
  bool nothing() const { return *this == Movement{}; }
  bool operator==(const Movement&) const = default;
};

/// A subscription's revenue at the end of the month before the first, and of each month.
using Ends = std::vector<std::int64_t>;

class Revenue {
 public:
  Revenue(const Ledger& ledger, const Query& query)
      : ledger_(ledger),
        query_(query),
        catalog_(ledger.catalog()),
        months_(months_of(query, usual_months)) {
    months_.last = std::min(months_.last, Month::of(query.as_of));
    count_ = months_.count();
    for (std::size_t place = 0; place <= count_; ++place) {
      ends_on_.push_back(std::min(month_of(place).period().through(), query.as_of));
    }
  }

  /// By currency, a movement per month.
  std::map<Currency, std::vector<Movement>> movements() {
    if (count_ > 0) {
      visit_customers(ledger_, query_, [&](const Customer& customer) { take(customer); });
      add_activity();
    }
    return std::move(movements_);
  }

  const Months& months() const { return months_; }

 private:
  Month month_of(std::size_t place) const { return months_.first + (static_cast<int>(place) - 1); }

  /// As it will be once somebody records what time has made due.
  void take(const Customer& customer) {
    if (!next_due(customer, query_.as_of)) return take_swept(customer);
    Customer swept = customer;
    while (const auto due = next_due(swept, query_.as_of)) {
      Recorded<CustomerEvent> recorded;
      recorded.effective_on = recorded.received_on = due->effective_on;
      recorded.event = due->event;
      evolve(swept, recorded);
    }
    take_swept(swept);
  }

  void take_swept(const Customer& customer) {
    visit_subscriptions(customer, catalog_, query_, query_.as_of, [&](const Standing& standing) {
      const Subscription& subscription = standing.subscription;
      Ends ends(count_ + 1);
      bool by_activity = false;
      for (std::size_t place = 0; place <= count_; ++place) {
        const Date on = ends_on_[place];
        if (on < subscription.ordered_on || !is_charged_on(subscription, on)) continue;
        if (is_by_activity(customer, subscription, catalog_, on)) {
          by_activity = true;
        } else {
          ends[place] = monthly_revenue(customer, subscription, catalog_, on, 0);
        }
      }
      if (!by_activity) return add(subscription.currency, ends);
      active_.try_emplace(customer.id, customer);
      waiting_.emplace_back(standing.ref(), std::move(ends));
    });
  }

  /// What is billed by activity waits for its units: they are counted in one scan per month.
  void add_activity() {
    for (std::size_t place = 0; place <= count_ && !waiting_.empty(); ++place) {
      const Date on = ends_on_[place];
      const UnitCounts counts = count_units(ledger_, catalog_, query_, active_, month_of(place));
      for (auto& [ref, ends] : waiting_) {
        const auto units = counts.find(ref);
        if (units == counts.end()) continue;
        const Customer& customer = active_.at(ref.customer);
        const Subscription& subscription = *customer.subscription(ref.number);
        if (!is_by_activity(customer, subscription, catalog_, on)) continue;
        ends[place] = monthly_revenue(customer, subscription, catalog_, on, units->second.billed);
      }
    }
    for (const auto& [ref, ends] : waiting_) {
      add(active_.at(ref.customer).subscription(ref.number)->currency, ends);
    }
  }

  void add(Currency currency, const Ends& ends) {
    if (std::all_of(ends.begin(), ends.end(), [](std::int64_t end) { return end == 0; })) return;
    std::vector<Movement>& movements = movements_[currency];
    movements.resize(count_);
    for (std::size_t place = 0; place < count_; ++place) {
      movements[place].add(ends[place], ends[place + 1]);
    }
  }

  const Ledger& ledger_;
  const Query& query_;
  Catalog catalog_;
  Months months_;
  std::size_t count_ = 0;
  std::vector<Date> ends_on_;  // the day each of Ends is of
  std::map<Currency, std::vector<Movement>> movements_;
  std::map<CustomerId, Customer> active_;  // who has a service by activity
  std::vector<std::pair<SubscriptionRef, Ends>> waiting_;
};

}  // namespace

Columns revenue_columns() {
  return {{"month", "of the movement"},
          {"currency", "of the amounts"},
          {"start", "recurring revenue of a month, at its start", ColumnKind::amount},
          added_up({"new", "of those that came, or came back", ColumnKind::amount}),
          added_up({"expansion", "of those that pay more", ColumnKind::amount}),
          added_up({"contraction", "of those that pay less, negative", ColumnKind::amount}),
          added_up({"churn", "of those that left, negative", ColumnKind::amount}),
          {"end", "what all that adds up to", ColumnKind::amount}};
}

Table revenue_report(const Ledger& ledger, const Query& query, Drawing drawing) {
  Table table(revenue_columns());
  table.draw({"Monthly recurring revenue", "month", "end", true});
  Revenue revenue(ledger, query);
  const auto movements = revenue.movements();
  std::map<Currency, std::int64_t> largest;
  for (const auto& [currency, moved] : movements) {
    for (const Movement& month : moved) largest[currency] = std::max(largest[currency], month.end);
  }
  std::vector<std::string> bars;
  std::map<Currency, bool> begun;
  for (std::size_t place = 0; place < revenue.months().count(); ++place) {
    const std::string month = revenue.months()[place].text();
    for (const auto& [currency, moved] : movements) {
      const Movement& now = moved[place];
      if (!begun[currency] && now.nothing()) continue;
      begun[currency] = true;
      const auto text = [&](std::int64_t amount) { return amount_text(amount, currency); };
      table.add({month, currency.text(), text(now.start), text(now.fresh), text(now.expansion),
                 text(now.contraction), text(now.churn), text(now.end)});
      bars.push_back(bar(now.end, largest[currency], bar_width, drawing));
    }
  }
  if (drawing != Drawing::none)
    table.append({"end_drawn", "`end`, drawn", ColumnKind::picture}, bars);
  return table;
}

}  // namespace msp
