// The outbox: what the desk has to tell people (MISSION D5).
#include <fmt/format.h>

#include "commands/mailer.h"
#include "line/advice.h"
#include "line/form.h"
#include "msp/report/outbox.h"

namespace msp::cli {
namespace {

struct NotifyList : Filters {
  std::optional<MessageStatus> standing = {};
  std::optional<MessageKind> kind = {};

  static void options(auto& self, auto&& option) {
    option("--status", "STATUS", self.standing,
           "waiting, sending, sent, failed, blocked, expired or skipped");
    option("--kind", "KIND", self.kind, "only of this kind, such as invoice");
    option("--customer", "C", self.customer, "only of this customer");
    option("--partner", "NAME", self.partner, "only about this partner's customers");
    option("--from", "DATE", self.from, "due on or after");
    option("--to", "DATE", self.through, "due on or before");
  }
  Table table(const Ledger& ledger, const Query& query) const {
    return message_list(ledger, query, standing, kind);
  }
};

struct NotifyShow {
  MessageRef message;
  MailOptions mail;

  static void options(auto& self, auto&& option) {
    option.operand("MESSAGE", self.message, "which, as `notify list` names it");
    from_option(self.mail, option);
    templates_option(self.mail, option);
  }
  Exit run(Invocation& invocation) const {
    const Mailer mailer = mailer_of(invocation, mail);
    const Correspondence about = [&] {
      const Ledger ledger = invocation.read_ledger();
      return take(correspondence(ledger, message, invocation.today(ledger)));
    }();
    invocation.print(sealed(about, mailer));
    return Exit::done;
  }
};

Columns delivery_columns() {
  return {{"message", "what it goes by"},
          {"status", "what became of it"},
          {"to", "the address"},
          {"why", "what went wrong"}};
}

Table delivery_table(const std::vector<Delivery>& deliveries) {
  Table table(delivery_columns());
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
  invocation.note(fmt::format("{} sent{} · head {}", plural(sent, "message", "messages"),
                              all ? "" : fmt::format(", {} not", deliveries.size() - sent), head));
  listing.write(delivery_table(deliveries));
  return all ? Exit::done : Exit::difference;
}

struct NotifySend {
  std::vector<MessageRef> named;
  MailOptions mail;
  bool again = false;
  bool dry_run = false;
  std::string actor;

  static void options(auto& self, auto&& option) {
    option.optional("MESSAGE", self.named, "only these; also what is older than 30 days");
    sendmail_option(self.mail, option);
    option.flag("--again", self.again, "also what was sent, skipped, or may have been sent");
    option.flag("--dry-run", self.dry_run, "say what would be sent, and send nothing");
    option("--actor", "NAME", self.actor, "who types: a claim");
    from_option(self.mail, option);
    templates_option(self.mail, option);
  }
  void check() const {
    if (again && named.empty()) {
      usage_error("usage.again", "--again is for messages that are named", "Name them.");
    }
  }
  Exit run(Invocation& invocation) const {
    const Mailer mailer = mailer_of(invocation, mail);
    Listing listing = invocation.listing(delivery_table({}));
    if (dry_run) return rehearse(invocation, mailer, listing);
    const std::vector<MessageRef> messages = chosen(invocation, invocation.read_ledger());
    if (!messages.empty()) require_sendmail(mailer);
    return tell_deliveries(invocation, listing,
                           deliver(turns_of(invocation), sender_of(mailer), messages, again));
  }
  /// Those named, each of them fit to be sent; else all that need no naming.
  std::vector<MessageRef> chosen(const Invocation& invocation, const Ledger& ledger) const {
    return take(messages_to_send(ledger, named, again, invocation.today(ledger)));
  }
  /// What would be sent; every mail is written, so that what is wrong with one is told.
  Exit rehearse(const Invocation& invocation, const Mailer& mailer, Listing& listing) const {
    std::vector<Delivery> deliveries;
    {
      const Ledger ledger = invocation.read_ledger();
      const Date today = invocation.today(ledger);
      for (const MessageRef& ref : chosen(invocation, ledger)) {
        const Correspondence about = take(correspondence(ledger, ref, today));
        take(mail_text(mail_of(about, mailer)));
        deliveries.push_back({ref, about.message.to, about.message.status});
      }
    }
    invocation.note(plural(deliveries.size(), "message", "messages") +
                    " would be sent (dry run: nothing was recorded)");
    if (!deliveries.empty()) listing.write(delivery_table(deliveries));
    return invocation.nothing_or(deliveries.size());
  }
};

struct NotifySkip {
  std::vector<MessageRef> messages;

