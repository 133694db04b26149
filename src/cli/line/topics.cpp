#include "line/topics.h"

namespace msp::cli {
namespace {

const std::vector<Meaning> exits = {
    {"0", "done, or already so, or nothing to do: durable and told"},
    {"1", "refused by a rule; nothing changed"},
    {"2", "wrong command line; nothing changed"},
    {"3", "input file rejected: every bad line named (20, then a count); nothing changed"},
    {"4", "ledger busy after --wait; nothing changed, safe to repeat"},
    {"5", "ledger missing, foreign, newer, damaged, tampered with or not writable"},
    {"6", "system error (disk, output); nothing changed"},
    {"7", "recorded, but the answer could not be written"},
    {"8", "outcome unknown: repeat with the same --request-id"},
    {"9", "nothing to do, only with --fail-if-empty"},
    {"10",
     "a difference was found: ledger verify, panel diff --check, panel assert, invoice "
     "reproduce; or something was left over: a parked customer, a mail that failed"},
    {"130, 143, …", "ended by a signal"},
};

const std::vector<std::string_view> remarks = {
    "Amounts have a decimal point and no grouping, dates are ISO, empty means unknown.",
    "On a terminal the usage report also draws last_12_months, the quantity at each month's end.",
};

constexpr std::string_view undo_guide =
    "Say it again where the last word holds: a count, a plan, a price, an end,\n"
    "a name, a group, a day of connection. What is billed by now is corrected on the\n"
    "next document as any late word is, by the plan's terms:\n"
    "  msp mailbox set acme 30 --effective 2026-02-01 --ref mail-19\n\n"
    "Undo what should never have been said: the wrong customer, the wrong trial\n"
    "declined or converted, an order twice, another file. It is as if it had not been\n"
    "said: days are looked at anew, waiting mails are gone, and what was billed by it\n"
    "is given back on the next document, whatever the plan's terms, with --reason on\n"
    "it. A whole command goes, all rows of a file. What was decided upon it is named:\n"
    "take that back first. History keeps both, and an undo can be undone.\n\n"
    "Credit what a document charges and should not, though what was said is right;\n"
    "a document itself is never undone:\n"
    "  msp invoice credit 12 1 --amount 4.00 --reason 'a day without service' \\\n"
    "     --ref mail-60\n";

}  // namespace

std::string_view guide_to(std::string_view path) { return path == "undo" ? undo_guide : ""; }

const std::vector<Meaning>& exit_meanings() { return exits; }
const std::vector<std::string_view>& about_columns() { return remarks; }

}  // namespace msp::cli
