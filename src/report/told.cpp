#include "told.h"
#include "msp/report/customers.h"

#include <fmt/format.h>

#include <algorithm>

namespace msp {
namespace {

std::string text(Status status) { return std::string(word(status)); }

std::string counted(std::int64_t mailboxes) {
  return fmt::format("{} {}", mailboxes, mailboxes == 1 ? "mailbox" : "mailboxes");
}

std::string text(const std::optional<Personal>& mail) { return mail ? mail->value : ""; }

std::string text(std::optional<Language> language) {
  return language ? std::string(word(*language)) : "";
}

/// `guard, 25 mailboxes, trial`
std::string order_text(const PlaceOrder& order) {
  std::string text = order.plan.text();
  if (order.mailboxes) text += ", " + counted(*order.mailboxes);
  if (order.trial) text += ", trial";
  return text;
}

/// `guard, 25 mailboxes, trial, agreed 3.50 EUR, first_period = full`: all that bills was said
/// with the order, by its agreement.
std::string order_text(const SubscriptionOrdered& order, const Agreement& agreement) {
  std::string text = order.plan.text();
  if (order.mailboxes) text += ", " + counted(*order.mailboxes);
  if (order.trial) text += ", trial";
  if (agreement.unit_price) {
    text += fmt::format(", agreed {} {}", agreement.unit_price->text(order.currency.exponent()),
                        order.currency.text());
  }
  for (const AgreedDiscount& discount : agreement.discounts) {
    text += ", discount " + discount.code.text();
  }
  for (const Override& term : agreement.overrides) {
    text += fmt::format(", {} = {}", term.term, term.value);
  }
  return text;
}

/// One case per event of a customer's stream.
class Telling {
 public:
  Telling(const Customer& customer, const Recorded<CustomerEvent>& recorded,
          std::vector<Change>& changes)
      : customer_(customer), on_(recorded.effective_on), changes_(changes) {}

  void operator()(const CustomerDetailsSet& event) const {
    const CustomerDetailsSet& old = customer_.details_on(on_);
    if (!customer_.exists()) return add(0, "customer", "", event.name);
    const std::size_t told = changes_.size();
    differs("name", old.name, event.name);
    differs("partner", old.partner, event.partner);
    differs("contact", old.contact_email.value, event.contact_email.value);
    differs("billing address", old.billing_address, event.billing_address);
    differs("country", old.country, event.country);
    differs("VAT id", old.vat_id, event.vat_id);
    differs("partner contact", text(old.partner_email), text(event.partner_email));
    differs("language", text(old.language), text(event.language));
    differs("invoice mail", text(old.invoice_email), text(event.invoice_email));
    const auto before = fields_of(old.party);
    const auto after = fields_of(event.party);
    for (std::size_t i = 0; i < after.size(); ++i) {
      differs(after[i].label, before[i].value.value_or(""), after[i].value.value_or(""));
    }
    if (changes_.size() == told) add(0, "contact", "", "");  // both erased: still, it was changed
  }

  void operator()(const AgreementMade&) const {}  // told with its order

  void operator()(const InvoicingGroupSet& event) const {
    const auto group = customer_.group_on(on_);
    add(0, "group", group ? std::to_string(*group) : "", std::to_string(event.group));
  }

  void operator()(const CustomerDeactivated&) const {
    add(0, "customer deactivated", "active", "deactivated");
  }

  void operator()(const CustomerReactivated&) const {
    add(0, "customer reactivated", "deactivated", "active");
  }

  void operator()(const CustomerErased&) const { add(0, "customer erased", "", "erased"); }

  void operator()(const SubscriptionOrdered& event) const {
    const auto agreement = static_cast<std::size_t>(event.agreement - 1);
    add(event.subscription, "ordered", "", order_text(event, customer_.agreements[agreement]));
  }

  void operator()(const OnboardingStepDone& event) const {
    const auto& steps = of(event).steps;
    add(event.subscription, "onboarding",
        steps.empty() ? "ordered" : std::string(word(steps.back().step)),
        std::string(word(event.step)) + (event.overridden ? ", overridden" : ""));
  }

  void operator()(const SubscriptionActivated& event) const {
    becomes(event, "activated", Status::active);
  }

