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

const std::vector<Meaning> columns = {
    {"invoice list", "number,kind,customer,issued_on,due_on,net,tax,gross,currency"},
    {"invoice show",
     "line,kind,subscription,plan,from,through,quantity,unit_price,net,tax_rate,currency,"
     "free_rider,corrects,description"},
    {"invoice run", "number,kind,customer,net,tax,gross,currency"},
    {"invoice explain",
     "line,step,amount,event,effective_on,received_on,recorded_at,actor,requested_by,ref,what"},
    {"invoice why-not", "subscription,plan,status,why,event,next_bill_on"},
    {"invoice reproduce",
     "line,subscription,from,through,issued,reproduced,changed_since,billed_on,currency"},
    {"report usage",
     "customer,subscription,plan,basis,month,status,quantity,unit_price,amount,currency,group"},
    {"report changes",
     "seq,effective_on,received_on,recorded_at,customer,subscription,what,old,new,actor,"
     "requested_by,ref,reason"},
    {"report forgone",
     "customer,subscription,component,from,through,refund,retro_credit,currency,line,decided_on"},
    {"report security", "customer,subscription,sales_rep,group,due_on,sent_on"},
    {"notify list", "message,status,kind,customer,subscription,to,due_on,settled_on,why"},
    {"notify send", "message,status,to,why"},
    {"trial list",
     "customer,subscription,plan,status,connected_on,trial_through,decide_by,days_left,sales_rep,"
     "monthly_total,currency"},
    {"customer list", "customer,name,status,partner,group,subscriptions,mailboxes,since"},
    {"mailbox list", "customer,subscription,address,since"},
    {"panel diff",
     "customer,panel,ledger,last_invoiced,difference,amount_per_month,currency,suggestion,"
     "panel_on"},
    {"panel assert", "customer,on,expected,actual,difference"},
    {"usage show",
     "customer,month,unit,kind,paired_to,first_seen,last_seen,active_days,billed,why"},
    {"config show", "key,value,origin"},
    {"ledger log", "seq,recorded_at,effective_on,stream,type,actor,requested_by,ref,payload,hash"},
};

const std::vector<std::string_view> remarks = {
    "Amounts have a decimal point and no grouping, dates are ISO, empty means unknown.",
    "An invoice run with --diff adds last_net,change,why.",
    "On a terminal the usage report also draws last_12_months, the quantity at each month's end.",
};

}  // namespace

const std::vector<Meaning>& exit_meanings() { return exits; }
const std::vector<Meaning>& columns_of_lists() { return columns; }
const std::vector<std::string_view>& about_columns() { return remarks; }

}  // namespace msp::cli
