#include "format/format.h"

#include <climits>

#include "format/shape.h"

namespace msp {
namespace {

/// True if nothing in the lists of E came after this format.
template <class E, int format>
constexpr bool is_known_to =
    since_of<E> <= format&& Shape<format>::template of<E> == Shape<INT_MAX>::template of<E>;

template <class... Events>
int needed(const std::variant<Events...>& event) {
  static_assert((is_known_to<Events, newest_format> && ...), "newest_format is a newer one");
  return std::visit(
      []<class E>(const E& e) {
        // Whatever is written is written beside states.
        if constexpr (is_known_to<E, format_of_states>) return format_of_states;
        return std::max(format_of_states, NeededFormat::of(e));
      },
      event);
}

}  // namespace

int needed_format(const Event& event) { return needed(event); }
int needed_format(const CustomerEvent& event) { return needed(event); }
int needed_format(const CatalogEvent& event) { return needed(event); }
int needed_format(const LedgerEvent& event) { return needed(event); }

}  // namespace msp
