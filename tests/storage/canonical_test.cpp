// What a payload may not look like: everything but the one text that msp writes.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "intruder.h"
#include "scratch.h"

using namespace msp;
using namespace msp::test;
using Json = nlohmann::ordered_json;

namespace {

struct Planted {
  std::string type;
  std::string payload;
};

/// What reading each of these payloads as an event of its type leads to: a Fault's code, or ``.
std::vector<std::string> read_each(const std::vector<Planted>& payloads) {
  const TestDesk desk(CatalogFile{});
  std::int64_t seq = 1000;
  {
    Intruder intruder(desk.path());
    SQLite::Transaction transaction(intruder.db());
    for (const Planted& planted : payloads) {
      SQLite::Statement row(intruder.db(),
                            "INSERT INTO event VALUES (?1,1,?1,?2,'2026-01-01','2026-01-01',0,1,?3,"
                            "zeroblob(32))");
      row.bind(1, seq++);
      row.bind(2, planted.type);
      row.bind(3, planted.payload);
      row.exec();
    }
    transaction.commit();
  }
  const Ledger ledger = desk.read();
  std::vector<std::string> found;
  for (std::int64_t planted = 1000; planted < seq; ++planted) {
    found.push_back(fault_of([&] { ledger.event(planted); }));
  }
  return found;
}

void all_are_refused(const std::vector<Planted>& payloads) {
  const auto found = read_each(payloads);
  REQUIRE(found.size() == payloads.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    INFO(payloads[i].type << " " << payloads[i].payload);
    CHECK(found[i] == "ledger.payload");
  }
}

std::vector<Planted> of_type(std::string_view type, const std::vector<std::string>& payloads) {
  std::vector<Planted> planted;
  for (const auto& payload : payloads) planted.push_back({std::string(type), payload});
  return planted;
}

/// The payload of every event, each with all that can be there.
std::vector<Planted> all_payloads() {
  const EveryEvent events = every_event(7, /*present=*/true);
  const auto recorded = Scratch().recorded(events);
  std::vector<Planted> payloads;
  for (std::size_t i = 0; i < events.size(); ++i) {
    payloads.push_back({std::string(type_of(events[i])), recorded[i].first});
  }
  return payloads;
}

}  // namespace

TEST_CASE("The payload that msp writes is taken", "[canonical]") {
  for (const std::string& fault : read_each(all_payloads())) CHECK(fault.empty());
}

TEST_CASE("White space anywhere in a payload is refused", "[canonical]") {
  std::vector<Planted> spaced;
  for (const auto& [type, payload] : all_payloads()) {
    bool quoted = false;
    for (std::size_t i = 0; i <= payload.size(); ++i) {
      if (!quoted) spaced.push_back({type, std::string(payload).insert(i, " ")});
      if (i < payload.size() && payload[i] == '"') quoted = !quoted;
      if (i < payload.size() && payload[i] == '\\') ++i;
    }
  }
  all_are_refused(spaced);
}

TEST_CASE("Text behind a payload and a payload cut short are refused", "[canonical]") {
  std::vector<Planted> wrong;
  for (const auto& [type, payload] : all_payloads()) {
    wrong.push_back({type, payload + "x"});
    wrong.push_back({type, payload + payload});
    wrong.push_back({type, ""});
    for (std::size_t size = 1; size < payload.size(); size += 7) {
      wrong.push_back({type, payload.substr(0, size)});
    }
  }
  all_are_refused(wrong);
}

