#include "line/advice.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "msp/advice.h"

namespace msp::cli {
namespace {

/// `{known}` is --known-at, if the command was given it.
struct Sentence {
  Advice advice;
  std::string_view words;  ///< `{}`: what it is about, the last of it again if there is no more
};

constexpr std::array sentences = {
    Sentence{Advice::as_said, "{}"},
    Sentence{Advice::give, "Give {}."},
    Sentence{Advice::leave_out, "Leave out {}."},
    Sentence{Advice::check_effective, "Check --effective."},
    Sentence{Advice::check_day_of_rows,
             "Check --effective: it is the day of the rows that name none."},
    Sentence{Advice::say_effective, "Say --effective DATE for an order that is typed late."},
    Sentence{Advice::decline_earlier, "Leave out --effective, or name an earlier day."},
    Sentence{Advice::name_subscription, "Name the one you mean with --subscription."},
    Sentence{Advice::confirm_count, "Check the number; --yes records it."},
    Sentence{Advice::confirm_names, "Check the file; --yes records it."},
    Sentence{Advice::name_all_mailboxes,
             "Name all of them (`msp mailbox import` takes a file); --yes lets the names count."},
    Sentence{Advice::confirm_erasure, "--yes erases them."},
    Sentence{Advice::confirm_purge, "--yes removes them."},
    Sentence{Advice::confirm_prices,
             "Check the day that the price holds from; --yes publishes it, and the next documents "
             "correct what was issued."},
    Sentence{Advice::confirm_days, "Check the clock and the day; --yes catches up."},
    Sentence{Advice::wait_for_commitment,
             "Let it hold from {} on; or --yes ends the commitment and charges that."},
    Sentence{Advice::rehearse_run, "--dry-run shows what that day would bill."},
    Sentence{Advice::issue_later,
             "Check the clock and --today; from {} on documents can be issued again."},
    Sentence{Advice::review_run, "Look at it with --dry-run --diff; --yes issues it."},
    Sentence{Advice::review_customer,
             "`msp invoice run --customer {} --dry-run` shows it; --yes in its place issues it."},
    Sentence{
        Advice::find_slip,
        "`msp customer history {}` shows what was said; `msp undo EVENT` takes back what should "
        "not have been."},
    Sentence{Advice::list_customers, "`msp customer list` shows them."},
    Sentence{Advice::reactivate, "`msp customer reactivate` it first."},
    Sentence{Advice::deactivate, "`msp customer deactivate {}` ends what the customer has."},
    Sentence{Advice::put_off_end,
             "`msp customer deactivate {} --effective DATE` says another day for all it has."},
    Sentence{Advice::list_subscriptions, "`msp subscription list {}` shows them."},
    Sentence{Advice::cancel_service, "`msp subscription cancel` ends a paid service."},
    Sentence{Advice::give_notice, "It is a customer now: `msp subscription cancel` gives notice."},
    Sentence{Advice::give_back, "`msp invoice credit` gives back what was billed for nothing."},
    Sentence{
        Advice::begin_anew,
        "`msp subscription cancel` ends it, `msp order` begins it from the right day, and `msp "
        "invoice credit` gives back what was billed for nothing."},
    Sentence{Advice::say_received, "Say --received if it reached the desk in time."},
    Sentence{Advice::review_draft, "`msp order review {}` shows its lines."},
    Sentence{Advice::finish_draft,
             "`msp order review {}` shows what is missing, `msp order finalize` orders."},
    Sentence{Advice::begin_draft, "Begin one with `msp order {} --draft`."},
    Sentence{Advice::order_without_trial, "Order it without --trial."},
    Sentence{Advice::give_sales_ref, "Give --sales-ref, where sales has written it down."},
    Sentence{Advice::give_contract, "Give --contract, where it is filed."},
    Sentence{Advice::leave_out_term, "Leave out the --set that leads to it."},
    Sentence{Advice::connect, "`msp order step {} connected` first."},
    Sentence{Advice::connect_later, "Record `msp order step … connected` once it is done."},
    Sentence{Advice::do_step_before,
             "Record `msp order step … {}` first; or say --override REASON."},
    Sentence{Advice::set_count, "`msp mailbox set {} COUNT` sets it."},
    Sentence{Advice::change_count, "Change its count with `msp mailbox set`, or cancel it first."},
    Sentence{Advice::change_names, "`msp mailbox add` and `msp mailbox remove` change it."},
    Sentence{Advice::list_mailboxes, "`msp mailbox list {}` shows them."},
    Sentence{Advice::add_group, "`msp group add {} {}` makes it."},
    Sentence{Advice::list_members, "`msp group member list {} {}` shows who is."},
    Sentence{Advice::list_plans, "`msp catalog list` shows the plans."},
    Sentence{Advice::see_bases, "`msp catalog list` tells how plans are billed."},
    Sentence{Advice::see_basis, "`msp catalog show` tells how its plan is billed."},
    Sentence{Advice::see_prices, "`msp catalog show` lists its prices."},
    Sentence{Advice::see_tax_class, "`msp catalog show` lists the plan's own."},
    Sentence{Advice::list_discounts, "`msp catalog discounts` lists them."},
    Sentence{Advice::list_terms, "`msp help terms` lists them."},
    Sentence{Advice::list_term_values, "`msp help terms` lists the values."},
    Sentence{Advice::list_invoices, "`msp invoice list{known}` shows them."},
    Sentence{Advice::correct_document,
             "A document stands: `msp invoice credit {} LINE` gives back what it charges."},
    Sentence{Advice::see_lines, "`msp invoice show {}` lists its lines."},
    Sentence{Advice::see_charges, "`msp invoice show` has the lines that charge something."},
    Sentence{Advice::give_amount, "Give --amount, without a sign."},
    Sentence{Advice::list_messages, "`msp notify list --customer {}` shows what there is."},
    Sentence{Advice::list_blocked,
             "`msp notify list --status blocked` names the command that mends it."},
    Sentence{Advice::send_again, "`msp notify send {} --again` sends it once more."},
    Sentence{Advice::settle_message,
             "Look into the mail system's log; `msp notify send {} --again` sends it once more. "
             "Or `msp notify skip {} --reason TEXT`."},
    Sentence{Advice::take_back_first,
             "Take those back first, the newest first: `msp undo {}`. Or say what is right: the "
             "last word holds (`msp help undo`)."},
    Sentence{Advice::list_events, "`msp customer history` and `msp ledger log` number them."},
    Sentence{Advice::give_vat_id,
             "`msp customer edit {} --vat-id ID` says it, or a plan of another tax class."},
    Sentence{Advice::give_seller_vat_id, "`msp ledger edit --seller-vat-id ID` says it."},
    Sentence{Advice::edit_seller_country,
             "`msp ledger edit --seller-country CC` says where the seller is; else load a catalog "
             "whose plans name another class."},
    Sentence{Advice::make_ledger,
             "`msp init` makes one; --ledger FILE or MSP_LEDGER names another."},
    Sentence{Advice::name_ledger, "--ledger FILE or MSP_LEDGER names the right one."},
    Sentence{Advice::use_ledger, "Use it as it is, or choose another --ledger FILE."},
    Sentence{Advice::copy_ledger,
             "Use an account that may, or a copy made with `msp ledger backup`."},
    Sentence{Advice::wait, "It is safe to repeat this; --wait SECONDS waits longer."},
    Sentence{Advice::repeat_request, "Repeat the command with the same --request-id."},
    Sentence{Advice::verify, "Run `msp ledger verify`."},
    Sentence{Advice::restore, "Run `msp ledger verify`; restore the newest backup that passes it."},
    Sentence{Advice::restore_schema,
             "Somebody changed it: restore the newest backup that passes `msp ledger verify`."},
    Sentence{Advice::rebuild, "`msp ledger rebuild` makes it anew from the events."},
};

constexpr bool in_order() {
  for (std::size_t i = 0; i < sentences.size(); ++i) {
    if (static_cast<std::size_t>(sentences[i].advice) != i) return false;
  }
  return sentences.back().advice == Advice::rebuild;  // the last one there is
}
static_assert(in_order(), "every Advice has its sentence, in the order of msp/advice.h");

/// A field of a command as its option: `accepted_terms` is --accept-terms.
std::string option_of(std::string field) {
  if (field == "accepted_terms") field = "accept_terms";
  std::replace(field.begin(), field.end(), '_', '-');
  return "--" + field;
}

std::string options_of(const std::vector<std::string>& fields) {
  std::string text;
  for (const std::string& field : fields) text += (text.empty() ? "" : ", ") + option_of(field);
  return text;
}

/// Puts `words` where the last `place` is: what people have typed stands before it.
void fill(std::string& message, std::string_view place, const std::string& words) {
  const auto at = message.rfind(place);
  if (at != std::string::npos) message.replace(at, place.size(), words);
}

}  // namespace

std::string in_words(const Hint& hint, const std::string& as_known) {
  if (hint.about.empty() && hint.advice == Advice::as_said) return {};
  std::string words(sentences[static_cast<std::size_t>(hint.advice)].words);
  fill(words, "{known}", as_known);
  const bool of_fields = hint.advice == Advice::give || hint.advice == Advice::leave_out;
  std::string text;
  std::size_t from = 0;
  std::size_t next = 0;
  for (std::size_t at; (at = words.find("{}", from)) != std::string::npos; from = at + 2) {
    const std::string& about = hint.about.at(std::min(next++, hint.about.size() - 1));
    text += words.substr(from, at - from) + (of_fields ? option_of(about) : about);
  }
  return text + words.substr(from);
}

std::string in_words(const Refusal& refusal) {
  std::string message = refusal.message;
  if (!refusal.fields.empty()) fill(message, "{}", options_of(refusal.fields));
  if (!refusal.command.empty()) fill(message, "{}", "`msp " + refusal.command + "`");
  return message;
}

std::string parked_text(const CustomerId& customer, const Refusal& why) {
  const std::string hint = in_words(why.hint);
  return fmt::format("parked: {} is not billed: {}.{}", customer.text(), in_words(why),
                     hint.empty() ? "" : " " + hint);
}

}  // namespace msp::cli
