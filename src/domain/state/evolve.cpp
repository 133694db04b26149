// A customer, folded from its events.
#include <algorithm>

#include "msp/advice.h"
#include "state/evolve_messages.h"
#include "state/restated.h"
#include "state/timeline.h"

namespace msp {
namespace {

/// What an event speaks of, a subscription, its trial or its end, is there in every history that
/// decide() made. One that was forged is a damaged ledger, not a crash.
template <class T>
T&& there(T&& found) {
  if (!found) {
    throw Fault(Exit::ledger, "ledger.history", "an event speaks of something that is not there",
                Advice::restore);
  }
  return std::forward<T>(found);
}

void earliest(std::optional<Date>& kept, Date date) {
  if (!kept || date < *kept) kept = date;
}

void add_once(std::vector<Date>& days, Date day) {
  if (std::find(days.begin(), days.end(), day) == days.end()) days.push_back(day);
}

/// Something about the days from `from` on changed by a word received on `received_on`: what was
/// invoiced of them is looked at again.
void reopen(Subscription& subscription, Date from, Date received_on) {
  if (!subscription.is_settled_from(from)) return;
  earliest(subscription.reopened_from, from);
  subscription.reopened_on = std::max(subscription.reopened_on.value_or(received_on), received_on);
}

/// One case per event of a customer's stream.
class EvolveCustomer {
 public:
  EvolveCustomer(Customer& customer, const Recorded<CustomerEvent>& recorded)
      : customer_(customer),
        seq_(recorded.seq),
        on_(recorded.effective_on),
        received_on_(recorded.received_on) {}

  /// What is supplied is taxed by where the buyer is, and by its VAT id (MISSION 22).
  void operator()(const CustomerDetailsSet& event) const {
    if (!customer_.exists()) {
      customer_.details = event;
      customer_.detailed_from = on_;
      return;
    }
    auto& by_day = customer_.details_by_day;
    const CustomerDetailsSet before = customer_.details_on(on_);
    if (by_day.empty()) by_day.push_back({customer_.detailed_from, customer_.details});
    restate(by_day, on_, event, before, &DetailsFrom::details);
    customer_.details = by_day.back().details;
    if (before.country == event.country && before.vat_id == event.vat_id) return;
    for (Subscription& each : customer_.subscriptions) reopen(each, on_, received_on_);
  }

  void operator()(const AgreementMade& event) const {
    customer_.agreements.push_back({event.agreement, on_, event.overrides, event.unit_price,
                                    event.discounts, seq_, event.contract});
  }

  void operator()(const InvoicingGroupSet& event) const {
    const auto was_default = [](const GroupFrom& group) { return group.by_default; };
    if (event.by_default) std::erase_if(customer_.groups, was_default);  // of a day corrected since
    insert_by_date(customer_.groups, GroupFrom{on_, event.group, seq_, event.by_default});
  }

  void operator()(const CustomerDeactivated&) const {
    customer_.deactivated_from = on_;
    customer_.deactivated_seq = seq_;
  }

  void operator()(const CustomerReactivated&) const { customer_.deactivated_from.reset(); }

  void operator()(const PaymentMethodSet& event) const { customer_.payment = event; }

  void operator()(const CustomerErased&) const { customer_.erased_on = on_; }

  void operator()(const SubscriptionOrdered& event) const {
    Subscription subscription;
    subscription.number = event.subscription;
    subscription.agreement = event.agreement;
    subscription.currency = event.currency;
    subscription.ordered_on = on_;
    subscription.ordered_seq = seq_;
    subscription.trial_ordered = event.trial;
    subscription.trial_days = event.trial_days;
    subscription.sales_rep = event.sales_rep;
    subscription.monthly_total = event.monthly_total;
    subscription.own_mail_server = event.own_mail_server;
    subscription.panel_id = event.panel_id;
    subscription.plans.push_back({on_, event.plan, received_on_, seq_, false, {}, {}, {}, false});
    if (event.mailboxes) {
      subscription.counts.push_back({on_, *event.mailboxes, received_on_, seq_});
    }
    customer_.subscriptions.push_back(std::move(subscription));
  }

  void operator()(const OnboardingStepDone& event) const {
    of(event).steps.push_back({event.step, on_, seq_});
  }

  void operator()(const SubscriptionActivated& event) const {
    start_anew(of(event));
    of(event).billing_from = on_;
    of(event).begun_on = received_on_;
    earliest(customer_.since, on_);
    reopen_all(on_);
  }

  void operator()(const TrialStarted& event) const {
    start_anew(of(event));
    earliest(customer_.since, on_);
    Trial trial;
    trial.starts_on = on_;
    trial.ends_on = event.ends_on;
    trial.deadline = event.deadline;
    trial.undecided = event.undecided;
    trial.decision_period = event.decision_period;
    trial.convert_bills_from = event.convert_bills_from;
    trial.seq = seq_;
    of(event).trial = trial;
    of(event).begun_on = received_on_;
  }

