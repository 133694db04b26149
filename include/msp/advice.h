// The ways out that refusals and faults name. Each face has words of its own for them: a command
// line its commands and options (src/cli/advice.cpp), another face its buttons.
#pragma once

#include <cstdint>

#include "msp/result.h"

namespace msp {

/// What a Hint advises; a comment says what the hint is about, in this order.
enum class Advice : std::uint8_t {
  // a sentence of its own, which needs no words of a face
  as_said,
  // a field of the command
  give,       ///< the field
  leave_out,  ///< the field
  // the days and the subscription a command is about
  check_effective,
  check_day_of_rows,  ///< of the rows that name none
  say_effective,      ///< of an order that is typed late
  decline_earlier,
  name_subscription,
  // what is out of the ordinary, if it is meant
  confirm_count,
  confirm_names,
  name_all_mailboxes,  ///< or let those named count
  confirm_erasure,
  confirm_purge,
  confirm_prices,
  confirm_days,
  wait_for_commitment,  ///< the first day after it; or end it
  rehearse_run,
  issue_later,  ///< from that day on
  review_run,
  review_customer,  ///< whose run is out of the ordinary
  find_slip,        ///< the customer
  // customers and what they have
  list_customers,
  reactivate,
  deactivate,          ///< the customer
  put_off_end,         ///< of all that the customer has
  list_subscriptions,  ///< the customer
  cancel_service,
  give_notice,
  give_back,   ///< what was billed for nothing
  begin_anew,  ///< a service from another day
  say_received,
  // orders and their steps
  review_draft,  ///< the draft
  finish_draft,  ///< the draft
  begin_draft,   ///< the customer
  order_without_trial,
  give_sales_ref,
  give_contract,
  leave_out_term,
  connect,  ///< the subscription
  connect_later,
  do_step_before,  ///< the step
  // mailboxes and groups
  set_count,     ///< the customer
  change_count,  ///< or cancel the subscription
  change_names,
  list_mailboxes,  ///< the customer
  add_group,       ///< the customer, the group
  list_members,    ///< the customer, the group
  // the catalog
  list_plans,
  see_bases,  ///< how plans are billed
  see_basis,  ///< how this plan is billed
  see_prices,
  see_tax_class,
  list_discounts,
  list_terms,
  list_term_values,
  // documents and mails
  list_invoices,
  correct_document,  ///< the document
  see_lines,         ///< the document
  see_charges,
  give_amount,
  list_messages,  ///< the customer
  list_blocked,
  send_again,      ///< the message
  settle_message,  ///< the message
  // what was recorded by mistake
  take_back_first,  ///< the event
  list_events,
  // tax
  give_vat_id,  ///< the customer
  give_seller_vat_id,
  edit_seller_country,
  // the ledger
  make_ledger,  ///< or name another
  name_ledger,
  use_ledger,  ///< or name another
  copy_ledger,
  wait,
  repeat_request,
  verify,
  restore,
  restore_schema,
  rebuild,
};

}  // namespace msp
