// Numbers, dates and periods as people of a language write them. Private to src/text.
#pragma once

#include <string>
#include <string_view>

#include "msp/document.h"
#include "msp/payment_reference.h"

namespace msp {

/// `1,234.50` and `1 234,50` (a no-break space), from `1234.50`; a minus is a real one.
std::string number_in(Language language, std::string_view canonical);
std::string amount_in(Language language, std::int64_t minor, Currency currency);
/// `1,234.50 EUR`, on one line.
std::string money_in(Language language, std::int64_t minor, Currency currency);
std::string money_in(Language language, std::string_view canonical, Currency currency);
/// `25.5%`, `25,5 %`
std::string percent_in(Language language, std::string_view canonical);
/// `31 March 2026`, `31.3.2026`
std::string date_in(Language language, Date date);
/// `1001 6` to a Finn, `RF08 1001 6` to others.
std::string reference_in(Language language, const PaymentReference& reference);
/// `1–31 Mar 2026`, `9 Feb – 8 Mar 2026`, `9.2.–8.3.2026`: the last day included; a period of one
/// day is its day.
std::string period_in(Language language, Period period);

}  // namespace msp
