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

}  // namespace

const std::vector<Meaning>& exit_meanings() { return exits; }
const std::vector<std::string_view>& about_columns() { return remarks; }

}  // namespace msp::cli
