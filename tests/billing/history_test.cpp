// What holds for every history of commands.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "support/history.h"
#include "support/printed.h"
#include "support/property.h"

using namespace msp;
using namespace msp::test;

namespace {

/// Counts change all the time, orders come back, and few leave.
std::vector<Saying> sayings(std::initializer_list<Saying> rare) {
  std::vector<Saying> all(12, Saying::count);
  all.insert(all.end(), {Saying::order, Saying::order, Saying::connect, Saying::connect,
                         Saying::convert, Saying::decline, Saying::cancel});
  all.insert(all.end(), rare);
  return all;
}

const std::vector<Saying> without_group = sayings({Saying::deactivate, Saying::reactivate});
const std::vector<Saying> all_sayings =
    sayings({Saying::group, Saying::group, Saying::deactivate, Saying::reactivate});

/// All lines in the order of subscription, component and period. In advance a run does not yet know
/// of an end within the period; the money is the same, so the end is left out.
Lines lines_of(const Given& given) {
  Lines lines;
  for (const InvoiceIssued& invoice : given.invoices) {
    for (const InvoiceLine& line : invoice.lines) {
      const bool advance = line.plan == plan("exchange-mailbox");
      lines.push_back(std::to_string(line.subscription) + " " + std::string(word(line.kind)) + " " +
                      line.start.text() + ".." + (advance ? "" : line.end.text()) + " " +
                      amount_text(line.net, invoice.currency));
    }
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

/// What each charge adds up to over all its lines.
std::map<std::string, std::int64_t> sums_of(const Given& given) {
  std::map<std::string, std::int64_t> sums;
  for (const InvoiceIssued& invoice : given.invoices) {
    for (const InvoiceLine& line : invoice.lines) {
      sums[std::to_string(line.subscription) + " " + std::string(word(line.component)) + " " +
           line.start.text()] += line.net;
    }
  }
  return sums;
}

/// Charges that share a day with another one of their subscription; adjustments are none.
Lines charged_twice(const Given& given) {
  std::map<std::int64_t, std::vector<Period>> charged;
  Lines twice;
  for (const InvoiceIssued& invoice : given.invoices) {
    for (const InvoiceLine& line : invoice.lines) {
      if (line.kind == LineKind::adjustment) continue;
      for (const Period& other : charged[line.subscription]) {
        if (line.start < other.end && other.start < line.end) {
          twice.push_back(printed(line, invoice.currency));
        }
      }
      charged[line.subscription].push_back(line.period());
    }
  }
  return twice;
}

void check_totals(const InvoiceIssued& invoice) {
  std::int64_t net = 0;
  std::map<Decimal, std::int64_t> by_rate;
  for (const InvoiceLine& line : invoice.lines) {
    RC_ASSERT(line.net > 0 || (line.net < 0 && line.kind == LineKind::adjustment));
    RC_ASSERT(line.start < line.end);
    RC_ASSERT(!line.steps.empty());
    RC_ASSERT(line.steps.back().kind == StepKind::rounded);
    RC_ASSERT(line.steps.back().amount == StepAmount::money(line.net, invoice.currency));
    RC_ASSERT(line.corrects.has_value() == (line.kind == LineKind::adjustment));
    RC_ASSERT((line.revision > 0) == (line.kind == LineKind::adjustment));
    net += line.net;
    if (line.tax_percent) by_rate[*line.tax_percent] += line.net;
  }
  std::int64_t tax = 0;
  RC_ASSERT(invoice.taxes.size() == by_rate.size());
  for (const TaxTotal& total : invoice.taxes) {
    RC_ASSERT(total.net == by_rate[total.percent]);
    RC_ASSERT(total.tax == percent_of(total.net, total.percent));
    tax += total.tax;
  }
  RC_ASSERT(!invoice.lines.empty());
  RC_ASSERT(invoice.net == net);
  RC_ASSERT(invoice.tax == tax);
  RC_ASSERT(invoice.gross == net + tax);
}

}  // namespace

PROPERTY("A run in one go, month by month or day by day bills the same lines", "[billing]") {
  const History history = *histories(all_sayings, 0);
  const Lines daily = lines_of(played(history, every_day));
  RC_ASSERT(lines_of(played(history, every_month)) == daily);
  RC_ASSERT(lines_of(played(history, never)) == daily);
}

PROPERTY("Whatever is said and backdated, a day is charged at most once", "[billing]") {
  const History history = *histories(without_group, 45);
  RC_ASSERT(charged_twice(played(history, every_day)) == Lines{});
  RC_ASSERT(charged_twice(played(history, every_month)) == Lines{});
}

PROPERTY("A day is charged at most once though invoicing groups change, backdated or not",
         "[group]") {
  const History history = *histories(all_sayings, 45);
  RC_ASSERT(charged_twice(played(history, every_day)) == Lines{});
  RC_ASSERT(charged_twice(played(history, every_month)) == Lines{});
}

PROPERTY("A run twice is a run once, and its documents add up", "[billing]") {
  const History history = *histories(all_sayings, 45);
  const Given once = played(history, every_month);
  Given again = once;
  RC_ASSERT(again.run(history_ends).empty());
  RC_ASSERT(again.customer == once.customer);
  for (const InvoiceIssued& invoice : once.invoices) check_totals(invoice);
}

PROPERTY("Billing days of one run come oldest first, one document each and currency", "[billing]") {
  const Given given = played(*histories(all_sayings, 0), never);
  for (std::size_t i = 1; i < given.invoices.size(); ++i) {
    const InvoiceIssued& before = given.invoices[i - 1];
    const InvoiceIssued& after = given.invoices[i];
    RC_ASSERT(before.billed_on <= after.billed_on);
    RC_ASSERT(before.billed_on != after.billed_on || before.currency != after.currency);
  }
}

PROPERTY("Counts raised however late end up billed to the cent", "[billing]") {
  History history = *histories({Saying::count, Saying::count, Saying::convert}, 45);
  std::int64_t mailboxes = 30;  // never lowered, so that nothing is forgone
  for (Remark& remark : history) std::get<3>(remark) = ++mailboxes;
  const Date last_word = history_ends - 75;  // so that a billing day follows
  const auto in_one_go = sums_of(played(history, never, last_word));
  RC_ASSERT(sums_of(played(history, every_month, last_word)) == in_one_go);
  RC_ASSERT(sums_of(played(history, every_day, last_word)) == in_one_go);
}
