// Why there is nothing to bill: the first reason of each subscription first.
#include <fmt/format.h>

#include <algorithm>

#include "calendar.h"
#include "msp/command.h"
#include "schedule.h"

namespace msp {
namespace {

constexpr std::int32_t days_to_look_ahead = 400;

class Causes {
 public:
  Causes(const Customer& customer, const Subscription& subscription, const Catalog& catalog,
         Date date)
      : customer_(customer), subscription_(subscription), catalog_(catalog), date_(date) {}

  std::vector<NothingToBill::Cause> all() {
    if (gone() || not_served()) return std::move(causes_);
    billed_before();
    costs_nothing();
    not_yet_due();
    return std::move(causes_);
  }

 private:
  void add(std::string why, std::int64_t event) { causes_.push_back({std::move(why), event}); }

  bool gone() {
    const auto& ending = subscription_.ending;
    if (!ending || ending->ends_on > date_) return false;
    add(fmt::format("ended on {} ({})", ending->ends_on.text(), word(ending->reason)), ending->seq);
    return true;
  }

  bool not_served() {
    const auto& trial = subscription_.trial;
    const bool regular = subscription_.billing_from && *subscription_.billing_from <= date_;
    if (regular) return false;
    if (!trial && !subscription_.billing_from) {
      add("not connected yet: the service has not begun", subscription_.ordered_seq);
    } else if (trial && date_ < trial->ends_on) {
      add("in trial through " + (trial->ends_on - 1).text(), trial->seq);
    } else if (trial && trial->deadline && date_ < *trial->deadline) {
      add(fmt::format("in the month of decision, billed after {}", (*trial->deadline - 1).text()),
          trial->seq);
    } else if (subscription_.billing_from) {
      add("billed from " + subscription_.billing_from->text() + " on", subscription_.ordered_seq);
    }
    return true;
  }

  void billed_before() {
    if (!subscription_.settled_through) return;
    add("billed through " + (*subscription_.settled_through - 1).text() + " already",
        subscription_.billed_seq);
  }

  void costs_nothing() {
    const AgreedTerms terms = terms_on(customer_, subscription_, catalog_, date_);
    const CountFrom* count = subscription_.count_on(date_);
    if (terms->basis == Basis::mailbox && (!count || count->mailboxes == 0)) {
      add("no mailbox is counted", count ? count->seq : subscription_.ordered_seq);
    }
    if (terms->basis == Basis::activity) {
      add("nobody was seen in any month that is over and not billed", subscription_.ordered_seq);
    }
    if (is_free_on(customer_, subscription_, catalog_, *terms, date_)) {
      add("free for as long as another service is resold", subscription_.ordered_seq);
    }
    const Date from = *subscription_.billing_from;
    const auto day = billing_day_on(customer_, *terms, from);
    if (!day) return add("no invoicing group is known", subscription_.ordered_seq);
    const BillingPeriod first = billing_period_from(from, *day);
    const bool part = first.days != first.nominal && date_ < first.days.end;
    if (part && terms->basis != Basis::activity && terms->first_period == Partial::free) {
      add(fmt::format("the first part of a period is free, through {}",
                      first.days.through().text()),
          subscription_.ordered_seq);
    }
  }

  void not_yet_due() {
    const AgreedTerms terms = terms_on(customer_, subscription_, catalog_, date_);
    if (terms->timing != Timing::arrears) return;
    const auto next = next_billing_day(customer_, *terms, date_);
    if (next) add("billed in arrears: this period on " + next->text(), subscription_.ordered_seq);
  }

  const Customer& customer_;
  const Subscription& subscription_;
  const Catalog& catalog_;
  Date date_;
  std::vector<NothingToBill::Cause> causes_;
};

/// The customer as time alone will have made it by `date`, if nobody says anything.
Customer left_alone(Customer customer, Date date) {
  while (const auto due = next_due(customer, date)) {
    evolve(customer, {0, due->effective_on, due->effective_on, 0, 0, due->event});
  }
  return customer;
}

std::optional<Date> first_bill(const std::vector<Charge>& charges, std::int64_t subscription) {
  const auto found = std::find_if(charges.begin(), charges.end(), [&](const Charge& charge) {
    return charge.subscription == subscription && charge.stands != 0;
  });
  return found == charges.end() ? std::nullopt : std::optional(found->bill_on);
}

}  // namespace

std::optional<Refusal> why_unbillable(const Customer& known, const Catalog& catalog,
                                      const LedgerSettings& settings, Date date,
                                      const std::vector<Billed>& billed,
                                      const UnitsOf& units_of) try {
  const Customer customer = left_alone(known, date);
  const auto charges = propose(customer, catalog, date, billed, units_of);
  if (auto refusal = contradiction_in(customer, charges, billed)) return refusal;
  for (const InvoiceIssued& document :
       settle(customer, catalog, settings, charges, billed, date).documents) {
    if (auto refusal = refuse_document(document, customer.id)) return refusal;
  }
  return std::nullopt;
} catch (const Unbillable& fault) {
  return Refusal{fault.code(), fault.what(), fault.hint(), fault.exit()};
}

std::vector<NothingToBill> why_not(const Customer& known, const Catalog& catalog, Date date,
                                   const std::vector<Billed>& billed, const UnitsOf& units_of) {
  const Customer customer = left_alone(known, date);
  const Date ahead = date + days_to_look_ahead;
  const std::vector<Charge> charges =
      propose(left_alone(customer, ahead), catalog, ahead, billed, units_of);
  std::vector<NothingToBill> answers;
  for (const Subscription& subscription : customer.subscriptions) {
    NothingToBill& answer = answers.emplace_back();
    answer.subscription = subscription.number;
    answer.bill_on = first_bill(charges, subscription.number);
    if (answer.bill_on && *answer.bill_on <= date) continue;
    answer.causes = Causes(customer, subscription, catalog, date).all();
  }
  return answers;
}

}  // namespace msp
