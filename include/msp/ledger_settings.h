// What `msp init` decides for a ledger, for good: its zone, currency, rules of evidence; and who
// sells, which may change.
#pragma once

#include <string>
#include <vector>

#include "msp/invoice.h"

namespace msp {

enum class EvidencePolicy { required, optional };
template <>
inline constexpr auto words<EvidencePolicy> = worded<EvidencePolicy>("required", "optional");

struct SellerFrom {
  Date from;
  Seller seller;
  static constexpr void fields(auto& self, auto&& field) {
    field("from", self.from);
    field("seller", self.seller);
  }
  bool operator==(const SellerFrom&) const = default;
};

struct LedgerSettings {
  std::string zone = "UTC";  ///< an IANA zone: decides what day it is, nothing else
  Currency currency;         ///< of plans sold in several
  EvidencePolicy evidence = EvidencePolicy::required;
  std::string invoice_number = "{n}";       ///< `{n}`, `{n:6}` zero-padded, `{year}` of issue
  Seller seller;                            ///< as the ledger was opened
  std::vector<SellerFrom> sellers;          ///< state: as was said since, by date
  std::optional<Date> usage_purged_before;  ///< state: whose detail is gone; set by UsagePurged
  std::optional<Date> closed_through;       ///< state: the last day `msp daily` has closed
  std::optional<std::int64_t> handed_over_through;  ///< state: ordinal, set by AccountsHandedOver
  static constexpr void fields(auto& self, auto&& field) {
    field("zone", self.zone);
    field("currency", self.currency);
    field("evidence", self.evidence);
    field("invoice_number", self.invoice_number);
    field("seller", self.seller);
    field("sellers", self.sellers, since(2));
    field("usage_purged_before", self.usage_purged_before);
    field("closed_through", self.closed_through);
    field("handed_over_through", self.handed_over_through, since(2));
  }
  /// Who sells on a day; before the first word about it, as the ledger was opened.
  const Seller& seller_on(Date date) const;
  bool operator==(const LedgerSettings&) const = default;
};

/// The first event of every ledger.
struct LedgerOpened {
  static constexpr std::string_view type = "ledger_opened";  // disk format: never rename
  LedgerSettings settings;
  static constexpr void fields(auto& self, auto&& field) {
    LedgerSettings::fields(self.settings, field);
  }
  bool operator==(const LedgerOpened&) const = default;
};

/// All that fell due on or before the effective day was recorded and billed, but for what was told
/// then as left over: `msp daily` goes on from the day after.
struct DayClosed {
  static constexpr std::string_view type = "day_closed";  // disk format: never rename
  static constexpr void fields(auto&, auto&&) {}
  bool operator==(const DayClosed&) const = default;
};

/// What the documents handed over come to in a currency.
struct HandedOverTotal {
  Currency currency;
  std::int64_t net = 0;  ///< minor units
  std::int64_t tax = 0;
  std::int64_t gross = 0;
  static constexpr void fields(auto& self, auto&& field) {
    field("currency", self.currency);
    field("net", self.net);
    field("tax", self.tax);
    field("gross", self.gross);
  }
  bool operator==(const HandedOverTotal&) const = default;
};

/// Bookkeeping was given the documents `first` to `last`, in the order of issue, in a file.
struct AccountsHandedOver {
  static constexpr std::string_view type = "accounts_handed_over";  // disk format: never rename
  static constexpr int since = 2;
  std::int64_t first = 0;
  std::int64_t last = 0;
  std::string format;
  std::string file_hash;  ///< BLAKE2b-256, hex
  std::vector<HandedOverTotal> totals;
  static constexpr void fields(auto& self, auto&& field) {
    field("first", self.first);
    field("last", self.last);
    field("format", self.format);
    field("file_hash", self.file_hash);
    field("totals", self.totals);
  }
  bool operator==(const AccountsHandedOver&) const = default;
};

/// Who sells, from the effective day on: all of it again (MISSION 27).
struct SellerSet {
  static constexpr std::string_view type = "seller_set";  // disk format: never rename
  static constexpr int since = 2;
  Seller seller;
  static constexpr void fields(auto& self, auto&& field) { Seller::fields(self.seller, field); }
  bool operator==(const SellerSet&) const = default;
};

/// The text of the `n`-th document of a ledger, issued on `issued_on`.
std::string invoice_number_text(const std::string& format, std::int64_t n, Date issued_on);
/// The `n` in such a text; nothing if it is none of `format`.
std::optional<std::int64_t> number_in(const std::string& format, const std::string& number);
/// True if `format` holds `{n}` (or `{n:W}`) exactly once and nothing unknown in braces.
bool is_invoice_number_format(const std::string& format);

}  // namespace msp
