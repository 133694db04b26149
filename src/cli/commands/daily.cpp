// What cron calls once a day. Every part of it may be repeated: what is done is not done again.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "commands/mailer.h"
#include "commands/witness.h"
#include "line/advice.h"
#include "line/form.h"
#include "msp/daily.h"
#include "msp/ledger_care.h"

namespace msp::cli {
namespace {

/// What a day came to: what was closed, and what became of the mails.
struct Day {
  ClosedDays closed;
  std::map<MessageStatus, std::size_t> messages = {};
  std::string mails_left = {};             ///< why none were sent
  std::vector<std::string> problems = {};  ///< of the ledger
  Head head = {};

  std::size_t of(MessageStatus status) const {
    const auto found = messages.find(status);
    return found == messages.end() ? 0 : found->second;
  }
};

std::string told(const Refusal& refusal) {
  return in_words(refusal) + ". " + in_words(refusal.hint);
}

std::size_t send_mails(Invocation& invocation, const MailOptions& mail, Day& done) {
  const std::vector<MessageRef> waiting = [&] {
    const Ledger ledger = invocation.read_ledger();
    return take(messages_to_send(ledger, {}, false, invocation.today(ledger)));
  }();
  if (waiting.empty()) return 0;
  try {
    const Mailer mailer = mailer_of(invocation, mail);
    require_sendmail(mailer);
    const auto deliveries = deliver(turns_of(invocation), sender_of(mailer), waiting, false);
    return static_cast<std::size_t>(
        std::count_if(deliveries.begin(), deliveries.end(),
                      [](const Delivery& each) { return each.status == MessageStatus::sent; }));
  } catch (const Refused& refused) {
    done.mails_left = told(refused.refusal());
  } catch (const Fault& fault) {
    done.mails_left = told({fault.code(), fault.what(), fault.hint()});
  }
  return 0;
}

/// What is left in the outbox, and what was sent now.
void count_mails(const Invocation& invocation, std::size_t sent, Day& done) {
  const Ledger ledger = invocation.read_ledger();
  done.messages = count_messages(ledger, invocation.today(ledger));
  done.messages[MessageStatus::sent] = sent;
  done.head = ledger.head();
}

/// Nobody else asks it every day. A head is kept of a ledger that is whole, and in which all heads
/// are that were kept before.
void prove(const Invocation& invocation, Day& done) {
  const std::string path = invocation.configured("witness");
  try {
    std::optional<Witness> witness;
    if (!path.empty()) witness.emplace(path);
    const Ledger ledger = invocation.read_ledger();
    VerifyReport report = verify(ledger);
    done.problems = std::move(report.problems);
    if (!witness) return;
    for (std::string& problem : missing(ledger, witness->heads())) {
      done.problems.push_back(fmt::format("{} ({})", problem, path));
    }
    if (done.problems.empty()) witness->add(invocation.today(ledger), report.head);
  } catch (const Refused& refused) {
    done.problems.push_back(told(refused.refusal()));
  } catch (const Fault& fault) {
    if (fault.exit() == Exit::busy) throw;
    done.problems.push_back(told({fault.code(), fault.what(), fault.hint()}));
  }
}

std::string gross_text(const Day& done) {
  std::string text;
  for (const auto& [currency, total] : done.closed.gross) {
    text += (text.empty() ? "" : ",") + amount_text(total, currency) + currency.text();
  }
  return text.empty() ? "0" : text;
}

Table summary(const Day& done) {
  Columns columns = {{"from", "", ColumnKind::date}, {"through", "", ColumnKind::date}};
  for (const char* name : {"swept", "invoices"}) columns.push_back({name, "", ColumnKind::count});
  columns.push_back({"gross"});
  for (const char* name : {"sent", "waiting", "blocked", "failed", "unknown", "parked"}) {
    columns.push_back({name, "", ColumnKind::count});
  }
  columns.push_back({"head"});
  Table table(std::move(columns));
  const auto messages = [&done](MessageStatus status) { return std::to_string(done.of(status)); };
  table.add({done.closed.from.text(), done.closed.through.text(), std::to_string(done.closed.swept),
             std::to_string(done.closed.documents), gross_text(done), messages(MessageStatus::sent),
             messages(MessageStatus::waiting), messages(MessageStatus::blocked),
             messages(MessageStatus::failed), messages(MessageStatus::sending),
             std::to_string(done.closed.parked.size()), done.head.text()});
  return table;
}

/// One line in logfmt, or with -f json one object with the same keys.
void tell_summary(const Invocation& invocation, const Day& done) {
  const Table table = summary(done);
  if (invocation.json()) return invocation.print(render(table, {.format = Format::jsonl}));
  std::string line = "msp daily";
  for (std::size_t i = 0; i < table.columns().size(); ++i) {
    line += fmt::format(" {}={}", table.columns()[i].name, table.cell(0, i));
  }
  invocation.note(line);
}

struct Daily {
  std::optional<Date> date = {};
  bool no_mail = false;
  bool no_verify = false;
  MailOptions mail;
  std::optional<std::string> witness = {};
  std::string actor;

  static void options(auto& self, auto&& option) {
    option("--date", "DATE", self.date, "through this day (today)");
    option.flag("--no-mail", self.no_mail, "leave the messages where they are");
    option.flag("--no-verify", self.no_verify, "do not prove the ledger at the end");
    option("--witness", "FILE", self.witness,
           "where day and head are kept once it is proved (MSP_WITNESS, witness)", machine_made);
    from_option(self.mail, option);
    sendmail_option(self.mail, option);
    templates_option(self.mail, option);
    option("--actor", "NAME", self.actor, "who types: a claim");
  }
  Exit run(Invocation& invocation) const {
    Day done;
    done.closed = take(close_days(turns_of(invocation), date));
    const std::size_t sent = no_mail ? 0 : send_mails(invocation, mail, done);
    count_mails(invocation, sent, done);
    if (!no_verify) prove(invocation, done);
    for (const auto& [customer, why] : done.closed.parked) {
      tell(parked_text(customer, why) + "\n");
    }
    if (const auto& stopped = done.closed.stopped) {
      tell(fmt::format("msp: daily: {} is not billed: {}. {}\n", stopped->on.text(),
                       in_words(stopped->why), in_words(stopped->why.hint)));
    }
    if (!done.mails_left.empty()) tell("msp: daily: no mail is sent: " + done.mails_left + "\n");
    for (const std::string& problem : done.problems) {
      tell(fmt::format("msp: daily: the ledger is not whole: {}\n", problem));
    }
    const bool mails =
        !no_mail && (done.of(MessageStatus::failed) > 0 || done.of(MessageStatus::sending) > 0);
    const bool left = done.closed.stopped || !done.closed.parked.empty() || mails ||
                      !done.mails_left.empty() || !done.problems.empty();
    if (!left) invocation.all_changed();
    tell_summary(invocation, done);
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
