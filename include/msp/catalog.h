// The catalog: plans by version, prices by date, tax classes. One stream of events; nothing in it
// is ever changed, only published anew from a date on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "msp/plan.h"

namespace msp {

/// A plan's terms hold for every billing period that starts on or after `version_from`.
struct PlanPublished {
  static constexpr std::string_view type = "plan_published";  // disk format: never rename
  PlanId plan;
  std::string name;
  Date version_from;
  Terms terms;
  static void fields(auto& self, auto&& field) {
    field("plan", self.plan);
    field("name", self.name);
    field("version_from", self.version_from);
    field("terms", self.terms);
  }
  bool operator==(const PlanPublished&) const = default;
};

/// From `from` on, `per` units of the plan cost `amount` a period.
struct PricePublished {
  static constexpr std::string_view type = "price_published";  // disk format: never rename
  PlanId plan;
  Date from;
  Decimal amount;
  std::int64_t per = 1;
  Currency currency;
  AppliesTo applies_to = AppliesTo::fresh;
  static void fields(auto& self, auto&& field) {
    field("plan", self.plan);
    field("from", self.from);
    field("amount", self.amount);
    field("per", self.per);
    field("currency", self.currency);
    field("applies_to", self.applies_to);
  }
  bool operator==(const PricePublished&) const = default;
};

/// A rate of a tax class from a date on. `category` is EN 16931's (S, AE, E …); AE and E bill
/// nothing and say why.
struct TaxRate {
  Date from;
  Decimal percent;
  std::string category = "S";
  std::string reason;
  static void fields(auto& self, auto&& field) {
    field("from", self.from);
    field("percent", self.percent);
    field("category", self.category);
    field("reason", self.reason);
  }
  bool operator==(const TaxRate&) const = default;
};

struct TaxPublished {
  static constexpr std::string_view type = "tax_published";  // disk format: never rename
  TaxId tax;
  std::string name;
  std::vector<TaxRate> rates;
  static void fields(auto& self, auto&& field) {
    field("tax", self.tax);
    field("name", self.name);
    field("rates", self.rates);
  }
  bool operator==(const TaxPublished&) const = default;
};

struct PlanVersion {
  Date from;
  std::string name;
  Terms terms;
  std::int64_t seq = 0;  ///< of the event that published it
  static void fields(auto& self, auto&& field) {
    field("from", self.from);
    field("name", self.name);
    field("terms", self.terms);
    field("seq", self.seq);
  }
  bool operator==(const PlanVersion&) const = default;
};

struct Price {
  Date from;
  Decimal amount;
  std::int64_t per = 1;
  Currency currency;
  AppliesTo applies_to = AppliesTo::fresh;
  std::int64_t seq = 0;
  static void fields(auto& self, auto&& field) {
    field("from", self.from);
    field("amount", self.amount);
    field("per", self.per);
    field("currency", self.currency);
    field("applies_to", self.applies_to);
    field("seq", self.seq);
  }
  bool operator==(const Price&) const = default;
};

struct Plan {
  PlanId id;
  std::vector<PlanVersion> versions;  ///< by `from`; of two of one day the later published holds
  std::vector<Price> prices;          ///< likewise

  const PlanVersion* version_on(Date date) const;  ///< nullptr before the first version
  /// The price of a period that starts on `date` for somebody who ordered on `ordered_on`: a price
  /// for new orders only does not reach those who came before it.
  const Price* price_on(Date date, Date ordered_on, Currency currency) const;

  static void fields(auto& self, auto&& field) {
    field("id", self.id);
    field("versions", self.versions);
    field("prices", self.prices);
  }
  bool operator==(const Plan&) const = default;
};

struct Tax {
  TaxId id;
  std::string name;
  std::vector<TaxRate> rates;
  std::int64_t seq = 0;
  const TaxRate* rate_on(Date date) const;
  static void fields(auto& self, auto&& field) {
    field("id", self.id);
    field("name", self.name);
    field("rates", self.rates);
    field("seq", self.seq);
  }
  bool operator==(const Tax&) const = default;
};

struct Catalog {
  std::vector<Plan> plans;  ///< by id
  std::vector<Tax> taxes;   ///< by id
  const Plan* plan(const PlanId& id) const;
  const Tax* tax(const TaxId& id) const;
  std::vector<std::string> plan_names() const;
  static void fields(auto& self, auto&& field) {
    field("plans", self.plans);
    field("taxes", self.taxes);
  }
  bool operator==(const Catalog&) const = default;
};

/// What a catalog file says, read and free of contradictions (catalog_file.h).
struct CatalogFile {
  std::vector<PlanPublished> plans;  ///< version_from absent in the file: the day of loading
  std::vector<PricePublished> prices;
  std::vector<TaxPublished> taxes;
};

}  // namespace msp
