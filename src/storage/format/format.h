// The disk format of a ledger, its user_version: it rises with the first write that an older msp
// could not read. That one then says that the ledger was written by a newer msp, and not that it is
// damaged; until then both may read and write it.
//
//   1  what msp 0.1.0 wrote
//   2  folded states begin with a fingerprint: every write
//
// What is added to the payloads after the release of a format belongs to the next one: an event
// says `static constexpr int since = 3;`, a field and a word say since(3), see fields.h.
#pragma once

#include <algorithm>

#include "msp/event.h"

namespace msp {

constexpr int format_of_states = 2;
constexpr int newest_format = 2;

template <class E>
constexpr int since_of = 1;
template <class E>
requires requires { E::since; }
constexpr int since_of<E> = E::since;

/// The oldest format that can say what an event says.
class NeededFormat {
 public:
  template <class E>
  static int of(const E& event) {
    NeededFormat needed;
    needed.rise_to(since_of<E>);
    needed.look_at(event);
    return needed.format_;
  }

  template <class T>
  void operator()(std::string_view, const T& value, const auto&... said) {
    if constexpr ((SaysAbsent<decltype(said)> || ...)) {
      if (value == absent_among<T>(said...)) return;
    } else if constexpr (is_optional<T>) {
      if (!value) return;
    } else if constexpr (is_vector<T>) {
      if (value.empty()) return;
    }
    rise_to(format_among(said...));
    look_at(value);
  }

 private:
  template <class T>
  void look_at(const T& value) {
    if constexpr (is_optional<T>) {
      look_at(*value);
    } else if constexpr (is_vector<T>) {
      for (const auto& item : value) look_at(item);
    } else if constexpr (WordEnum<T>) {
      rise_to(words<T>.formats[static_cast<std::size_t>(value)]);
    } else if constexpr (Fielded<T>) {
      T::fields(value, *this);
    }
  }
  void rise_to(int format) { format_ = std::max(format_, format); }

  int format_ = 1;
};

int needed_format(const Event& event);
int needed_format(const CustomerEvent& event);
int needed_format(const CatalogEvent& event);
int needed_format(const LedgerEvent& event);

}  // namespace msp
