#include "line/invocation.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>

#include "clock.h"
#include "line/advice.h"
#include "line/known_at.h"

namespace msp::cli {
namespace {

/// Who logged in, whatever user they have become since; -1 where the kernel does not know.
std::int64_t login_uid() {
  const int file = open("/proc/self/loginuid", O_RDONLY | O_CLOEXEC);
  char digits[16];
  const ssize_t size = file < 0 ? 0 : read(file, digits, sizeof digits);
  if (file >= 0) close(file);
  const auto uid = count_from_text({digits, static_cast<std::size_t>(std::max<ssize_t>(size, 0))});
  constexpr std::int64_t unset = 4294967295;
  return uid && *uid != unset ? *uid : -1;
}

Refusal unknown(std::string_view what, const std::string& name, const Candidates& known,
                const std::string& shown_by) {
  return {std::string(what) + ".unknown", fmt::format("there is no {} {}", what, name),
          did_you_mean(name, known, fmt::format("`msp {}` shows them.", shown_by))};
}

/// What is recorded stands for ever, and later instants never go back behind it: a clock that is
/// far from the ledger's newest event is not believed (MISSION 29).
void check_clock(const Ledger& ledger, std::int64_t now) {
  constexpr std::int64_t day = 24 * 3'600'000'000;
  const auto newest = ledger.event(ledger.head().seq);
  if (!newest) return;
  const std::int64_t ahead = now - newest->recorded_at;
  if (-day <= ahead && ahead <= 366 * day) return;
  usage_error("usage.clock",
              fmt::format("the clock says {}, and the newest event was recorded {}",
                          instant_text(now), instant_text(newest->recorded_at)),
              "Set the clock right; --yes records in spite of it.");
}

/// What is recorded is recorded on a day that has come (MISSION 29).
void check_day(const LedgerSettings& settings, Date day, std::int64_t now) {
  constexpr std::int64_t micros_of_day = 24 * 3'600'000'000;
  if (day.days() < now / micros_of_day) return;  // over in every zone; to look one up takes time
  const Date today = day_in_zone(settings.zone, now);
  if (day <= today) return;
  usage_error("usage.today",
              fmt::format("{} has not come yet: the clock says {}", day.text(), today.text()),
              "Check the clock and the day; --yes records on it all the same.");
}

void check_range(const Query& query) {
  if (!query.from || !query.through || *query.from <= *query.through) return;
  usage_error("usage.range",
              fmt::format("--from {} is after --to {}", query.from->text(), query.through->text()),
              "Name the earlier day with --from.");
}

}  // namespace

Setting Invocation::setting(std::string_view key) const {
  if (auto given = given_.typed("--" + std::string(key))) return {*std::move(given), "flag"};
  return configuration_.setting(key);
}

int Invocation::wait() const {
  return static_cast<int>(count_from_text(configured("wait")).value_or(0));
}

Ledger Invocation::read_ledger() const {
  const bool by_instant = known_at_ && !count_from_text(*known_at_);
  const std::int64_t now = by_instant ? now_micros() : 0;  // before whatever is recorded next
  Ledger ledger = Ledger::open(ledger_path(), by_instant ? Access::read_in_turn : Access::read,
                               wait(), std::string(command().path));
  if (known_at_) ledger.look_back_to(newest_known(ledger, *known_at_, now));
  return ledger;
}

Ledger Invocation::write_ledger() const {
  // A reader who is gone must not end what has just been recorded: its answer is exit 7 then.
  std::signal(SIGPIPE, SIG_IGN);
  return Ledger::open(ledger_path(), Access::write, wait(), std::string(command().path));
}

Date Invocation::today(const LedgerSettings& settings) const {
  if (given_.common.today) return *given_.common.today;
  const std::string set = environment("MSP_TODAY");
  return set.empty() ? day_in_zone(settings.zone, now_micros())
                     : read_value<Date>("MSP_TODAY", set);
}

Date Invocation::today(const Ledger& ledger) const {
  const bool moves = !known_at_ || given_.common.today;
  return moves ? today(ledger.settings()) : ledger.last_received();
}

Actor Invocation::actor() const {
  Actor actor;
  actor.uid = getuid();
  actor.login_uid = login_uid();
  utsname system{};
  if (uname(&system) == 0) actor.host = system.nodename;
  // What is claimed goes into the ledger for ever: it has to be a name.
  std::string claimed = configured("actor");
  if (claimed.empty()) claimed = environment("SUDO_USER");
  if (auto name = read_name(claimed)) actor.claim = *std::move(name);
  return actor;
}

Envelope Invocation::envelope(const Ledger& ledger) const {
  Envelope envelope = envelope_without_evidence(ledger);
  if (lacks_evidence(ledger)) refuse_without_evidence(std::nullopt);
  return envelope;
}

bool Invocation::lacks_evidence(const Ledger& ledger) const {
  return needs_evidence_ && given_.change.ref.empty() &&
         ledger.settings().evidence == EvidencePolicy::required;
}

void Invocation::refuse_without_evidence(const std::optional<Refusal>& else_refused) const {
  const std::string evidence = "--ref REF";
  const std::string what = ": the mail or ticket that asks for it.";
  if (!else_refused) {
    usage_error("usage.evidence", "this changes what is billed, and nothing says who asked for it",
                "Give " + evidence + what);
  }
  Refusal refusal = *else_refused;
  refusal.exit = Exit::usage;
  refusal.hint = in_words(refusal.hint, as_known()) + " Give " + evidence + " too" + what;
  throw Refused(std::move(refusal));
}

Envelope Invocation::envelope_without_evidence(const Ledger& ledger) const {
  const LedgerSettings settings = ledger.settings();
  const ChangeOptions& said = given_.change;
  Envelope envelope;
  const Date day = today(settings);
  envelope.request = {day, said.received.value_or(day), said.effective, given_.common.yes};
  if (envelope.request.received_on > day) {
    usage_error("usage.received",
                fmt::format("--received {} is after today ({})",
                            envelope.request.received_on.text(), day.text()),
                "What has not reached the desk yet cannot be recorded.");
  }
  envelope.note.command = command().path;
  envelope.note.request_id = said.request_id;
  envelope.note.requested_by = said.requested_by;
  envelope.note.ref = said.ref;
  envelope.note.reason = said.reason;
  envelope.note.actor = actor();
  envelope.content = given_.content();
  envelope.now = now_micros();
  if (!given_.common.yes && !said.dry_run) {
    check_day(settings, day, envelope.now);
    check_clock(ledger, envelope.now);
  }
  envelope.dry_run = said.dry_run;
  return envelope;
}

Query Invocation::query(const Ledger& ledger, const Filters& filters) const {
  Query query = filters;
  query.today = today(ledger);
  query.as_of = filters.on.value_or(query.today);
  check_range(query);
  if (query.customer) known_customer(ledger, *query.customer);
  if (query.plan) {
    const Catalog catalog = ledger.catalog();
    if (!catalog.plan(*query.plan)) {
      throw Refused(unknown("plan", query.plan->text(), catalog.plan_names(), "catalog list"));
    }
  }
  return query;
}

Customer Invocation::known_customer(const Ledger& ledger, const CustomerId& id) const {
  if (auto customer = ledger.customer(id)) return *std::move(customer);
  throw Refused(
      unknown("customer", id.text(), ledger.customer_names(), "customer list" + as_known()));
}

const Subscription& Invocation::known_subscription(const Customer& customer,
                                                   std::int64_t number) const {
  const Subscription* found = customer.subscription(number);
  const bool withdrawn = customer.is_withdrawn(number);
  if (found && !withdrawn) return *found;
  const std::string name = SubscriptionRef{customer.id, number}.text();
  throw Refused(
      {withdrawn ? "subscription.taken_back" : "subscription.unknown",
       withdrawn ? name + " was ordered by mistake and taken back"
                 : "there is no subscription " + name,
       fmt::format("`msp subscription list {}{}` shows them.", customer.id.text(), as_known())});
}

IssuedDocument Invocation::document(const Ledger& ledger, const std::string& number) const {
  return take(find_document(ledger, number));
}

Exit Invocation::recorded(const CustomerId& customer, const msp::Command& asked,
                          Answer (*describe)(const CustomerOutcome&)) {
  return recorded<CustomerOutcome>(
      [&](Ledger& ledger, const Envelope& envelope, const auto& told) {
        return handle(ledger, envelope, customer, asked, told);
      },
      describe);
}

}  // namespace msp::cli
