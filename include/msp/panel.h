// What partners' panels count. A panel's counts are observations: they never bill (MISSION D11).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "msp/date.h"
#include "msp/fields.h"

namespace msp {

/// What a panel showed for a customer on a day.
struct PanelCount {
  std::string customer;  ///< as the panel calls it; the ledger need not know it
  Date on;
  std::int64_t count = 0;
  static constexpr void fields(auto& self, auto&& field) {
    field("customer", self.customer);
    field("date", self.on);
    field("count", self.count);
  }
  bool operator==(const PanelCount&) const = default;
};

/// A file of counts was taken in; the same file is not taken twice. The effective day is the latest
/// of its rows. No state grows with it: who wants to know reads the event.
struct PanelImported {
  static constexpr std::string_view type = "panel_imported";  // disk format: never rename
  std::string file_hash;                                      ///< BLAKE2b-256 of its bytes, in hex
  std::vector<PanelCount> rows;
  static constexpr void fields(auto& self, auto&& field) {
    field("file_hash", self.file_hash);
    field("rows", self.rows);
  }
  bool operator==(const PanelImported&) const = default;
};

}  // namespace msp