  static void options(auto& self, auto&& option) {
    option.operand("MESSAGE", self.messages, "which, as `notify list` names it; several at once");
  }
  Exit run(Invocation& invocation) const {
    if (invocation.change().reason.empty()) {
      usage_error("usage.reason", "a message that is not sent needs a --reason",
                  "Say it in a few words.");
    }
    if (messages.size() > 1) return skip_all(invocation);
    const MessageRef& message = messages.front();
    return invocation.recorded(message.customer,
                               SkipMessage{message.key, invocation.change().reason}, describe);
  }

  /// All of them, or none.
  Exit skip_all(Invocation& invocation) const {
    std::vector<Asked> asked;
    for (const MessageRef& message : messages) {
      asked.push_back({message.customer, SkipMessage{message.key, invocation.change().reason}});
    }
    return invocation.recorded<Outcome>(
        [&](Ledger& ledger, const Envelope& envelope, const auto& told) {
          std::vector<std::string> wrong;
          auto outcome = handle(
              ledger, envelope, asked,
              [&](std::size_t place, const Refusal& refusal) {
                wrong.push_back(messages[place].text() + ": " + in_words(refusal));
              },
              told);
          if (!wrong.empty()) {
            throw Refused({"bulk.refused", "not all of these messages can be skipped",
                           "Leave those out and skip the others.", Exit::refused, wrong});
          }
          return outcome;
        },
        [](const Outcome& outcome) {
          std::size_t skipped = 0;
          for (const RecordedEvent& recorded : outcome.events) {
            if (std::holds_alternative<MessageSkipped>(recorded.event)) ++skipped;
          }
          return Answer{"", plural(skipped, "message", "messages") + " skipped", "msp notify list"};
        });
  }

  static Answer describe(const CustomerOutcome& outcome) {
    const std::string id = outcome.after.id.text();
    for (const RecordedEvent& recorded : outcome.events) {
      if (const auto* skipped = std::get_if<MessageSkipped>(&recorded.event)) {
        return {MessageRef{outcome.after.id, skipped->message}.text(), "skipped",
                "msp notify list"};
      }
    }
    return {id, "that message was skipped already", "msp notify list"};
  }
};

constexpr Command notify_table[] = {
    command<NotifyList>(
        list.of(message_columns), every_day, "notify list",
        "Lists the messages of the last 90 days: what waits, what was sent, what is in the way.",
        "msp notify list", "msp notify list --status blocked --customer acme"),
    command<NotifyShow>(
        nothing, every_day, "notify show", "Prints a message exactly as it would be sent now.",
        "msp notify show birch/security-report-1-2026-03-15 --from billing@provider.example",
        "msp notify show birch/security-report-1-2026-03-15 --from billing@provider.example "
        "--templates examples/templates"),
    command<NotifySend>(listed_act.of(delivery_columns), every_day, "notify send",
                        "Sends what waits through the system's sendmail, each message once.",
                        "msp notify send --from billing@provider.example --dry-run",
                        "msp notify send --from billing@provider.example --sendmail ./sendmail"),
    command<NotifySkip>(
        change, every_day, "notify skip", "Settles a message without sending it.",
        "msp notify skip birch/security-report-1-2026-03-15 --reason 'handed over in person'",
        "msp notify skip birch/security-report-1-2026-03-15 --reason 'the log says it left' --ref "
        "mail-20")};

}  // namespace

extern const Commands notify_commands = notify_table;

}  // namespace msp::cli
