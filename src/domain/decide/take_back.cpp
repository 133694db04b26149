// What goes with a batch that is taken back, and what stands on it. Two pasts are folded side by
// side, the one that was and the one without it: what time alone had recorded is left out where the
// other past would not have made it due; what people decided has to fit into it as it is.
#include "msp/take_back.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "decide/stands_on.h"
#include "msp/advice.h"
#include "msp/command.h"

namespace msp {
namespace {

using Seqs = std::set<std::int64_t>;

/// Why an event is none that is taken back; nothing if it is.
struct Untakeable {
  std::int64_t seq;

  std::optional<Refusal> operator()(const InvoiceIssued& event) const {
    return Refusal{"undo.document",
                   fmt::format("event {} issued {} {}", seq, word(event.kind), event.number),
                   Hint(Advice::correct_document, {event.number})};
  }
  template <OneOf<UsageImported, UsageAdded> Seen>
  std::optional<Refusal> operator()(const Seen&) const {
    return Refusal{"undo.evidence", fmt::format("event {} took in who was seen", seq),
                   "That is evidence, no decision: take in what is right."};
  }
  template <OneOf<UsagePurged, UsageFrozen, CustomerErased> Gone>
  std::optional<Refusal> operator()(const Gone&) const {
    return Refusal{"undo.gone", fmt::format("event {} removed what nobody can bring back", seq),
                   "A backup made before still has it."};
  }
  template <OneOf<MessageSending, MessageSent, MessageFailed> Left>
  std::optional<Refusal> operator()(const Left&) const {
    return Refusal{"undo.left", fmt::format("event {} is about a mail that has left", seq),
                   "Write to who got it."};
  }
  template <OneOf<LedgerOpened, DayClosed, AccountsHandedOver> Kept>
  std::optional<Refusal> operator()(const Kept&) const {
    return Refusal{"undo.kept", fmt::format("event {} is no decision about anybody", seq),
                   "There is nothing to take back."};
  }
  template <
      OneOf<CustomerDetailsSet, AgreementMade, InvoicingGroupSet, CustomerDeactivated,
            CustomerReactivated, SubscriptionOrdered, OnboardingStepDone, SubscriptionActivated,
            TrialStarted, TrialConverted, TrialDeclined, TrialEnded, DecisionDeadlinePassed,
            MailboxCountSet, PlanChanged, NoticeGiven, NoticeWithdrawn, SubscriptionEnded,
            CreditForgone, UserGroupAdded, GroupMemberAdded, GroupMemberRemoved,
            SubscriptionAttached, OrderDrafted, DraftDiscarded, DraftFinalized, MessageSkipped,
            PaymentMethodSet, MailboxAdded, MailboxRemoved, PlanPublished, PricePublished,
            TaxPublished, DiscountPublished, PanelImported, SellerSet, BatchTakenBack>
          Said>
  std::optional<Refusal> operator()(const Said&) const {
    return std::nullopt;
  }
};

/// The events of a batch that somebody decided, as far as they are not taken back already.
template <class Any>
Result<Seqs> decided_in(const std::vector<Recorded<Any>>& events, const LeftOut& left_out,
                        std::int64_t batch) {
  Seqs seqs;
  for (const auto& recorded : events) {
    if (recorded.batch != batch || left_out.contains(recorded.seq)) continue;
    if constexpr (std::same_as<Any, CustomerEvent>) {
      if (is_due_by_time(recorded.event) || std::holds_alternative<CreditForgone>(recorded.event)) {
        continue;
      }
    }
    if (auto refusal = std::visit(Untakeable{recorded.seq}, recorded.event)) return *refusal;
    seqs.insert(recorded.seq);
  }
  return seqs;
}

/// The same stream without these events; where one of them took others back, with those.
template <class Any>
LeftOut left_out_without(const std::vector<Recorded<Any>>& events, const Seqs& seqs) {
  LeftOut left_out;
  BatchTakenBack taken;
  taken.seqs.assign(seqs.begin(), seqs.end());
  left_out.add_before(events.back().seq + 1, taken);
  for (auto each = events.rbegin(); each != events.rend(); ++each) {
    const auto* earlier = std::get_if<BatchTakenBack>(&each->event);
    if (earlier) left_out.add_before(each->seq, *earlier);
  }
  return left_out;
}

void earliest(std::optional<Date>& kept, std::optional<Date> date) {
  if (date && (!kept || *date < *kept)) kept = date;
}

/// The first day that an event is about, of a customer as it is before it: what moves a trial or an
/// end moves the days since.
std::optional<Date> first_day_of(const Customer& before, const Recorded<CustomerEvent>& recorded) {
  std::optional<Date> first = recorded.effective_on;
  std::visit(
      [&](const auto& event) {
        if constexpr (requires { event.ends_on; }) earliest(first, event.ends_on);
        if constexpr (requires { event.subscription; }) {
          const Subscription* about = before.subscription(event.subscription);
          if (!about) return;
          using E = std::remove_cvref_t<decltype(event)>;
          if constexpr (OneOf<E, SubscriptionActivated, TrialStarted, TrialConverted, TrialDeclined,
                              TrialEnded, DecisionDeadlinePassed>) {
            earliest(first, about->trial ? about->trial->starts_on : about->billing_from);
          }
          if constexpr (OneOf<E, NoticeGiven, NoticeWithdrawn, TrialDeclined>) {
            if (about->ending) earliest(first, about->ending->ends_on);
          }
        }
      },
      recorded.event);
  return first;
}

/// The two pasts, event by event.
class TakeBackOfCustomer {
 public:
  TakeBackOfCustomer(const CustomerId& id, const EventsOf<Customer>& events, const Catalog& catalog,
                     Seqs own)
      : events_(events),
        catalog_(catalog),
        was_(events),
        is_(left_out_without(events, own)),
        own_(std::move(own)) {
    with_.id = without_.id = id;
  }