  void operator()(const TrialStarted& event) const {
    becomes(event, "trial started", Status::in_trial);
  }

  void operator()(const TrialConverted& event) const {
    becomes(event, "trial converted", Status::active);
  }

  void operator()(const TrialDeclined& event) const { becomes(event, "declined", Status::ended); }

  void operator()(const TrialEnded& event) const {
    fell_due(event, "trial ended",
             of(event).trial->deadline ? Status::negotiation : Status::active);
  }

  void operator()(const DecisionDeadlinePassed& event) const {
    const Trial& trial = *of(event).trial;
    const bool charged = trial.decision_period == DecisionPeriod::charge;
    fell_due(event, charged ? "free rider" : "nobody decided",
             trial.undecided == Undecided::activate ? Status::active : Status::ended);
  }

  void operator()(const MailboxCountSet& event) const {
    const CountFrom* count = of(event).count_on(on_);
    add(event.subscription, "mailboxes", count ? std::to_string(count->mailboxes) : "",
        std::to_string(event.mailboxes));
  }

  void operator()(const MailboxAdded& event) const { counts_names(event, "mailboxes added", true); }
  void operator()(const MailboxRemoved& event) const {
    counts_names(event, "mailboxes removed", false);
  }

  void operator()(const PaymentMethodSet& event) const {
    const auto text = [](const PaymentMethodSet& payment) {
      return payment.token.value + (payment.token.value.empty() ? "" : ": ") +
             payment_text(payment);
    };
    add(0, "payment method", customer_.payment ? text(*customer_.payment) : "", text(event));
  }

  void operator()(const PlanChanged& event) const {
    const Subscription& subscription = of(event);
    std::string text = event.plan.text();
    if (event.unit_price) {
      text +=
          fmt::format(", agreed {} {}", event.unit_price->text(subscription.currency.exponent()),
                      subscription.currency.text());
    }
    if (event.leaves_commitment) text += ", ends the commitment";
    add(event.subscription, "plan", subscription.plan_on(on_).plan.text(), std::move(text));
  }

  void operator()(const NoticeGiven& event) const {
    add(event.subscription, "notice", text(of(event).status_on(on_)),
        "ends on " + event.ends_on.text());
  }

  void operator()(const NoticeWithdrawn& event) const {
    Subscription stays = of(event);
    const std::string before = "ends on " + stays.ending->ends_on.text();
    stays.ending.reset();
    add(event.subscription, "notice withdrawn", before, text(stays.status_on(on_)));
  }

  void operator()(const SubscriptionEnded& event) const { fell_due(event, "ended", Status::ended); }

  void operator()(const InvoiceIssued& event) const {
    add(0, std::string(word(event.kind)), "",
        fmt::format("{}: {} {}", event.number, amount_text(event.gross, event.currency),
                    event.currency.text()));
  }

  void operator()(const CreditForgone& event) const {
    add(event.subscription, "credit forgone", "",
        fmt::format("{} {} of {} through {}",
                    amount_text(checked_add(event.refund, event.retro_credit), event.currency),
                    event.currency.text(), event.charge_start.text(), (event.end - 1).text()));
  }

  void operator()(const UserGroupAdded& event) const {
    add(0, "user group", "", event.group.text());
  }

  void operator()(const GroupMemberAdded& event) const {
    add(0, "group members added", "", event.group.text() + ": " + names(event.users));
  }

  void operator()(const GroupMemberRemoved& event) const {
    add(0, "group members removed", event.group.text() + ": " + names(event.users), "");
  }

  void operator()(const SubscriptionAttached& event) const {
    add(event.subscription, "attached", "", event.group.text());
  }

  void operator()(const UsageAdded& event) const {
    add(0, "late activity", "", event.month.text());
  }

  void operator()(const UsageFrozen& event) const {
    add(event.subscription, "units frozen", "",
        fmt::format("{}: {}", event.month.text(), event.units));
  }

