// Lists of values that each hold from a day on, in order of `from`.
#pragma once

#include <algorithm>
#include <iterator>
#include <vector>

#include "msp/date.h"

namespace msp {

/// What is said later about the same day stands behind what was said before, and so holds.
template <class T>
void insert_by_date(std::vector<T>& list, T item) {
  const auto after = [](const T& a, const T& b) { return a.from < b.from; };
  list.insert(std::upper_bound(list.begin(), list.end(), item, after), std::move(item));
}

/// The item that holds on `date`; nullptr before the first.
template <class T>
const T* holding_on(const std::vector<T>& list, Date date) {
  const auto after = [](Date wanted, const T& item) { return wanted < item.from; };
  const auto next = std::upper_bound(list.begin(), list.end(), date, after);
  return next == list.begin() ? nullptr : &*std::prev(next);
}

}  // namespace msp
