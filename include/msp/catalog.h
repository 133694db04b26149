// The catalog: plans by version, prices by date, tax classes, discount codes. One stream of events;
// nothing in it is ever changed, only published anew from a date on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "msp/plan_words.h"
#include "msp/terms.h"

namespace msp {

/// A plan's terms hold for every billing period that starts on or after `version_from`.
struct PlanPublished {
  static constexpr std::string_view type = "plan_published";  // disk format: never rename
  PlanId plan;
  std::string name;
  Date version_from;
  Terms terms;
  PlanWords words = {};
  /// What a catalog file says of it, beside its terms.
  static constexpr void said(auto& self, auto&& field) {
    field("name", self.name, "what documents call it", mandatory);
    field("version_from", self.version_from,
          "the first day of these terms; left out: the day it is loaded");
    PlanWords::fields(self.words, field);
  }
  static constexpr void fields(auto& self, auto&& field) {
    field("plan", self.plan);
    said(self, field);
    field("terms", self.terms);
  }
  bool operator==(const PlanPublished&) const = default;
};

/// Graduated: every unit costs what the step it falls into says. Volume: all of them cost what the
/// step says that the last one falls into.
enum class TierMode { graduated, volume };
template <>
inline constexpr auto words<TierMode> = worded<TierMode>("graduated", "volume");

/// Units up to the `through`-th (absent: all that are left) cost `amount` per `per`.
struct TierStep {
  std::optional<std::int64_t> through;
  Decimal amount;
  static constexpr void fields(auto& self, auto&& field) {
    field("through", self.through, "the last unit that costs this; left out in the last step");
    field("amount", self.amount, "of one of them, a period");
  }
  bool operator==(const TierStep&) const = default;
};

struct Tiers {
  TierMode mode = TierMode::graduated;
  std::vector<TierStep> steps;  ///< going up; only the last is open
  static constexpr void fields(auto& self, auto&& field) {
    field("mode", self.mode, "each unit costs what its step says, or all what the last one's does");
    field("steps", self.steps, "going up");
  }
  bool operator==(const Tiers&) const = default;
};

/// From `from` on, `per` units of the plan cost `amount` a period, or what the tiers say.
struct PricePublished {
  static constexpr std::string_view type = "price_published";  // disk format: never rename
  PlanId plan;
  Date from;
  Decimal amount;
  std::int64_t per = 1;
  Currency currency;
  AppliesTo applies_to = AppliesTo::fresh;
  std::optional<Tiers> tiers = {};  ///< instead of `amount`, which is then nothing
  /// What a catalog file says of it, and the state of the catalog keeps.
  static constexpr void said(auto& self, auto&& field) {
    field("from", self.from, "the first day it holds", mandatory);
    field("amount", self.amount, "of so many units as `per` says, a period");
    field("per", self.per, "the units that the amount is for");
    field("currency", self.currency, "of the amount", mandatory);
    field("applies_to", self.applies_to,
          "who orders from then on; everybody, from the next period or that day on");
    field("tiers", self.tiers, "instead of amount: what the first units cost, and the next");
  }
  static constexpr void fields(auto& self, auto&& field) {
    field("plan", self.plan);
    said(self, field);
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
  std::string reason_code = {};
  static constexpr void fields(auto& self, auto&& field) {
    field("from", self.from, "the first day it holds", mandatory);
    field("percent", self.percent, "of the net", mandatory);
    field("category", self.category, "of EN 16931: S, Z, AE, E, G, K, O");
    field("reason", self.reason, "what documents say, where the category is not S or Z");
    field("reason_code", self.reason_code, "the same as a code of VATEX, such as VATEX-EU-AE",
          since(2, ""));
  }
  bool operator==(const TaxRate&) const = default;
};

/// The classes that stand for one where the buyer is not at home (MISSION 22).
struct TaxAbroad {
  std::optional<TaxId> eu_business;
  std::optional<TaxId> elsewhere;
  static constexpr void fields(auto& self, auto&& field) {
    field("eu_business", self.eu_business, "for who has a VAT id of another member of the Union");
    field("elsewhere", self.elsewhere, "for who is outside the Union");
  }
  bool operator==(const TaxAbroad&) const = default;
};

struct TaxPublished {
  static constexpr std::string_view type = "tax_published";  // disk format: never rename
  TaxId tax;
  std::string name;
  std::vector<TaxRate> rates;
  std::optional<std::string> country = {};
  std::optional<TaxAbroad> abroad = {};
  /// What a catalog file says of it, beside its rates.
  static constexpr void said(auto& self, auto&& field) {
    field("name", self.name, "what it is called", mandatory);
    field("country", self.country, "the seller's, ISO 3166: at home this class itself holds",
          since(2));
    field("abroad", self.abroad, "the classes that stand for it where the buyer is not at home",
          since(2));
  }
  static constexpr void fields(auto& self, auto&& field) {
    field("tax", self.tax);
    said(self, field);
    field("rates", self.rates);
  }
  bool operator==(const TaxPublished&) const = default;
};

/// A code that takes something off what an agreement is charged: a percentage, or an amount a
/// period, for a number of months or for ever.
struct DiscountPublished {
  static constexpr std::string_view type = "discount_published";  // disk format: never rename
  DiscountId code;
  std::optional<Decimal> percent;
  std::optional<Decimal> amount;
  std::optional<Currency> currency;    ///< of `amount`
  std::optional<std::int64_t> months;  ///< absent: for ever
  std::optional<Date> valid_from;      ///< the order dates for which it may be used
  std::optional<Date> valid_through;
  static constexpr void fields(auto& self, auto&& field) {
    field("code", self.code);
    said(self, field);
  }
  /// What a catalog file says of it.
  static constexpr void said(auto& self, auto&& field) {
    field("percent", self.percent, "of what is charged; or an amount");
    field("amount", self.amount, "taken off a period");
    field("currency", self.currency, "of the amount");
    field("months", self.months, "for so many months; left out: for ever");
    field("valid_from", self.valid_from, "the first day of an order that may use it");
    field("valid_through", self.valid_through, "the last one");
  }
  bool operator==(const DiscountPublished&) const = default;
};

struct PlanVersion {
  Date from;
  std::string name;
  Terms terms;
  std::int64_t seq = 0;  ///< of the event that published it
  PlanWords words = {};
  static constexpr void fields(auto& self, auto&& field) {
    field("from", self.from);
    field("name", self.name);
    PlanWords::fields(self.words, field);
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
  std::optional<Tiers> tiers;
  Date received_on;  ///< when it was said: later than `from`, it is a late word
  std::int64_t seq = 0;
  static constexpr void fields(auto& self, auto&& field) {
    PricePublished::said(self, field);
    field("received_on", self.received_on);
    field("seq", self.seq);
  }
  bool operator==(const Price&) const = default;
};

struct Plan {
  PlanId id;
  std::vector<PlanVersion> versions;  ///< by `from`; of two of one day the later published holds
  std::vector<Price> prices;          ///< likewise

