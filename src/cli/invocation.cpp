#include "invocation.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "clock.h"
#include "known_at.h"

namespace msp::cli {
namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

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

Refusal unknown(std::string_view what, const std::string& name,
                const std::vector<std::string>& known, const std::string& as_known = {}) {
  const auto like = nearest(name, known);
  return {std::string(what) + ".unknown", fmt::format("there is no {} {}", what, name),
          like ? fmt::format("Did you mean {}?", *like)
               : fmt::format("`msp {} list{}` shows them.", what == "plan" ? "catalog" : what,
                             as_known)};
}

/// What does not belong to the content of a request.
const std::vector<std::string_view> circumstances = {
    "--request-id", "--ledger",  "--wait",      "--format",  "--quiet",
    "--color",      "--yes",     "--actor",     "--out",     "--force",
    "--today",      "--columns", "--no-header", "--dialect", "--fail-if-empty"};

}  // namespace

Setting Invocation::setting(std::string_view key) const {
  if (const auto given = arguments_.raw("--" + std::string(key))) return {*given, "flag"};
  return configuration_.setting(key);
}

int Invocation::wait() const {
  if (const auto given = arguments_.count("--wait")) return static_cast<int>(*given);
  return static_cast<int>(count_from_text(configured("wait")).value_or(0));
}

Ledger Invocation::read_ledger() const {
  const auto moment = arguments_.raw("--known-at");
  const bool by_instant = moment && !count_from_text(*moment);
  const std::int64_t now = by_instant ? now_micros() : 0;  // before whatever is recorded next
  Ledger ledger =
      Ledger::open(ledger_path(), by_instant ? Access::read_in_turn : Access::read, wait());
  if (moment) ledger.look_back_to(newest_known(ledger, *moment, now));
  return ledger;
}

Ledger Invocation::write_ledger() const {
  return Ledger::open(ledger_path(), Access::write, wait());
}

Date Invocation::today(const LedgerSettings& settings) const {
  if (const auto given = arguments_.value<Date>("--today")) return *given;
  if (const auto set = environment("MSP_TODAY"); !set.empty()) {
    if (const auto day = Date::from_text(set)) return *day;
    Arguments::malformed("MSP_TODAY", set, std::string(form<Date>));
  }
  return day_in_zone(settings.zone, now_micros());
}

Date Invocation::today(const Ledger& ledger) const {
  const bool moves = !arguments_.has("--known-at") || arguments_.has("--today");
  return moves ? today(ledger.settings()) : ledger.last_received();
}

Actor Invocation::actor() const {
  Actor actor;
  actor.uid = getuid();
  actor.login_uid = login_uid();
  utsname system{};
  if (uname(&system) == 0) actor.host = system.nodename;
  // What the environment claims goes into the ledger for ever: it has to be a name.
  const auto claimed = read_name(environment("SUDO_USER"));
  const std::string configured_name = arguments_.has("--actor") ? "" : configured("actor");
  actor.claim = arguments_.text("--actor").value_or(!configured_name.empty() ? configured_name
                                                    : claimed                ? *claimed
                                                                             : std::string());
  return actor;
}

Envelope Invocation::envelope(const Ledger& ledger) const {
  const LedgerSettings settings = ledger.settings();
  Envelope envelope;
  const Date day = today(settings);
  envelope.request = {day, arguments_.value<Date>("--received").value_or(day),
                      arguments_.value<Date>(arguments_.has("--on") ? "--on" : "--effective")};
  envelope.request.confirmed = arguments_.has("--yes");
  if (envelope.request.received_on > day) {
    usage_error("usage.received",
                fmt::format("--received {} is after today ({})",
                            envelope.request.received_on.text(), day.text()),
                "What has not reached the desk yet cannot be recorded.");
  }
  envelope.note.command = command_.path;
  envelope.note.request_id = arguments_.text("--request-id").value_or("");
  envelope.note.requested_by = arguments_.text("--requested-by").value_or("");
  envelope.note.ref = arguments_.text("--ref").value_or("");
  envelope.note.reason = arguments_.text("--reason").value_or("");
  envelope.note.actor = actor();
  envelope.content = std::string(command_.path) + "\n" + arguments_.canonical(circumstances);
  envelope.now = now_micros();
  envelope.dry_run = dry_run();
  const bool billed = command_.kind == Kind::evidenced && !arguments_.has("--draft");
  const bool required = settings.evidence == EvidencePolicy::required;
  if (billed && required && envelope.note.ref.empty()) {
    usage_error("usage.evidence", "this changes what is billed, and nothing says who asked for it",
                "Give --ref REF: the mail or ticket that asks for it.");
  }
  return envelope;
}

Query Invocation::query(const Ledger& ledger) const {
  Query query;
  query.today = today(ledger);
  query.as_of = arguments_.value<Date>("--as-of").value_or(query.today);
  query.month = arguments_.value<Month>("--month");
  query.from = arguments_.value<Date>("--from");
  query.through = arguments_.value<Date>("--to");
  query.customer = arguments_.value<CustomerId>("--customer");
  if (arguments_.has("CUSTOMER")) query.customer = customer();
  query.plan = arguments_.value<PlanId>("--plan");
  query.group = arguments_.count("--group");
  query.status = arguments_.word<Status>("--status");
  if (query.customer) known_customer(ledger, *query.customer);
  if (query.plan) {
    const Catalog catalog = ledger.catalog();
    if (!catalog.plan(*query.plan)) {
      throw Refused(unknown("plan", query.plan->text(), catalog.plan_names()));
    }
  }
  return query;
}

std::int64_t Invocation::subscription_of(const CustomerId& customer) const {
  const auto typed = arguments_.raw("--subscription");
  if (!typed) return 0;
  if (const auto number = count_from_text(*typed); number && *number > 0) return *number;
  const auto ref = arguments_.value<SubscriptionRef>("--subscription");
  if (ref->customer != customer) {
    usage_error("usage.subscription",
                fmt::format("{} is not a subscription of {}", *typed, customer.text()),
                fmt::format("`msp subscription list {}` shows them.", customer.text()));
  }
  return ref->number;
}

std::int64_t Invocation::subscription_of(const Customer& customer) const {
  const std::int64_t number = subscription_of(customer.id);
  if (number == 0 || customer.subscription(number)) return number;
  throw Refused({"subscription.unknown",
                 fmt::format("{} has no subscription {}", customer.id.text(), number),
                 fmt::format("`msp subscription list {}` shows them.", customer.id.text())});
}

std::string Invocation::as_known() const {
  const auto moment = arguments_.raw("--known-at");
  return moment ? " --known-at " + *moment : "";
}

Customer Invocation::known_customer(const Ledger& ledger, const CustomerId& id) const {
  if (auto customer = ledger.customer(id)) return *std::move(customer);
  throw Refused(unknown("customer", id.text(), ledger.customer_names(), as_known()));
}

Exit Invocation::change(const CustomerId& customer, const msp::Command& asked,
                        Answer (*describe)(const CustomerOutcome&)) {
  Ledger ledger = write_ledger();
  auto outcome = handle(ledger, envelope(ledger), customer, asked,
                        [&](const CustomerOutcome& done) { return packed(describe(done)); });
  const CustomerOutcome done = take(std::move(outcome));
  recorded(done);
  answer(done.earlier ? unpacked(*done.earlier) : describe(done), done);
  return Exit::done;
}

}  // namespace msp::cli
