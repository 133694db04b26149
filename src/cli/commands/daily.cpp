// What cron calls once a day. Every part of it may be repeated: what is done is not done again.
#include <fmt/format.h>

#include <map>

#include "commands/mailer.h"
#include "line/form.h"

namespace msp::cli {
namespace {

struct Day {
  Date from;
  Date through;
  std::size_t swept = 0;
  std::size_t documents = 0;
  std::map<Currency, std::int64_t> gross = {};
  std::map<CustomerId, std::string> parked = {};  ///< and why
  std::optional<std::string> stopped = {};        ///< why the days up to today are not all closed
  std::map<MessageStatus, std::size_t> messages = {};
  std::string mails_left = {};  ///< why none were sent
  Head head = {};

  std::size_t of(MessageStatus status) const {
    const auto found = messages.find(status);
    return found == messages.end() ? 0 : found->second;
  }
};

std::string nothing_said(const Outcome&) { return {}; }

/// Bills one day as if it were today: what was missed is recorded and dated when it was due.
void bill(const Invocation& invocation, Ledger& ledger, Date date, Day& done) {
  Envelope envelope = invocation.envelope(ledger);
  envelope.request.today = date;
  envelope.request.received_on = date;
  done.swept += sweep(ledger, envelope, nothing_said).swept;
  const auto outcome = run_invoices(ledger, envelope, {.date = date},
                                    [](const RunOutcome&) { return std::string(); });
  if (!outcome) {
    done.stopped = fmt::format("{} is not billed: {}. {}", date.text(), outcome.refusal().message,
                               outcome.refusal().hint);
    return;
  }
  for (const auto& [customer, invoice] : outcome->documents) {
    std::int64_t& total = done.gross[invoice.currency];
    total = checked_add(total, invoice.gross);
  }
  for (const auto& [customer, why] : outcome->parked) done.parked[customer] = why;
  done.documents += outcome->documents.size();
}

/// From the day after the last one that was closed; at a first run only the day itself.
Day days_to_close(const Invocation& invocation, std::optional<Date> asked) {
  const Ledger ledger = invocation.read_ledger();
  const LedgerSettings settings = ledger.settings();
  const Date today = invocation.today(settings);
  const Date through = asked.value_or(today);
  if (today < through) {
    throw Refused({"daily.future",
                   fmt::format("{} has not come yet: today is {}", through.text(), today.text()),
                   "Leave out --date."});
  }
  const Date last = settings.closed_through.value_or(through - 1);
  return {last < through ? last + 1 : through, through};
}

void close_days(Invocation& invocation, Day& done) {
  const auto closed = invocation.read_ledger().settings().closed_through;
  if (closed && done.through < *closed) return;  // long since
  std::optional<Date> last;
  for (Date date = done.from; date <= done.through && !done.stopped; date = date + 1) {
    Ledger ledger = invocation.write_ledger();
    const std::int64_t before = ledger.head().seq;
    bill(invocation, ledger, date, done);
    if (before < ledger.head().seq) invocation.changed();
    if (!done.stopped) last = date;
  }
  if (!last) return;
  Ledger ledger = invocation.write_ledger();
  if (!close_day(ledger, invocation.envelope(ledger), *last).events.empty()) invocation.changed();
}

void send_mails(Invocation& invocation, const MailOptions& mail, Day& done) {
  const std::vector<MessageRef> waiting = [&] {
    const Ledger ledger = invocation.read_ledger();
    return to_be_sent(ledger, invocation.today(ledger));
  }();
  if (waiting.empty()) return;
  try {
    const Mailer mailer = mailer_of(invocation, mail);
    require_sendmail(mailer);
    for (const Delivery& each : deliver(invocation, mailer, waiting, false)) {
      if (each.status == MessageStatus::sent) ++done.messages[MessageStatus::sent];
    }
  } catch (const Refused& refused) {
    done.mails_left = refused.refusal().message + ". " + refused.refusal().hint;
  } catch (const Fault& fault) {
    done.mails_left = fmt::format("{}. {}", fault.what(), fault.hint());
  }
}

/// What is left in the outbox.
void count_messages(const Invocation& invocation, Day& done) {
  const Ledger ledger = invocation.read_ledger();
  const Date today = invocation.today(ledger);
  ledger.customers([&](Customer&& customer) {
    for (const OutboxMessage& message : outbox(customer, today)) {
      if (message.status != MessageStatus::sent) ++done.messages[message.status];
    }
  });
  done.head = ledger.head();
}

std::string gross_text(const Day& done) {
  std::string text;
  for (const auto& [currency, total] : done.gross) {
    text += (text.empty() ? "" : ",") + amount_text(total, currency) + currency.text();
  }
  return text.empty() ? "0" : text;
}

/// One line in logfmt, or with -f json one object with the same keys.
void tell_summary(const Invocation& invocation, const Day& done) {
  const std::vector<std::pair<std::string, std::string>> pairs = {
      {"from", done.from.text()},
      {"through", done.through.text()},
      {"swept", std::to_string(done.swept)},
      {"invoices", std::to_string(done.documents)},
      {"gross", gross_text(done)},
      {"sent", std::to_string(done.of(MessageStatus::sent))},
      {"waiting", std::to_string(done.of(MessageStatus::waiting))},
      {"blocked", std::to_string(done.of(MessageStatus::blocked))},
      {"failed", std::to_string(done.of(MessageStatus::failed))},
      {"unknown", std::to_string(done.of(MessageStatus::sending))},
      {"parked", std::to_string(done.parked.size())},
      {"head", done.head.short_text()}};
  std::string line = invocation.json() ? "{" : "msp daily";
  for (const auto& [key, value] : pairs) {
    if (invocation.json()) {
      if (line.size() > 1) line += ',';
      append_json_string(line, key);
      line += ':';
      const bool count = key != "gross" && count_from_text(value).has_value();
      if (count) {
        line += value;
      } else {
        append_json_string(line, value);
      }
    } else {
      line += " " + key + "=" + value;
    }
  }
  if (invocation.json()) return invocation.print(line + "}\n");
  invocation.note(line);
}

struct Daily {
  std::optional<Date> date = {};
  bool no_mail = false;
  MailOptions mail;
  std::string actor;

