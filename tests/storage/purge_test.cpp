// The detail of activity goes, and nothing else (MISSION S3).
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "msp/usage_purge.h"
#include "support/activity_desk.h"
#include "support/property.h"

using namespace msp;
using namespace msp::test;
using Lines = std::vector<std::string>;

namespace {

Result<PurgeOutcome> tries_purge(const ActivityDesk& desk, std::string_view today,
                                 std::string_view before, bool confirmed = true,
                                 bool dry_run = false) {
  Envelope envelope;
  envelope.request = asked(today);
  envelope.request.confirmed = confirmed;
  envelope.note.command = "usage purge";
  envelope.dry_run = dry_run;
  Ledger ledger = desk.desk().writable();
  return purge_usage(ledger, envelope, day(before));
}

/// Everything on disk, with what may lie beside the ledger.
std::string bytes_beside(const std::string& path) {
  std::string bytes;
  const auto directory = std::filesystem::path(path).parent_path();
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    std::ifstream file(entry.path(), std::ios::binary);
    bytes.append(std::istreambuf_iterator<char>(file), {});
  }
  return bytes;
}

/// So many heads of acme's, seen on a day, each with a device.
std::string crowd(std::string_view name, std::string_view on, int heads) {
  std::string rows;
  for (int i = 0; i < heads; ++i) {
    const std::string who = std::string(name) + std::to_string(i * 7919 % heads);
    rows += "acme," + std::string(on) + "," + who + ",pad-of-" + who + ",personal\n";
  }
  return rows;
}

Lines net_of(const RunOutcome& run) {
  Lines lines;
  for (const auto& [customer, invoice] : run.documents) {
    lines.push_back(customer.text() + " " + invoice.number + " " + std::to_string(invoice.net));
    for (const InvoiceLine& line : invoice.lines) {
      if (line.units_digest) lines.push_back(*line.units_digest);
    }
  }
  return lines;
}

}  // namespace

TEST_CASE("S3: purged names are gone from the file's bytes, those of later months stay",
          "[purge]") {
  const ActivityDesk desk;
  // In pieces that overlap, so that pages are split again and again.
  for (int i = 1; i <= 4; ++i) desk.takes(crowd("olga-of-february-", "2026-02-10", 500 * i));
  desk.takes(crowd("mats-of-march-", "2026-03-10", 500));
  CHECK(bytes_beside(desk.desk().path()).find("olga-of") != std::string::npos);
  const PurgeOutcome outcome = require(tries_purge(desk, "2026-03-31", "2026-03-31"));
  CHECK(outcome.before == day("2026-03-01"));
  CHECK(outcome.rows == 2000);
  CHECK(outcome.events.size() == 1);  // nobody was billed in February: nothing to freeze
  const std::string bytes = bytes_beside(desk.desk().path());
  CHECK(bytes.find("olga-of") == std::string::npos);
  CHECK(bytes.find("february") == std::string::npos);
  CHECK(desk.seen("acme", "2026-02").empty());
  CHECK(desk.seen("acme", "2026-03").size() == 500);
  CHECK(verify(desk.desk().read()).problems == Lines{});
}

TEST_CASE("S3: the counts of every month with activity are frozen, billed already or not",
          "[purge]") {
  const ActivityDesk desk;
  desk.takes("acme,2026-03-20,anna,,\nacme,2026-03-21,ben,,\nbirch,2026-03-09,cleo,,\n");
  desk.desk().at("2026-04-01").run();
  const PurgeOutcome outcome = require(tries_purge(desk, "2026-04-01", "2026-04-01"));
  CHECK(outcome.frozen == 1);  // birch's month is all trial
  const Customer acme = *desk.desk().read().customer(read<CustomerId>("acme"));
  const FrozenUnits* frozen = acme.subscriptions[0].frozen_in(*Month::from_text("2026-03"));
  REQUIRE(frozen);
  CHECK(frozen->units == 2);
  CHECK(frozen->digest.size() == 64);
}

TEST_CASE("S3: nothing is purged by mistake", "[purge]") {
  const ActivityDesk desk;
  desk.takes("acme,2026-03-20,anna,,\n");
  const std::string before = bytes_beside(desk.desk().path());
  const auto unconfirmed = tries_purge(desk, "2026-04-01", "2026-04-01", false);
  REQUIRE_FALSE(unconfirmed);
  CHECK(unconfirmed.refusal().code == "usage.unconfirmed");
  CHECK(unconfirmed.refusal().exit == Exit::usage);
  const auto early = tries_purge(desk, "2026-03-31", "2026-04-01");
  REQUIRE_FALSE(early);
  CHECK(early.refusal().code == "usage.not_over");
  CHECK(require(tries_purge(desk, "2026-04-01", "2026-04-01", false, true)).rows == 1);
  CHECK((bytes_beside(desk.desk().path()) == before));
}

TEST_CASE("S3: a purged month takes nothing any more, and what is there again is noticed",
          "[purge]") {
  const ActivityDesk desk;
  desk.takes("acme,2026-03-20,anna,,\n");
  require(tries_purge(desk, "2026-04-01", "2026-04-01"));
  const auto again = desk.tries("acme,2026-03-31,ben,,\n", "2026-04-01");
  REQUIRE_FALSE(again);
  CHECK(again.refusal().details ==
        Lines{"f.csv:2:2: date: activity before 2026-04-01 is purged: nothing is added to it"});
  CHECK(require(tries_purge(desk, "2026-04-02", "2026-04-01")).events.empty());
}

PROPERTY("S3: whatever is purged when, every run bills the same", "[purge]") {
  const auto seen = *rc::gen::container<std::vector<std::pair<int, int>>>(
      rc::gen::pair(rc::gen::inRange(0, 90), rc::gen::inRange(0, 4)));
  const auto purged = *rc::gen::container<std::vector<bool>>(4, rc::gen::arbitrary<bool>());
  const auto runs = *rc::gen::container<std::vector<bool>>(4, rc::gen::arbitrary<bool>());
  const auto billed = [&](bool purges) {
    const ActivityDesk desk;
    std::string rows;
    for (const auto& [offset, who] : seen) {
      rows += (who % 2 ? "acme," : "birch,") + (day("2026-03-01") + offset).text() + ",user" +
              std::to_string(who) + ",,\n";
    }
    require(desk.tries(rows, "2026-05-31"));
    Lines lines;
    const Lines days{"2026-06-01", "2026-06-02", "2026-06-03", "2026-06-04"};
    const Lines months{"2026-04-01", "2026-05-01", "2026-06-01", "2026-06-01"};
    for (std::size_t i = 0; i < 4; ++i) {
      if (purges && purged[i]) require(tries_purge(desk, days[i], months[i]));
      if (!runs[i] && i < 3) continue;
      for (std::string& line : net_of(desk.desk().at(days[i]).run())) {
        lines.push_back(std::move(line));
      }
    }
    RC_ASSERT(verify(desk.desk().read()).problems.empty());
    return lines;
  };
  RC_ASSERT(billed(true) == billed(false));
}
