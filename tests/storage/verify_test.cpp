// verify believes nothing: whatever was changed by other hands is found and named.
#include <catch2/catch.hpp>
#include <random>
#include <regex>

#include "process.h"
#include "replayed.h"
#include "sqlite/sqlite.h"
#include "support/property.h"

using namespace msp;
using namespace msp::test;

namespace {

using Problems = std::vector<std::string>;

Problems problems_of(const std::string& path) {
  return verify(Ledger::open(path, Access::read)).problems;
}

/// What verify says after an intruder has been there.
Problems after(const std::string& sql) {
  const Replayed replayed;
  Intruder(replayed.path()).exec(sql);
  return problems_of(replayed.path());
}

bool any_has(const Problems& problems, const std::string& text) {
  return std::any_of(problems.begin(), problems.end(),
                     [&](const auto& problem) { return problem.find(text) != std::string::npos; });
}

constexpr const char* newest = "(SELECT max(seq) FROM event)";

}  // namespace

TEST_CASE("A ledger that nobody touched is whole and counted", "[verify]") {
  const Replayed replayed;
  const VerifyReport report = verify(replayed.read());
  CHECK(report.problems == Problems{});
  CHECK(report.events == replayed.read().head().seq);
  CHECK(report.customers == 7);
  CHECK(report.invoices == 12);
  CHECK(report.erased == 1);
  CHECK(report.head.text() == replayed.read().head().text());
}

TEST_CASE("A changed payload is found and its event named", "[verify]") {
  const Problems found = after(
      "UPDATE event SET payload=replace(payload, '\"mailboxes\":40', '\"mailboxes\":4') "
      "WHERE type='mailbox_count_set'");
  CHECK(any_has(found, "event 70 is not what was recorded"));
}

TEST_CASE("A payload that can no longer be read is found and its event named", "[verify]") {
  for (const std::string payload : {"", "{", "{\"mailboxes\":40}", "nonsense", "{} "}) {
    INFO(payload);
    CHECK(any_has(after("UPDATE event SET payload='" + payload + "' WHERE seq=70"),
                  "event 70 is not what was recorded"));
  }
}

TEST_CASE("A payload about a subscription that is not there is found and folded by nobody",
          "[verify]") {
  CHECK(any_has(after("UPDATE event SET payload='{\"subscription\":9,\"mailboxes\":40}' "
                      "WHERE seq=70"),
                "event 70 is not what was recorded"));
}

TEST_CASE("Any changed column of an event is found", "[verify]") {
  for (const std::string change :
       {"version=version+100", "type='trial_declined'", "effective_on='2026-04-02'",
        "effective_on='soon'", "received_on='2026-03-27'", "recorded_at=recorded_at+1",
        "batch=batch-1", "batch=999", "batch=-1", "hash=zeroblob(32)", "hash=x''", "stream=1",
        "stream=99"}) {
    INFO(change);
    const Problems found = after("UPDATE event SET " + change + " WHERE seq=70");
    CHECK((any_has(found, "event 70 ") || any_has(found, "event 71 follows event 69")));
  }
}

TEST_CASE("Any changed column of a batch is found and the batch named", "[verify]") {
  for (const std::string change :
       {"command='mailbox set'", "request_id='mail-9'", "request_digest=x'00'",
        "requested_by='Matti'", "ref='mail-9'", "reason='none'", "claimed_actor='Pekka'", "uid=0",
        "login_uid=0", "host='elsewhere'", "digest=zeroblob(32)"}) {
    INFO(change);
    CHECK(any_has(after("UPDATE batch SET " + change + " WHERE id=3"),
                  "batch 3 is not what was recorded"));
  }
}

TEST_CASE("A batch under another number is missed under its own", "[verify]") {
  for (const std::string number : {"1000", "-1", "0", "4611686018427387904"}) {
    INFO(number);
    CHECK_FALSE(after("UPDATE batch SET id=" + number + " WHERE id=3").empty());
  }
  CHECK(any_has(after("DELETE FROM batch WHERE id=3"), "batch 3 is missing"));
}

TEST_CASE("Two events that changed places are found", "[verify]") {
  const Problems found = after(
      "UPDATE event SET seq=1000 WHERE seq=18; UPDATE event SET seq=18 WHERE seq=19;"
      "UPDATE event SET seq=19 WHERE seq=1000");
  CHECK(any_has(found, "event 18 is not what was recorded"));
}

TEST_CASE("Two payloads that changed places are found", "[verify]") {
  const Problems found = after(
      "UPDATE event SET payload=(SELECT payload FROM event e WHERE e.seq=event.seq+1) "
      "WHERE seq=18; "
      "UPDATE event SET payload='{\"subscription\":1,\"step\":\"firewall-opened\"}' WHERE seq=19");
  CHECK(any_has(found, "event 18 is not what was recorded"));
}

TEST_CASE("An event deleted from the middle is found", "[verify]") {
  CHECK(any_has(after("DELETE FROM event WHERE seq=70"), "event 71 follows event 69"));
}

TEST_CASE("An event put in by hand is found", "[verify]") {
  CHECK(any_has(after(std::string("INSERT INTO event SELECT seq+1, stream, version+1, type, "
                                  "effective_on, received_on, recorded_at+1, batch, payload, hash "
                                  "FROM event WHERE seq=") +
                      newest),
                "event 84 is not what was recorded"));
}

TEST_CASE("A stream under another name is found", "[verify]") {
  CHECK(any_has(after("UPDATE stream SET name='customer/mallory' WHERE name='customer/acme'"),
                "event 15 is not what was recorded"));
  CHECK(any_has(after("DELETE FROM stream WHERE name='customer/acme'"),
                "a row refers to one that is not there"));
}

