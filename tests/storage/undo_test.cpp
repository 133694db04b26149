// What is taken back on a real ledger: read back, checked, folded anew and carried elsewhere.
#include <catch2/catch.hpp>

#include "intruder.h"
#include "msp/undo.h"
#include "replayed.h"
#include "support/desk_history.h"
#include "support/property.h"

using namespace msp;
using namespace msp::test;

namespace {

/// What takes back a command of a history: any, by the seed.
void undo_some(const TestDesk& desk, Date today, std::uint64_t seed) {
  const std::int64_t newest = desk.read().head().seq;
  const auto seq = static_cast<std::int64_t>(seed % static_cast<std::uint64_t>(newest)) + 1;
  static_cast<void>(desk.at(today.text()).tries_to_undo(seq));
}

}  // namespace

PROPERTY_OF_SEEDS(6, "What is taken back is whole, rebuilt and imported as it was recorded",
                  "[undo]") {
  const TestDesk desk(three_plans());
  std::uint64_t random = seed;
  play(desk, history_of(seed), [&](Date today) {
    random = random * 6364136223846793005U + 1442695040888963407U;
    if (random >> 33 & 1U) undo_some(desk, today, random >> 34);
  });
  CHECK(verify(desk.read()).problems == std::vector<std::string>{});
  const std::string before = projections_of(desk.path());
  {
    Ledger ledger = desk.writable();
    rebuild(ledger);
  }
  CHECK(projections_of(desk.path()) == before);
  const Directory directory;
  imported(directory / "other.db", lines_of(exported(desk.path())));
  CHECK(projections_of(directory / "other.db") == before);
  CHECK(verify(Ledger::open(directory / "other.db", Access::read)).problems ==
        std::vector<std::string>{});
}

TEST_CASE("All rows of one command go together, or none", "[undo]") {
  const TestDesk desk(d_fence());
  {
    Ledger ledger = desk.writable();
    const std::vector<Asked> asked{{test::read<CustomerId>("acme"), order_of("guard", 1)},
                                   {test::read<CustomerId>("bolt"), order_of("guard", 2)}};
    require(handle(ledger, desk.envelope("2026-01-05"), asked,
                   [](std::size_t, const Refusal&) { FAIL("refused"); }));
  }
  const std::int64_t newest = desk.read().head().seq;
  SECTION("none, where one of them has gone on") {
    desk.at("2026-01-06").tell("acme", RecordStep{1, OnboardingStep::connected});
    const auto refused = desk.at("2026-01-07").tries_to_undo(newest);
    REQUIRE(!refused);
    CHECK(refused.refusal().code == "undo.stood_on");
    CHECK(desk.read().customer(test::read<CustomerId>("bolt"))->exists());
  }
  SECTION("all of them") {
    CHECK(desk.at("2026-01-07").undo(newest).customers.size() == 2);
    for (const auto* id : {"acme", "bolt"}) {
      CHECK(!desk.read().customer(test::read<CustomerId>(id))->exists());
    }
    CHECK(desk.at("2026-01-07").undo(newest).taken_back_by.has_value());
  }
}

TEST_CASE("The newest command of whoever asks is found, and nobody else's", "[undo]") {
  const TestDesk desk(d_fence());
  desk.at("2026-01-05").actor("anna").tell("acme", order_of("guard", 1));
  desk.at("2026-01-05").actor("ben").tell("bolt", order_of("guard", 2));
  CHECK(desk.at("2026-01-06").actor("anna").undo().customers.front().after.id.text() == "acme");
  CHECK(desk.at("2026-01-06").actor("anna").tries_to_undo({}).refusal().code == "undo.none");
  CHECK(desk.at("2026-01-06").actor("ben").undo().customers.front().after.id.text() == "bolt");
}

TEST_CASE("A catalog is taken back as long as nothing was ordered or billed by it", "[undo]") {
  const TestDesk desk(exchange_defender());
  desk.at("2026-01-05").tell("acme", order_of("exchange-mailbox", 10));
  CatalogFile later =
      catalog_of("exchange-mailbox", exchange_terms(), "12.00", "USD", "2026-03-01");
  later.prices.front().applies_to = AppliesTo::existing_next_period;
  later.plans.clear();
  desk.at("2026-02-10").load(later);
  const std::int64_t loaded = desk.read().head().seq;
  SECTION("before the price begins nobody has used it") {
    desk.at("2026-02-11").undo(loaded);
    const auto documents = desk.at("2026-03-01").run().documents;
    CHECK(documents.back().invoice.net == 9000);
  }
  SECTION("once it is billed, the document stands on it") {
    desk.at("2026-03-01").run();
    CHECK(desk.at("2026-03-02").tries_to_undo(loaded).refusal().code == "undo.stood_on");
  }
  SECTION("so does an order") {
    desk.at("2026-03-01").tell("bolt", order_of("exchange-mailbox", 2));
    CHECK(desk.at("2026-03-02").tries_to_undo(loaded).refusal().code == "undo.stood_on");
  }
}

SCENARIO("What was billed by a catalog stands on it though the order is taken back", "[undo]") {
  GIVEN("an order that was billed, and taken back") {
    const TestDesk desk(exchange_defender());
    const std::int64_t loaded = desk.read().head().seq;
    desk.at("2026-01-05").tell("acme", order_of("exchange-mailbox", 10));
    const std::int64_t ordered = desk.read().head().seq;
    WHEN("it was billed before") {
      REQUIRE(desk.at("2026-02-01").run().documents.size() == 1);
      desk.at("2026-02-02").undo(ordered);
      THEN("the catalog stays") {
        CHECK(desk.at("2026-02-03").tries_to_undo(loaded).refusal().code == "undo.stood_on");
      }
    }
    WHEN("it never was, and the catalog is taken back too") {
      desk.at("2026-01-06").undo(ordered);
      const std::int64_t taken = desk.read().head().seq;
      desk.at("2026-01-07").undo(loaded);
      THEN("the order does not come back before its plan") {
        CHECK(desk.at("2026-01-08").tries_to_undo(taken).refusal().code == "undo.stood_on");
        const std::int64_t newest = desk.read().head().seq;
        desk.at("2026-01-08").undo(newest);
        desk.at("2026-01-08").undo(taken);
        CHECK(desk.read().customer(test::read<CustomerId>("acme"))->exists());
      }
    }
  }
}

TEST_CASE("Mails that wait are gone, and those that were sent are shown as such", "[undo]") {
  const TestDesk desk(d_fence());
  desk.at("2026-01-05").tell("acme", trial_of("guard", 10));
  desk.at("2026-01-06").tell("acme", RecordStep{1, OnboardingStep::connected});
  const auto acme = test::read<CustomerId>("acme");
  const auto waiting = [&] { return outbox(*desk.read().customer(acme), day("2026-01-06")); };
  REQUIRE(waiting().size() == 1);
  const MessageKey key = waiting().front().key;
  SECTION("it waits") {
    const auto done = desk.at("2026-01-06").undo();
    CHECK(done.sent.empty());
    CHECK(waiting().empty());
  }
  SECTION("it has left") {
    desk.at("2026-01-06").tell("acme", BeginMessage{key});
    desk.at("2026-01-06").tell("acme", SettleMessage{key});
    const auto done = desk.at("2026-01-06").undo(key.cause);
    REQUIRE(done.sent.size() == 1);
    CHECK(done.sent.front().message.key == key);
    REQUIRE(waiting().size() == 1);
    CHECK(waiting().front().status == MessageStatus::sent);
  }
}