  TakingBack run(std::int64_t batch) {
    for (const auto& recorded : events_) look_at(recorded);
    TakingBack taking;
    taking.event.batch = batch;
    taking.event.seqs.assign(own_.begin(), own_.end());
    taking.from = from_.value_or(events_.back().effective_on);
    taking.stands = std::move(stands_);
    return taking;
  }

 private:
  void look_at(const Recorded<CustomerEvent>& recorded) {
    const bool was = !was_.contains(recorded.seq);
    bool is = !is_.contains(recorded.seq) && !dropped_.contains(recorded.batch);
    if (is && was && *own_.begin() < recorded.seq) is = still_fits(recorded);
    if (was != is) {
      earliest(from_, first_day_of(was ? with_ : without_, recorded));
    }
    tell(with_, recorded, was);
    try {
      tell(without_, recorded, is);
    } catch (const Fault&) {  // it is brought back, and what it speaks of is taken back since
      stands_.push_back(newest_taking_back());
    }
  }

  std::int64_t newest_taking_back() const {
    const auto newest = std::find_if(events_.rbegin(), events_.rend(), [this](const auto& each) {
      return !was_.contains(each.seq) && std::holds_alternative<BatchTakenBack>(each.event);
    });
    return newest->seq;
  }

  /// What does not is left out from here on: by itself with what is taken back, if time had made it
  /// due; else with its whole batch, to see what stands on that.
  bool still_fits(const Recorded<CustomerEvent>& recorded) {
    if (is_due_by_time(recorded.event)) {
      const bool due = falls_due(without_, {recorded.event, recorded.effective_on});
      if (!due) own_.insert(recorded.seq);
      return due;
    }
    if (!stands_on({with_, without_, catalog_}, recorded)) return true;
    stands_.push_back(recorded.seq);
    dropped_.insert(recorded.batch);
    return false;
  }

  static void tell(Customer& customer, const Recorded<CustomerEvent>& recorded, bool counts) {
    if (counts) {
      evolve(customer, recorded);
    } else {
      keep_numbers(customer, recorded);
    }
  }

