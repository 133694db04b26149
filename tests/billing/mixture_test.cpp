// What holds for every mixture of terms and every history of words, backdated or not.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "support/mixture.h"
#include "support/printed.h"
#include "support/property.h"

using namespace msp;
using namespace msp::test;

namespace {

/// Where the two differ, for the eye.
Lines differences(const Sums& billed, const Sums& owed) {
  Lines lines;
  for (const auto& [name, net] : owed) {
    const auto found = billed.find(name);
    const std::int64_t other = found == billed.end() ? 0 : found->second;
    if (other != net) {
      lines.push_back(name + ": owed " + std::to_string(net) + ", billed " + std::to_string(other));
    }
  }
  for (const auto& [name, net] : billed) {
    if (!owed.contains(name)) lines.push_back(name + ": not owed, billed " + std::to_string(net));
  }
  return lines;
}

std::int64_t amount_of(const Step& step) { return step.amount.units(); }

/// The steps of an adjustment lead from what is owed to its net; those of any line end in it.
void check_steps(const InvoiceLine& line) {
  RC_ASSERT(!line.steps.empty());
  RC_ASSERT(line.steps.back().kind == StepKind::rounded);
  RC_ASSERT(amount_of(line.steps.back()) == line.net);
  RC_ASSERT(line.corrects.has_value() ==
            (line.kind == LineKind::adjustment || line.kind == LineKind::credit));
  if (line.kind != LineKind::adjustment) return;
  std::int64_t parts = 0;
  std::int64_t owed = 0;
  std::int64_t sum = 0;
  for (auto step = line.steps.begin(); step != line.steps.end() - 1; ++step) {
    if (step->kind == StepKind::rounded) parts += amount_of(*step);
    if (step->kind == StepKind::owed) owed = amount_of(*step);
    const bool leads = step->kind == StepKind::owed || step->kind == StepKind::forgone ||
                       step->kind == StepKind::billed || step->kind == StepKind::elsewhere;
    if (leads) sum += amount_of(*step);
  }
  RC_ASSERT(parts == owed);
  RC_ASSERT(sum == line.net);
}

void check_gross(const InvoiceIssued& invoice) {
  std::int64_t net = 0;
  for (const InvoiceLine& line : invoice.lines) net += line.net;
  std::int64_t tax = 0;
  for (const TaxTotal& total : invoice.taxes) tax += total.tax;
  RC_ASSERT(invoice.net == net);
  RC_ASSERT(invoice.tax == tax);
  RC_ASSERT(invoice.gross == net + tax);
  RC_ASSERT(!invoice.lines.empty());
  RC_ASSERT((invoice.kind == DocumentKind::credit_note) == (invoice.gross < 0));
}

/// Runs every month; behind each, half of a line that some number names is credited by hand.
Given credited(const Mixture& mixture, RetroCredit retro) {
  Given given = played(mixture, retro, every_month, [&](Given& desk, Date today) {
    if (desk.invoices.empty()) return;
    const auto number = static_cast<std::size_t>(mixture.draws[today.month()]);
    const InvoiceIssued& invoice = desk.invoices[number % desk.invoices.size()];
    const auto line = static_cast<std::int64_t>(number % invoice.lines.size()) + 1;
    const std::int64_t net = invoice.lines[number % invoice.lines.size()].net;
    static_cast<void>(desk.credits(invoice.number, line, net / 2 + 1, today.text()));
  });
  given.run(history_ends);
  return given;
}

/// What a statement is about: of two about the same the one that is typed later holds.
using About = std::tuple<std::size_t, std::int64_t, std::string>;

std::optional<About> about(const Statement& statement) {
  const std::string day = statement.request.effective().text();
  if (const auto* file = std::get_if<CatalogFile>(&statement.says)) {
    return About{0, 0, file->prices.front().plan.text() + file->prices.front().from.text()};
  }
  const auto& command = std::get<Command>(statement.says);
  if (const auto* count = std::get_if<SetMailboxCount>(&command)) {
    return About{1, count->subscription, day};
  }
  if (const auto* change = std::get_if<ChangePlan>(&command)) {
    return About{2, change->subscription, day};
  }
  return std::nullopt;
}

/// Counts, plans and prices, none of which takes another one's place, as they reached the desk.
std::vector<Statement> without_contradictions(const std::vector<Statement>& statements) {
  std::set<About> known;
  std::vector<Statement> kept;
  std::size_t number = 0;
  for (Statement statement : statements) {
    statement.number = ++number;
    statement.request.effective_on = statement.request.effective();
    const auto what = about(statement);
    if (!what || !known.insert(*what).second) continue;
    statement.request.today = std::max(statement.request.received_on, history_begins);
    statement.request.received_on = statement.request.today;
    kept.push_back(std::move(statement));
  }
  std::stable_sort(kept.begin(), kept.end(), [](const Statement& a, const Statement& b) {
    return a.request.today < b.request.today;
  });
  return kept;
}

/// The same, each typed up to 60 days after it was received.
std::vector<Statement> typed_late(std::vector<Statement> statements, const Draws& draws) {
  for (std::size_t place = 0; place < statements.size(); ++place) {
    Request& request = statements[place].request;
    request.today = request.today + draws[(draws.size() - 1 - place) % draws.size()];
  }
  std::stable_sort(
      statements.begin(), statements.end(),
      [](const Statement& a, const Statement& b) { return a.request.today < b.request.today; });
  return statements;
}

RetroCredit retro_of(const Mixture& mixture) {
  return mixture.draws.back() % 2 == 0 ? RetroCredit::always : RetroCredit::never;
}

}  // namespace

