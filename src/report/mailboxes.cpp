// Mailboxes: those kept by name, and how many there are.
#include "msp/report/mailboxes.h"

namespace msp {

Columns mailbox_columns() {
  return {{"customer", "whose"},
          {"subscription", "that it is billed by"},
          {"address", "of the mailbox"},
          {"since", "the first day it counts", ColumnKind::date}};
}

Table mailbox_list(const Customer& customer, std::int64_t subscription, Date on) {
  Table table(mailbox_columns());
  for (const Subscription& each : customer.subscriptions) {
    if (subscription != 0 && each.number != subscription) continue;
    for (const Member& mailbox : members_on(each.names, on)) {
      table.add(
          {customer.id.text(), customer.ref(each).text(), mailbox.user, mailbox.since.text()});
    }
  }
  return table;
}

Columns assertion_columns() {
  return {{"customer", "whose"},
          {"on", "the day that was asked about", ColumnKind::date},
          {"expected", "the count that was given", ColumnKind::count},
          {"actual", "the ledger's", ColumnKind::count},
          {"difference", "the ledger has so many more", ColumnKind::count}};
}

CountAssertion assert_count(const Customer& customer, std::int64_t subscription,
                            std::int64_t expected, Date on) {
  std::int64_t actual = 0;
  for (const Subscription& each : customer.subscriptions) {
    if (subscription != 0 && each.number != subscription) continue;
    const CountFrom* count = each.count_on(on);
    if (!count || each.status_on(on) == Status::ended) continue;
    actual = checked_add(actual, count->mailboxes);
  }
  Table table(assertion_columns());
  table.add({customer.id.text(), on.text(), std::to_string(expected), std::to_string(actual),
             std::to_string(actual - expected)});
  return {actual == expected, std::move(table)};
}

}  // namespace msp