  void operator()(const TrialConverted& event) const {
    Subscription& subscription = of(event);
    subscription.billing_from = event.billing_from;
    subscription.begun_on = received_on_;
    reopen_all(std::min(on_, event.billing_from));
    Trial& trial = *there(subscription.trial);
    trial.converted_on = on_;
    trial.decision_charged = event.decision_charged;
    trial.undecided_at_deadline = false;
    trial.seq = seq_;
  }

  void operator()(const TrialDeclined& event) const {
    Subscription& subscription = of(event);
    if (subscription.trial) {
      reopen(subscription, subscription.trial->ends_on, received_on_);
      subscription.trial->decision_charged = false;
      subscription.trial->undecided_at_deadline = false;
      subscription.trial->seq = seq_;
    }
    subscription.billing_from.reset();
    end(subscription, {on_, on_, EndReason::declined, received_on_, true, seq_});
  }

  void operator()(const TrialEnded& event) const {
    Subscription& subscription = of(event);
    Trial& trial = *there(subscription.trial);
    trial.end_recorded = true;
    if (trial.deadline) return;
    begin_by_itself(subscription);
    reopen_all(on_);
  }

  void operator()(const DecisionDeadlinePassed& event) const {
    Subscription& subscription = of(event);
    Trial& trial = *there(subscription.trial);
    trial.undecided_at_deadline = true;
    trial.decision_charged = trial.decision_period == DecisionPeriod::charge;
    trial.seq = seq_;
    if (trial.undecided == Undecided::activate) {
      begin_by_itself(subscription);
      reopen_all(on_);
    } else {
      end(subscription, {on_, on_, EndReason::undecided, on_, true, seq_});
    }
  }

  void operator()(const MailboxCountSet& event) const {
    Subscription& subscription = of(event);
    reopen(subscription, on_, received_on_);
    insert_by_date(subscription.counts, CountFrom{on_, event.mailboxes, received_on_, seq_});
  }

  void operator()(const MailboxAdded& event) const { set_names(event, true); }
  void operator()(const MailboxRemoved& event) const { set_names(event, false); }

  void operator()(const PlanChanged& event) const {
    Subscription& subscription = of(event);
    reopen(subscription, on_, received_on_);
    insert_by_date(subscription.plans,
                   PlanFrom{on_, event.plan, received_on_, seq_, event.as_order, event.unit_price,
                            event.sales_ref, event.contract, event.leaves_commitment});
  }

  void operator()(const NoticeGiven& event) const {
    end(of(event), {on_, event.ends_on, event.reason, received_on_, false, seq_});
  }

  void operator()(const NoticeWithdrawn& event) const {
    Subscription& subscription = of(event);
    reopen_all(there(subscription.ending)->ends_on);
    subscription.ending.reset();
  }

  void operator()(const SubscriptionEnded& event) const {
    there(of(event).ending)->recorded = true;
  }

  void operator()(const InvoiceIssued& event) const {
    for (const InvoiceLine& line : event.lines) {
      if (line.kind == LineKind::credit) continue;  // a kindness: what is owed stays as it is
      Subscription& subscription = *there(customer_.subscription(line.subscription));
      looked_at(subscription, event.billed_on);
      settle(subscription, line);
    }
  }

  void operator()(const CreditForgone& event) const {
    looked_at(*there(customer_.subscription(event.subscription)), on_);
  }

  void operator()(const UserGroupAdded& event) const {
    if (UserGroup* known = group_of(event)) {
      known->since = on_;
    } else {
      customer_.user_groups.push_back({event.group, on_, {}});
    }
  }

  void operator()(const GroupMemberAdded& event) const { set_members(event, true); }
  void operator()(const GroupMemberRemoved& event) const { set_members(event, false); }

  void operator()(const SubscriptionAttached& event) const {
    insert_by_date(of(event).attached, AttachedFrom{event.group, on_, seq_});
  }

  void operator()(const UsageAdded& event) const {
    customer_.late_usage.push_back(event.month);
    reopen_all(on_);
  }

  void operator()(const UsageFrozen& event) const {
    of(event).frozen.push_back({event.month, event.units, event.digest, seq_});
  }

  void operator()(const OrderDrafted& event) const {
    if (event.draft > customer_.drafts_begun) {
      customer_.drafts_begun = event.draft;
      customer_.drafts.push_back({event.draft, on_, {}});
    }
    std::vector<DraftLine>& lines = draft_of(event).lines;
    std::erase_if(lines, [&](const DraftLine& line) { return line.number == event.line; });
    lines.push_back({event.line, event.order});
    std::sort(lines.begin(), lines.end(),
              [](const auto& a, const auto& b) { return a.number < b.number; });
  }

  void operator()(const DraftDiscarded& event) const {
    if (!event.line) return close(draft_of(event));
    std::erase_if(draft_of(event).lines,
                  [&](const DraftLine& line) { return line.number == *event.line; });
  }

  void operator()(const DraftFinalized& event) const { close(draft_of(event)); }