TEST_CASE("Fields in another order, twice, missing or unknown are refused", "[canonical]") {
  std::vector<Planted> wrong;
  for (const auto& [type, payload] : all_payloads()) {
    const Json json = Json::parse(payload);
    std::vector<std::pair<std::string, Json>> fields;
    for (const auto& item : json.items()) fields.emplace_back(item.key(), item.value());
    const auto text_of_fields = [&fields] {
      std::string text = "{";
      for (const auto& [name, value] : fields) {
        text += (text.size() > 1 ? ",\"" : "\"") + name + "\":" + value.dump();
      }
      return text + "}";
    };
    const auto as_they_were = fields;
    for (std::size_t i = 0; i < as_they_were.size(); ++i) {
      fields.insert(fields.begin() + static_cast<std::ptrdiff_t>(i), as_they_were[i]);  // twice
      wrong.push_back({type, text_of_fields()});
      fields = as_they_were;
      if (i == 0) continue;
      std::swap(fields[i - 1], fields[i]);
      wrong.push_back({type, text_of_fields()});
      fields = as_they_were;
    }
    fields.emplace_back("unknown", 1);
    wrong.push_back({type, text_of_fields()});
  }
  wrong.push_back({"mailbox_count_set", R"({"mailboxes":40})"});
  wrong.push_back({"mailbox_count_set", R"({"subscription":1})"});
  all_are_refused(wrong);
}

TEST_CASE("A number has one form", "[canonical]") {
  std::vector<std::string> payloads;
  for (const std::string number : {"1.0", "1e0", "01", "-0", "+1", "0x1", "1.", "\"1\"", "null", "",
                                   "-", "9223372036854775808", "true"}) {
    payloads.push_back(R"({"group":)" + number + "}");
  }
  all_are_refused(of_type(InvoicingGroupSet::type, payloads));
  CHECK(read_each(of_type(InvoicingGroupSet::type, {R"({"group":0})", R"({"group":-15})"})) ==
        std::vector<std::string>{"", ""});
}

TEST_CASE("A flag, a date, a word and a decimal have one form", "[canonical]") {
  all_are_refused(
      of_type(TrialConverted::type,
              {R"({"subscription":1,"billing_from":"2026-03-09","decision_charged":1})",
               R"({"subscription":1,"billing_from":"2026-03-09","decision_charged":True})",
               R"({"subscription":1,"billing_from":"2026-3-9","decision_charged":true})",
               R"({"subscription":1,"billing_from":"2026-02-30","decision_charged":true})",
               R"({"subscription":1,"billing_from":"","decision_charged":true})"}));
  all_are_refused(of_type(NoticeGiven::type,
                          {R"({"subscription":1,"ends_on":"2026-06-20","reason":"Cancelled"})",
                           R"({"subscription":1,"ends_on":"2026-06-20","reason":""})"}));
  std::vector<std::string> prices;
  for (const std::string amount : {"4.0", "4.00", "04", "-0", "4.", ".5", "+4", "1e3", ""}) {
    prices.push_back(R"({"plan":"guard","from":"2024-01-01","amount":")" + amount +
                     R"(","per":1,"currency":"EUR","applies_to":"new"})");
  }
  all_are_refused(of_type(PricePublished::type, prices));
}

TEST_CASE("An empty list is left out and never written", "[canonical]") {
  all_are_refused(of_type(TaxPublished::type, {R"({"tax":"fi","name":"VAT","rates":[]})",
                                               R"({"tax":"fi","name":"VAT","rates":null})"}));
}

TEST_CASE("A string has one form", "[canonical]") {
  std::vector<std::string> payloads;
  for (const std::string text :
       {"\\u0041", "\\/", "\\u00e4", "\\u000A", "\\u000a", "\\ud800", "a\nb", "a\x01", "a\\", "\\x",
        "\\u00", "\"", "\xff", "\xc3", "a\\n\xff"}) {
    payloads.push_back("{\"tax\":\"fi\",\"name\":\"" + text + "\"}");
  }
  all_are_refused(of_type(TaxPublished::type, payloads));
}

TEST_CASE("An event of an unknown type is refused by name", "[canonical]") {
  CHECK(read_each({{"mailboxes_counted", "{}"}}) ==
        std::vector<std::string>{"ledger.event_unknown"});
}