  void operator()(const OrderDrafted& event) const {
    const Draft* draft = customer_.draft(event.draft);
    std::string before;
    for (const DraftLine& line : draft ? draft->lines : std::vector<DraftLine>{}) {
      if (line.number == event.line) before = order_text(line.order);
    }
    std::string after = order_text(event.order);
    if (before == after) after += ", what it lacked";
    add(0, draft_text(event), std::move(before), std::move(after));
  }

  void operator()(const DraftDiscarded& event) const {
    add(0, draft_text(event), event.line ? fmt::format("line {}", *event.line) : "open",
        "discarded");
  }

  void operator()(const DraftFinalized& event) const {
    add(0, draft_text(event), "open", "ordered");
  }

  void operator()(const BatchTakenBack& event) const {
    std::string seqs;
    for (const std::int64_t seq : event.seqs)
      seqs += (seqs.empty() ? "" : ", ") + std::to_string(seq);
    add(0, "taken back", fmt::format("{} {}", event.seqs.size() == 1 ? "event" : "events", seqs),
        "");
  }

  void operator()(const MessageSending&) const {}  // told with what became of it

  void operator()(const MessageSent& event) const {
    add(0, "message sent", "", with_address(event.message));
  }

  void operator()(const MessageFailed& event) const {
    add(0, "message failed", with_address(event.message),
        fmt::format("exit {}: {}", event.exit_status, event.said.value));
  }

  void operator()(const MessageSkipped& event) const {
    add(0, "message skipped", event.message.text(), "");
  }

 private:
  /// `connected-10 to it@acme.example`
  std::string with_address(const MessageKey& key) const {
    for (const Message& message : customer_.messages) {
      if (message.key == key && !message.to.value.empty()) {
        return key.text() + " to " + message.to.value;
      }
    }
    return key.text();
  }

  std::string draft_text(const auto& event) const {
    return "draft " + DraftRef{customer_.id, event.draft}.text();
  }

  const Subscription& of(const auto& event) const {
    return *customer_.subscription(event.subscription);
  }

  void add(std::int64_t subscription, std::string what, std::string before,
           std::string after) const {
    changes_.push_back({subscription, std::move(what), std::move(before), std::move(after)});
  }

  /// The first few; what was erased is not there.
  static std::string names(const std::vector<Personal>& users) {
    constexpr std::size_t most = 3;
    std::string list;
    for (std::size_t i = 0; i < std::min(users.size(), most); ++i) {
      if (!users[i].value.empty()) list += (list.empty() ? "" : ", ") + users[i].value;
    }
    if (list.empty() || users.size() <= most) return list;
    return fmt::format("{} and {} more", list, users.size() - most);
  }

  /// `25` to `27: anna@acme.example, ben@acme.example`
  void counts_names(const auto& event, const char* what, bool there) const {
    const CountFrom* count = of(event).count_on(on_);
    const std::string who = names(news_on(of(event).names, on_, event.addresses, there));
    add(event.subscription, what, count ? std::to_string(count->mailboxes) : "",
        std::to_string(event.counts.front().mailboxes) + (who.empty() ? "" : ": " + who));
  }

  void differs(std::string field, const std::string& before, const std::string& after) const {
    if (before != after) add(0, std::move(field), before, after);
  }

  void becomes(const auto& event, const char* what, Status status) const {
    add(event.subscription, what, text(of(event).status_on(on_)), text(status));
  }

  /// Time has done it before it is recorded: what was before is what was the day before.
  void fell_due(const auto& event, const char* what, Status status) const {
    add(event.subscription, what, text(of(event).status_on(on_ - 1)), text(status));
  }

  const Customer& customer_;
  Date on_;
  std::vector<Change>& changes_;
};

}  // namespace

std::string payment_text(const PaymentMethodSet& payment, std::optional<Date> today) {
  const std::string text =
      (payment.brand.empty() ? "card" : payment.brand) + " ending in " + payment.last4;
  if (!payment.expires) return text;
  const Period month = payment.expires->period();
  const bool expired = today && month.end <= *today;
  return text + (expired ? ", expired on " : ", good through ") + month.through().text();
}

std::vector<Change> changes_of(const Customer& before, const Recorded<CustomerEvent>& recorded) {
  std::vector<Change> changes;
  std::visit(Telling(before, recorded, changes), recorded.event);
  return changes;
}

}  // namespace msp
