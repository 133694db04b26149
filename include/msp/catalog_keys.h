// The keys of a catalog file, and terms as text: made of the field lists in terms.h and catalog.h.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "msp/catalog.h"

namespace msp {

struct CatalogKey {
  std::string name;        ///< `trial.length`; of the tables in a list `notice[].months`
  std::string_view means;  ///< a clause of at most 76 columns
  std::string values;      ///< `free | full | daily`
  std::string fallback;    ///< what holds where it is left out; empty: nothing
  bool required = false;

  /// `VALUES (FALLBACK)`, `VALUES (required)`
  std::string choice() const;
};

/// The tables that a catalog file has, each with its keys.
struct CatalogTable {
  std::string_view header;  ///< `[plan.NAME]`
  std::string_view what;    ///< `A plan`
  std::vector<CatalogKey> keys;
};
std::vector<CatalogTable> catalog_tables();
/// The header of the table below `path` (`plan.guard`) that has this key; empty if none has it.
std::string table_with(std::string_view path, std::string_view key);

/// Every term by name as text, lists joined by `; `: what `catalog show` and `diff` print.
struct NamedTerm {
  std::string name;
  std::string value;
};
std::vector<NamedTerm> named_terms(const Terms& terms);

}  // namespace msp