  /// What it takes back is not told at all: see msp/fold.h.
  void operator()(const BatchTakenBack& event) const {
    for (auto* all : {&customer_.subscriptions, &customer_.withdrawn}) {
      for (Subscription& each : *all) {
        reopen(each, on_ - 1, received_on_);
        if (each.reopened_from) each.mistake = Mistake{seq_, received_on_, event.reason};
      }
    }
  }

  template <OneOf<MessageSending, MessageSent, MessageFailed, MessageSkipped> Said>
  void operator()(const Said&) const {}  // of the messages: see evolve_messages()

 private:
  void set_members(const auto& event, bool member) const {
    UserGroup& group = *there(group_of(event));
    for (const Personal& user : event.users) {
      insert_by_date(group.members, MemberFrom{user, on_, member, seq_});
    }
  }

  UserGroup* group_of(const auto& event) const {
    const auto same = [&event](const UserGroup& group) { return group.id == event.group; };
    auto& groups = customer_.user_groups;
    const auto found = std::find_if(groups.begin(), groups.end(), same);
    return found == groups.end() ? nullptr : &*found;
  }

  void set_names(const auto& event, bool there) const {
    Subscription& subscription = of(event);
    reopen(subscription, on_, received_on_);
    for (const Personal& address : event.addresses) {
      insert_by_date(subscription.names, MemberFrom{address, on_, there, seq_});
    }
    for (const MailboxesFrom& count : event.counts) {
      insert_by_date(subscription.counts,
                     CountFrom{count.from, count.mailboxes, received_on_, seq_});
    }
  }

  void begin_by_itself(Subscription& subscription) const {
    subscription.billing_from = on_;
    subscription.begun_on = std::max(subscription.begun_on.value_or(on_), on_);
  }

  /// Service begins on another day than was said before: what time had made of that day is void.
  void start_anew(Subscription& subscription) const {
    const auto started = started_on(subscription);
    if (!started) return;
    reopen_all(*started);
    subscription.billing_from.reset();
    subscription.trial.reset();
    if (subscription.ending && subscription.ending->reason == EndReason::undecided) {
      subscription.ending.reset();
    }
    customer_.since.reset();
    for (const Subscription& each : customer_.subscriptions) {
      if (const auto since = started_on(each)) earliest(customer_.since, *since);
    }
  }

  static std::optional<Date> started_on(const Subscription& subscription) {
    return subscription.trial ? subscription.trial->starts_on : subscription.billing_from;
  }

  Draft& draft_of(const auto& event) const {
    const Draft* draft = there(customer_.draft(event.draft));
    return customer_.drafts[static_cast<std::size_t>(draft - customer_.drafts.data())];
  }

  void close(const Draft& draft) const {
    customer_.drafts.erase(customer_.drafts.begin() + (&draft - customer_.drafts.data()));
  }

  Subscription& of(const auto& event) const {
    there(!customer_.is_withdrawn(event.subscription));
    return *there(customer_.subscription(event.subscription));
  }

  void end(Subscription& subscription, Ending ending) const {
    const Date known = subscription.ending ? subscription.ending->ends_on : ending.ends_on;
    subscription.ending = ending;
    reopen_all(std::min(known, ending.ends_on));
  }

  /// A service that comes or goes may also change what another one costs (MISSION X6): in arrears
  /// the day after a period decides, so that also the one that ends with the day before counts.
  void reopen_all(Date from) const {
    for (Subscription& each : customer_.subscriptions) reopen(each, from - 1, received_on_);
  }

  /// What was reopened is looked at on the first billing day after the last one on which it was
  /// known, all of it.
  void looked_at(Subscription& subscription, Date billing_day) const {
    if (subscription.billed_on && billing_day <= *subscription.billed_on) return;
    if (subscription.reopened_on <= billing_day) {
      subscription.reopened_from.reset();
      subscription.reopened_on.reset();
      subscription.mistake.reset();
    }
    subscription.billed_on = billing_day;
    subscription.billed_seq = seq_;
  }

  static void settle(Subscription& subscription, const InvoiceLine& line) {
    if (line.component == LineKind::decision_period) {
      add_once(subscription.decisions_settled, line.charged_from());
    } else if (line.component == LineKind::setup) {
      add_once(subscription.setups_settled, line.charged_from());
    } else if (line.component == LineKind::commitment) {
      add_once(subscription.commitments_settled, line.charged_from());
    } else {
      // All of its period, also days that cost nothing and so have no line.
      const Date end = line.full_period().end;
      subscription.settled_through = std::max(subscription.settled_through.value_or(end), end);
    }
  }

  Customer& customer_;
  std::int64_t seq_;
  Date on_;
  Date received_on_;
};

}  // namespace

void evolve(Customer& customer, const Recorded<CustomerEvent>& recorded) {
  std::visit(EvolveCustomer(customer, recorded), recorded.event);
  evolve_messages(customer.messages, recorded);
}

}  // namespace msp
