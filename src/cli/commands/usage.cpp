// Who was seen when: taken in, shown, and removed for good.
#include <fmt/format.h>

#include "byte_source.h"
#include "clock.h"
#include "line/form.h"
#include "msp/report/usage.h"
#include "msp/usage_import.h"
#include "msp/usage_purge.h"

namespace msp::cli {
namespace {

struct UsageImport {
  std::string file;
  bool late = false;

  static void options(auto& self, auto&& option) {
    option.operand("FILE", self.file,
                   "CSV with the columns customer,date,user,device,device_kind; - is stdin",
                   machine_made);
    option.flag("--late", self.late,
                "rows of invoiced months too: what they add goes on the next invoice");
  }
  Exit run(Invocation& invocation) const {
    ByteSource source(file);
    return invocation.recorded<UsageOutcome>(
        [&](Ledger& ledger, Envelope envelope, const auto& told) {
          const std::string zone = ledger.settings().zone;
          std::optional<ZoneDays> in_zone;  // loaded if an instant comes by
          const UsageFile usage{shown_file(file), [&source] { return source.next(); },
                                [&](std::string_view text) -> std::optional<Date> {
                                  const auto instant = read_instant(text);
                                  if (!instant) return std::nullopt;
                                  if (!in_zone) in_zone.emplace(zone);
                                  return in_zone->day_of(*instant);
                                },
                                late, ": --late puts what it adds on the next invoice"};
          // The file itself is the evidence.
          if (envelope.note.ref.empty()) envelope.note.ref = shown_file(file);
          return import_usage(ledger, envelope, usage, told);
        },
        [this](const UsageOutcome& outcome) { return describe(outcome); });
  }

  Answer describe(const UsageOutcome& outcome) const {
    const std::string next = "msp report usage";
    if (outcome.taken_by) {
      return {shown_file(file), fmt::format("was imported before (event {})", *outcome.taken_by),
              next};
    }
    if (outcome.rows == 0) return {shown_file(file), "holds no rows", ""};
    std::string what = fmt::format("{} of {}, {} to {}", plural(outcome.rows, "row", "rows"),
                                   plural(outcome.customers, "customer", "customers"),
                                   outcome.first_day.text(), outcome.last_day.text());
    if (outcome.late > 0) {
      what +=
          fmt::format(", adding to {}", plural(outcome.late, "invoiced month", "invoiced months"));
    }
    return {shown_file(file), what, next};
  }
};

struct UsageShow : Filters {
  static void options(auto& self, auto&& option) {
    option.operand("CUSTOMER", self.customer, "whose");
    option("--month", "M", self.month, "such as 2026-03 (the month of today)");
    option("--as-of", "DATE", self.on, "only what was seen by then");
  }
  Table table(const Ledger& ledger, const Query& query, const Invocation& invocation) const {
    Table seen = usage_detail(ledger, query);
    if (seen.rows() == 0) invocation.note("note: " + why_nobody(ledger, query));
    return seen;
  }
  static std::string why_nobody(const Ledger& ledger, const Query& query) {
    const std::string id = query.customer->text();
    const Customer customer = *ledger.customer(*query.customer);
    const Catalog catalog = ledger.catalog();
    const auto& all = customer.subscriptions;
    const bool counted = std::any_of(all.begin(), all.end(), [&](const Subscription& each) {
      return terms_on(customer, each, catalog, query.as_of)->basis == Basis::activity;
    });
    if (!counted) {
      return id + " has nothing that is billed by who was seen; `msp report usage` counts the rest";
    }
    return fmt::format("nobody of {} was seen in {}", id,
                       query.month.value_or(Month::of(query.as_of)).text());
  }
};

struct UsagePurge {
  Date before;

  static void options(auto& self, auto&& option) {
    option.required("--before", "DATE", self.before, "only months that are over by then");
  }
  Exit run(Invocation& invocation) const {
    Ledger ledger = invocation.write_ledger();
    const auto done = invocation.record<PurgeOutcome>(
        ledger, invocation.envelope(ledger),
        [&](Ledger& whole, const Envelope& envelope, const auto& told) {
          return purge_usage(whole, envelope, before, told);
        },
        describe);
    if (!done.repeated && done.before < before) {
      invocation.note(
          fmt::format("note: only whole months are purged: those before {}", done.before.text()));
    }
    invocation.answer(done);
    return Exit::done;
  }

  static Answer describe(const PurgeOutcome& outcome) {
    const std::string object = "activity before " + outcome.before.text();
    if (outcome.rows == 0) return {object, "there is none", ""};
    return {object,
            fmt::format("{} of {} to {} purged, {} frozen", plural(outcome.rows, "row", "rows"),
                        outcome.first.text(), outcome.last.text(),
                        plural(outcome.frozen, "count", "counts")),
            "msp ledger verify"};
  }
};

constexpr Command usage_table[] = {
    command<UsageImport>(
        change, month_end, "usage import",
        "Takes in who was seen on which day; what is there already is the same fact.",
        "msp usage import march.csv --dry-run", "msp usage import - < march.csv"),
    command<UsageShow>(
        list.of(usage_detail_columns), month_end, "usage show",
        "Shows the users and devices of a customer seen in a month, which are billed, and why.",
        "msp usage show bolt --month 2026-03", "msp usage show bolt -f csv"),
    command<UsagePurge>(
        change, rarely, "usage purge",
        "Removes who was seen in old months for good; what is billed by it stays as it is.",
        "msp usage purge --before 2026-03-01 --dry-run",
        "msp usage purge --before 2026-03-01 --yes")};

}  // namespace

extern const Commands usage_commands = usage_table;

}  // namespace msp::cli
