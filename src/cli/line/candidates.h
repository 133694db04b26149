// What a word that is being typed can be: a completer for each type of value.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "msp/ledger.h"
#include "msp/message.h"

namespace msp::cli {

struct Command;

using Candidates = std::vector<std::string>;

/// The line as it is typed so far.
class Typing {
 public:
  /// With the word that is being typed last; `--plan=gu` (in bash `--plan`, `=`, `gu`) is two.
  explicit Typing(std::vector<std::string> typed);

  const std::string& word() const { return words_.back(); }
  /// What the shell takes for a part of it: `--plan=`
  const std::string& kept() const { return kept_; }
  /// All that are neither options nor their values, before `word()`.
  const std::vector<std::string>& bare() const { return bare_; }
  const Command* command() const { return command_; }  ///< nullptr: none is named yet
  /// What `word()` can be.
  Candidates candidates() const;

  Ledger ledger() const;  ///< the one that the line is about
  Date today(const Ledger& ledger) const;
  /// Whom a word typed before names, by itself or by a subscription.
  std::optional<Customer> customer_before(const Ledger& ledger) const;

 private:
  Candidates operands() const;

  std::vector<std::string> words_;
  std::string kept_;
  std::vector<std::string> bare_;
  const Command* command_ = nullptr;
  std::size_t own_words_ = 0;  // of bare_, that name the command
};

using Completer = Candidates (*)(const Typing&);

// Each gives all that the type of a value can be in the ledger; those that hang on a customer offer
// the customers until one is typed.
Candidates customers(const Typing& typing);
Candidates plans(const Typing& typing);
Candidates discounts(const Typing& typing);
Candidates subscriptions(const Typing& typing);
Candidates in_trial(const Typing& typing);  ///< customers with a trial to decide
Candidates drafts(const Typing& typing);
Candidates messages(const Typing& typing);
Candidates user_groups(const Typing& typing);
Candidates members(const Typing& typing);
Candidates documents(const Typing& typing);
Candidates terms(const Typing& typing);    ///< names: what is set is typed behind them
Candidates columns(const Typing& typing);  ///< of the list that is asked for
Candidates invoicing_groups(const Typing& typing);

/// The completer of values that are told apart by their type.
template <class T>
inline constexpr Completer candidates_of = nullptr;
template <>
inline constexpr Completer candidates_of<CustomerId> = customers;
template <>
inline constexpr Completer candidates_of<PlanId> = plans;
template <>
inline constexpr Completer candidates_of<DiscountId> = discounts;
template <>
inline constexpr Completer candidates_of<SubscriptionRef> = subscriptions;
template <>
inline constexpr Completer candidates_of<DraftRef> = drafts;
template <>
inline constexpr Completer candidates_of<MessageRef> = messages;
template <>
inline constexpr Completer candidates_of<UserGroupId> = user_groups;

}  // namespace msp::cli
