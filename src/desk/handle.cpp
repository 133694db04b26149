#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "corrections.h"
#include "msp/advice.h"
#include "msp/nearest.h"
#include "recorder.h"

namespace msp {
namespace {

/// A customer begins with its first order, or the draft of it.
bool needs_customer(const Command& command) {
  return !std::holds_alternative<PlaceOrder>(command) &&
         !std::holds_alternative<DraftOrder>(command) &&
         !std::holds_alternative<FinalizeDraft>(command) &&
         !std::holds_alternative<DiscardDraft>(command);
}

/// The subscription whose service, free or paid, begins with these events; 0 if none does.
std::int64_t begun_by(const Outcome& outcome) {
  for (std::size_t place = outcome.swept; place < outcome.events.size(); ++place) {
    const Event& event = outcome.events[place].event;
    if (const auto* trial = std::get_if<TrialStarted>(&event)) return trial->subscription;
    if (const auto* paid = std::get_if<SubscriptionActivated>(&event)) return paid->subscription;
    if (const auto* yes = std::get_if<TrialConverted>(&event)) return yes->subscription;
  }
  return 0;
}

/// True if an end, or another one, was said of the subscription.
bool ends(const CustomerOutcome& outcome, std::int64_t subscription) {
  const auto says = [subscription](const RecordedEvent& recorded) {
    const auto* notice = std::get_if<NoticeGiven>(&recorded.event);
    return notice && notice->subscription == subscription;
  };
  return std::any_of(outcome.events.begin(), outcome.events.end(), says);
}

std::vector<LeftEarly> terminations_in(const Ledger& ledger, const CustomerOutcome& outcome,
                                       const Customer& customer, const Catalog& catalog) {
  constexpr std::int32_t days_to_the_next_bill = 62;
  std::optional<Date> last;
  for (const Subscription& each : customer.subscriptions) {
    if (ends(outcome, each.number)) last = std::max(last, std::optional(each.ending->ends_on));
  }
  if (!last) return {};
  const auto billed =
      needs_billed(customer, catalog) ? ledger.billed(customer.id) : std::vector<Billed>{};
  std::vector<Charge> charges;
  try {
    charges = propose(customer, catalog, *last + days_to_the_next_bill, billed, somebody);
  } catch (const Unbillable&) {
    return {};  // who cannot be billed may leave; the run names what is wrong
  }
  std::vector<LeftEarly> found;
  for (const Charge& charge : charges) {
    const bool owed = charge.component == LineKind::commitment && charge.stands != 0;
    if (!owed || !ends(outcome, charge.subscription)) continue;
    found.push_back(
        {{customer.id, charge.subscription}, charge.stands, charge.currency, charge.bill_on});
  }
  return found;
}

/// MISSION 17: a change of plan that ends a commitment charges what is left of it; that wants a
/// yes.
std::optional<Refusal> refuse_leaving(const CustomerOutcome& outcome, const Customer& after,
                                      const Catalog& catalog, const Request& request) {
  if (request.confirmed || outcome.events.size() == outcome.swept) return std::nullopt;
  const auto* changed = std::get_if<PlanChanged>(&outcome.events.back().event);
  if (!changed || !changed->leaves_commitment) return std::nullopt;
  const Subscription& subscription = *after.subscription(changed->subscription);
  const CostOfLeaving rest = cost_of_leaving(after, subscription, catalog);
  if (rest.net == 0) return std::nullopt;
  return Refusal{
      "plan.committed",
      fmt::format("{} is committed to {} through {}; {} from {} on would end that, and charge "
                  "{} {} for the rest",
                  after.ref(subscription).text(),
                  subscription.plan_on(request.effective() - 1).plan.text(), rest.through.text(),
                  changed->plan.text(), request.effective().text(),
                  amount_text(rest.net, subscription.currency), subscription.currency.text()),
      Hint(Advice::wait_for_commitment, {(rest.through + 1).text()}), Exit::usage};
}

}  // namespace

std::optional<Date> first_invoice_of(const Ledger& ledger, const Customer& customer,
                                     const Catalog& catalog, std::int64_t subscription,
                                     Date today) {
  const auto billed =
      needs_billed(customer, catalog) ? ledger.billed(customer.id) : std::vector<Billed>{};
  for (const NothingToBill& answer : why_not(customer, catalog, today, billed, somebody)) {
    if (answer.subscription == subscription) return answer.bill_on;
  }
  return std::nullopt;
}

Result<CustomerOutcome> handle(Ledger& ledger, const Envelope& envelope, const CustomerId& id,
                               const Command& command, const Describe<CustomerOutcome>& describe) {
  return transact(ledger, envelope, describe, [&](Recorder& recorder) -> Result<CustomerOutcome> {
    std::optional<Customer> known = ledger.customer(id);
    if ((!known || !known->exists()) && needs_customer(command)) {
      return unknown_customer(ledger, id);
    }
    Customer customer = known ? *std::move(known) : Customer{};
    customer.id = id;
    CustomerOutcome outcome;
    outcome.before = customer;

    outcome.catalog = ledger.catalog();
    const Catalog& catalog = outcome.catalog;
    recorder.sweep(customer, envelope.request.today, outcome);
    auto facts = decide(customer, catalog, envelope.request, command);
    if (!facts) return facts.refusal();
    recorder.append(customer, *facts, outcome);
    if (auto refusal = refuse_leaving(outcome, customer, catalog, envelope.request)) {
      return *refusal;
    }
    if (!outcome.events.empty()) recorder.recording().project(customer);
    if (const std::int64_t begun = begun_by(outcome); begun != 0) {
      outcome.first_invoice_on =
          first_invoice_of(ledger, customer, catalog, begun, envelope.request.today);
    }
    outcome.early_terminations = terminations_in(ledger, outcome, customer, catalog);
    outcome.after = std::move(customer);
    return outcome;
  });
}

Result<Outcome> handle(Ledger& ledger, const Envelope& envelope, const std::vector<Asked>& asked,
                       const std::function<void(std::size_t, const Refusal&)>& refused,
                       const Describe<>& describe) {
  return transact(ledger, envelope, describe, [&](Recorder& recorder) -> Result<Outcome> {
    const Catalog catalog = ledger.catalog();
    std::map<CustomerId, Customer> customers;
    for (const auto& [id, command] : asked) {
      const auto [known, first] = customers.try_emplace(id);
      if (first) known->second = ledger.customer(id).value_or(Customer{});
      known->second.id = id;
    }
    Outcome outcome;
    for (auto& [id, customer] : customers) {
      recorder.sweep(customer, envelope.request.today, outcome);
    }
    bool all = true;
    for (std::size_t place = 0; place < asked.size(); ++place) {
      const auto& [id, command] = asked[place];
      Customer& customer = customers.at(id);
      auto facts = !customer.exists() && needs_customer(command)
                       ? Result<Facts>(unknown_customer(ledger, id))
                       : decide(customer, catalog, envelope.request, command);
      if (facts) {
        recorder.append(customer, *facts, outcome);
      } else {
        refused(place, facts.refusal());
        all = false;
      }
    }
    if (!all) return Refusal{"bulk.refused", "not all of it can be done", {}, Exit::input_rejected};
    for (const auto& [id, customer] : customers) recorder.recording().project(customer);
    return outcome;
  });
}

namespace {

/// A price that holds from a day that is over may reach what was issued.
bool looks_back(const CatalogFacts& facts, Date today) {
  return std::any_of(facts.begin(), facts.end(), [today](const CatalogFact& fact) {
    const auto* price = std::get_if<PricePublished>(&fact.event);
    return price && price->applies_to != AppliesTo::fresh && price->from < today;
  });
}

/// What a catalog makes of what was issued, customer by customer.
void add_reach(CatalogOutcome& outcome, const Ledger& ledger, const Catalog& before,
               const Catalog& after, Date today) {
  ledger.customers([&](Customer&& customer) {
    const Corrections now = corrections_ahead(ledger, customer, after, today);
    if (now.charges == 0) return;
    const Corrections then = corrections_ahead(ledger, customer, before, today);
    if (now.charges == then.charges) return;
    ++outcome.customers;
    outcome.reach.add(then, now);
  });
}

}  // namespace

std::string reach_text(const CatalogOutcome& outcome) {
  std::string sums;
  for (const auto& [currency, sum] : outcome.reach.sums) {
    sums += fmt::format("{}{} {}", sums.empty() ? "" : ", ", amount_text(sum.net, currency),
                        currency.text());
  }
  return fmt::format("{} issued month{} of {} customer{}, by {}", outcome.reach.charges,
                     outcome.reach.charges == 1 ? "" : "s", outcome.customers,
                     outcome.customers == 1 ? "" : "s", sums);
}

Result<CatalogOutcome> handle(Ledger& ledger, const Envelope& envelope, const CatalogFile& file,
                              const Describe<CatalogOutcome>& describe) {
  return transact(ledger, envelope, describe, [&](Recorder& recorder) -> Result<CatalogOutcome> {
    const Catalog before = ledger.catalog();
    Catalog catalog = before;
    const Request& request = envelope.request;
    auto facts = decide(catalog, request, file);
    if (!facts) return facts.refusal();
    CatalogOutcome outcome;
    recorder.append(catalog, *facts, outcome);
    if (looks_back(*facts, request.today)) {
      add_reach(outcome, ledger, before, catalog, request.today);
    }
    if (outcome.customers > 0 && !request.confirmed && !envelope.dry_run) {
      return Refusal{"catalog.invoiced", "this changes " + reach_text(outcome),
                     Advice::confirm_prices, Exit::usage};
    }
    return outcome;
  });
}

Result<SettingsOutcome> handle(Ledger& ledger, const Envelope& envelope, const EditSeller& command,
                               const Describe<SettingsOutcome>& describe) {
  return transact(ledger, envelope, describe, [&](Recorder& recorder) -> Result<SettingsOutcome> {
    SettingsOutcome outcome;
    outcome.before = ledger.settings();
    outcome.after = outcome.before;
    recorder.append(outcome.after, decide(outcome.before, envelope.request, command), outcome);
    return outcome;
  });
}

Outcome handle(Ledger& ledger, const Envelope& envelope, const LedgerSettings& settings) {
  return require(transact(ledger, envelope, Describe<>(), [&](Recorder& recorder) {
    LedgerSettings state;
    Outcome outcome;
    recorder.append(state, {{LedgerOpened{settings}, envelope.request.today}}, outcome);
    return Result<Outcome>(outcome);
  }));
}

Outcome sweep(Ledger& ledger, const Envelope& envelope, const Describe<>& describe) {
  return require(transact(ledger, envelope, describe, [&](Recorder& recorder) {
    std::vector<Customer> due;
    ledger.customers([&](Customer&& customer) {
      if (next_due(customer, envelope.request.today)) due.push_back(std::move(customer));
    });
    Outcome outcome;
    for (Customer& customer : due) {
      recorder.sweep(customer, envelope.request.today, outcome);
      recorder.recording().project(customer);
    }
    return Result<Outcome>(outcome);
  }));
}

Refusal unknown_customer(const Ledger& ledger, const CustomerId& id) {
  const auto known = ledger.customer(id);
  if (known && known->drafts.empty()) {
    return {"customer.taken_back", id.text() + " has ordered nothing that stands",
            Advice::list_customers};
  }
  if (known) {
    const std::string draft = known->ref(known->drafts.front()).text();
    return {"customer.drafted", id.text() + " has ordered nothing yet",
            Hint(Advice::finish_draft, {draft})};
  }
  const auto like = nearest(id.text(), ledger.customer_names());
  return {"customer.unknown", "there is no customer " + id.text(),
          did_you_mean(like, Advice::list_customers)};
}

}  // namespace msp