PROPERTY("Decision 8: what is credited whenever it is due comes to what all words together owe",
         "[mixture]") {
  const Mixture mixture = *mixtures(45, 20);
  const Sums owed = owed_sums(played(mixture, RetroCredit::always, never), history_ends);
  for (const auto& runs : {every_day, every_month, never}) {
    Given given = played(mixture, RetroCredit::always, runs);
    given.run(history_ends);
    RC_ASSERT(differences(billed_sums(given), owed) == Lines{});
  }
}

PROPERTY("Decision 24: a run in one go, by day, by month or on some days bills the same",
         "[mixture]") {
  const Mixture mixture = *mixtures(45, 20);
  const RetroCredit retro = retro_of(mixture);
  Given in_one_go = played(mixture, retro, never);
  in_one_go.run(history_ends);
  for (const RunsOn& runs : {RunsOn(every_day), RunsOn(every_month), some_days(mixture)}) {
    Given given = played(mixture, retro, runs);
    given.run(history_ends);
    RC_ASSERT(differences(billed_sums(given), billed_sums(in_one_go)) == Lines{});
  }
}

PROPERTY("Decision 9: so does one of groups that change, if nothing is backdated", "[mixture]") {
  const Mixture mixture = *mixtures(0, 20, true);
  const RetroCredit retro = retro_of(mixture);
  Given in_one_go = played(mixture, retro, never);
  in_one_go.run(history_ends);
  for (const RunsOn& runs : {RunsOn(every_day), RunsOn(every_month), some_days(mixture)}) {
    Given given = played(mixture, retro, runs);
    given.run(history_ends);
    RC_ASSERT(differences(billed_sums(given), billed_sums(in_one_go)) == Lines{});
  }
}

