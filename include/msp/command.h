// What can be asked of a customer. decide() says yes with facts or no with a refusal; it looks at
// nothing but its arguments.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "msp/event.h"

namespace msp {

/// The dates of a request (MISSION decision 1).
struct Request {
  Date today;
  Date received_on;                       ///< when it reached the desk
  std::optional<Date> effective_on = {};  ///< as asked for; absent: today
  bool confirmed = false;                 ///< --yes: out of the ordinary, and meant so
  Date effective() const { return effective_on.value_or(today); }
};

/// `subscription` 0 means the only one the command can be about; several are refused by name.
struct RecordStep {
  std::int64_t subscription = 0;
  OnboardingStep step = OnboardingStep::connected;
  std::optional<std::int64_t> group = {};
  bool overridden = false;  ///< although what has to come before it is not done
};

struct ConvertTrial {
  std::int64_t subscription = 0;
  std::optional<std::int64_t> group = {};
};

struct DeclineTrial {
  std::int64_t subscription = 0;
};

struct SetMailboxCount {
  std::int64_t subscription = 0;
  std::int64_t mailboxes = 0;
};

/// Somebody, and from when on if that is not the request's effective day.
struct NameFrom {
  std::string name;
  std::optional<Date> from = {};
};

/// Addresses as read_mail_address() hands them back. One that differs from one that is known only
/// in its capitals is the same.
struct AddMailboxes {
  std::int64_t subscription = 0;
  std::vector<NameFrom> addresses;
};

struct RemoveMailboxes {
  std::int64_t subscription = 0;
  std::vector<std::string> addresses;
};

/// From the effective day on there are these, and no others.
struct ReplaceMailboxes {
  std::int64_t subscription = 0;
  std::vector<std::string> addresses;
};

/// An order for another plan in place of the one that holds (MISSION 16). Of the one that holds:
/// what is agreed about it from then on.
struct ChangePlan {
  std::int64_t subscription = 0;
  PlanId plan;
  std::optional<Decimal> unit_price = {};  ///< absent: the catalog's
  std::string sales_ref = {};
  std::string contract = {};
};

struct CancelSubscription {
  std::int64_t subscription = 0;
};

/// A notice is withdrawn: the customer stays.
struct KeepSubscription {
  std::int64_t subscription = 0;
};

/// What is said and empty is not known any more.
struct EditCustomer {
  std::optional<std::string> name = {};
  std::optional<std::string> partner = {};
  std::optional<Personal> contact_email = {};
  std::optional<std::string> billing_address = {};
  std::optional<std::string> country = {};
  std::optional<std::string> vat_id = {};
  std::optional<Personal> partner_email = {};
  std::optional<Language> language = {};
  bool no_language = false;  ///< the provider's own again
  std::optional<Personal> invoice_email = {};
  Party party = {};
  std::optional<std::int64_t> group = {};
};

struct SetPaymentMethod {
  std::string token;
  std::string last4;
  std::string brand = {};
  std::optional<Month> expires = {};
};

struct AddUserGroup {
  UserGroupId group;
};

struct AddGroupMembers {
  UserGroupId group;
  std::vector<NameFrom> users;
};

struct RemoveGroupMembers {
  UserGroupId group;
  std::vector<std::string> users;
};

struct AttachSubscription {
  std::int64_t subscription = 0;
  UserGroupId group;
};

/// What is said of an order so far: with `draft` 0 a new draft, with `order.plan` one of its lines,
/// without a plan whatever it lacks. Said again, numbers of mailboxes add up; all else replaces.
struct DraftOrder {
  std::int64_t draft = 0;
  PlaceOrder order;
};

/// Orders every line of a draft, or none (MISSION X4).
struct FinalizeDraft {
  std::int64_t draft = 0;
};

/// Drops a draft, or only its line of this plan.
struct DiscardDraft {
  std::int64_t draft = 0;
  std::optional<PlanId> plan = {};
};

/// A message is about to leave. Refusals: message.unknown, message.blocked; and unless `again`
/// message.sent, message.unsettled, message.skipped.
struct BeginMessage {
  MessageKey message;
  bool again = false;
};

/// What became of it; without `exit_status` it was sent. Nothing if somebody has settled it since.
struct SettleMessage {
  MessageKey message;
  std::optional<std::int64_t> exit_status = {};
  std::string said = {};
};

/// It is not to be sent, or not any more. Refusals: message.unknown, message.sent.
struct SkipMessage {
  MessageKey message;
  std::string reason = {};
};

struct DeactivateCustomer {};
struct ReactivateCustomer {};

/// Who sells, from the effective day on: what is given, and the rest as it was.
struct EditSeller {
  std::optional<std::string> name = {};
  std::optional<std::string> vat_id = {};
  std::optional<std::string> address = {};
  std::optional<std::string> iban = {};
  std::optional<std::string> country = {};
  Party party = {};
};

/// Nothing is asked: only what time itself has made due is recorded.
struct LetTimePass {};

using Command = std::variant<PlaceOrder, RecordStep, ConvertTrial, DeclineTrial, SetMailboxCount,
                             ChangePlan, CancelSubscription, KeepSubscription, EditCustomer,
                             DeactivateCustomer, ReactivateCustomer, LetTimePass, AddUserGroup,
                             AddGroupMembers, RemoveGroupMembers, AttachSubscription, DraftOrder,
                             FinalizeDraft, DiscardDraft, BeginMessage, SettleMessage, SkipMessage,
                             SetPaymentMethod, AddMailboxes, RemoveMailboxes, ReplaceMailboxes>;

/// The facts a command leads to; none if it is already so. `customer` has been swept to today.
Result<Facts> decide(const Customer& customer, const Catalog& catalog, const Request& request,
                     const Command& command);

/// Not one of the commands above: the texts go with the event, and only erase_customer() does both.
struct EraseCustomer {};
/// Refusals: customer.not_gone (a subscription has not ended), customer.needed_until (its invoices
/// may still have to be explained: for the plan's `retention_days` after the last day served or
/// billed).
Result<Facts> decide(const Customer& customer, const Catalog& catalog, const Request& request,
                     const EraseCustomer& command);

/// What a catalog file changes: only differences become facts (CATALOG).
Result<CatalogFacts> decide(const Catalog& catalog, const Request& request,
                            const CatalogFile& file);

/// The ledger's own settings; nothing if it is so on the effective day.
LedgerFacts decide(const LedgerSettings& settings, const Request& request,
                   const EditSeller& command);

/// The next thing that time alone has made due on or before `today`, dated when it was due:
/// trial ends, deadlines, ends of notice. Fold it and ask again until there is none.
std::optional<Fact> next_due(const Customer& customer, Date today);
/// True if time alone makes just this due.
bool falls_due(const Customer& customer, const Fact& fact);

}  // namespace msp
