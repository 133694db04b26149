#include "line/candidates.h"

#include <algorithm>
#include <set>

#include "line/invocation.h"
#include "line/parse.h"
#include "msp/catalog_keys.h"
#include "msp/outbox.h"

namespace msp::cli {
namespace {

std::optional<Customer> customer_named(const Ledger& ledger, const std::string& word) {
  const auto id = CustomerId::from_text(word.substr(0, word.find('/')));
  return id ? ledger.customer(*id) : std::nullopt;
}

Candidates refs_of(const Customer& customer) {
  Candidates refs;
  for (const Subscription& subscription : customer.subscriptions) {
    refs.push_back(customer.ref(subscription).text());
  }
  return refs;
}

const Command& command_or_help(const Command* command) {
  return command ? *command : *command_of_path("help");
}

}  // namespace

Typing::Typing(std::vector<std::string> typed) : words_(std::move(typed)) {
  if (words_.empty()) words_.emplace_back();
  const auto equals = words_.back().find('=');
  if (const auto size = words_.size(); size > 1 && words_[size - 1] == "=") {
    words_.back().clear();
  } else if (size > 2 && words_[size - 2] == "=" && words_[size - 3].starts_with("--")) {
    words_.erase(words_.end() - 2);
  } else if (words_.back().starts_with("--") && equals != std::string::npos) {
    kept_ = words_.back().substr(0, equals + 1);
    words_.push_back(words_.back().substr(equals + 1));
    words_[words_.size() - 2].resize(equals);
  }
  bare_ = bare_words({words_.begin(), words_.end() - 1}).words;
  const Named named = named_by(bare_);
  command_ = named.command;
  own_words_ = named.words;
}

Candidates Typing::candidates() const {
  const Given given(command_or_help(command_));
  const std::string& last = words_.size() < 2 ? words_.front() : words_[words_.size() - 2];
  const std::string before = last == "-f" ? "--format" : last == "-o" ? "--out" : last;
  for (const Parameter& option : given.parameters) {
    if (words_.size() < 2 || option.name != before || option.value.empty()) continue;
    return option.complete ? option.complete(*this) : Candidates();
  }
  if (word().starts_with("-")) return given.option_names();
  return operands();
}

Candidates Typing::operands() const {
  Candidates found;
  if (bare_.empty()) {
    found = nouns();
    std::sort(found.begin(), found.end());
    return found;
  }
  if (bare_.size() == 1) found = verbs_of(bare_[0]);
  if (bare_.size() == 2) found = verbs_of(bare_[0] + " " + bare_[1]);
  if (!command_) return found;
  const Given given(*command_);
  std::size_t place = bare_.size() - own_words_;
  for (const Parameter& operand : given.parameters) {
    if (!operand.is_operand()) break;
    if (place > 0 && !operand.many) {
      --place;
      continue;
    }
    for (std::string& value : operand.complete ? operand.complete(*this) : Candidates()) {
      found.push_back(std::move(value));
    }
    break;
  }
  return found;
}

Ledger Typing::ledger() const {
  std::vector<std::string> where;
  for (std::size_t i = 0; i + 1 < words_.size(); ++i) {
    if (words_[i] == "--ledger") where = {words_[i], words_[i + 1]};
  }
  Invocation invocation(command_or_help(nullptr));
  read_words(where, invocation.given());
  return invocation.read_ledger();
}

Date Typing::today(const Ledger& ledger) const {
  return Invocation(command_or_help(nullptr)).today(ledger);
}

std::optional<Customer> Typing::customer_before(const Ledger& ledger) const {
  if (!command_) return std::nullopt;
  const Given given(*command_);
  for (std::size_t i = 0; i < given.parameters.size(); ++i) {
    const Parameter& operand = given.parameters[i];
    if (!operand.is_operand()) break;
    const bool names = operand.complete == customers || operand.complete == subscriptions;
    if (names && bare_.size() > own_words_ + i) {
      return customer_named(ledger, bare_[own_words_ + i]);
    }
  }
  return std::nullopt;
}

Candidates customers(const Typing& typing) { return typing.ledger().customer_names(); }

Candidates plans(const Typing& typing) { return typing.ledger().catalog().plan_names(); }

Candidates discounts(const Typing& typing) { return typing.ledger().catalog().discount_names(); }

Candidates documents(const Typing& typing) { return typing.ledger().invoice_numbers(); }

Candidates terms(const Typing&) {
  Candidates names;
  for (NamedTerm& term : named_terms(Terms())) names.push_back(std::move(term.name));
  return names;
}

Candidates columns(const Typing& typing) {
  Candidates names;
  if (!typing.command() || !typing.command()->needs.columns) return names;
  for (const Column& column : typing.command()->needs.columns()) names.push_back(column.name);
  return names;
}

Candidates invoicing_groups(const Typing&) { return {"15", "30", "1"}; }

Candidates subscriptions(const Typing& typing) {
  const Ledger ledger = typing.ledger();
  const bool begun = typing.word().find('/') != std::string::npos;
  if (!begun) {
    if (const auto before = typing.customer_before(ledger)) return refs_of(*before);
  }
  const auto typed = customer_named(ledger, typing.word());
  if (typed) return refs_of(*typed);
  return ledger.customer_names();
}

Candidates in_trial(const Typing& typing) {
  const Ledger ledger = typing.ledger();
  const Date today = typing.today(ledger);
  const auto to_decide = [today](const Subscription& subscription) {
    const Status status = subscription.status_on(today);
    return status == Status::in_trial || status == Status::negotiation;
  };
  Candidates found;
  ledger.customers([&](Customer&& customer) {
    const auto& all = customer.subscriptions;
    if (std::any_of(all.begin(), all.end(), to_decide)) found.push_back(customer.id.text());
  });
  return found;
}

Candidates drafts(const Typing& typing) {
  const Ledger ledger = typing.ledger();
  const auto customer = customer_named(ledger, typing.word());
  if (!customer) return ledger.customer_names();
  Candidates names;
  for (const Draft& draft : customer->drafts) names.push_back(customer->ref(draft).text());
  return names;
}

Candidates messages(const Typing& typing) {
  const Ledger ledger = typing.ledger();
  const auto customer = customer_named(ledger, typing.word());
  if (!customer) return ledger.customer_names();
  Candidates names;
  for (const OutboxMessage& message : outbox(*customer, typing.today(ledger))) {
    names.push_back(MessageRef{customer->id, message.key}.text());
  }
  return names;
}

Candidates user_groups(const Typing& typing) {
  const Ledger ledger = typing.ledger();
  const auto customer = typing.customer_before(ledger);
  Candidates names;
  if (!customer) return names;
  for (const UserGroup& group : customer->user_groups) names.push_back(group.id.text());
  return names;
}

Candidates members(const Typing& typing) {
  const Ledger ledger = typing.ledger();
  const auto customer = typing.customer_before(ledger);
  std::set<std::string> found;
  if (!customer) return {};
  for (const UserGroup& group : customer->user_groups) {
    if (typing.bare().back() != group.id.text()) continue;
    for (const MemberFrom& member : group.members) found.insert(member.user.value);
  }
  return {found.begin(), found.end()};
}

}  // namespace msp::cli
