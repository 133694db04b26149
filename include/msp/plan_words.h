// What documents say of a plan beside its name.
#pragma once

#include <optional>
#include <string>

#include "msp/fields.h"

namespace msp {

/// A name in the languages that have another one than the plan's own.
struct NamesByLanguage {
  std::optional<std::string> en = {};
  std::optional<std::string> fi = {};
  static constexpr void fields(auto& self, auto&& field) {
    field("en", self.en, "on documents in English");
    field("fi", self.fi, "on documents in Finnish");
  }
  bool operator==(const NamesByLanguage&) const = default;
};

struct PlanWords {
  std::optional<std::string> unit = {};  ///< UN/ECE recommendation 20; absent: C62, one
  std::optional<std::string> item = {};
  std::optional<NamesByLanguage> names = {};
  static constexpr void fields(auto& self, auto&& field) {
    field("unit", self.unit, "of what is counted, on e-invoices: C62 one, MON month", since(2));
    field("item", self.item, "what is sold, in more words, on e-invoices", since(2));
    field("names", self.names, "what documents in that language call it", since(2));
  }
  bool operator==(const PlanWords&) const = default;
};

}  // namespace msp