PROPERTY(
    "Decision 24: the same statements in another order, some of them typed late, bill the same",
    "[mixture]") {
  const Mixture mixture = *mixtures(45, 20);
  const RetroCredit retro = retro_of(mixture);
  const std::vector<Statement> in_time = without_contradictions(statements_of(mixture));
  Accepted accepted;
  Given expected = played(mixture, retro, in_time, never, nothing_more, &accepted);
  expected.run(history_ends);
  const std::vector<Statement> late = typed_late(in_time, mixture.draws);
  for (const RunsOn& runs : {RunsOn(never), RunsOn(every_month), some_days(mixture)}) {
    Accepted also;
    Given given = played(mixture, retro, late, runs, nothing_more, &also);
    // A plan that another subscription has is refused: that one may have ended by the later day.
    RC_PRE(also == accepted);
    given.run(history_ends);
    RC_ASSERT(differences(billed_sums(given), billed_sums(expected)) == Lines{});
  }
}

PROPERTY("D12: with retro_credit never what is billed beyond what is owed is on record as forgone",
         "[mixture]") {
  const Mixture mixture = *mixtures(45, 20);
  const Sums owed = owed_sums(played(mixture, RetroCredit::never, never), history_ends);
  Given given = played(mixture, RetroCredit::never, every_month);
  given.run(history_ends);
  std::map<std::tuple<std::int64_t, LineKind, Date>, std::int64_t>
      forgone;  // of each charge what was recorded last
  for (const CreditForgone& credit : given.given_up) {
    forgone[{credit.subscription, credit.component, credit.charge_start}] = credit.retro_credit;
  }
  Sums billed = billed_sums(given);
  for (const auto& [name, net] : forgone) {
    RC_ASSERT(net >= 0);
    const auto& [subscription, component, start] = name;
    const ChargeName charge{subscription, component, start};
    billed[name_of(charge, full_period_of(given, charge))] -= net;
  }
  std::erase_if(billed, [](const auto& sum) { return sum.second == 0; });
  RC_ASSERT(differences(billed, owed) == Lines{});
}

PROPERTY("Each line's steps lead to it, documents add up, and no line is lowered below nothing",
         "[mixture]") {
  const Mixture mixture = *mixtures(45, 20, true);
  const Given given = credited(mixture, retro_of(mixture));
  std::map<std::pair<std::string, std::int64_t>, std::int64_t> left;
  for (const InvoiceIssued& invoice : given.invoices) {
    check_gross(invoice);
    std::int64_t number = 0;
    for (const InvoiceLine& line : invoice.lines) {
      check_steps(line);
      left[{invoice.number, ++number}] = line.net;
      if (!line.corrects || line.net > 0) continue;
      RC_ASSERT((left[{line.corrects->number, line.corrects->line}] += line.net) >= 0);
    }
  }
  for (const Billed& billed : given.billed()) RC_ASSERT(billed.net >= billed.credited);
}

PROPERTY("Every billable day of a subscription is charged once", "[mixture]") {
  Given given = played(*mixtures(45, 20, true), RetroCredit::always, never);
  given.sweep(history_ends);
  std::map<std::int64_t, std::vector<Period>> charged;
  for (const Charge& charge : propose(given.customer, given.catalog, history_ends)) {
    // Behind a late end only what was due before the desk was told, as its own plan says.
    const auto& ending = given.customer.subscription(charge.subscription)->ending;
    const bool served = !ending || charge.period.start < ending->ends_on;
    const bool regular = charge.component == LineKind::recurring;
    if (regular && served) charged[charge.subscription].push_back(charge.period);
  }
  for (const auto& [number, periods] : charged) {
    const Subscription& subscription = *given.customer.subscription(number);
    const Terms terms =
        *terms_on(given.customer, subscription, given.catalog, *subscription.billing_from);
    RC_ASSERT(periods.front().start >= *subscription.billing_from);
    for (std::size_t i = 1; i < periods.size(); ++i) {
      // Own software may be free between; nothing else is.
      if (terms.free_while_reselling) {
        RC_ASSERT(periods[i - 1].end <= periods[i].start);
      } else {
        RC_ASSERT(periods[i - 1].end == periods[i].start);
      }
    }
    if (terms.first_period != Partial::free && !terms.free_while_reselling) {
      RC_ASSERT(periods.front().start == *subscription.billing_from);
    }
  }
}