  const PlanVersion* version_on(Date date) const;  ///< nullptr before the first version
  /// What holds on `date`, in a period that starts on `period_start`, for somebody who ordered on
  /// `ordered_on`: a price for new orders does not reach those who came before it, one for the next
  /// period none that has begun. Nullptr before the first.
  const Price* price_on(Date date, Date period_start, Date ordered_on, Currency currency) const;
  const Price* price_on(Date date, Date ordered_on, Currency currency) const {
    return price_on(date, date, ordered_on, currency);
  }

  static constexpr void fields(auto& self, auto&& field) {
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
  std::optional<std::string> country;
  std::optional<TaxAbroad> abroad;
  std::int64_t seq = 0;
  const TaxRate* rate_on(Date date) const;
  static constexpr void fields(auto& self, auto&& field) {
    field("id", self.id);
    field("name", self.name);
    field("rates", self.rates);
    field("country", self.country);
    field("abroad", self.abroad);
    field("seq", self.seq);
  }
  bool operator==(const Tax&) const = default;
};

struct Discount {
  DiscountId id;
  DiscountPublished said;
  std::int64_t seq = 0;
  static constexpr void fields(auto& self, auto&& field) {
    field("id", self.id);
    field("said", self.said);
    field("seq", self.seq);
  }
  bool operator==(const Discount&) const = default;
};

struct Catalog {
  std::vector<Plan> plans;          ///< by id
  std::vector<Tax> taxes;           ///< by id
  std::vector<Discount> discounts;  ///< by id
  const Plan* plan(const PlanId& id) const;
  const Tax* tax(const TaxId& id) const;
  const Discount* discount(const DiscountId& id) const;
  std::vector<std::string> plan_names() const;
  std::vector<std::string> discount_names() const;
  static constexpr void fields(auto& self, auto&& field) {
    field("plans", self.plans);
    field("taxes", self.taxes);
    field("discounts", self.discounts);
  }
  bool operator==(const Catalog&) const = default;
};

/// What a catalog file says, read and free of contradictions (catalog_file.h).
struct CatalogFile {
  std::vector<PlanPublished> plans;  ///< version_from absent in the file: the day of loading
  std::vector<PricePublished> prices;
  std::vector<TaxPublished> taxes;
  std::vector<DiscountPublished> discounts;
};

}  // namespace msp
