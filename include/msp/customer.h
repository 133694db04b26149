// The customer is the aggregate: one stream of events holds its agreements and subscriptions, so
// every rule between them needs one stream and no look-up.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "msp/catalog.h"
#include "msp/invoice.h"
#include "msp/message.h"
#include "msp/order.h"
#include "msp/subscription.h"

namespace msp {

// ---- events ----

/// Who the customer is, from the effective day on: its first words, or all of them again.
struct CustomerDetailsSet {
  static constexpr std::string_view type = "customer_details_set";  // disk format: never rename
  std::string name;
  std::string partner;
  Personal contact_email;
  std::string billing_address;
  std::string country;
  std::string vat_id;
  std::optional<Personal> partner_email = {};  ///< where the partner is told what it has to do
  std::optional<Language> language = {};       ///< absent: the provider's own
  std::optional<Personal> invoice_email = {};  ///< where documents go: addresses, `, ` between them
  Party party = {};
  static constexpr void fields(auto& self, auto&& field) {
    field("name", self.name);
    field("partner", self.partner);
    field("contact_email", self.contact_email);
    field("billing_address", self.billing_address);
    field("country", self.country);
    field("vat_id", self.vat_id);
    field("partner_email", self.partner_email);
    field("language", self.language);
    field("invoice_email", self.invoice_email, since(2));
    Party::fields(self.party, field);
  }
  bool operator==(const CustomerDetailsSet&) const = default;
};

/// A discount as an agreement has it: what its code meant on the day of the order.
struct AgreedDiscount {
  DiscountId code;
  std::optional<Decimal> percent;
  std::optional<Decimal> amount;       ///< a period, in the subscription's currency
  std::optional<std::int64_t> months;  ///< absent: for ever
  static constexpr void fields(auto& self, auto&& field) {
    field("code", self.code);
    field("percent", self.percent);
    field("amount", self.amount);
    field("months", self.months);
  }
  bool operator==(const AgreedDiscount&) const = default;
};

/// A bundle of services with terms of its own (MISSION X2).
struct AgreementMade {
  static constexpr std::string_view type = "agreement_made";  // disk format: never rename
  std::int64_t agreement = 0;
  std::string accepted_terms;  ///< version of the terms of service
  std::vector<Override> overrides;
  std::optional<Decimal> unit_price;  ///< agreed instead of the catalog's
  std::string sales_ref;
  std::optional<std::string> contract = {};    ///< where it is filed (MISSION X7)
  std::vector<AgreedDiscount> discounts = {};  ///< in the order in which they are taken off
  static constexpr void fields(auto& self, auto&& field) {
    field("agreement", self.agreement);
    field("accepted_terms", self.accepted_terms);
    field("overrides", self.overrides);
    field("unit_price", self.unit_price);
    field("sales_ref", self.sales_ref);
    field("contract", self.contract);
    field("discounts", self.discounts);
  }
  bool operator==(const AgreementMade&) const = default;
};

/// Invoiced on this day of the month, and sent the security report on it (MISSION D6).
struct InvoicingGroupSet {
  static constexpr std::string_view type = "invoicing_group_set";  // disk format: never rename
  std::int64_t group = 0;
  bool by_default = false;  ///< nobody said it: the next of 15 and 30 when service began
  static constexpr void fields(auto& self, auto&& field) {
    field("group", self.group);
    field("by_default", self.by_default, since(2, false));
  }
  bool operator==(const InvoicingGroupSet&) const = default;
};

/// Login blocked and nothing billed from the effective day on (MISSION S8).
struct CustomerDeactivated {
  static constexpr std::string_view type = "customer_deactivated";  // disk format: never rename
  static constexpr void fields(auto&, auto&&) {}
  bool operator==(const CustomerDeactivated&) const = default;
};

struct CustomerReactivated {
  static constexpr std::string_view type = "customer_reactivated";  // disk format: never rename
  static constexpr void fields(auto&, auto&&) {}
  bool operator==(const CustomerReactivated&) const = default;
};

/// What the customer pays with: one for the company, replaced and not added to, and never a card's
/// number (MISSION X3).
struct PaymentMethodSet {
  static constexpr std::string_view type = "payment_method_set";  // disk format: never rename
  Personal token;     ///< what the payment provider knows it by
  std::string last4;  ///< the last four digits
  std::string brand;
  std::optional<Month> expires = {};  ///< the last month in which it is good
  static constexpr void fields(auto& self, auto&& field) {
    field("token", self.token);
    field("last4", self.last4);
    field("brand", self.brand);
    field("expires", self.expires);
  }
  bool operator==(const PaymentMethodSet&) const = default;
};

/// Every text about people in the customer's history was erased, and the evidence of its activity;
/// who asked and why is said by the batch. What is recorded later is erased by another of these.
struct CustomerErased {
  static constexpr std::string_view type = "customer_erased";  // disk format: never rename
  std::vector<MonthDigest> digests = {};  ///< of the months it has taken evidence from
  static constexpr void fields(auto& self, auto&& field) {
    field("digests", self.digests, since(2));
  }
  bool operator==(const CustomerErased&) const = default;
};

// ---- state ----

struct Agreement {
  std::int64_t number = 0;
  Date made_on;
  std::vector<Override> overrides;
  std::optional<Decimal> unit_price;
  std::vector<AgreedDiscount> discounts;
  std::int64_t seq = 0;
  std::optional<std::string> contract = {};
  static constexpr void fields(auto& self, auto&& field) {
    field("number", self.number);
    field("made_on", self.made_on);
    field("overrides", self.overrides);
    field("unit_price", self.unit_price);
    field("discounts", self.discounts);
    field("seq", self.seq);
    field("contract", self.contract);
  }
  bool operator==(const Agreement&) const = default;
};

struct GroupFrom {
  Date from;
  std::int64_t group = 0;
  std::int64_t seq = 0;
  bool by_default = false;
  static constexpr void fields(auto& self, auto&& field) {
    field("from", self.from);
    field("group", self.group);
    field("seq", self.seq);
    field("by_default", self.by_default);
  }
  bool operator==(const GroupFrom&) const = default;
};

struct DetailsFrom {
  Date from;
  CustomerDetailsSet details;
  static constexpr void fields(auto& self, auto&& field) {
    field("from", self.from);
    field("details", self.details);
  }
  bool operator==(const DetailsFrom&) const = default;
};

struct Customer {
  CustomerId id;
  CustomerDetailsSet details;               ///< the newest by date
  std::vector<DetailsFrom> details_by_day;  ///< all of them; none where there was but one word
  Date detailed_from;                       ///< the day of the first
  std::vector<Agreement> agreements;
  std::vector<Subscription> subscriptions;  ///< by number
  std::vector<Subscription> withdrawn;  ///< whose order was taken back: documents may speak of them
  std::vector<GroupFrom> groups;
  std::optional<Date> since;  ///< the first day served: tenure counts from it
  std::optional<Date> deactivated_from;
  std::int64_t deactivated_seq = 0;
  std::optional<Date> erased_on;  ///< the last time, see CustomerErased
  std::vector<UserGroup> user_groups;
  std::vector<Draft> drafts;      ///< that are still open, oldest first
  std::int64_t drafts_begun = 0;  ///< ever: the next is the one after
  std::vector<Month> late_usage;  ///< invoiced months to which activity was added since
  std::vector<Message> messages;  ///< that events made due or that were dealt with, see outbox()
  std::optional<PaymentMethodSet> payment;