  const EventsOf<Customer>& events_;
  const Catalog& catalog_;
  LeftOut was_;
  LeftOut is_;
  Seqs own_;
  Seqs dropped_;  // batches
  Customer with_;
  Customer without_;
  std::optional<Date> from_;
  std::vector<std::int64_t> stands_;
};

Refusal nothing_decided() {
  return {"undo.nothing", "nobody decided that: time alone had made it due",
          "What it follows from can be taken back."};
}

/// A plan needs its tax class, a price its plan.
bool stands_on(const Catalog& without, const CatalogEvent& event) {
  if (const auto* plan = std::get_if<PlanPublished>(&event)) {
    return plan->terms.tax && !without.tax(*plan->terms.tax);
  }
  const auto* price = std::get_if<PricePublished>(&event);
  return price && !without.plan(price->plan);
}

template <class State>
Result<TakingBack> take_back_of(const EventsOf<State>& events, std::int64_t batch) {
  const LeftOut was(events);
  const auto own = decided_in(events, was, batch);
  if (!own) return own.refusal();
  if (own->empty()) return nothing_decided();
  const LeftOut is = left_out_without(events, *own);
  TakingBack taking;
  taking.event.batch = batch;
  taking.event.seqs.assign(own->begin(), own->end());
  std::optional<Date> from;
  State without;
  for (const auto& recorded : events) {
    if (was.contains(recorded.seq) != is.contains(recorded.seq)) {
      earliest(from, recorded.effective_on);
    }
    if (is.contains(recorded.seq)) continue;
    if constexpr (std::same_as<State, Catalog>) {
      const bool later = *own->begin() < recorded.seq;
      if (later && stands_on(without, recorded.event)) {
        taking.stands.push_back(recorded.seq);
        continue;
      }
    }
    evolve(without, recorded);
  }
  taking.from = *from;
  return taking;
}

}  // namespace

namespace {

/// What of `list` the catalog has and another lacks, by the events that published it.
template <class T>
bool lacks(const std::vector<T>* list, const T& item) {
  return !list || std::none_of(list->begin(), list->end(),
                               [&item](const T& each) { return each.seq == item.seq; });
}

/// Whether a plan's version or price that goes was used by a subscription, and by which event.
std::int64_t used_of_plan(const Plan& plan, const Plan* without, std::int64_t since,
                          const Subscription& subscription, bool withdrawn) {
  const Date billed_until =
      subscription.settled_through.value_or(subscription.billed_on.value_or(Date::from_days(0)));
  std::int64_t used = 0;
  const auto look = [&](const auto& published, const PlanFrom& chosen) {
    if (used != 0) return;
    if (!withdrawn && since < chosen.seq && published.from <= chosen.from) {
      used = chosen.seq;
    } else if (since < subscription.billed_seq && published.from < billed_until) {
      used = subscription.billed_seq;
    }
  };
  for (const PlanFrom& chosen : subscription.plans) {
    if (chosen.plan != plan.id) continue;
    for (const PlanVersion& version : plan.versions) {
      if (lacks(without ? &without->versions : nullptr, version)) look(version, chosen);
    }
    for (const Price& price : plan.prices) {
      const bool reaches = price.applies_to != AppliesTo::fresh || price.from <= chosen.from;
      if (reaches && lacks(without ? &without->prices : nullptr, price)) look(price, chosen);
    }
  }
  return used;
}

/// Whether an agreement names a code or a tax class that goes.
std::int64_t used_of_agreement(const Catalog& catalog, const Catalog& without, std::int64_t since,
                               const Agreement& agreement) {
  if (agreement.seq < since) return 0;
  const auto changed = [](const auto* now, const auto* then) {
    return now && (!then || then->seq != now->seq);
  };
  for (const AgreedDiscount& each : agreement.discounts) {
    if (changed(catalog.discount(each.code), without.discount(each.code))) return agreement.seq;
  }
  for (const Override& term : agreement.overrides) {
    const auto tax = term.term == "tax" ? TaxId::from_text(term.value) : std::nullopt;
    if (tax && changed(catalog.tax(*tax), without.tax(*tax))) return agreement.seq;
  }
  return 0;
}

bool is_taxed_by_others(const Catalog& catalog, const Catalog& without, const Terms& terms) {
  const Tax* now = terms.tax ? catalog.tax(*terms.tax) : nullptr;
  const Tax* then = terms.tax ? without.tax(*terms.tax) : nullptr;
  return now && (!then || then->seq != now->seq);
}

}  // namespace

namespace {

/// By a subscription's plans; of one that is withdrawn, only what was billed by them.
std::int64_t used_of_plans(const Catalog& catalog, const Catalog& without, std::int64_t since,
                           const Subscription& subscription, bool withdrawn) {
  for (const PlanFrom& chosen : subscription.plans) {
    const Plan* plan = catalog.plan(chosen.plan);
    if (!plan || plan->versions.empty()) continue;
    const auto used =
        used_of_plan(*plan, without.plan(chosen.plan), since, subscription, withdrawn);
    if (used != 0) return used;
    const Terms& terms = plan->versions.back().terms;
    if (since < subscription.billed_seq && is_taxed_by_others(catalog, without, terms)) {
      return subscription.billed_seq;
    }
  }
  return 0;
}

}  // namespace

std::int64_t used_of(const Catalog& catalog, const Catalog& without, std::int64_t since,
                     const Customer& customer) {
  for (const Subscription& each : customer.subscriptions) {
    const Agreement& agreement = customer.agreement_of(each);
    if (const auto used = used_of_agreement(catalog, without, since, agreement)) return used;
    if (const auto used = used_of_plans(catalog, without, since, each, false)) return used;
  }
  for (const Subscription& each : customer.withdrawn) {
    if (const auto used = used_of_plans(catalog, without, since, each, true)) return used;
  }
  return 0;
}

bool is_ordered_by(const Catalog& catalog, const Customer& customer) {
  const auto is_there = [&](const Subscription& subscription, const PlanFrom& chosen) {
    const Plan* plan = catalog.plan(chosen.plan);
    return plan && !plan->versions.empty() &&
           plan->price_on(chosen.from, chosen.from, subscription.currency);
  };
  return std::all_of(
      customer.subscriptions.begin(), customer.subscriptions.end(), [&](const Subscription& each) {
        return std::all_of(each.plans.begin(), each.plans.end(),
                           [&](const PlanFrom& chosen) { return is_there(each, chosen); });
      });
}

Result<TakingBack> take_back(const CustomerId& id, const EventsOf<Customer>& events,
                             const Catalog& catalog, std::int64_t batch) {
  auto own = decided_in(events, LeftOut(events), batch);
  if (!own) return own.refusal();
  if (own->empty()) return nothing_decided();
  return TakeBackOfCustomer(id, events, catalog, *std::move(own)).run(batch);
}

Result<TakingBack> take_back(const EventsOf<Catalog>& events, std::int64_t batch) {
  return take_back_of<Catalog>(events, batch);
}

Result<TakingBack> take_back(const EventsOf<LedgerSettings>& events, std::int64_t batch) {
  return take_back_of<LedgerSettings>(events, batch);
}

}  // namespace msp
