// Mailboxes kept by name.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "commands.h"
#include "invocation.h"
#include "known_at.h"
#include "name_file.h"

namespace msp::cli {
namespace {

/// What a change of names recorded besides what time had made due.
struct Renamed {
  std::int64_t subscription = 0;
  std::size_t added = 0;
  std::size_t removed = 0;
  std::map<Date, std::int64_t> counts;  ///< as the last word for a day left them
};

Renamed renamed_by(const CustomerOutcome& outcome) {
  Renamed renamed;
  const auto note = [&](const auto& event, Date from, std::size_t& names) {
    renamed.subscription = event.subscription;
    names += event.addresses.size();
    renamed.counts[from] = event.counts.front().mailboxes;
  };
  for (std::size_t i = outcome.swept; i < outcome.events.size(); ++i) {
    const RecordedEvent& event = outcome.events[i];
    if (const auto* added = std::get_if<MailboxAdded>(&event.event)) {
      note(*added, event.effective_on, renamed.added);
    }
    if (const auto* removed = std::get_if<MailboxRemoved>(&event.event)) {
      note(*removed, event.effective_on, renamed.removed);
    }
  }
  return renamed;
}

/// `2 mailboxes added, 1 removed: 26 from 2026-03-01 (was 25)`
Answer describe(const CustomerOutcome& outcome) {
  constexpr std::size_t most_days = 3;
  const std::string id = outcome.after.id.text();
  const Renamed renamed = renamed_by(outcome);
  if (renamed.counts.empty()) return {id, "it is so already", "msp mailbox list " + id};
  std::string what;
  if (renamed.added > 0) what = counted(renamed.added, "mailbox", "mailboxes") + " added";
  if (renamed.removed > 0) {
    what += what.empty() ? counted(renamed.removed, "mailbox", "mailboxes")
                         : ", " + std::to_string(renamed.removed);
    what += " removed";
  }
  std::size_t told = 0;
  for (const auto& [from, count] : renamed.counts) {
    if (told++ == most_days) break;
    what += fmt::format("{}{} from {}", told == 1 ? ": " : ", ", count, from.text());
    const Subscription* before = outcome.before.subscription(renamed.subscription);
    const CountFrom* was = told == 1 ? before->count_on(from) : nullptr;
    if (was) what += fmt::format(" (was {})", was->mailboxes);
  }
  if (renamed.counts.size() > most_days) {
    what += ", and " + counted(renamed.counts.size() - most_days, "later day", "later days");
  }
  return {SubscriptionRef{outcome.after.id, renamed.subscription}.text(), what,
          "msp mailbox list " + id};
}

std::vector<std::string> addresses_of(const Invocation& invocation) {
  std::vector<std::string> addresses;
  for (const std::string& typed : invocation.arguments().all("ADDRESS")) {
    auto read = read_mail_address(typed);
    if (!read) {
      usage_error("usage.mail", fmt::format("ADDRESS: `{}`: {}", typed, read.refusal().message),
                  read.refusal().hint);
    }
    addresses.push_back(*std::move(read));
  }
  return addresses;
}

Exit add(Invocation& invocation) {
  const CustomerId customer = invocation.customer();
  AddMailboxes add{invocation.subscription_of(customer), {}};
  for (std::string& address : addresses_of(invocation)) add.addresses.push_back({address});
  return invocation.change(customer, add, describe);
}

Exit remove(Invocation& invocation) {
  const CustomerId customer = invocation.customer();
  return invocation.change(
      customer, RemoveMailboxes{invocation.subscription_of(customer), addresses_of(invocation)},
      describe);
}

Exit import(Invocation& invocation) {
  const CustomerId customer = invocation.customer();
  const std::int64_t subscription = invocation.subscription_of(customer);
  std::vector<NameFrom> entries =
      read_name_file(*invocation.arguments().raw("FILE"), "address", read_mail_address);
  if (!invocation.arguments().has("--replace")) {
    return invocation.change(customer, AddMailboxes{subscription, std::move(entries)}, describe);
  }
  ReplaceMailboxes replace{subscription, {}};
  for (NameFrom& entry : entries) {
    if (entry.from) {
      usage_error("usage.replace", "--replace says who is there on one day, and the file has days",
                  "Leave out its column from; --effective says the day.");
    }
    replace.addresses.push_back(std::move(entry.name));
  }
  return invocation.change(customer, replace, describe);
}

Exit list(Invocation& invocation) {
  const Table table = [&] {
    const Ledger ledger = invocation.read_ledger();
    const Customer customer = invocation.known_customer(ledger, invocation.customer());
    return ::msp::mailbox_list(customer, invocation.subscription_of(customer),
                               invocation.query(ledger).as_of);
  }();
  return invocation.show(table);
}

const Option which{"--subscription", "S", "which, if there are several"};

}  // namespace

const Command mailbox_add{
    "mailbox add",
    "Adds mailboxes by name; from the first name on, the number of names is what is billed.",
    Kind::evidenced,
    {"msp mailbox add cedar fay@cedar.example --ref mail-20",
     "msp mailbox add cedar fay@cedar.example gus@cedar.example --effective 2026-04-01 --ref "
     "mail-20"},
    {{"CUSTOMER", "whose"}, {"ADDRESS", "such as anna@acme.example", true, true}},
    {which},
    add};

const Command mailbox_remove{
    "mailbox remove",
    "Removes mailboxes by name.",
    Kind::evidenced,
    {"msp mailbox remove cedar eve@cedar.example --ref mail-21",
     "msp mailbox remove cedar eve@cedar.example --effective 2026-05-01 --ref mail-21"},
    {{"CUSTOMER", "whose"}, {"ADDRESS", "such as anna@acme.example", true, true}},
    {which},
    remove};

const Command mailbox_list{"mailbox list",
                           "Lists the mailboxes that are kept by name.",
                           Kind::list,
                           {"msp mailbox list cedar", "msp mailbox list cedar --as-of 2026-03-31"},
                           {{"CUSTOMER", "whose"}},
                           {{"--subscription", "S", "only of this one"},
                            {"--as-of", "DATE", "on that day (today)"},
                            known_at},
                           list};

const Command mailbox_import{
    "mailbox import",
    "Adds the mailboxes of a file; who is there already stays.",
    Kind::evidenced,
    {"msp mailbox import cedar mailboxes.csv --ref mail-22",
     "msp mailbox import cedar mailboxes.csv --replace --effective 2026-04-01 --ref mail-22 "
     "--dry-run"},
    {{"CUSTOMER", "whose"},
     {"FILE", "CSV with the columns address and, if need be, from; - is stdin"}},
    {which, {"--replace", "", "remove who is not in the file"}},
    import};

}  // namespace msp::cli
