// Records of several fields that are said whole, from a day on: who a customer is, who sells.
#pragma once

#include <algorithm>
#include <concepts>
#include <cstdlib>
#include <string_view>
#include <type_traits>
#include <vector>

#include "state/timeline.h"

namespace msp {

/// The field of that name; of a `const Record` a constant one.
template <class T, class Record>
auto& field_of(Record& record, std::string_view name) {
  std::conditional_t<std::is_const_v<Record>, const T, T>* found = nullptr;
  Record::fields(record, [&](std::string_view each, auto& value, const auto&...) {
    if constexpr (std::same_as<std::remove_const_t<std::remove_reference_t<decltype(value)>>, T>) {
      if (each == name) found = &value;
    }
  });
  if (!found) std::abort();  // never: both are records of one kind
  return *found;
}

/// Puts what is said of `from` into a list of such words: of two for one day the last one holds.
/// What it changes of what held on that day goes on holding behind later words, field by field,
/// until one of them had changed that too: `first` is what holds before all of them.
template <class Item, class Record>
void restate(std::vector<Item>& list, Date from, const Record& said, const Record& first,
             Record Item::*record) {
  const Item* holding = holding_on(list, from);
  const Record before = holding ? holding->*record : first;
  const auto after =
      std::find_if(list.begin(), list.end(), [from](const Item& each) { return from < each.from; });
  Record::fields(said, [&](std::string_view name, const auto& now, const auto&...) {
    using T = std::remove_cvref_t<decltype(now)>;
    const T old = field_of<T>(before, name);
    for (auto later = after; later != list.end() && old != now; ++later) {
      T& value = field_of<T>((*later).*record, name);
      if (value != old) break;
      value = now;
    }
  });
  if (holding && holding->from == from) {
    list[static_cast<std::size_t>(holding - list.data())].*record = said;
  } else {
    Item item;
    item.from = from;
    item.*record = said;
    insert_by_date(list, std::move(item));
  }
}

}  // namespace msp
