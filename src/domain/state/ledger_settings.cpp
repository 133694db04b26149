#include <fmt/format.h>

#include "msp/ascii.h"
#include "msp/event.h"
#include "state/restated.h"

namespace msp {
namespace {

/// One `{…}` of a format, and where it stands.
struct Slot {
  std::size_t start = 0;
  std::size_t size = 0;
  std::string name;       ///< `n`, `year`
  std::size_t width = 0;  ///< of `n`: zero-padded to it
};

std::optional<Slot> next_slot(const std::string& format, std::size_t from) {
  const std::size_t open = format.find('{', from);
  if (open == std::string::npos) return std::nullopt;
  const std::size_t close = format.find('}', open);
  if (close == std::string::npos) return Slot{open, format.size() - open, "", 0};
  const std::string inside = format.substr(open + 1, close - open - 1);
  const std::size_t colon = inside.find(':');
  Slot slot{open, close - open + 1, inside.substr(0, colon), 0};
  if (colon != std::string::npos) {
    const auto width = count_from_text(inside.substr(colon + 1));
    if (!width || *width < 1 || *width > 12 || slot.name != "n") slot.name.clear();
    slot.width = static_cast<std::size_t>(width.value_or(0));
  }
  return slot;
}

/// One case per event of the ledger's own stream.
struct EvolveSettings {
  LedgerSettings& settings;
  Date on;

  void operator()(const LedgerOpened& event) const { settings = event.settings; }
  void operator()(const UsagePurged& event) const { settings.usage_purged_before = event.before; }
  void operator()(const DayClosed&) const { settings.closed_through = on; }
  void operator()(const AccountsHandedOver& event) const {
    settings.handed_over_through = event.last;
  }
  void operator()(const BatchTakenBack&) const {}  // what it takes back is not told at all
  void operator()(const SellerSet& event) const {
    restate(settings.sellers, on, event.seller, settings.seller, &SellerFrom::seller);
  }
  template <OneOf<UsageImported, PanelImported> Import>
  void operator()(const Import&) const {}  // found among the events when it is asked for
};

}  // namespace

void evolve(LedgerSettings& settings, const Recorded<LedgerEvent>& recorded) {
  std::visit(EvolveSettings{settings, recorded.effective_on}, recorded.event);
}

const Seller& LedgerSettings::seller_on(Date date) const {
  const SellerFrom* said = holding_on(sellers, date);
  return said ? said->seller : seller;
}

std::string invoice_number_text(const std::string& format, std::int64_t n, Date issued_on) {
  std::string text;
  std::size_t at = 0;
  while (const auto slot = next_slot(format, at)) {
    text += format.substr(at, slot->start - at);
    text += slot->name == "year" ? std::to_string(issued_on.year())
                                 : fmt::format("{:0{}}", n, slot->width);
    at = slot->start + slot->size;
  }
  return text + format.substr(at);
}

std::optional<std::int64_t> number_in(const std::string& format, const std::string& number) {
  std::optional<std::int64_t> n;
  std::size_t at = 0;
  std::size_t from = 0;
  const auto take = [&](const std::string& text) {
    const bool there = number.compare(from, text.size(), text) == 0;
    from += text.size();
    return there && from <= number.size();
  };
  while (const auto slot = next_slot(format, at)) {
    if (!take(format.substr(at, slot->start - at))) return std::nullopt;
    const std::size_t digits =
        slot->name == "year" ? 4 : number.find_first_not_of("0123456789", from) - from;
    std::string value = number.substr(std::min(from, number.size()), digits);
    from += value.size();
    if (slot->name == "year" && (value.size() != digits || !is_digits(value))) return std::nullopt;
    if (slot->name == "n") {
      value.erase(0, std::min(value.find_first_not_of('0'), value.size()));
      n = count_from_text(value);
    }
    at = slot->start + slot->size;
  }
  return take(format.substr(at)) && from == number.size() ? n : std::nullopt;
}

bool is_invoice_number_format(const std::string& format) {
  int numbers = 0;
  std::size_t at = 0;
  while (const auto slot = next_slot(format, at)) {
    if (slot->name != "n" && slot->name != "year") return false;
    numbers += slot->name == "n" ? 1 : 0;
    at = slot->start + slot->size;
  }
  return numbers == 1 && format.find('}', at) == std::string::npos;
}

}  // namespace msp
