// Which plan a subscription has from which day on, and what is agreed about it (MISSION 16).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "msp/date.h"
#include "msp/fields.h"
#include "msp/ids.h"
#include "msp/money.h"

namespace msp {

/// Another plan from the effective day on, as if it was ordered (MISSION 16): with its own price,
/// setup fee and commitment. Of a plan that holds already: it does so from that day on too, and
/// with `unit_price` at another price.
struct PlanChanged {
  static constexpr std::string_view type = "plan_changed";  // disk format: never rename
  std::int64_t subscription = 0;
  PlanId plan;
  /// Not of a change that msp 0.1.0 recorded: it kept the price agreed before, and cost no fees.
  bool as_order = false;
  std::optional<Decimal> unit_price = {};  ///< agreed for this plan; absent: the catalog's
  std::string sales_ref = {};
  std::optional<std::string> contract = {};  ///< where it is filed (MISSION X7)
  bool leaves_commitment = false;  ///< the plan costs less than what was committed: that ends
  static constexpr void fields(auto& self, auto&& field) {
    field("subscription", self.subscription);
    field("plan", self.plan);
    field("as_order", self.as_order, since(2, false));
    field("unit_price", self.unit_price, since(2));
    field("sales_ref", self.sales_ref, since(2, ""));
    field("contract", self.contract, since(2));
    field("leaves_commitment", self.leaves_commitment, since(2, false));
  }
  bool operator==(const PlanChanged&) const = default;
};

// ---- state ----

struct PlanFrom {
  Date from;
  PlanId plan;
  Date received_on;
  std::int64_t seq = 0;
  bool as_order = false;              ///< see PlanChanged: false of the order itself
  std::optional<Decimal> unit_price;  ///< agreed with this statement
  std::string sales_ref;
  std::optional<std::string> contract;
  bool leaves_commitment = false;
  static constexpr void fields(auto& self, auto&& field) {
    field("from", self.from);
    field("plan", self.plan);
    field("received_on", self.received_on);
    field("seq", self.seq);
    field("as_order", self.as_order);
    field("unit_price", self.unit_price);
    field("sales_ref", self.sales_ref);
    field("contract", self.contract);
    field("leaves_commitment", self.leaves_commitment);
  }
  bool operator==(const PlanFrom&) const = default;
};

}  // namespace msp
