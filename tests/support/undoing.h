// Random words of all kinds, and what two customers have in common but for numbers that were given.
#pragma once

#include <algorithm>
#include <map>

#include "history.h"

namespace msp::test {

/// Days since the last, what, a number and a value for it, days that it holds earlier.
using AnyWord = std::tuple<int, int, std::int64_t, std::int64_t, int>;
using AnyWords = std::vector<AnyWord>;

/// Three plans that two may change between, and one by activity, in two sizes.
inline CatalogFile all_kinds_of_plans() {
  Terms other = exchange_terms();
  other.trial.reset();
  return three_plans() + catalog_of("exchange-more", other, "12.00", "USD", "2024-01-01") +
         defens_x();
}

namespace detail {

inline std::string somebody(std::int64_t value) {
  return std::string(1, static_cast<char>('a' + value % 5)) + "@acme.example";
}

inline Command order_any(std::int64_t number, std::int64_t value) {
  static const std::array<std::string_view, 4> plans{"guard", "exchange-mailbox", "peak", "core"};
  const auto id = plans[static_cast<std::size_t>(number) % plans.size()];
  const auto count = id == "core" ? std::optional<std::int64_t>() : std::optional(value);
  PlaceOrder order = value % 2 == 0 ? trial_of(id, count) : order_of(id, count);
  if (value % 3 == 0) order.name = "Acme " + std::to_string(value);
  if (value % 5 == 0) order.unit_price = decimal("3.20");
  if (value % 7 == 0) order.group = 30;
  return order;
}

}  // namespace detail

inline constexpr int kinds_of_words = 26;

inline Command any_command(int what, std::int64_t number, std::int64_t value) {
  const auto team = read<UserGroupId>(value % 2 == 0 ? "sales" : "it");
  switch (what) {
    case 0:
    case 1:
      return RecordStep{number, OnboardingStep::connected};
    case 2:
      return ConvertTrial{number};
    case 3:
      return DeclineTrial{number};
    case 4:
    case 5:
    case 6:
      return SetMailboxCount{number, value};
    case 7:
      return CancelSubscription{number};
    case 8:
      return DeactivateCustomer{};
    case 9:
      return ReactivateCustomer{};
    case 10: {
      EditCustomer edit;
      edit.group = value % 2 == 0 ? 15 : 30;
      return edit;
    }
    case 11: {
      EditCustomer edit;
      edit.name = "Name " + std::to_string(value % 3);
      return edit;
    }
    case 12:
      return ChangePlan{number, plan(value % 2 == 0 ? "exchange-more" : "exchange-mailbox")};
    case 13:
      return ChangePlan{number, plan(value % 2 == 0 ? "core" : "core-plus")};
    case 14:
      return AddMailboxes{number, {{detail::somebody(value)}, {detail::somebody(value + 1)}}};
    case 15:
      return RemoveMailboxes{number, {detail::somebody(value)}};
    case 16:
      return AddUserGroup{team};
    case 17:
      return AddGroupMembers{team, {{detail::somebody(value)}}};
    case 18:
      return RemoveGroupMembers{team, {detail::somebody(value)}};
    case 19:
      return AttachSubscription{number, team};
    case 20:
      return DraftOrder{value % 2 == 0 ? 0 : number,
                        std::get<PlaceOrder>(detail::order_any(number, value))};
    case 21:
      return FinalizeDraft{number};
    case 22:
      return SetPaymentMethod{"tok", std::to_string(1000 + value)};
    case 23:
      return RecordStep{number, OnboardingStep::mx_changed};
    default:
      return detail::order_any(number, value);
  }
}

inline rc::Gen<AnyWords> any_words(std::size_t most, int backdated) {
  const auto word =
      rc::gen::tuple(rc::gen::inRange(0, 25), rc::gen::inRange(0, kinds_of_words),
                     rc::gen::inRange<std::int64_t>(1, 5), rc::gen::inRange<std::int64_t>(0, 30),
                     rc::gen::inRange(0, backdated + 1));
  return rc::gen::resize(
      100, rc::gen::mapcat(rc::gen::inRange<std::size_t>(0, most), [word](std::size_t size) {
        return rc::gen::container<AnyWords>(size, word);
      }));
}

/// A word that the desk took.
struct Taken {
  Request request;
  Command command;
  Facts facts;
  std::int64_t batch = 0;
};

/// Says the words one after the other, from `today` on, which moves with them; `other` hears none
/// of them, but time passes for it likewise.
inline std::vector<Taken> say(Given& given, const AnyWords& words, Date& today,
                              Given* other = nullptr) {
  std::vector<Taken> taken;
  for (const auto& [gap, what, number, value, backdated] : words) {
    today = today + gap;
    Request request{.today = today, .received_on = today, .confirmed = true};
    if (backdated > 0) request.effective_on = today - backdated;
    const Command command = any_command(what, number, value);
    const auto facts = given.when(request, command);
    if (other) other->sweep(today);
    if (facts && !facts->empty()) taken.push_back({request, command, *facts, given.last_batch()});
  }
  return taken;
}

/// Numbers of events, which differ where something was said in between, are no longer told apart.
class Unnumbered {
 public:
  void operator()(std::string_view name, auto& value, const auto&...) {
    using T = std::remove_cvref_t<decltype(value)>;
    if constexpr (std::same_as<T, std::int64_t>) {
      if (name.ends_with("seq") || name == "cause") value = 0;
    } else {
      look_at(value);
    }
  }

 private:
  template <class T>
  void look_at(T& value) {
    if constexpr (is_optional<T>) {
      if (value) look_at(*value);
    } else if constexpr (is_vector<T>) {
      for (auto& item : value) look_at(item);
    } else if constexpr (Fielded<T>) {
      T::fields(value, *this);
    }
  }
};

/// The customer as if no number had ever been given to what is not there.
inline Customer but_for_counters(Customer customer) {
  Customer::fields(customer, Unnumbered{});
  customer.withdrawn.clear();
  customer.drafts_begun = 0;
  for (std::size_t i = 0; i < customer.drafts.size(); ++i) {
    customer.drafts[i].number = static_cast<std::int64_t>(i);
  }
  std::vector<Agreement> agreements;
  std::map<std::int64_t, std::int64_t> numbers;
  for (Subscription& each : customer.subscriptions) {
    agreements.push_back(customer.agreement_of(each));
    numbers[each.number] = static_cast<std::int64_t>(agreements.size());
    agreements.back().number = each.agreement = each.number = numbers[each.number];
  }
  customer.agreements = std::move(agreements);
  for (Message& message : customer.messages) message.subscription = numbers[message.subscription];
  return customer;
}

}  // namespace msp::test