TEST_CASE("A newest part that was cut off is found with a head kept elsewhere", "[verify][cli]") {
  const Replayed replayed;
  const std::string head = replayed.read().head().text();
  CHECK(msp_on(replayed.path(), "ledger verify --expect " + head).exit == 0);
  CHECK(msp_on(replayed.path(), "ledger verify --expect 70:0123456789abcdef").exit == 10);

  Intruder(replayed.path())
      .exec(std::string("DELETE FROM event WHERE seq=") + newest +
            "; DELETE FROM batch WHERE id=(SELECT max(id) FROM batch)");
  {
    Ledger ledger = replayed.writable();
    rebuild(ledger);
  }
  CHECK(msp_on(replayed.path(), "ledger verify").exit == 0);  // nothing inside can show it
  const Finished expected = msp_on(replayed.path(), "ledger verify --expect " + head);
  CHECK(expected.exit == 10);
  CHECK(expected.output.find("event 83 is expected and missing") != std::string::npos);
}

TEST_CASE("A changed text about a person is found and an erased one only counted", "[verify]") {
  CHECK(any_has(after("UPDATE personal SET value='pekka@acme.example' "
                      "WHERE value='desk@acme.example'"),
                "is not what was recorded"));
  CHECK(any_has(after("UPDATE personal SET salt=randomblob(16)"), "is not what was recorded"));

  const Replayed replayed;
  replayed.erase("desk@bravo.example");
  replayed.erase("Matti Meikäläinen");
  const VerifyReport report = verify(replayed.read());
  CHECK(report.problems == Problems{});
  CHECK(report.erased == 2);
}

TEST_CASE("A changed, missing or added row of any projection is found", "[verify]") {
  for (const std::string& sql : {
           std::string("UPDATE customer SET name='Acme Ltd' WHERE id='acme'"),
           std::string("UPDATE customer SET since='' WHERE since IS NULL OR since>'2026-02-10'"),
           std::string("UPDATE customer SET deactivated_from='' WHERE id='acme'"),
           std::string("UPDATE customer SET version=version+1"),
           std::string("UPDATE customer SET state=x'00'"),
           std::string("UPDATE snapshot SET state=x'00' WHERE stream=1"),
           std::string("DELETE FROM snapshot"),
           std::string("UPDATE subscription SET mailboxes=4 WHERE mailboxes=45"),
           std::string("UPDATE subscription SET end_on='' WHERE end_on IS NULL"),
           std::string("DELETE FROM subscription WHERE plan='core'"),
           std::string("UPDATE invoice SET gross=gross-1 WHERE ordinal=1"),
           std::string("UPDATE invoice_line SET net=net-1 WHERE ordinal=1"),
           std::string("DELETE FROM invoice_line WHERE ordinal=12 AND line=2"),
           std::string("INSERT INTO invoice SELECT 99, 'X', seq, stream, kind, issued_on, due_on, "
                       "billed_on, currency, net, tax, gross FROM invoice WHERE ordinal=1"),
       }) {
    INFO(sql);
    const Problems found = after(sql);
    REQUIRE(found.size() == 1);
    CHECK(any_has(found, "is not what the events say"));
  }
}

TEST_CASE("A flipped byte in a payload on the disk is found", "[verify]") {
  const Replayed replayed;
  std::string bytes = bytes_of(replayed.path());
  const std::size_t at = bytes.find("own_mail_server\":\"mail.acme");
  REQUIRE(at != std::string::npos);
  bytes[at + 20] ^= 1;
  write_bytes(replayed.path(), bytes);
  CHECK(any_has(problems_of(replayed.path()), "event 17 is not what was recorded"));
  CHECK(msp_on(replayed.path(), "ledger verify").exit == 10);
}

namespace {

/// An answer is no part of the chain: it may be another, or another batch's.
std::string without_answers(const std::string& exported) {
  static const std::regex answer(R"re("answer":"(\\.|[^"\\])*")re");
  return std::regex_replace(exported, answer, "");
}

}  // namespace

PROPERTY_OF_SEEDS(1,
                  "Whatever byte is flipped verify tells or nothing in the ledger reads otherwise",
                  "[verify]") {
  const Replayed replayed;
  const std::string whole = bytes_of(replayed.path());
  const std::string before = without_answers(exported(replayed.path()));
  const std::string projections = projections_of(replayed.path());
  std::mt19937 random(static_cast<std::uint32_t>(seed));
  int told = 0;
  for (int i = 0; i < 150; ++i) {
    std::string bytes = whole;
    const std::size_t at = random() % bytes.size();
    const auto bit = static_cast<char>(1U << (random() % 8));
    bytes[at] = static_cast<char>(bytes[at] ^ bit);
    write_bytes(replayed.path(), bytes);
    INFO("byte " << at << ", bit " << static_cast<int>(bit));
    Problems found;
    const std::string fault = fault_of([&] { found = problems_of(replayed.path()); });
    if (!fault.empty() || !found.empty()) {
      ++told;
      continue;
    }
    CHECK(without_answers(exported(replayed.path())) == before);
    CHECK(projections_of(replayed.path()) == projections);
  }
  CHECK(told > 20);  // about fifty, whatever the seed
}

TEST_CASE("A ledger that was never opened is not whole", "[verify]") {
  const Directory directory;
  sqlite::create(directory / "ledger.db")->commit();
  CHECK(any_has(problems_of(directory / "ledger.db"), "does not begin with the event that opens"));
}
