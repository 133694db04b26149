// How many mailboxes are billed: a number, or mailboxes kept by name.
#include <fmt/format.h>

#include <map>

#include "commands/bound.h"
#include "commands/name_file.h"
#include "commands/subscription_choice.h"
#include "line/form.h"
#include "msp/read.h"
#include "msp/report/mailboxes.h"

namespace msp::cli {
namespace {

struct MailboxSet {
  CustomerId customer;
  std::int64_t count = 0;
  SubscriptionChoice subscription;

  static void options(auto& self, auto&& option) {
    option.operand("CUSTOMER", self.customer, "whose");
    option.operand("COUNT", self.count, "how many there are now");
    which_subscription(self, option);
  }
  SetMailboxCount asked() const { return {subscription.of(customer), count}; }

  static Answer describe(const CustomerOutcome& outcome) {
    const auto* set = outcome.events.empty()
                          ? nullptr
                          : std::get_if<MailboxCountSet>(&outcome.events.back().event);
    const std::string id = outcome.after.id.text();
    if (!set) return {id, "has that many mailboxes already", "msp customer show " + id};
    const Date from = outcome.events.back().effective_on;
    const CountFrom* before = outcome.before.subscription(set->subscription)->count_on(from);
    std::string what = plural(set->mailboxes, "mailbox", "mailboxes") + " from " + from.text();
    if (before) what += fmt::format(" (was {})", before->mailboxes);
    what += committed_text(outcome, *outcome.after.subscription(set->subscription), from);
    return {SubscriptionRef{outcome.after.id, set->subscription}.text(), what,
            fmt::format("msp customer history {}", id)};
  }
};

/// What a change of names recorded besides what time had made due.
struct Renamed {
  std::int64_t subscription = 0;
  std::size_t added = 0;
  std::size_t removed = 0;
  std::map<Date, std::int64_t> counts;  ///< as the last word for a day left them
};

Renamed renamed_by(const CustomerOutcome& outcome) {
  Renamed renamed;
  const auto note = [&](const auto& event, Date from, bool there, std::size_t& names) {
    renamed.subscription = event.subscription;
    const Subscription& before = *outcome.before.subscription(event.subscription);
    names += news_on(before.names, from, event.addresses, there).size();
    renamed.counts[from] = event.counts.front().mailboxes;
  };
  for (std::size_t i = outcome.swept; i < outcome.events.size(); ++i) {
    const RecordedEvent& event = outcome.events[i];
    if (const auto* added = std::get_if<MailboxAdded>(&event.event)) {
      note(*added, event.effective_on, true, renamed.added);
    }
    if (const auto* removed = std::get_if<MailboxRemoved>(&event.event)) {
      note(*removed, event.effective_on, false, renamed.removed);
    }
  }
  return renamed;
}

/// `2 mailboxes added, 1 removed: 26 from 2026-03-01 (was 25)`
Answer describe_renamed(const CustomerOutcome& outcome) {
  constexpr std::size_t most_days = 3;
  const std::string id = outcome.after.id.text();
  const Renamed renamed = renamed_by(outcome);
  if (renamed.counts.empty()) return {id, "it is so already", "msp mailbox list " + id};
  std::string what;
  if (renamed.added + renamed.removed == 0) what = "the same mailboxes";
  if (renamed.added > 0) what = plural(renamed.added, "mailbox", "mailboxes") + " added";
  if (renamed.removed > 0) {
    what += what.empty() ? plural(renamed.removed, "mailbox", "mailboxes")
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
    what += ", and " + plural(renamed.counts.size() - most_days, "later day", "later days");
  }
  return {SubscriptionRef{outcome.after.id, renamed.subscription}.text(), what,
          "msp mailbox list " + id};
}

/// One of many words: the error repeats it.
constexpr How<std::string> one_address{[](std::string_view name, const std::string& typed) {
  auto read = read_mail_address(typed);
  if (read) return *std::move(read);
  usage_error("usage.mail", fmt::format("{}: `{}`: {}", name, typed, read.refusal().message),
              read.refusal().hint);
}};

struct MailboxNames {
  CustomerId customer;
  std::vector<std::string> addresses;
  SubscriptionChoice subscription;

