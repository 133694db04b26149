// Mailboxes kept by name: their number is the count that is billed.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string_view>

#include "decide/decide.h"
#include "decide/names.h"
#include "msp/advice.h"
#include "msp/identity.h"

namespace msp {
namespace {

/// A list of names that takes over from a count misses at most a tenth of it, or it is rather not
/// the whole list.
constexpr std::int64_t usual_share_missed = 10;
/// A list that shrinks to less than a tenth is rather the wrong file.
constexpr std::int64_t usual_shrinking = 10;

/// Addresses as they were spelled first: capitals make no other mailbox, and none is billed twice.
class Spelling {
 public:
  explicit Spelling(const std::vector<MemberFrom>& names) {
    for (const MemberFrom& name : names) known_.of(name.user.value);
  }
  std::vector<std::string> of(const std::vector<std::string>& typed) {
    std::vector<std::string> spelled;
    for (const std::string& each : typed) spelled.push_back(known_.of(each));
    return spelled;
  }

 private:
  FirstSpellings known_;
};

/// How many names there are from `on` on, and on every later day on which that is news, once
/// `addresses` have come, or gone.
std::vector<MailboxesFrom> counts_with(const Subscription& before, Date on,
                                       const std::vector<Personal>& addresses, bool there) {
  std::set<Date> days{on};
  for (const CountFrom& count : before.counts) {
    if (on < count.from) days.insert(count.from);
  }
  std::set<std::string_view> present;
  const auto say = [&present](const Personal& name, bool is_there) {
    if (is_there) {
      present.insert(name.value);
    } else {
      present.erase(name.value);
    }
  };
  std::vector<MailboxesFrom> counts;
  auto said = before.names.begin();
  for (const Date day : days) {
    for (; said != before.names.end() && said->from <= day; ++said) say(said->user, said->member);
    if (day == on) {
      for (const Personal& address : addresses) say(address, there);
    }
    const auto number = static_cast<std::int64_t>(present.size());
    const CountFrom* known = before.count_on(day);
    if (day == on || !known || known->mailboxes != number) counts.push_back({day, number});
  }
  return counts;
}

/// A subscription's names while a command changes them: each change sees those before it.
class Renaming {
 public:
  Renaming(const Desk& desk, const Subscription& subscription)
      : desk_(desk), customer_(desk.customer), number_(subscription.number) {}

  const Subscription& subscription() const { return *customer_.subscription(number_); }

  void add(Date on, std::vector<Personal> addresses) {
    if (addresses.empty()) return;
    auto counts = counts_with(subscription(), on, addresses, true);
    tell({MailboxAdded{number_, std::move(addresses), std::move(counts)}, on});
  }

  void remove(Date on, std::vector<Personal> addresses) {
    if (addresses.empty()) return;
    auto counts = counts_with(subscription(), on, addresses, false);
    tell({MailboxRemoved{number_, std::move(addresses), std::move(counts)}, on});
  }

  Facts facts() const { return facts_; }

 private:
  void tell(Fact fact) {
    Recorded<CustomerEvent> recorded;
    recorded.effective_on = fact.effective_on;
    recorded.received_on = desk_.request.received_on;
    recorded.event = fact.event;
    evolve(customer_, recorded);
    facts_.push_back(std::move(fact));
  }