  static void options(auto& self, auto&& option) {
    option("--date", "DATE", self.date, "through this day (today)");
    option.flag("--no-mail", self.no_mail, "leave the messages where they are");
    from_option(self.mail, option);
    sendmail_option(self.mail, option);
    templates_option(self.mail, option);
    option("--actor", "NAME", self.actor, "who types: a claim");
  }
  Exit run(Invocation& invocation) const {
    Day done = days_to_close(invocation, date);
    close_days(invocation, done);
    if (!no_mail) send_mails(invocation, mail, done);
    count_messages(invocation, done);
    for (const auto& [customer, why] : done.parked) {
      tell(fmt::format("parked: {} is not billed: {}\n", customer.text(), why));
    }
    if (done.stopped) tell("msp: daily: " + *done.stopped + "\n");
    if (!done.mails_left.empty()) tell("msp: daily: no mail is sent: " + done.mails_left + "\n");
    tell_summary(invocation, done);
    const bool mails =
        !no_mail && (done.of(MessageStatus::failed) > 0 || done.of(MessageStatus::sending) > 0);
    const bool left = done.stopped || !done.parked.empty() || mails || !done.mails_left.empty();
    return left ? Exit::difference : Exit::done;
  }
};

constexpr Command daily_table[] = {command<Daily>(
    nothing, every_day, "daily",
    "Does what a day asks for, and what missed days asked for: sweep, invoice run, mails.",
    "msp daily --no-mail", "msp daily --date 2026-03-19 --no-mail --yes")};

}  // namespace

extern const Commands daily_commands = daily_table;

}  // namespace msp::cli
