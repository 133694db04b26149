// One proof for all who read a ledger whole: what verify tells is refused by rebuild, import and
// backup, so that nothing broken is ever made to look whole. And what hashes right is not believed
// for that alone: whoever writes a file can hash.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "format/hash.h"
#include "process.h"
#include "replayed.h"

using namespace msp;
using namespace msp::test;

namespace {

using Json = nlohmann::ordered_json;
using Lines = std::vector<std::string>;

std::string text(const Json& row, const char* key) { return row.at(key).get<std::string>(); }

Batch batch_of(const Json& row) {
  Batch batch;
  batch.id = row.at("id").get<std::int64_t>();
  batch.command = text(row, "command");
  batch.request_id = text(row, "request_id");
  const std::string digits = text(row, "request_digest");
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    batch.request_digest += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
  }
  batch.requested_by = text(row, "requested_by");
  batch.ref = text(row, "ref");
  batch.reason = text(row, "reason");
  batch.actor = {row.at("uid").get<std::int64_t>(), row.at("login_uid").get<std::int64_t>(),
                 text(row, "host"), text(row, "claimed_actor")};
  return batch;
}

/// An export that somebody has changed and then chained anew: every hash in it is right.
Lines chained(const std::function<void(Json&)>& change) {
  Lines lines = lines_of(bytes_of(fixtures + "ledger-v1.jsonl"));
  std::vector<Hash> digests;
  Head head;
  for (std::string& line : lines) {
    Json row = Json::parse(line);
    change(row);
    const std::string kind = text(row, "kind");
    if (kind == "batch") digests.push_back(batch_digest(batch_of(row)));
    if (kind == "event") {
      const std::string stream = text(row, "stream");
      const std::string type = text(row, "type");
      const std::string effective = text(row, "effective_on");
      const std::string received = text(row, "received_on");
      const std::string payload = text(row, "payload");
      StoredEvent event;
      event.seq = row.at("seq").get<std::int64_t>();
      event.stream = stream;
      event.version = row.at("version").get<std::int64_t>();
      event.type = type;
      event.effective_on = effective;
      event.received_on = received;
      event.recorded_at = row.at("recorded_at").get<std::int64_t>();
      event.batch = row.at("batch").get<std::int64_t>();
      event.payload = payload;
      const Hash& digest = digests.at(static_cast<std::size_t>(event.batch - 1));
      head = {event.seq, event_hash(head.hash, event,
                                    {reinterpret_cast<const char*>(digest.data()), digest.size()})};
      row["hash"] = hex(head.hash);
    }
    if (kind == "head") row["head"] = head.text();
    line = row.dump();
  }
  return lines;
}

/// Of the event with this number another value under a key.
auto of_event(std::int64_t seq, const char* key, const Json& value) {
  return [=](Json& row) {
    if (text(row, "kind") == "event" && row.at("seq") == seq) row[key] = value;
  };
}

/// In the payload of every event of a type, one text for another.
auto in_payload(const std::string& type, const std::string& from, const std::string& to) {
  return [=](Json& row) {
    if (text(row, "kind") != "event" || text(row, "type") != type) return;
    std::string payload = text(row, "payload");
    const std::size_t at = payload.find(from);
    if (at != std::string::npos) payload.replace(at, from.size(), to);
    row["payload"] = payload;
  };
}

/// What import says to it; empty if it takes it in.
std::string refused(const Lines& lines) {
  const Directory directory;
  try {
    imported(directory / "ledger.db", lines);
  } catch (const Fault& fault) {
    CHECK(fault.exit() == Exit::input_rejected);
    CHECK(files_in(directory.name()).empty());
    return fault.what();
  }
  return {};
}

}  // namespace

TEST_CASE("An export that is only chained anew is taken in", "[proof]") {
  CHECK(refused(chained([](Json&) {})).empty());
}

