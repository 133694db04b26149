// What is ordered, as it is asked for; and orders that are put together over several commands
// before any of them holds (MISSION X4).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "msp/overrides.h"
#include "msp/party.h"

namespace msp {

/// In which documents and mails are written.
enum class Language { en, fi };
template <>
inline constexpr auto words<Language> = worded<Language>("en", "fi");

/// A command, and what a draft keeps of one.
struct PlaceOrder {
  PlanId plan;
  std::optional<std::string> name = {};  ///< the rest of the details: absent = as they were
  std::optional<std::string> partner = {};
  std::optional<Personal> contact_email = {};
  std::optional<std::string> billing_address = {};
  std::optional<std::string> country = {};
  std::optional<std::string> vat_id = {};
  std::optional<Personal> partner_email = {};
  std::optional<Language> language = {};
  std::string accepted_terms = {};
  std::optional<std::int64_t> mailboxes = {};
  bool trial = false;
  std::optional<std::int64_t> trial_days = {};
  Personal sales_rep = {};
  std::optional<Decimal> monthly_total = {};
  std::optional<Decimal> unit_price = {};
  std::optional<std::int64_t> group = {};
  std::string channel = {};
  std::string panel_id = {};
  std::string own_mail_server = {};
  std::string sales_ref = {};
  std::string contract = {};
  std::vector<DiscountId> discounts = {};
  std::vector<Override> overrides = {};
  std::optional<Date> connected_on = {};
  std::optional<UserGroupId> user_group = {};  ///< only for its members (MISSION S5)
  std::optional<Personal> invoice_email = {};
  Party party = {};
  static constexpr void fields(auto& self, auto&& field) {
    field("plan", self.plan);
    field("name", self.name);
    field("partner", self.partner);
    field("contact_email", self.contact_email);
    field("billing_address", self.billing_address);
    field("country", self.country);
    field("vat_id", self.vat_id);
    field("partner_email", self.partner_email);
    field("language", self.language);
    field("accepted_terms", self.accepted_terms);
    field("mailboxes", self.mailboxes);
    field("trial", self.trial);
    field("trial_days", self.trial_days);
    field("sales_rep", self.sales_rep);
    field("monthly_total", self.monthly_total);
    field("unit_price", self.unit_price);
    field("group", self.group);
    field("channel", self.channel);
    field("panel_id", self.panel_id);
    field("own_mail_server", self.own_mail_server);
    field("sales_ref", self.sales_ref);
    field("contract", self.contract);
    field("discounts", self.discounts);
    field("overrides", self.overrides);
    field("connected_on", self.connected_on);
    field("user_group", self.user_group);
    field("invoice_email", self.invoice_email, since(2));
    Party::fields(self.party, field);
  }
  bool operator==(const PlaceOrder&) const = default;
};

/// A line of a draft as it is from now on: a new one, or all of it again.
struct OrderDrafted {
  static constexpr std::string_view type = "order_drafted";  // disk format: never rename
  std::int64_t draft = 0;
  std::int64_t line = 0;
  PlaceOrder order;
  static constexpr void fields(auto& self, auto&& field) {
    field("draft", self.draft);
    field("line", self.line);
    field("order", self.order);
  }
  bool operator==(const OrderDrafted&) const = default;
};

/// All of a draft is dropped, or with `line` that one.
struct DraftDiscarded {
  static constexpr std::string_view type = "draft_discarded";  // disk format: never rename
  std::int64_t draft = 0;
  std::optional<std::int64_t> line;
  static constexpr void fields(auto& self, auto&& field) {
    field("draft", self.draft);
    field("line", self.line);
  }
  bool operator==(const DraftDiscarded&) const = default;
};

/// Its lines are ordered: the facts beside this one say what that came to.
struct DraftFinalized {
  static constexpr std::string_view type = "draft_finalized";  // disk format: never rename
  std::int64_t draft = 0;
  static constexpr void fields(auto& self, auto&& field) { field("draft", self.draft); }
  bool operator==(const DraftFinalized&) const = default;
};

struct Catalog;

// ---- state ----

struct DraftLine {
  std::int64_t number = 0;
  PlaceOrder order;
  static constexpr void fields(auto& self, auto&& field) {
    field("number", self.number);
    field("order", self.order);
  }
  bool operator==(const DraftLine&) const = default;
};

/// An order that nobody has finalized yet: nothing of it is served or billed.
struct Draft {
  std::int64_t number = 0;
  Date since;
  std::vector<DraftLine> lines;  ///< never empty; one per plan
  static constexpr void fields(auto& self, auto&& field) {
    field("number", self.number);
    field("since", self.since);
    field("lines", self.lines);
  }
  bool operator==(const Draft&) const = default;
};

/// The lines as they are ordered, one after the other: what one of them says of the customer and of
/// the terms accepted holds for all, and of two words about the same the later line's.
/// A percentage that one of them names is of the agreement, and reaches all.
std::vector<PlaceOrder> orders_of(const Draft& draft, const Catalog& catalog);

}  // namespace msp
