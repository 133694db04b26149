// What the decisions share: choosing the subscription meant, starting its service, ending it.
#pragma once

#include <functional>
#include <string>

#include "msp/command.h"

namespace msp {

/// Everything a decision may look at.
struct Desk {
  const Customer& customer;
  const Catalog& catalog;
  const Request& request;
};

/// The subscription with this number; with number 0 the only one for which `fits` holds, or the
/// only one there is.
/// Refusals: subscription.unknown, subscription.none, subscription.ambiguous.
Result<const Subscription*> choose(const Customer& customer, std::int64_t number,
                                   const std::function<bool(const Subscription&)>& fits);

/// There is no such plan on that day.
Refusal unknown_plan(const Catalog& catalog, const PlanId& id, Date on);

/// Nothing is ordered for a customer who is deactivated.
std::optional<Refusal> refuse_deactivated(const Customer& customer);

/// True if this subscription was the customer's one trial of the plan. One that was cancelled
/// before it began was none.
bool has_had_trial(const Subscription& subscription, const PlanId& plan);

/// MISSION X7: what only sales may sell, and what needs a contract.
std::optional<Refusal> refuse_unsold(const PlanId& plan, const Terms& terms,
                                     const std::string& sales_ref, const std::string& contract);

/// The customer has the plan already, with another subscription than `but_for`.
std::optional<Refusal> refuse_running(const Desk& desk, const PlanId& plan, std::int64_t but_for);

/// A plan's terms as they are agreed: without contradiction, and taxed by a class there is.
Result<Terms> agreed_terms(const Desk& desk, const PlanVersion& version,
                           const std::vector<Override>& overrides);

/// True if service, and with it trial or billing, begins at connection and not with the order.
bool starts_at_connection(const Terms& terms);

/// The facts with which service starts on `date`: the trial or the paid time, and the invoicing
/// group where the plan bills by group and the customer has none: `group`, or the next of 15
/// and 30.
void start_service(Facts& facts, const Desk& desk, const Subscription& subscription,
                   const Terms& terms, Date date, std::optional<std::int64_t> group);

/// What is charged from `first` on was due before the desk heard of it: a word that moves the day
/// comes too late, whenever the run happens (MISSION decision 24).
bool was_due(const Desk& desk, const Subscription& subscription, Date first);

/// A fact that the customer's group is this from `date` on, unless just that is said already.
void set_group(Facts& facts, const Customer& customer, std::optional<std::int64_t> group,
               Date date);

/// The same, of a word that is said again and says no day of its own: only if it changes.
void change_group(Facts& facts, const Customer& customer, std::optional<std::int64_t> group,
                  Date date);

/// True if a decline that reached the desk on `received_on` is in time: never charged.
bool declines_in_time(const Subscription& subscription, Date received_on);

/// Prices below nothing, wherever they are agreed; `what` names the field.
std::optional<Refusal> refuse_price(const std::optional<Decimal>& price, std::string_view what);
std::optional<Refusal> refuse_prices(const PlaceOrder& order);

Result<Facts> decide_on(const Desk& desk, const PlaceOrder& command);
Result<Facts> decide_on(const Desk& desk, const RecordStep& command);
Result<Facts> decide_on(const Desk& desk, const ConvertTrial& command);
Result<Facts> decide_on(const Desk& desk, const DeclineTrial& command);
Result<Facts> decide_on(const Desk& desk, const SetMailboxCount& command);
Result<Facts> decide_on(const Desk& desk, const ChangePlan& command);
Result<Facts> decide_on(const Desk& desk, const CancelSubscription& command);
Result<Facts> decide_on(const Desk& desk, const KeepSubscription& command);
Result<Facts> decide_on(const Desk& desk, const EditCustomer& command);
Result<Facts> decide_on(const Desk& desk, const DeactivateCustomer& command);
Result<Facts> decide_on(const Desk& desk, const ReactivateCustomer& command);
Result<Facts> decide_on(const Desk& desk, const LetTimePass& command);
Result<Facts> decide_on(const Desk& desk, const AddUserGroup& command);
Result<Facts> decide_on(const Desk& desk, const AddGroupMembers& command);
Result<Facts> decide_on(const Desk& desk, const RemoveGroupMembers& command);
Result<Facts> decide_on(const Desk& desk, const AttachSubscription& command);
Result<Facts> decide_on(const Desk& desk, const DraftOrder& command);
Result<Facts> decide_on(const Desk& desk, const FinalizeDraft& command);
Result<Facts> decide_on(const Desk& desk, const DiscardDraft& command);
Result<Facts> decide_on(const Desk& desk, const BeginMessage& command);
Result<Facts> decide_on(const Desk& desk, const SettleMessage& command);
Result<Facts> decide_on(const Desk& desk, const SkipMessage& command);
Result<Facts> decide_on(const Desk& desk, const SetPaymentMethod& command);
Result<Facts> decide_on(const Desk& desk, const AddMailboxes& command);
Result<Facts> decide_on(const Desk& desk, const RemoveMailboxes& command);
Result<Facts> decide_on(const Desk& desk, const ReplaceMailboxes& command);

/// The subscription whose mailboxes a command is about, served on that day and billed by them.
Result<const Subscription*> counted_by_mailbox(const Desk& desk, std::int64_t number, Date on);

/// Not served on that day: deactivated, ended, not yet ordered.
std::optional<Refusal> refuse_gone(const Desk& desk, const Subscription& subscription, Date on);

/// A count that grows so much on a day that it is rather a slip, and nobody said --yes.
std::optional<Refusal> refuse_growth(const Desk& desk, const Subscription& subscription,
                                     std::int64_t before, std::int64_t now, Date on);

/// A word about groups from `on` on that comes too late: activity since is invoiced by the old
/// ones.
std::optional<Refusal> refuse_invoiced(const Desk& desk, Date on);

/// There is no such group of users.
Refusal unknown_group(const Customer& customer, const UserGroupId& group);

/// `details` with what the command says differently.
template <class Command>
CustomerDetailsSet with_changes(CustomerDetailsSet details, const Command& command) {
  if (command.name) details.name = *command.name;
  if (command.partner) details.partner = *command.partner;
  if (command.contact_email) details.contact_email = *command.contact_email;
  if (command.billing_address) details.billing_address = *command.billing_address;
  if (command.country) details.country = *command.country;
  if (command.vat_id) details.vat_id = *command.vat_id;
  if (command.partner_email) {
    details.partner_email =
        command.partner_email->value.empty() ? std::nullopt : command.partner_email;
  }
  if (command.invoice_email) {
    details.invoice_email =
        command.invoice_email->value.empty() ? std::nullopt : command.invoice_email;
  }
  details.party = with_said(details.party, command.party);
  if (command.language) details.language = *command.language;
  if constexpr (requires { command.no_language; }) {
    if (command.no_language) details.language.reset();
  }
  return details;
}

}  // namespace msp
