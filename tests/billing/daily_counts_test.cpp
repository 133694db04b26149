// Every day at its count (quantity_change daily).
#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

namespace {

/// By mailbox at 3.00 a month: 0.10 a mailbox and day of April 2026.
Terms by_day(Timing timing) {
  Terms terms = Terms::defaults(Basis::mailbox, timing);
  terms.quantity_change = QuantityChange::daily;
  return terms;
}

}  // namespace

TEST_CASE("Decision 6: in arrears each day costs its count", "[billing][daily]") {
  Given given(catalog_of("mail", by_day(Timing::arrears), "3.00"));
  given.has("2026-04-01", order_of("mail", 10));
  given.has("2026-04-11", SetMailboxCount{1, 20});
  given.has("2026-04-21", SetMailboxCount{1, 0});
  CHECK(printed(given.run("2026-05-01")) ==
        Lines{"2026-05-01 recurring 2026-04-01..2026-04-10 10.00",
              "2026-05-01 recurring 2026-04-11..2026-04-20 20.00"});
}

TEST_CASE("Decision 6: in advance a change within the month is settled with the next, up and down",
          "[billing][daily]") {
  Given given(catalog_of("mail", by_day(Timing::advance), "3.00"));
  given.has("2026-04-01", order_of("mail", 10));
  given.run("2026-04-01");
  given.has("2026-04-16", SetMailboxCount{1, 20});
  CHECK(printed(given.run("2026-05-01")) ==
        Lines{"2026-05-01 adjustment 2026-04-01..2026-04-30 15.00 corrects 1/1",
              "2026-05-01 recurring 2026-05-01..2026-05-31 60.00"});
  // 15 of 31 days of 20, 16 of 10: 29.03 and 15.48 of the 60.00.
  given.has("2026-05-16", SetMailboxCount{1, 10});
  CHECK(printed(given.run("2026-06-01")) ==
        Lines{"2026-06-01 adjustment 2026-05-01..2026-05-31 -15.48 corrects 2/2",
              "2026-06-01 recurring 2026-06-01..2026-06-30 30.00"});
}

TEST_CASE("A month whose last days cost nothing is settled to its end", "[billing][daily]") {
  Given given(catalog_of("mail", by_day(Timing::advance), "3.00"));
  given.has("2026-04-01", order_of("mail", 10));
  given.has(effective("2026-04-01", "2026-04-11"), SetMailboxCount{1, 0});
  CHECK(printed(given.run("2026-04-01")) ==
        Lines{"2026-04-01 recurring 2026-04-01..2026-04-10 10.00"});
  given.has("2026-04-21", SetMailboxCount{1, 5});
  CHECK(given.run("2026-04-30").empty());
  CHECK(printed(given.run("2026-05-01")) ==
        Lines{"2026-05-01 adjustment 2026-04-01..2026-04-30 5.00 corrects 1/1",
              "2026-05-01 recurring 2026-05-01..2026-05-31 15.00"});
}

TEST_CASE("A free last month comes back, also if its end is behind the last day that cost anything",
          "[billing][daily][late]") {
  Terms terms = by_day(Timing::arrears);
  terms.last_period = Partial::free;
  Given given(catalog_of("mail", terms, "3.00"));
  given.has("2026-04-01", order_of("mail", 10));
  given.has("2026-04-11", SetMailboxCount{1, 0});
  given.run("2026-05-01");
  given.has(asked("2026-05-03", "2026-04-20"), CancelSubscription{});
  CHECK(printed(given.run("2026-06-01")) ==
        Lines{"2026-06-01 adjustment 2026-04-01..2026-04-10 -10.00 corrects 1/1"});
}
