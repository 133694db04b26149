#include "msp/usage.h"

#include <algorithm>
#include <bit>

namespace msp {

Days days_of(Month month, const Period& period) {
  const Period all = month.period();
  const Period common{std::max(all.start, period.start), std::min(all.end, period.end)};
  if (common.empty()) return 0;
  const Days mask = ~Days{0} >> (32 - common.days());
  return mask << (common.start - all.start);
}

Date first_of(Month month, Days days) { return month.period().start + std::countr_zero(days); }

Date last_of(Month month, Days days) {
  return month.period().start + (31 - std::countl_zero(days));
}

}  // namespace msp
