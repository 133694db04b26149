// Changes of what is billed (MISSION D11, S7).
#include <fmt/format.h>

#include "decide/decide.h"
#include "msp/advice.h"

namespace msp {
namespace {

/// A count that grows by more than this is rather a slip of the keyboard.
constexpr std::int64_t usual_growth = 10;

}  // namespace

std::optional<Refusal> refuse_gone(const Desk& desk, const Subscription& subscription, Date on) {
  const Customer& customer = desk.customer;
  if (customer.deactivated_on(on)) {
    return Refusal{"customer.deactivated",
                   fmt::format("{} is deactivated since {} (event {})", customer.id.text(),
                               customer.deactivated_from->text(), customer.deactivated_seq),
                   "Reactivate it and order again to restart."};
  }
  if (subscription.status_on(on) == Status::ended) {
    return Refusal{"subscription.ended",
                   fmt::format("{} ended on {} (event {})", customer.ref(subscription).text(),
                               subscription.ending->ends_on.text(), subscription.ending->seq),
                   "Order again to restart."};
  }
  if (on < subscription.ordered_on) {
    return Refusal{"effective.before_order",
                   fmt::format("{} was ordered on {}, after {}", customer.ref(subscription).text(),
                               subscription.ordered_on.text(), on.text()),
                   Advice::check_effective};
  }
  return std::nullopt;
}

Result<const Subscription*> counted_by_mailbox(const Desk& desk, std::int64_t number, Date on) {
  const auto basis = [&desk, on](const Subscription& s) {
    return terms_on(desk.customer, s, desk.catalog, on)->basis;
  };
  const auto chosen = choose(desk.customer, number, [&](const Subscription& s) {
    return s.status_on(on) != Status::ended && basis(s) == Basis::mailbox;
  });
  if (!chosen) return chosen;
  const Subscription& subscription = **chosen;
  if (auto refusal = refuse_gone(desk, subscription, on)) return *refusal;
  if (basis(subscription) != Basis::mailbox) {
    return Refusal{"mailboxes.not_counted",
                   fmt::format("{} is billed by {}: there is no count to set",
                               desk.customer.ref(subscription).text(), word(basis(subscription))),
                   Advice::see_basis};
  }
  return chosen;
}

std::optional<Refusal> refuse_growth(const Desk& desk, const Subscription& subscription,
                                     std::int64_t before, std::int64_t now, Date on) {
  const bool unusual = before > 0 && Rational(before) * Rational(usual_growth) < Rational(now);
  if (!unusual || desk.request.confirmed) return std::nullopt;
  return Refusal{"mailboxes.unusual",
                 fmt::format("{} has {} on {}; {} are more than ten times as many",
                             desk.customer.ref(subscription).text(), before, on.text(), now),
                 Advice::confirm_count, Exit::usage};
}

Result<Facts> decide_on(const Desk& desk, const SetMailboxCount& command) {
  const Date on = desk.request.effective();
  const auto chosen = counted_by_mailbox(desk, command.subscription, on);
  if (!chosen) return chosen.refusal();
  const Subscription& subscription = **chosen;
  const CountFrom* count = subscription.count_on(on);
  const bool same = count && count->mailboxes == command.mailboxes;
  // Said twice of one day: true once. Said of another it is remembered (MISSION decision 14).
  if (same && (count->from == on || subscription.named_on(on))) return Facts{};
  if (subscription.named_on(on)) {
    return Refusal{
        "mailboxes.named",
        fmt::format("{} has its mailboxes by name since {}: their number is its count",
                    desk.customer.ref(subscription).text(), subscription.names.front().from.text()),
        Advice::change_names};
  }
  const std::int64_t before = count ? count->mailboxes : 0;
  if (auto refusal = refuse_growth(desk, subscription, before, command.mailboxes, on)) {
    return *refusal;
  }
  return Facts{{MailboxCountSet{subscription.number, command.mailboxes}, on}};
}

Result<Facts> decide_on(const Desk& desk, const EditCustomer& command) {
  const Date on = desk.request.effective();
  const CustomerDetailsSet& known = desk.customer.details_on(on);
  const CustomerDetailsSet details = with_changes(known, command);
  Facts facts;
  if (details != known) facts.push_back({details, on});
  set_group(facts, desk.customer, command.group, on);
  return facts;
}

}  // namespace msp
