// The outbox: what the desk has to tell people (MISSION D5).
#include <fmt/format.h>

#include "clock.h"
#include "commands.h"
#include "mailer.h"

namespace msp::cli {
namespace {

using Options = std::vector<Option>;

Options writing_options(Options options) {
  const Options rest = {
      {"--from", "ADDRESS", "the address mail is sent from (MSP_MAIL_FROM, mail-from)"},
      {"--templates", "DIR", "the provider's own templates (MSP_TEMPLATES)"}};
  options.insert(options.end(), rest.begin(), rest.end());
  return options;
}

Exit list(Invocation& invocation) {
  const auto status = invocation.arguments().word<MessageStatus>("--status");
  const Table table = [&] {
    const Ledger ledger = invocation.read_ledger();
    Query query;  // --status is of messages here
    query.today = invocation.today(ledger);
    query.as_of = query.today;
    query.customer = invocation.arguments().value<CustomerId>("--customer");
    if (query.customer) invocation.known_customer(ledger, *query.customer);
    return message_list(ledger, query, status);
  }();
  return invocation.show(table);
}

OutboxMessage known_message(const Customer& customer, const MessageRef& ref, Date today) {
  if (auto message = outbox_message(customer, ref.key, today)) return *std::move(message);
  throw Refused(
      {"message.unknown", fmt::format("there is no message {} in the outbox", ref.text()),
       fmt::format("`msp notify list --customer {}` shows what there is.", ref.customer.text())});
}

Exit show(Invocation& invocation) {
  const auto ref = invocation.arguments().required<MessageRef>("MESSAGE");
  const Mailer mailer = mailer_of(invocation);
  WrittenMail written = [&] {
    const Ledger ledger = invocation.read_ledger();
    const Date today = invocation.today(ledger);
    const Customer customer = invocation.known_customer(ledger, ref.customer);
    const OutboxMessage message = known_message(customer, ref, today);
    if (message.to.empty()) {
      throw Refused({"message.blocked", fmt::format("nobody knows where to send {}", ref.text()),
                     "`msp notify list --status blocked` names the command that mends it."});
    }
    return mail_of(ledger, customer, message, mailer, today, now_micros());
  }();
  invocation.print(sealed(std::move(written)));
  return Exit::done;
}

/// Those named, each of them fit to be sent; else all that need no naming.
std::vector<MessageRef> chosen(const Invocation& invocation, const Ledger& ledger, bool again) {
  const Date today = invocation.today(ledger);
  const auto& typed = invocation.arguments().all("MESSAGE");
  if (typed.empty()) return to_be_sent(ledger, today);
  const Catalog catalog = ledger.catalog();
  std::vector<MessageRef> messages;
  for (const std::string& each : typed) {
    const auto ref = MessageRef::from_text(each);
    if (!ref) Arguments::malformed("MESSAGE", each, std::string(form<MessageRef>));
    const Customer customer = invocation.known_customer(ledger, ref->customer);
    take(decide(customer, catalog, Request{today, today}, BeginMessage{ref->key, again}));
    messages.push_back(*ref);
  }
  return messages;
}

Table delivery_table(const std::vector<Delivery>& deliveries) {
  Table table({{"message"}, {"status"}, {"to"}, {"why"}});
  for (const Delivery& each : deliveries) {
    table.add({each.message.text(), word(each.status), each.to, each.said});
  }
  return table;
}

Exit tell_deliveries(const Invocation& invocation, Listing& listing,
                     const std::vector<Delivery>& deliveries) {
  std::size_t sent = 0;
  for (const Delivery& each : deliveries) sent += each.status == MessageStatus::sent ? 1 : 0;
  const std::string head = invocation.read_ledger().head().short_text();
  if (deliveries.empty()) {
    invocation.note("nothing to send · head " + head);
    return invocation.nothing_or(0);
  }
  const bool all = sent == deliveries.size();
  invocation.note(fmt::format("{} sent{} · head {}", counted(sent, "message", "messages"),
                              all ? "" : fmt::format(", {} not", deliveries.size() - sent), head));
  listing.write(delivery_table(deliveries));
  return all ? Exit::done : Exit::difference;
}

/// What would be sent; every mail is written, so that what is wrong with one is told.
Exit rehearse(const Invocation& invocation, const Mailer& mailer, Listing& listing, bool again) {
  std::vector<Delivery> deliveries;
  {
    const Ledger ledger = invocation.read_ledger();
    const Date today = invocation.today(ledger);
    for (const MessageRef& ref : chosen(invocation, ledger, again)) {
      const Customer customer = *ledger.customer(ref.customer);
      const OutboxMessage message = known_message(customer, ref, today);
      take(mail_text(mail_of(ledger, customer, message, mailer, today, now_micros()).mail));
      deliveries.push_back({ref, message.to, message.status});
    }
  }
  invocation.note(counted(deliveries.size(), "message", "messages") +
                  " would be sent (dry run: nothing was recorded)");
  if (!deliveries.empty()) listing.write(delivery_table(deliveries));
  return invocation.nothing_or(deliveries.size());
}

Exit send(Invocation& invocation) {
  const bool again = invocation.arguments().has("--again");
  if (again && invocation.arguments().all("MESSAGE").empty()) {
    usage_error("usage.again", "--again is for messages that are named", "Name them.");
  }
  const Mailer mailer = mailer_of(invocation);
  Listing listing = invocation.listing(delivery_table({}));
  if (invocation.dry_run()) return rehearse(invocation, mailer, listing, again);
  const std::vector<MessageRef> messages = chosen(invocation, invocation.read_ledger(), again);
  if (!messages.empty()) require_sendmail(mailer);
  return tell_deliveries(invocation, listing, deliver(invocation, mailer, messages, again));
}

Exit skip(Invocation& invocation) {
  const auto ref = invocation.arguments().required<MessageRef>("MESSAGE");
  if (!invocation.arguments().has("--reason")) {
    usage_error("usage.reason", "a message that is not sent needs a --reason",
                "Say it in a few words.");
  }
  return invocation.change(ref.customer, SkipMessage{ref.key}, [](const CustomerOutcome& outcome) {
    const std::string id = outcome.after.id.text();
    for (const RecordedEvent& recorded : outcome.events) {
      if (const auto* skipped = std::get_if<MessageSkipped>(&recorded.event)) {
        return Answer{MessageRef{outcome.after.id, skipped->message}.text(), "skipped",
                      "msp notify list"};
      }
    }
    return Answer{id, "that message was skipped already", "msp notify list"};
  });
}

}  // namespace

const Command notify_list{
    "notify list",
    "Lists the messages of the last 90 days: what waits, what was sent, what is in the way.",
    Kind::list,
    {"msp notify list", "msp notify list --status blocked --customer acme"},
    {},
    {{"--status", "STATUS", "waiting, sending, sent, failed, blocked, expired or skipped"},
     {"--customer", "C", "only of this customer"}},
    list};

const Command notify_show{"notify show",
                          "Prints a message exactly as it would be sent now.",
                          Kind::plain,
                          {"msp notify show birch/security-report-1-2026-03-15 "
                           "--from billing@provider.example",
                           "msp notify show birch/security-report-1-2026-03-15 "
                           "--from billing@provider.example "
                           "--templates examples/templates"},
                          {{"MESSAGE", "which, as `notify list` names it"}},
                          writing_options({}),
                          show};

const Command notify_send{
    "notify send",
    "Sends what waits through the system's sendmail, each message once.",
    Kind::list,
    {"msp notify send --from billing@provider.example --dry-run",
     "msp notify send --from billing@provider.example --sendmail ./sendmail"},
    {{"MESSAGE", "only these; also what is older than 30 days", false, true}},
    writing_options({{"--sendmail", "PATH", "the program (MSP_SENDMAIL; /usr/sbin/sendmail)"},
                     {"--again", "", "also what was sent, skipped, or may have been sent"},
                     {"--dry-run", "", "say what would be sent, and send nothing"},
                     {"--actor", "NAME", "who types: a claim"}}),
    send};

const Command notify_skip{
    "notify skip",
    "Settles a message without sending it.",
    Kind::change,
    {"msp notify skip birch/security-report-1-2026-03-15 "
     "--reason 'handed over in person'",
     "msp notify skip birch/security-report-1-2026-03-15 --reason 'the log says it left' --ref "
     "mail-20"},
    {{"MESSAGE", "which, as `notify list` names it"}},
    {},
    skip};

}  // namespace msp::cli