  /// False as long as all there is of it are drafts.
  bool exists() const { return !details.name.empty(); }
  const Subscription* subscription(std::int64_t number) const;  ///< also one that is withdrawn
  Subscription* subscription(std::int64_t number);
  bool is_withdrawn(std::int64_t number) const;
  std::int64_t next_subscription() const;
  const Agreement& agreement_of(const Subscription& subscription) const;
  const UserGroup* user_group(const UserGroupId& group) const;
  const Draft* draft(std::int64_t number) const;
  std::optional<std::int64_t> group_on(Date date) const;  ///< before the first: the first
  /// Who the customer is on a day; before the first word about it, as by that.
  const CustomerDetailsSet& details_on(Date date) const;
  bool deactivated_on(Date date) const { return deactivated_from && *deactivated_from <= date; }
  SubscriptionRef ref(const Subscription& subscription) const { return {id, subscription.number}; }
  DraftRef ref(const Draft& draft) const { return {id, draft.number}; }

  static constexpr void fields(auto& self, auto&& field) {
    field("id", self.id);
    field("details", self.details);
    field("details_by_day", self.details_by_day);
    field("detailed_from", self.detailed_from);
    field("agreements", self.agreements);
    field("subscriptions", self.subscriptions);
    field("withdrawn", self.withdrawn);
    field("groups", self.groups);
    field("since", self.since);
    field("deactivated_from", self.deactivated_from);
    field("deactivated_seq", self.deactivated_seq);
    field("erased_on", self.erased_on);
    field("user_groups", self.user_groups);
    field("late_usage", self.late_usage);
    field("drafts", self.drafts);
    field("drafts_begun", self.drafts_begun);
    field("messages", self.messages);
    field("payment", self.payment);
  }
  bool operator==(const Customer&) const = default;
};

/// A plan's terms as they hold for one agreement: the catalog's own, shared, unless the agreement
/// sets some differently. Must not outlive the catalog.
class AgreedTerms {
 public:
  AgreedTerms(const Terms& shared, const std::vector<Override>& overrides);
  const Terms& operator*() const { return own_ ? *own_ : *shared_; }
  const Terms* operator->() const { return &**this; }

 private:
  const Terms* shared_;
  std::optional<Terms> own_;
};

/// The terms of a subscription for a period that starts on `date`: those of its plan's version of
/// that day (before the first version: the first). Throws Unbillable `catalog.missing` without a
/// plan.
AgreedTerms terms_on(const Customer& customer, const Subscription& subscription,
                     const Catalog& catalog, Date date);

/// The day of the month on which `terms` bill this customer on `date`; nothing if its group is
/// not yet known.
std::optional<unsigned> billing_day_on(const Customer& customer, const Terms& terms, Date date);

/// The first billing day after `date`, whatever group the customer is in by then.
std::optional<Date> next_billing_day(const Customer& customer, const Terms& terms, Date date);

}  // namespace msp
