#include "decide/stands_on.h"

#include <algorithm>

#include "decide/decide.h"
#include "msp/term_rules.h"

namespace msp {
namespace {

/// What a trial is, whatever time and people made of it since.
bool same_trial(const std::optional<Trial>& a, const std::optional<Trial>& b) {
  if (!a || !b) return a.has_value() == b.has_value();
  return a->starts_on == b->starts_on && a->ends_on == b->ends_on && a->deadline == b->deadline &&
         a->undecided == b->undecided && a->decision_period == b->decision_period &&
         a->convert_bills_from == b->convert_bills_from;
}

bool ends_alike(const std::optional<Ending>& a, const std::optional<Ending>& b) {
  if (!a || !b) return a.has_value() == b.has_value();
  return a->ends_on == b->ends_on && a->reason == b->reason;
}

bool is_served(const Subscription& subscription) {
  return subscription.trial || subscription.billing_from;
}

/// Who is told apart from whom, but for the events that said so.
bool same_names(const std::vector<MemberFrom>& a, const std::vector<MemberFrom>& b) {
  return std::equal(
      a.begin(), a.end(), b.begin(), b.end(), [](const MemberFrom& one, const MemberFrom& other) {
        return one.user == other.user && one.from == other.from && one.member == other.member;
      });
}

bool same_counts_after(const Subscription& a, const Subscription& b, Date on) {
  const auto later = [on](const Subscription& subscription) {
    std::vector<std::pair<Date, std::int64_t>> counts;
    for (const CountFrom& count : subscription.counts) {
      if (on < count.from) counts.emplace_back(count.from, count.mailboxes);
    }
    return counts;
  };
  return later(a) == later(b);
}

/// One case per event of a customer's stream: true if it stands on what is not in the other past.
class StandsOn {
 public:
  StandsOn(const TwoPasts& pasts, Date on, Date received_on)
      : with_(pasts.with),
        without_(pasts.without),
        catalog_(pasts.catalog),
        on_(on),
        received_on_(received_on) {}

  bool operator()(const CustomerDetailsSet&) const {
    return with_.details != without_.details;  // it says all of them again
  }
  bool operator()(const AgreementMade&) const { return false; }  // judged with its order
  bool operator()(const InvoicingGroupSet&) const { return nobody(); }

  bool operator()(const CustomerDeactivated&) const {
    // Who would go on is served although the customer is gone; who is gone does not go again.
    return nobody() || is_gone() ||
           std::any_of(without_.subscriptions.begin(), without_.subscriptions.end(),
                       [](const Subscription& each) { return !each.ending; });
  }
  bool operator()(const CustomerReactivated&) const {
    return nobody() || with_.deactivated_from != without_.deactivated_from;
  }
  bool operator()(const PaymentMethodSet&) const { return nobody(); }
  bool operator()(const CustomerErased&) const {
    return true;
  }  // what it was is not known any more

  bool operator()(const SubscriptionOrdered& event) const {
    if (nobody() || is_gone() || with_.details != without_.details) return true;
    return std::any_of(without_.subscriptions.begin(), without_.subscriptions.end(),
                       [&](const Subscription& other) { return excludes(other, event); });
  }

  bool operator()(const OnboardingStepDone& event) const {
    const auto [was, is] = both(event);
    if (!is || (is->ending && !was->ending)) return true;
    if (is->own_mail_server.empty()) return false;
    for (std::size_t step = 0; step < static_cast<std::size_t>(event.step); ++step) {
      const auto before = static_cast<OnboardingStep>(step);
      if (was->step(before) && !is->step(before)) return true;
    }
    return false;
  }

  bool operator()(const SubscriptionActivated& event) const { return not_begun(event); }
  bool operator()(const TrialStarted& event) const { return not_begun(event); }
  bool operator()(const TrialConverted& event) const { return other_trial(event); }
  bool operator()(const TrialDeclined& event) const { return other_trial(event); }

  bool operator()(const MailboxCountSet& event) const {
    const auto [was, is] = both(event);
    return gone(was, is) || (!was->named_on(on_) && is->named_on(on_));
  }
  bool operator()(const MailboxAdded& event) const { return other_names(event); }
  bool operator()(const MailboxRemoved& event) const { return other_names(event); }

  bool operator()(const PlanChanged& event) const {
    const auto [was, is] = both(event);
    return gone(was, is);
  }

  bool operator()(const NoticeGiven& event) const {
    const auto [was, is] = both(event);
    if (is_gone() || !is || is_served(*was) != is_served(*is) || !same_trial(was->trial, is->trial))
      return true;
    // Whoever has not said yes yet declines, and gives no notice.
    if (declines_in_time(*was, received_on_) != declines_in_time(*is, received_on_)) return true;
    return is_served(*is) && (with_.since != without_.since || other_notice(*was, *is));
  }
  bool operator()(const NoticeWithdrawn& event) const {
    const auto [was, is] = both(event);
    return !is || !ends_alike(was->ending, is->ending);
  }