TEST_CASE("What no command records is refused by import though every hash is right", "[proof]") {
  struct Case {
    std::function<void(Json&)> change;
    std::string said;
  };
  const Case cases[] = {
      {of_event(70, "version", 99), "event 70 is version 99"},
      {of_event(70, "recorded_at", 1), "event 70 was recorded before the one before it"},
      {of_event(70, "batch", 1), "batch"},
      {of_event(70, "effective_on", "2026-02-30"), "event 70 has no date"},
      {of_event(70, "stream", "customer/No Body"), "event 70"},
      {of_event(70, "stream", "nobody"), "event 70"},
      {of_event(70, "type", "no_such_type"), "an event of an unknown type"},
      {in_payload("mailbox_count_set", "\"mailboxes\":40", "\"mailboxes\":-40"), "mailboxes -40"},
      {in_payload("invoicing_group_set", "\"group\":15", "\"group\":99"), "group 99"},
      {in_payload("plan_published", "\"payment_terms_days\":14",
                  "\"payment_terms_days\":9223372036854775807"),
       "payment_terms_days 9223372036854775807"},
      {in_payload("invoice_issued", "\"gross\":", "\"gross\":1"), "does not add up"},
  };
  for (const Case& each : cases) {
    INFO(each.said);
    CHECK_THAT(refused(chained(each.change)), Catch::Contains(each.said));
  }
}

TEST_CASE("What verify tells rebuild and backup refuse, and nothing is made whole", "[proof]") {
  for (const std::string sql :
       {"UPDATE event SET payload=replace(payload, '\"mailboxes\":40', '\"mailboxes\":4') "
        "WHERE seq=70",
        "UPDATE batch SET ref='mail-9' WHERE id=3", "UPDATE event SET version=99 WHERE seq=70",
        "UPDATE personal SET value='pekka@acme.example' WHERE value='desk@acme.example'",
        "INSERT INTO batch SELECT max(id)+1, command, '', x'', '', ref, reason, claimed_actor, "
        "uid, login_uid, host, digest FROM batch"}) {
    INFO(sql);
    const Replayed replayed;
    Intruder(replayed.path()).exec(sql);
    CHECK_FALSE(verify(replayed.read()).problems.empty());
    const std::string before = projections_of(replayed.path());
    {
      Ledger ledger = replayed.writable();
      CHECK(fault_of([&] { rebuild(ledger); }) == "ledger.not_whole");
    }
    CHECK(projections_of(replayed.path()) == before);
    const Finished backup =
        msp_on(replayed.path(), "ledger backup " + (replayed.directory() / "copy.db"));
    CHECK(backup.exit == 5);
    CHECK(files_in(replayed.directory().name()) == Lines{"ledger.db"});
  }
}

TEST_CASE("Bytes of a text about a person cannot be counted to its salt", "[proof]") {
  const Replayed replayed;
  Intruder intruder(replayed.path());
  intruder.exec(
      "UPDATE personal SET salt=CAST(salt || substr(value, 1, 3) AS BLOB), "
      "value=substr(value, 4) WHERE value='desk@acme.example'");
  REQUIRE(intruder.number("SELECT count(*) FROM personal WHERE length(salt)=19") > 0);
  const auto found = verify(replayed.read()).problems;
  REQUIRE_FALSE(found.empty());
  CHECK_THAT(found.front(), Catch::Contains("is not what was recorded"));
}

TEST_CASE("A batch that recorded nothing is told, and answers for nobody", "[proof]") {
  const Replayed replayed;
  Intruder(replayed.path())
      .exec(
          "INSERT INTO batch SELECT max(id)+1, command, 'may', x'', '', ref, reason, "
          "claimed_actor, uid, login_uid, host, digest FROM batch");
  const auto found = verify(replayed.read()).problems;
  CHECK(std::count_if(found.begin(), found.end(), [](const std::string& problem) {
          return problem.ends_with("recorded no event");
        }) == 1);
  Ledger ledger = replayed.writable();
  Batch again;
  again.request_id = "may";
  Recording recording(ledger, again, 0);
  CHECK(fault_of([&] { recording.earlier("may"); }) == "ledger.history");
}