  static void options(auto& self, auto&& option) {
    option.operand("CUSTOMER", self.customer, "whose");
    option.operand("ADDRESS", self.addresses, "such as anna@acme.example", one_address);
    which_subscription(self, option);
  }
  static Answer describe(const CustomerOutcome& outcome) { return describe_renamed(outcome); }
};

struct MailboxAdd : MailboxNames {
  AddMailboxes asked() const {
    AddMailboxes add{subscription.of(customer), {}};
    for (const std::string& address : addresses) add.addresses.push_back({address});
    return add;
  }
};

struct MailboxRemove : MailboxNames {
  RemoveMailboxes asked() const { return {subscription.of(customer), addresses}; }
};

struct MailboxList : Filters {
  SubscriptionChoice subscription;
  CustomerId whose;

  static void options(auto& self, auto&& option) {
    option.operand("CUSTOMER", self.whose, "whose");
    option("--subscription", "S", self.subscription, "only of this one");
    option("--as-of", "DATE", self.on, "on that day (today)");
    looking_back(self, option);
  }
  Table table(const Ledger& ledger, const Query& query, const Invocation& invocation) const {
    const Customer known = invocation.known_customer(ledger, whose);
    return mailbox_list(known, subscription.of(known), query.as_of);
  }
};

struct MailboxImport {
  CustomerId customer;
  std::string file;
  SubscriptionChoice subscription;
  bool replace = false;

  static void options(auto& self, auto&& option) {
    option.operand("CUSTOMER", self.customer, "whose");
    option.operand("FILE", self.file,
                   "CSV with the columns address and, if need be, from; - is stdin", machine_made);
    which_subscription(self, option);
    option.flag("--replace", self.replace, "remove who is not in the file");
  }
  msp::Command asked() const {
    const std::int64_t number = subscription.of(customer);
    std::vector<NameFrom> entries = read_name_file(file, "address", read_mail_address);
    if (!replace) return AddMailboxes{number, std::move(entries)};
    ReplaceMailboxes all{number, {}};
    for (NameFrom& entry : entries) {
      if (entry.from) {
        usage_error("usage.replace",
                    "--replace says who is there on one day, and the file has days",
                    "Leave out its column from; --effective says the day.");
      }
      all.addresses.push_back(std::move(entry.name));
    }
    return all;
  }
  static Answer describe(const CustomerOutcome& outcome) { return describe_renamed(outcome); }
};

constexpr Command mailbox_table[] = {
    command<MailboxSet>(evidenced, every_day, "mailbox set",
                        "Sets how many mailboxes are billed, from a day on.",
                        "msp mailbox set acme 40 --effective 2026-04-01 --ref mail-20",
                        "msp mailbox set acme 40 --subscription acme/1 --ref mail-20 --dry-run"),
    command<MailboxAdd>(
        evidenced, every_day, "mailbox add",
        "Adds mailboxes by name; from the first name on, the number of names is what is billed.",
        "msp mailbox add cedar fay@cedar.example --ref mail-20",
        "msp mailbox add cedar fay@cedar.example gus@cedar.example --effective 2026-04-01 --ref "
        "mail-20"),
    command<MailboxRemove>(
        evidenced, every_day, "mailbox remove", "Removes mailboxes by name.",
        "msp mailbox remove cedar eve@cedar.example --ref mail-21",
        "msp mailbox remove cedar eve@cedar.example --effective 2026-05-01 --ref mail-21"),
    command<MailboxList>(list.of(mailbox_columns), every_day, "mailbox list",
                         "Lists the mailboxes that are kept by name.", "msp mailbox list cedar",
                         "msp mailbox list cedar --as-of 2026-03-31"),
    command<MailboxImport>(
        evidenced, every_day, "mailbox import",
        "Adds the mailboxes of a file; who is there already stays.",
        "msp mailbox import cedar mailboxes.csv --ref mail-22",
        "msp mailbox import cedar mailboxes.csv --replace --effective 2026-04-01 --ref mail-22 "
        "--dry-run")};

}  // namespace

extern const Commands mailbox_commands = mailbox_table;

}  // namespace msp::cli