  bool operator()(const UserGroupAdded&) const { return nobody(); }
  bool operator()(const GroupMemberAdded& event) const { return !without_.user_group(event.group); }
  bool operator()(const GroupMemberRemoved& event) const {
    const UserGroup* group = without_.user_group(event.group);
    return !group || std::any_of(event.users.begin(), event.users.end(), [&](const Personal& user) {
      return std::none_of(group->members.begin(), group->members.end(),
                          [&user](const MemberFrom& said) { return said.user == user; });
    });
  }
  bool operator()(const SubscriptionAttached& event) const {
    const auto [was, is] = both(event);
    return gone(was, is) || !without_.user_group(event.group);
  }
  /// What it counted was counted by who was in which group, and is not there to be counted again.
  bool operator()(const UsageFrozen& event) const {
    const auto [was, is] = both(event);
    return !is || counts_by_others();
  }

  bool operator()(const OrderDrafted& event) const { return is_gone() || other_draft(event); }
  bool operator()(const DraftDiscarded& event) const { return other_draft(event); }
  bool operator()(const DraftFinalized& event) const { return other_draft(event); }

  /// What happened anyhow: documents, mails, days seen. Another taking back stands by itself.
  template <
      OneOf<InvoiceIssued, CreditForgone, UsageAdded, MessageSending, MessageSent, MessageFailed,
            MessageSkipped, BatchTakenBack, TrialEnded, DecisionDeadlinePassed, SubscriptionEnded>
          Happened>
  bool operator()(const Happened&) const {
    return false;
  }

 private:
  struct Both {
    const Subscription* was;
    const Subscription* is;
  };

  /// `is` is nothing where the order is not there.
  Both both(const auto& event) const {
    const bool there = !without_.is_withdrawn(event.subscription);
    return {with_.subscription(event.subscription),
            there ? without_.subscription(event.subscription) : nullptr};
  }

  /// There is no customer to decide about.
  bool nobody() const { return with_.exists() && !without_.exists(); }
  /// For a customer who is deactivated nothing is ordered, and nothing ends once more.
  bool is_gone() const { return without_.deactivated_from && !with_.deactivated_from; }
  bool newly_deactivated() const {
    return without_.deactivated_on(on_) && !with_.deactivated_on(on_);
  }

  bool gone(const Subscription* was, const Subscription* is) const {
    if (!is || newly_deactivated()) return true;
    return is->status_on(on_) == Status::ended && was->status_on(on_) != Status::ended;
  }

  /// Two of one plan do not run beside each other, and there is one trial of it.
  bool excludes(const Subscription& other, const SubscriptionOrdered& event) const {
    const bool runs =
        other.plan_on(on_).plan == event.plan && other.status_on(on_) != Status::ended;
    return runs || (event.trial && has_had_trial(other, event.plan));
  }

  /// Service begins by a group of the customer's that an earlier word said.
  bool not_begun(const auto& event) const {
    const auto [was, is] = both(event);
    if (!is || newly_deactivated()) return true;
    if (with_.group_on(on_) == without_.group_on(on_)) return false;
    return terms_on(without_, *is, catalog_, on_)->billing_day.is_group();
  }

  bool other_trial(const auto& event) const {
    const auto [was, is] = both(event);
    return !is || !same_trial(was->trial, is->trial);
  }

  bool other_names(const auto& event) const {
    const auto [was, is] = both(event);
    return gone(was, is) || !same_names(was->names, is->names) ||
           !same_counts_after(*was, *is, on_);
  }

  bool other_notice(const Subscription& was, const Subscription& is) const {
    const AgreedTerms then = terms_on(with_, was, catalog_, received_on_);
    const AgreedTerms now = terms_on(without_, is, catalog_, received_on_);
    return then->notice != now->notice || then->cancel_counts_from != now->cancel_counts_from ||
           then->timing != now->timing;
  }

  bool other_draft(const auto& event) const {
    const Draft* was = with_.draft(event.draft);
    const Draft* is = without_.draft(event.draft);
    return was && (!is || *was != *is);
  }

  bool counts_by_others() const {
    const auto services = [](const Customer& customer) {
      std::vector<std::tuple<std::vector<PlanFrom>, std::vector<AttachedFrom>, std::optional<Date>>>
          all;
      for (const Subscription& each : customer.subscriptions) {
        all.emplace_back(each.plans, each.attached, each.billing_from);
      }
      return all;
    };
    return with_.user_groups != without_.user_groups || services(with_) != services(without_);
  }

  const Customer& with_;
  const Customer& without_;
  const Catalog& catalog_;
  Date on_;
  Date received_on_;
};

}  // namespace

bool stands_on(const TwoPasts& pasts, const Recorded<CustomerEvent>& decided) {
  return std::visit(StandsOn(pasts, decided.effective_on, decided.received_on), decided.event);
}

}  // namespace msp
