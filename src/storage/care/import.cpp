// A ledger made anew from the lines of an export: every one is proved before it is believed.
#include <sodium.h>

#include <nlohmann/json.hpp>
#include <unordered_map>

#include "activity.h"
#include "care/proof.h"
#include "format/event_rows.h"
#include "format/format.h"
#include "format/hash.h"
#include "msp/ledger_care.h"
#include "personal.h"

namespace msp {
namespace {

using Json = nlohmann::ordered_json;

class Importer {
 public:
  explicit Importer(Database& db) : db_(db), transaction_(db), events_(db), activity_(db) {}

  Head run(const std::function<bool(std::string&)>& next_line) {
    std::string text;
    while (next_line(text)) {
      ++line_;
      const Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
      try {
        take(json);
      } catch (const Json::exception&) {
        reject("is not a line of an export");
      } catch (const Fault& fault) {
        if (fault.code() != "ledger.constraint") throw;
        reject("contradicts a line before it");
      }
    }
    if (!complete_) reject("is missing: the export was cut off");
    fold();
    db_.raise_format(format_);
    transaction_.commit();
    return head_;
  }

 private:
  [[noreturn]] void reject(const std::string& what) const {
    throw Fault(Exit::input_rejected, "import.rejected", fmt::format("line {} {}", line_, what),
                "Take the export anew, or another copy of it.");
  }

  /// Proves what now stands there as verify() would, and folds it.
  void fold() {
    Projections projections(db_);
    Proof proof(db_);
    proof.walk(projections);
    if (const auto& problems = proof.report().problems; !problems.empty()) {
      throw Fault(Exit::input_rejected, "import.rejected",
                  fmt::format("what it holds is refused: {}", problems.front()),
                  "Take the export anew, or another copy of it.");
    }
    format_ = proof.format();
  }

  void take(const Json& json) {
    const auto kind = json.at("kind").get<std::string>();
    if (complete_) reject("stands behind the head");
    if (kind == "batch") return take_batch(json);
    if (kind == "personal") return take_personal(json);
    if (kind == "event") return take_event(json);
    if (kind == "activity") return take_activity(json);
    if (kind != "head") reject("is of an unknown kind");
    complete_ = true;
    if (json.at("head").get<std::string>() != head_.text()) reject("names another head");
  }

  std::string bytes(const Json& json, const char* key) const {
    const auto text = json.at(key).get<std::string>();
    std::string raw(text.size() / 2, '\0');
    std::size_t size = 0;
    if (sodium_hex2bin(reinterpret_cast<unsigned char*>(raw.data()), raw.size(), text.data(),
                       text.size(), nullptr, &size, nullptr) != 0 ||
        size * 2 != text.size()) {
      reject(fmt::format("has no hex digits in {}", key));
    }
    return raw;
  }

  static std::string text(const Json& json, const char* key) {
    return json.at(key).get<std::string>();
  }
  static std::int64_t number(const Json& json, const char* key) {
    return json.at(key).get<std::int64_t>();
  }

  void take_batch(const Json& json) {
    Batch batch;
    batch.id = number(json, "id");
    batch.command = text(json, "command");
    batch.request_id = text(json, "request_id");
    batch.request_digest = bytes(json, "request_digest");
    batch.requested_by = text(json, "requested_by");
    batch.ref = text(json, "ref");
    batch.reason = text(json, "reason");
    batch.actor = {number(json, "uid"), number(json, "login_uid"), text(json, "host"),
                   text(json, "claimed_actor")};
    batch.answer = text(json, "answer");
    if (batch.id != static_cast<std::int64_t>(digests_.size()) + 1) reject("skips a batch");
    digests_.push_back(batch_digest(batch));
    insert_batch(db_, batch, digests_.back());
    insert_answer(db_, batch, batch.answer);
  }

  void take_personal(const Json& json) {
    const std::string salt = bytes(json, "salt");
    if (!is_commitment_to(text(json, "commitment"), salt, text(json, "value"))) {
      reject("holds a personal text that is not what was recorded");
    }
    db_.run("INSERT INTO personal VALUES (?1,?2,?3,?4)", text(json, "commitment"),
            stream(text(json, "stream")), Blob{salt}, text(json, "value"));
  }

  void take_activity(const Json& json) {
    const std::string month = text(json, "month");
    const std::string name = text(json, "stream");
    const std::string user = text(json, "user");
    const std::string device = text(json, "device");
    const std::string kind = text(json, "device_kind");
    const auto known = streams_.find(name);
    if (known == streams_.end() || !customer_of(name)) {
      reject("holds activity of no customer");
    }
    const ActivityRow row{month, known->second, user, device, kind, number(json, "days")};
    if (const auto problem = problem_of(row)) reject("holds activity with " + *problem);
    activity_.add(row);
  }

  void take_event(const Json& json) {
    const std::string name = text(json, "stream");
    const std::string type = text(json, "type");
    const std::string effective = text(json, "effective_on");
    const std::string received = text(json, "received_on");
    const std::string payload = text(json, "payload");
    StoredEvent event;
    event.seq = number(json, "seq");
    event.stream = name;
    event.version = number(json, "version");
    event.type = type;
    event.effective_on = effective;
    event.received_on = received;
    event.recorded_at = number(json, "recorded_at");
    event.batch = number(json, "batch");
    event.payload = payload;
    if (event.seq != head_.seq + 1) reject("skips an event");
    if (event.batch < 1 || event.batch > static_cast<std::int64_t>(digests_.size())) {
      reject("belongs to no batch");
    }
    event.hash =
        event_hash(head_.hash, event, view_of(digests_[static_cast<std::size_t>(event.batch - 1)]));
    if (view_of(event.hash) != bytes(json, "hash")) reject("is not what was recorded");
    events_.insert(event, stream(name));
    head_ = {event.seq, event.hash};
  }

  /// Streams are numbered by their first event, as when they were recorded.
  std::int64_t stream(const std::string& name) {
    const auto [place, fresh] =
        streams_.try_emplace(name, static_cast<std::int64_t>(streams_.size()) + 1);
    if (fresh) db_.run("INSERT INTO stream VALUES (?1,?2)", place->second, name);
    return place->second;
  }

  Database& db_;
  Transaction transaction_;
  EventInserter events_;
  ActivityWriter activity_;
  int format_ = format_of_states;
  std::int64_t line_ = 0;
  bool complete_ = false;
  Head head_;
  std::vector<Hash> digests_;
  std::unordered_map<std::string, std::int64_t> streams_;
};

}  // namespace

Head import_ledger(Ledger& ledger, const std::function<bool(std::string&)>& next_line) {
  if (ledger.head().seq != 0) {
    throw Fault(Exit::refused, "ledger.not_empty",
                fmt::format("{} holds events already", ledger.path()),
                "Import into a ledger that is not there yet.");
  }
  return Importer(database_of(ledger)).run(next_line);
}

}  // namespace msp