  const Desk& desk_;
  Customer customer_;
  std::int64_t number_;
  Facts facts_;
};

/// Names that take over from a count which is another: perhaps they are not all.
std::optional<Refusal> refuse_takeover(const Desk& desk, const Subscription& before,
                                       const Subscription& after, Date on) {
  const CountFrom* count = before.count_on(on);
  if (before.named_on(on) || desk.request.confirmed || !count || count->mailboxes == 0) {
    return std::nullopt;
  }
  const std::int64_t names = after.count_on(on)->mailboxes;
  const std::int64_t missed = std::max(count->mailboxes, names) - std::min(count->mailboxes, names);
  if (!(Rational(count->mailboxes) < Rational(missed) * Rational(usual_share_missed))) {
    return std::nullopt;
  }
  return Refusal{"mailboxes.unusual",
                 fmt::format("{} has {} without names on {}; by name there would be {}",
                             desk.customer.ref(before).text(), count->mailboxes, on.text(), names),
                 Advice::name_all_mailboxes, Exit::usage};
}

std::optional<Refusal> refuse_shrinking(const Desk& desk, const Subscription& before,
                                        const Subscription& after, Date on) {
  const CountFrom* count = before.count_on(on);
  const std::int64_t names = after.count_on(on)->mailboxes;
  if (desk.request.confirmed || !count ||
      !(Rational(names) * Rational(usual_shrinking) < Rational(count->mailboxes))) {
    return std::nullopt;
  }
  return Refusal{"mailboxes.unusual",
                 fmt::format("{} has {} on {}; {} {} less than a tenth of them",
                             desk.customer.ref(before).text(), count->mailboxes, on.text(), names,
                             names == 1 ? "is" : "are"),
                 Advice::confirm_names, Exit::usage};
}

}  // namespace

Result<Facts> decide_on(const Desk& desk, const AddMailboxes& command) {
  std::map<Date, std::vector<std::string>> by_day;
  for (const auto& [address, from] : command.addresses) {
    by_day[from.value_or(desk.request.effective())].push_back(address);
  }
  if (by_day.empty()) return Facts{};
  const auto chosen = counted_by_mailbox(desk, command.subscription, by_day.begin()->first);
  if (!chosen) return chosen.refusal();
  const Subscription& before = **chosen;
  Spelling spelling(before.names);
  Renaming renaming(desk, before);
  for (const auto& [from, addresses] : by_day) {
    if (auto refusal = refuse_gone(desk, before, from)) return *refusal;
    const CountFrom* was = renaming.subscription().count_on(from);
    const std::int64_t count = was ? was->mailboxes : 0;
    renaming.add(from, coming(renaming.subscription().names, from, spelling.of(addresses)));
    const CountFrom* now = renaming.subscription().count_on(from);
    if (!now) continue;
    if (auto refusal = refuse_growth(desk, before, count, now->mailboxes, from)) return *refusal;
  }
  const Date first = by_day.begin()->first;
  if (!renaming.facts().empty()) {
    if (auto refusal = refuse_takeover(desk, before, renaming.subscription(), first)) {
      return *refusal;
    }
  }
  return renaming.facts();
}

Result<Facts> decide_on(const Desk& desk, const RemoveMailboxes& command) {
  const Date on = desk.request.effective();
  const auto chosen = counted_by_mailbox(desk, command.subscription, on);
  if (!chosen) return chosen.refusal();
  const Subscription& before = **chosen;
  const std::string id = desk.customer.id.text();
  const std::string ref = desk.customer.ref(before).text();
  if (!before.named_on(on)) {
    return Refusal{"mailboxes.not_named",
                   before.names.empty() ? fmt::format("{} has no names, only a count", ref)
                                        : fmt::format("{} has names from {} on, and a count before",
                                                      ref, before.names.front().from.text()),
                   Hint(Advice::set_count, {id})};
  }
  const Unknown unknown = [&](const std::string& name, const std::optional<std::string>& like) {
    return Refusal{"mailbox.unknown",
                   fmt::format("{} is no mailbox of {} on {}", name, ref, on.text()),
                   did_you_mean(like, Hint(Advice::list_mailboxes, {id}))};
  };
  auto gone = going(before.names, on, Spelling(before.names).of(command.addresses), unknown);
  if (!gone) return gone.refusal();
  Renaming renaming(desk, before);
  renaming.remove(on, *std::move(gone));
  return renaming.facts();
}

Result<Facts> decide_on(const Desk& desk, const ReplaceMailboxes& command) {
  const Date on = desk.request.effective();
  const auto chosen = counted_by_mailbox(desk, command.subscription, on);
  if (!chosen) return chosen.refusal();
  const Subscription& before = **chosen;
  const std::vector<std::string> spelled = Spelling(before.names).of(command.addresses);
  const std::set<std::string> wanted(spelled.begin(), spelled.end());
  std::vector<Personal> gone;
  for (const std::string& name : names_on(before.names, on)) {
    if (!wanted.contains(name)) gone.push_back({name});
  }
  // First who goes: a late word that lowers counts only when received, and the last one decides.
  Renaming renaming(desk, before);
  renaming.remove(on, std::move(gone));
  renaming.add(on, coming(before.names, on, spelled));
  if (renaming.facts().empty()) return Facts{};
  const Subscription& after = renaming.subscription();
  if (auto refusal = refuse_takeover(desk, before, after, on)) return *refusal;
  if (auto refusal = refuse_shrinking(desk, before, after, on)) return *refusal;
  const CountFrom* was = before.count_on(on);
  if (auto refusal = refuse_growth(desk, before, was ? was->mailboxes : 0,
                                   after.count_on(on)->mailboxes, on)) {
    return *refusal;
  }
  return renaming.facts();
}

}  // namespace msp
