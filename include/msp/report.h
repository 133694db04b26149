// Reports: one function each, rows in, Table out. They read one Ledger and have no way to write.
// The columns are a contract (CLI): kept in name and order, new ones only at the end.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "msp/desk.h"
#include "msp/ledger.h"
#include "msp/month.h"
#include "msp/outbox.h"
#include "msp/sparkline.h"
#include "msp/table.h"

namespace msp {

/// What a report is asked for; a filter left out lets everything through.
struct Query {
  Date today;  ///< the day it is asked on
  Date as_of;  ///< only what holds on or before this day is seen
  std::optional<Month> month = {};
  std::optional<Date> from = {};     ///< effective, included
  std::optional<Date> through = {};  ///< effective, included
  std::optional<CustomerId> customer = {};
  std::optional<PlanId> plan = {};
  std::optional<std::int64_t> group = {};
  std::optional<Status> status = {};
};

/// One row per subscription that existed in the month: its status and count on the month's last day
/// (or on as_of, if that comes first) and what a month of that costs; in trial it costs nothing. By
/// activity the count is of the units billed, in trial of those that would be; empty if nobody was
/// seen, or where the ledger looks back: evidence does not know when it was told. A month in which
/// a trial by activity became active has two rows: in_trial, with the units that only its days have
/// (empty once the month is purged), and what the subscription was at the end, with those billed
/// (MISSION S6). With from or through: all months from the one to the other.
/// customer,subscription,plan,basis,month,status,quantity,unit_price,amount,currency,group
/// Where there is something to draw on, last_12_months follows: the quantity on the last day of
/// each of the twelve months up to this one, blank where there was no subscription or no count.
Table usage_report(const Ledger& ledger, const Query& query, Drawing drawing = Drawing::none);

/// Who was seen of the customers in the months of the usage report (on or before as_of), unit by
/// unit: what is billed of it and why (MISSION S1, S2, S4). Filters choose units by the
/// subscription they count for. By month, then in the order the customers came. Empty where the
/// ledger looks back: evidence does not know when it was told.
/// customer,month,unit,kind,paired_to,first_seen,last_seen,active_days,billed,why
Table usage_detail(const Ledger& ledger, const Query& query);

/// Monthly recurring revenue by month and currency. A subscription's is monthly_revenue() on the
/// month's last day (or on as_of, if that comes first); what happens within a month shows in its
/// difference to the month before. Each subscription moves for itself: from nothing to something
/// is new, a return after churn included; from something to nothing is churn; else it is expansion
/// or contraction. Contraction and churn are negative: start + new + expansion + contraction +
/// churn = end, and a month's start is the end of the one before.
///
/// Filters choose whole subscriptions, by what they are on as_of, so that the parts of any filter
/// add up to the whole in every column, and a month's row does not depend on the months shown
/// beside it. Months are those that from, through and month touch; without any the last 12 up to
/// as_of. A currency begins with its first month that is not all nothing.
/// month,currency,start,new,expansion,contraction,churn,end; where there is something to draw on,
/// a bar of `end` follows.
Table revenue_report(const Ledger& ledger, const Query& query, Drawing drawing = Drawing::none);

enum class TrialScope { open, overdue, all };
/// Trials: those still to be decided; those whose deadline passed without a word; or all there
/// were. `within_days` keeps those with at most so many days left to decide.
/// customer,subscription,plan,status,connected_on,trial_through,decide_by,days_left,sales_rep,
/// monthly_total,currency
Table trials_report(const Ledger& ledger, const Query& query, TrialScope scope,
                    std::optional<std::int64_t> within_days);

/// Every change of a customer's history in order of seq, with what was before and after. Events
/// that only follow from others (line settlement) are left out; issued invoices are in.
/// seq,effective_on,received_on,recorded_at,customer,subscription,what,old,new,actor,requested_by,
/// ref,reason
Table changes_report(const Ledger& ledger, const Query& query);

/// The schedule of the monthly security reports in the query's months (the month of today): one row
/// per subscription with a sales rep, on the invoicing group's date, and when the sales rep was
/// told (MISSION D2, D6). By date, then by subscription.
/// customer,subscription,sales_rep,group,due_on,sent_on
Table security_report(const Ledger& ledger, const Query& query);

/// The outbox: what is due to be told to whom, oldest first of each customer, in the order they
/// came. `why` says what is wrong with it, or the command that mends it.
/// message,status,kind,customer,subscription,to,due_on,settled_on,why
Table message_list(const Ledger& ledger, const Query& query, std::optional<MessageStatus> status);

/// customer,name,status,partner,group,subscriptions,mailboxes,since
Table customer_list(const Ledger& ledger, const Query& query);
/// field,value: who the customer is, its agreements and subscriptions, for reading.
Table customer_show(const Customer& customer, const Catalog& catalog, Date today);
/// field,value: one subscription, its terms that the agreement changed included.
Table subscription_show(const Customer& customer, const Subscription& subscription,
                        const Catalog& catalog, Date today);
/// subscription,plan,status,mailboxes,ordered_on,connected_on,billing_from,ends_on,unit_price,
/// currency
Table subscription_list(const Ledger& ledger, const Query& query);
/// order (= subscription, or draft),customer,plan,step,since,days,late,waits_for,next: what is
/// ordered and not yet served: the last step done, since when, whether it is late (over 72 h after
/// mx-changed, MISSION D4), whose turn it is and to do what. Of drafts each line.
Table order_list(const Ledger& ledger, const Query& query);
/// draft,line,plan,mailboxes,unit_price,amount,currency,trial_through,first_invoice,missing: the
/// lines of an open draft of the customer, as if they were ordered on `today`: the price of a full
/// period, when it is billed first if nobody says anything else, and why it cannot be ordered yet,
/// as `in_words` says it.
Table order_review(const Customer& customer, const Catalog& catalog, std::int64_t draft, Date today,
                   const std::function<std::string(const Refusal&)>& in_words);

/// plan,name,version_from,basis,timing,billing_day,price,per,currency,trial
Table catalog_list(const Catalog& catalog, Date on);
/// term,value: all terms and prices of a plan's version of the day.
Table catalog_show(const Plan& plan, Date on);
/// code,percent,amount,currency,months,valid_from,valid_through; months empty: for ever.
Table discount_list(const Catalog& catalog);
/// term,LEFT,RIGHT (named after the plans): what differs, price included.
Table catalog_diff(const Plan& left, const Plan& right, Date on);

/// customer,group,since,members,subscriptions: user groups on the day `as_of`, of one customer or
/// of all, in the order they came.
Table user_group_list(const Ledger& ledger, const Query& query);
/// customer,group,user,since: the members of one group, or of all, on a day.
Table group_member_list(const Customer& customer, const std::optional<UserGroupId>& group, Date on);

/// customer,subscription,address,since: the mailboxes that are kept by name, on a day; of one
/// subscription, or of all (0).
Table mailbox_list(const Customer& customer, std::int64_t subscription, Date on);

/// Where the panel's counts and the ledger's differ on the day `as_of`, the most money first: the
/// newest count that was seen in the panel by then, the ledger's on that day, that of the last
/// invoice. A subscription that the panel knows by its panel id is compared by itself, a customer's
/// others together, by the customer's id. Who is not known on one side differs by all of the
/// other's count; names that only the panel knows are left out if the query is about some customers
/// only. amount_per_month is what the difference costs in a full month, by the price of the day and
/// its tiers, without discounts. `suggestion` is the command that settles it; words in capitals are
/// to be filled in. Refusal panel.none: no count was seen by then.
/// customer,panel,ledger,last_invoiced,difference,amount_per_month,currency,suggestion,panel_on
Result<Table> panel_diff(const Ledger& ledger, const Query& query);

/// customer,on,expected,actual,difference: the ledger's count of a subscription, or of all of a
/// customer's (0), beside what it ought to be.
struct CountAssertion {
  bool holds = false;
  Table table;
};
CountAssertion assert_count(const Customer& customer, std::int64_t subscription,
                            std::int64_t expected, Date on);

/// number,kind,customer,issued_on,due_on,net,tax,gross,currency
Table invoice_list(const Ledger& ledger, const std::optional<CustomerId>& customer);
/// line,kind,subscription,plan,from,through,quantity,unit_price,net,tax_rate,currency,free_rider,
/// corrects,description
Table invoice_show(const CustomerId& customer, const InvoiceIssued& invoice);
/// number,kind,customer,net,tax,gross,currency; without numbers for a dry run
Table invoice_run_table(const RunOutcome& outcome, bool numbered);
/// The same with last_net,change,why behind: each document beside what its customer was billed on
/// the billing day before, the largest change first; who is billed no more has a row without one.
Table invoice_run_diff(const Ledger& ledger, const RunOutcome& outcome, bool numbered);

/// subscription,plan,status,why,event,next_bill_on: why there is nothing to bill on `date`, the
/// first cause first, and when there will be if nobody says anything.
Table invoice_why_not(const Customer& customer, const Catalog& catalog, Date date,
                      const std::vector<Billed>& billed, const UnitsOf& units_of = {});

/// A document computed once more. `then` looks back to what was known before it was issued.
struct Reproduction {
  bool same = false;  ///< byte for byte
  /// line,subscription,from,through,issued,reproduced,changed_since,billed_on,currency: with what
  /// has been learned since, as the adjustment it will become and when.
  Table table;
};
Reproduction invoice_reproduce(const Ledger& now, const Ledger& then, const CustomerId& customer,
                               const InvoiceIssued& invoice, Date today);

/// customer,subscription,component,from,through,refund,retro_credit,currency,line,decided_on: what
/// was billed, is owed no more, and is kept by `refund` or `retro_credit` (MISSION decision 8).
Table forgone_report(const Ledger& ledger, const Query& query);

/// line,step,amount,event,effective_on,received_on,recorded_at,actor,requested_by,ref,what
/// All lines, or one; then the steps of tax and totals, with `line` empty.
Table invoice_explain(const Ledger& ledger, const InvoiceIssued& invoice,
                      std::optional<std::int64_t> line);

/// seq,recorded_at,effective_on,stream,type,actor,requested_by,ref,payload,hash
Table ledger_log(const Ledger& ledger, const EventFilter& filter);
/// field,value
Table ledger_info(const Ledger& ledger);

/// `maija (uid 1000 on desk-host)`: the claim first, the kernel's word behind it.
std::string actor_text(const Actor& actor);

/// `visa ending in 4242, good through 2027-12-31`; after that day, if one is given, `… expired on
/// 2027-12-31`. Without the token.
std::string payment_text(const PaymentMethodSet& payment, std::optional<Date> today = {});

}  // namespace msp
