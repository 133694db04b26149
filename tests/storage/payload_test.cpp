// The payload of an event: one text per value, and the way back.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "intruder.h"
#include "scratch.h"
#include "support/property.h"

using namespace msp;
using namespace msp::test;
using Json = nlohmann::ordered_json;

namespace {

/// Deepest first, every value under every name.
bool holds_null_or_empty_list(const Json& json) {
  if (json.is_null() || (json.is_array() && json.empty())) return true;
  if (!json.is_structured()) return false;
  return std::any_of(json.begin(), json.end(), holds_null_or_empty_list);
}

}  // namespace

TEST_CASE("No two events share a type and every type is a lower-case word", "[payload]") {
  std::set<std::string_view> types;
  for (const Event& event : every_event(1)) {
    const std::string_view type = type_of(event);
    CHECK(type.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos);
    types.insert(type);
  }
  CHECK(types.size() == std::variant_size_v<Event>);
}

TEST_CASE("Every event reads back as it was recorded", "[payload]") {
  const EveryEvent events = every_event(1, /*present=*/true);
  const auto recorded = Scratch().recorded(events);
  REQUIRE(recorded.size() == events.size());
  for (std::size_t i = 0; i < events.size(); ++i) {
    INFO(type_of(events[i]) << " " << recorded[i].first);
    CHECK(recorded[i].second == events[i]);
  }
}

PROPERTY_OF_SEEDS(100, "Every event reads back whatever its texts, numbers, dates and gaps are",
                  "[payload]") {
  static Scratch scratch;  // one ledger does for all
  const EveryEvent events = every_event(seed);
  const auto recorded = scratch.recorded(events);
  REQUIRE(recorded.size() == events.size());
  for (std::size_t i = 0; i < events.size(); ++i) CHECK(recorded[i].second == events[i]);
}

PROPERTY_OF_SEEDS(100, "Another JSON library reads every payload and would write the same bytes",
                  "[payload]") {
  static Scratch scratch;  // one ledger does for all
  for (const auto& [payload, event] : scratch.recorded(every_event(seed))) {
    const Json json = Json::parse(payload, nullptr, /*allow_exceptions=*/false);
    CHECK(json.is_object());
    CHECK(json.dump() == payload);
    CHECK(!holds_null_or_empty_list(json));
  }
}

TEST_CASE("A payload has its fields in order and no white space", "[payload]") {
  CHECK(Scratch().payload(MailboxCountSet{1, 40}) == R"({"subscription":1,"mailboxes":40})");
  CHECK(Scratch().payload(InvoicingGroupSet{15}) == R"({"group":15})");
}

TEST_CASE("An event without fields has the payload {}", "[payload]") {
  CHECK(Scratch().payload(CustomerDeactivated{}) == "{}");
}

TEST_CASE("What is not there is left out of a payload", "[payload]") {
  AgreementMade bare;
  bare.agreement = 1;
  bare.accepted_terms = "2026-01";
  CHECK(Scratch().payload(bare) == R"({"agreement":1,"accepted_terms":"2026-01","sales_ref":""})");

  AgreementMade full = bare;
  full.overrides = {{"first_period", "full"}, {"trial.length", "14 days"}};
  full.unit_price = decimal("3.50");
  CHECK(Scratch().payload(full) ==
        R"({"agreement":1,"accepted_terms":"2026-01","overrides":[)"
        R"({"term":"first_period","value":"full"},{"term":"trial.length","value":"14 days"}],)"
        R"("unit_price":"3.5","sales_ref":""})");
}

TEST_CASE("Dates, decimals, words and flags have one text each in a payload", "[payload]") {
  CHECK(Scratch().payload(TrialConverted{2, day("2026-03-09"), true}) ==
        R"({"subscription":2,"billing_from":"2026-03-09","decision_charged":true})");
  CHECK(Scratch().payload(NoticeGiven{1, day("2026-06-20"), EndReason::deactivated}) ==
        R"({"subscription":1,"ends_on":"2026-06-20","reason":"deactivated"})");
  CHECK(Scratch().payload(PricePublished{plan("guard"), day("2024-01-01"), decimal("-0.125"), 1000,
                                         read<Currency>("JPY"), AppliesTo::fresh}) ==
        R"({"plan":"guard","from":"2024-01-01","amount":"-0.125","per":1000,)"
        R"("currency":"JPY","applies_to":"new"})");
}

TEST_CASE("A payload escapes quotes, backslashes and control characters and nothing else",
          "[payload]") {
  TaxPublished tax;
  tax.tax = read<TaxId>("fi");
  tax.name = "a\"b\\c/d\n\t\x01\x7fä日😀";
  CHECK(Scratch().payload(tax) ==
        "{\"tax\":\"fi\",\"name\":\"a\\\"b\\\\c/d\\n\\t\\u0001\x7fä日😀\"}");
}

TEST_CASE("A payload says nothing about a person but a commitment", "[payload][personal]") {
  CustomerDetailsSet details;
  details.name = "Acme Oy";
  details.contact_email.value = "matti@acme.example";
  const std::string payload = Scratch().payload(details);
  CHECK(payload.find("matti") == std::string::npos);
  CHECK(payload.find("acme.example") == std::string::npos);
  const auto commitment = Json::parse(payload).at("contact_email").get<std::string>();
  CHECK(commitment.size() == 64);
  CHECK(commitment.find_first_not_of("0123456789abcdef") == std::string::npos);
}

TEST_CASE("The same text about a person leads to another commitment each time",
          "[payload][personal]") {
  SubscriptionOrdered ordered;
  ordered.plan = plan("guard");
  ordered.sales_rep.value = "rep@partner.example";
  const auto recorded = Scratch().recorded(std::vector<Event>{ordered, ordered});
  CHECK(recorded[0].first != recorded[1].first);
}

TEST_CASE("A text about a person that is not there needs no commitment", "[payload][personal]") {
  CHECK(Json::parse(Scratch().payload(CustomerDetailsSet{})).at("contact_email") == "");
}

TEST_CASE("An erased text about a person reads as empty and the event stays", "[payload]") {
  const TestDesk desk(d_fence());
  desk.at("2026-01-10").asked_by("Matti of Acme", "mail-1").tell("acme", trial_of("guard", 25));
  Intruder(desk.path()).exec("DELETE FROM personal");

  const Ledger ledger = desk.read();
  EventFilter ordered;
  ordered.type = SubscriptionOrdered::type;
  std::size_t found = 0;
  ledger.recorded_events(ordered, [&](const StoredEvent& stored, const RecordedEvent& event) {
    const auto& order = std::get<SubscriptionOrdered>(event.event);
    CHECK(order.sales_rep.value.empty());
    CHECK(order.mailboxes == 25);
    CHECK(ledger.batch(stored.batch).requested_by.empty());
    CHECK(ledger.batch(stored.batch).ref == "mail-1");
    ++found;
  });
  CHECK(found == 1);
}

TEST_CASE("Who asked is known to the ledger and kept out of the chain", "[payload][personal]") {
  const TestDesk desk(d_fence());
  desk.at("2026-01-10").asked_by("Matti of Acme", "mail-1").tell("acme", trial_of("guard", 25));
  CHECK(desk.read().batch(3).requested_by == "Matti of Acme");
  CHECK(Intruder(desk.path()).text("SELECT requested_by FROM batch WHERE id=3").size() == 64);
}
