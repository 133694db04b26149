// What the desk recorded by mistake, taken back.
#include "msp/undo.h"

#include <fmt/format.h>

#include "line/form.h"
#include "msp/spelled_out.h"

namespace msp::cli {
namespace {

constexpr std::size_t most_shown = 3;

std::string money_text(const Corrections& moves) {
  std::string text;
  for (const auto& [currency, sum] : moves.sums) {
    if (sum.net == 0) continue;
    const bool back = sum.net < 0;
    text += fmt::format("{}{} {} {} on {}", text.empty() ? "; " : ", ",
                        amount_text(back ? -sum.net : sum.net, currency), currency.text(),
                        back ? "go back" : "are charged", sum.on->text());
  }
  return text;
}

/// `acme/1 is in_trial`; of an order that is gone `acme/1 is not ordered`.
void add_standing(std::vector<std::string>& stand, const UndoOutcome::About& about, Date today) {
  const auto add = [&](const Subscription& subscription, std::string_view status) {
    stand.push_back(fmt::format("{} is {}", about.after.ref(subscription).text(), status));
  };
  for (const Subscription& each : about.before.subscriptions) {
    if (about.after.is_withdrawn(each.number)) add(each, "not ordered");
  }
  for (const Subscription& each : about.after.subscriptions) {
    add(each, word(each.status_on(today)));
  }
  if (!about.after.exists()) stand.push_back(about.after.id.text() + " is no customer");
}

std::string object_of(const UndoOutcome& outcome) {
  if (outcome.customers.size() == 1) return outcome.customers.front().after.id.text();
  if (outcome.customers.empty()) return "";
  return plural(outcome.customers.size(), "customer", "customers");
}

struct UndoCommand {
  std::optional<std::int64_t> event = {};
  bool last = false;

  static void options(auto& self, auto&& option) {
    option.optional("EVENT", self.event, "any that the command recorded, by its number");
    option.flag("--last", self.last, "your newest command that stands");
  }
  void check() const {
    if (event.has_value() != last) return;
    usage_error("usage.event", last ? "one EVENT, or --last" : "no EVENT is named",
                "`msp customer history` and `msp ledger log` number them; --last is your newest.");
  }
  Exit run(Invocation& invocation) const {
    if (invocation.change().effective) {
      usage_error("usage.effective", "what is taken back counts for nothing on any day",
                  "Leave out --effective.");
    }
    Ledger ledger = invocation.write_ledger();
    const Envelope envelope = invocation.envelope(ledger);
    const Date today = envelope.request.today;
    const auto outcome = invocation.record<UndoOutcome>(
        ledger, envelope,
        [this](Ledger& in, const Envelope& with, const auto& told) {
          return undo(in, with, event, told);
        },
        [today](const UndoOutcome& done) { return describe(done, today); });
    for (const auto& [message, to, on] : outcome.sent) {
      invocation.note(fmt::format("{} was sent to {} on {}: it says what is taken back",
                                  message.text(), spelled_out(to), on ? on->text() : "?"));
    }
    invocation.answer(outcome);
    return Exit::done;
  }

  static Answer describe(const UndoOutcome& outcome, Date today) {
    const std::string object = object_of(outcome);
    const std::string next =
        outcome.customers.size() == 1
            ? "msp customer history " + outcome.customers.front().after.id.text()
            : "msp ledger log";
    if (outcome.taken_back_by) {
      return {object,
              fmt::format("event {} was taken back already, by event {}", outcome.event,
                          *outcome.taken_back_by),
              next};
    }
    std::vector<std::string> stand;
    for (const auto& about : outcome.customers) add_standing(stand, about, today);
    std::string what = fmt::format("`{}` taken back, {}", outcome.taken.command,
                                   plural(outcome.left_out, "event", "events"));
    for (std::size_t i = 0; i < std::min(stand.size(), most_shown); ++i) {
      what += (i == 0 ? ": " : ", ") + stand[i];
    }
    if (stand.size() > most_shown) {
      what += fmt::format(" and {} more", stand.size() - most_shown);
    }
    return {object, what + money_text(outcome.moves), next};
  }
};

constexpr Command undo_table[] = {command<UndoCommand>(
    evidenced, every_day, "undo",
    "Takes back a command that was recorded by mistake, all of it, and what was billed by it.",
    "msp undo --last --ref desk-1 --reason 'wrong customer' --dry-run",
    "msp undo --last --ref desk-1 --reason 'wrong customer'")};

}  // namespace

extern const Commands undo_commands = undo_table;

}  // namespace msp::cli
