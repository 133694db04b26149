// The forms of commands. What a struct of a command has says which it is:
//
// - a list: `Table table(const Ledger&, const Query&) const`. The ledger is closed by the time the
//   list is printed. One with a day or a filter is a Filters.
// - a change: `SetMailboxCount asked() const`, of its `customer` or of whom it says with `whose()`,
//   and `static Answer describe(const CustomerOutcome&)`.
// - anything else: `Exit run(Invocation&) const`.
//
// `check()` refuses what contradicts itself before anything is opened.
#pragma once

#include <concepts>
#include <memory>

#include "line/invocation.h"
#include "line/parameter.h"

namespace msp::cli {

template <class T>
CustomerId subject_of(const T& said) {
  if constexpr (requires { said.whose(); }) {
    return said.whose();
  } else {
    return said.customer;
  }
}

template <class T, auto... make>
Table table_of(const T& said, const Invocation& invocation) {
  const Ledger ledger = invocation.read_ledger();
  if constexpr (sizeof...(make) > 0) {
    return (make(ledger, invocation.query(ledger, said)), ...);
  } else if constexpr (requires { said.table(ledger); }) {
    return said.table(ledger);
  } else if constexpr (requires(Query query) { said.table(ledger, query); }) {
    return said.table(ledger, invocation.query(ledger, said));
  } else {
    return said.table(ledger, invocation.query(ledger, said), invocation);
  }
}

template <class T, auto... make>
class CallOf : public Call {
 public:
  void list(Parameters& parameters) override { T::options(said_, parameters); }
  Exit run(Invocation& invocation) override {
    const T& said = said_;
    if constexpr (requires { said.check(); }) said.check();
    if constexpr (requires { said.is_billed(); }) {
      if (!said.is_billed()) invocation.waive_evidence();
    }
    if constexpr (std::derived_from<T, Filters>) invocation.look_back(said.known_at);
    if constexpr (requires { said.run(invocation); }) {
      return said.run(invocation);
    } else if constexpr (requires { said.asked(); }) {
      return invocation.recorded(subject_of(said), said.asked(), T::describe);
    } else {
      return invocation.show(table_of<T, make...>(said, invocation));
    }
  }

 private:
  T said_;
};

template <class T, auto... make>
std::unique_ptr<Call> begin() {
  return std::make_unique<CallOf<T, make...>>();
}

/// A row of the table: what it needs, when, path, summary and two examples. Of a list that asks for
/// nothing but a ledger and a query the report itself may be named.
template <class T, auto... make>
constexpr Command command(Needs needs, When when, auto... texts) {
  return {begin<T, make...>, needs, when, texts...};
}

}  // namespace msp::cli
