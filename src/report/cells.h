// Values as cells: what is not known is empty.
#pragma once

#include <optional>
#include <string>

#include "msp/catalog.h"
#include "msp/date.h"
#include "msp/invoice.h"

namespace msp {

inline std::string cell(const std::optional<Date>& date) { return date ? date->text() : ""; }
inline std::string cell(std::optional<std::int64_t> count) {
  return count ? std::to_string(*count) : "";
}

/// `2026-0012/3`
inline std::string cell(const std::optional<LineRef>& line) {
  return line ? line->number + "/" + std::to_string(line->line) : "";
}

/// `4.00`; of a price for several units `125.00 per 1000`, so that the figure stays true.
inline std::string unit_price_text(Decimal amount, std::int64_t per, Currency currency) {
  std::string text = amount.text(currency.exponent());
  if (per != 1) text += " per " + std::to_string(per);
  return text;
}
/// Of a price in tiers its kind: `graduated`, `volume`.
inline std::string unit_price_text(const Price& price) {
  if (price.tiers) return std::string(word(price.tiers->mode));
  return unit_price_text(price.amount, price.per, price.currency);
}

/// In percent; nothing where no tax class stands for it.
inline std::string tax_rate_text(const InvoiceLine& line) {
  return line.tax_percent ? line.tax_percent->text() : "";
}

}  // namespace msp
