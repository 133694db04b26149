#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

namespace {

/// 25 mailboxes at 4.00, billed through 14 April: document 1 the month of decision, 2 the first
/// regular period.
Given billed_through_april() {
  Given given = guard_trial();
  given.run("2026-03-15");
  given.run("2026-04-15");
  return given;
}

}  // namespace

SCENARIO("Decision 8: a count raised after the invoice is one adjustment on the next billing day",
         "[billing][adjustment]") {
  GIVEN("a customer billed through 14 April") {
    Given given = billed_through_april();
    WHEN("30 mailboxes since 10 April are reported on the 20th") {
      given.has(effective("2026-04-20", "2026-04-10"), SetMailboxCount{1, 30});
      const std::int64_t said_by = given.last_seq();
      THEN("nothing is issued before the next billing day") {
        CHECK(given.run("2026-04-20").empty());
        CHECK(given.run("2026-05-14").empty());
      }
      THEN("then the difference is billed beside the new period, tied to the line it corrects") {
        const auto may = given.run("2026-05-15");
        CHECK(printed(may) ==
              Lines{"2026-05-15 adjustment 2026-03-15..2026-04-14 20.00 corrects 2/1",
                    "2026-05-15 recurring 2026-04-15..2026-05-14 120.00"});
        REQUIRE(may.size() == 1);
        CHECK(totals(may.front()) == "140.00 + 35.70 = 175.70");
        const InvoiceLine& line = may.front().lines.front();
        CHECK(line.component == LineKind::recurring);
        CHECK(line.revision == 1);
        CHECK(line.quantity == 30);
        CHECK(line.steps.front() == Step{StepKind::quantity, step_amount("30"), said_by});
        CHECK(line.steps.back() == Step{StepKind::rounded, step_amount("20.00"), std::nullopt});
        CHECK(given.run("2026-05-15").empty());
        CHECK(given.run("2026-06-14").empty());
      }
      AND_WHEN("31 since 12 April are reported after that was billed") {
        given.run("2026-05-15");
        given.has(effective("2026-05-20", "2026-04-12"), SetMailboxCount{1, 31});
        THEN("what is missing now is billed, tied to the newest line of each period") {
          const auto june = given.run("2026-06-15");
          CHECK(printed(june) ==
                Lines{"2026-06-15 adjustment 2026-03-15..2026-04-14 4.00 corrects 3/1",
                      "2026-06-15 adjustment 2026-04-15..2026-05-14 4.00 corrects 3/2",
                      "2026-06-15 recurring 2026-05-15..2026-06-14 124.00"});
          CHECK(sole(june).lines.front().revision == 2);
        }
      }
    }
    WHEN("20 mailboxes since 10 April are reported on the 20th") {
      given.has(effective("2026-04-20", "2026-04-10"), SetMailboxCount{1, 20});
      THEN("D12: nothing is given back; the new count holds from the next period") {
        CHECK(printed(given.run("2026-05-15")) ==
              Lines{"2026-05-15 recurring 2026-04-15..2026-05-14 80.00"});
      }
      AND_WHEN("then 27 since 11 April") {
        given.has(effective("2026-04-21", "2026-04-11"), SetMailboxCount{1, 27});
        THEN("only what goes beyond the billed 25 is billed") {
          CHECK(printed(given.run("2026-05-15")) ==
                Lines{"2026-05-15 adjustment 2026-03-15..2026-04-14 8.00 corrects 2/1",
                      "2026-05-15 recurring 2026-04-15..2026-05-14 108.00"});
        }
      }
    }
    WHEN("30 since 10 April are reported and taken back before the next run") {
      given.has(effective("2026-04-20", "2026-04-10"), SetMailboxCount{1, 30});
      given.has(effective("2026-04-22", "2026-04-10"), SetMailboxCount{1, 25});
      THEN("there is nothing to adjust") {
        CHECK(printed(given.run("2026-05-15")) ==
              Lines{"2026-05-15 recurring 2026-04-15..2026-05-14 100.00"});
      }
    }
    WHEN("the next run is missed as well") {
      given.has(effective("2026-04-20", "2026-04-10"), SetMailboxCount{1, 30});
      THEN("the adjustment stands on the billing day it belongs to") {
        CHECK(printed(given.run("2026-06-15")) ==
              Lines{"2026-05-15 adjustment 2026-03-15..2026-04-14 20.00 corrects 2/1",
                    "2026-05-15 recurring 2026-04-15..2026-05-14 120.00",
                    "2026-06-15 recurring 2026-05-15..2026-06-14 120.00"});
      }
    }
  }
}

SCENARIO("Decision 8: the month of decision is adjusted as well", "[billing][adjustment]") {
  GIVEN("a free rider billed for 25 mailboxes") {
    Given given = guard_trial();
    given.run("2026-03-15");
    WHEN("28 since 1 March are reported on the 20th") {
      given.has(effective("2026-03-20", "2026-03-01"), SetMailboxCount{1, 28});
      THEN("April bills the three missing, and 28 from then on") {
        CHECK(printed(given.run("2026-04-15")) ==
              Lines{"2026-04-15 adjustment 2026-02-09..2026-03-08 12.00 free_rider corrects 1/1",
                    "2026-04-15 recurring 2026-03-15..2026-04-14 112.00"});
      }
    }
  }
}

SCENARIO("Decision 8: in advance a count raised for the billing day is adjusted on the next",
         "[billing][adjustment]") {
  GIVEN("April billed for 10 mailboxes") {
    Given given(exchange_defender());
    given.has("2026-03-10", order_of("exchange-mailbox", 10));
    given.run("2026-04-01");
    WHEN("12 since 28 March are reported on 10 April") {
      given.has(effective("2026-04-10", "2026-03-28"), SetMailboxCount{1, 12});
      THEN("May bills the two missing with its own twelve") {
        CHECK(given.run("2026-04-30").empty());
        CHECK(printed(given.run("2026-05-01")) ==
              Lines{"2026-05-01 adjustment 2026-04-01..2026-04-30 18.00 corrects 1/1",
                    "2026-05-01 recurring 2026-05-01..2026-05-31 108.00"});
      }
    }
    WHEN("12 since 10 April are reported") {
      given.has("2026-04-10", SetMailboxCount{1, 12});
      THEN("April is not touched") {
        CHECK(printed(given.run("2026-05-01")) ==
              Lines{"2026-05-01 recurring 2026-05-01..2026-05-31 108.00"});
      }
    }
  }
}

SCENARIO("A plan changed for days already invoiced is adjusted", "[billing][adjustment]") {
  GIVEN("April billed at 9.00 for 10 mailboxes") {
    Given given(exchange_defender() +
                catalog_of("plus", exchange_terms(), "12.00", "USD", "2024-01-01"));
    given.has("2026-03-10", order_of("exchange-mailbox", 10));
    given.run("2026-04-01");
    WHEN("the change to 12.00 since 1 April is typed on the 20th") {
      given.has(effective("2026-04-20", "2026-04-01"), ChangePlan{1, plan("plus")});
      THEN("May bills the difference") {
        CHECK(printed(given.run("2026-05-01")) ==
              Lines{"2026-05-01 adjustment 2026-04-01..2026-04-30 30.00 corrects 1/1",
                    "2026-05-01 recurring 2026-05-01..2026-05-31 120.00"});
      }
    }
  }
}

SCENARIO("What has ended is adjusted on the next billing day", "[billing][adjustment]") {
  GIVEN("a D-Fence customer that left on 20 June and was billed to the end") {
    Given given = guard_trial();
    given.has("2026-05-20", CancelSubscription{});
    given.run("2026-07-15");
    WHEN("31 mailboxes since 18 June are reported on 20 July") {
      given.has(effective("2026-07-20", "2026-06-18"), SetMailboxCount{1, 31});
      THEN("15 August bills 31 × 4.00 × 5/30 = 20.67, less 16.67") {
        CHECK(given.run("2026-08-14").empty());
        CHECK(printed(given.run("2026-08-15")) ==
              Lines{"2026-08-15 adjustment 2026-06-15..2026-06-19 4.00 corrects 5/1"});
      }
    }
  }
  GIVEN("an ExchangeDefender customer that leaves on 16 April, April billed in full") {
    Given given(exchange_defender());
    given.has("2026-03-01", order_of("exchange-mailbox", 10));
    given.has(effective("2026-03-20", "2026-04-16"), CancelSubscription{});
    given.run("2026-04-01");
    WHEN("12 mailboxes since 30 March are reported on 20 April") {
      given.has(effective("2026-04-20", "2026-03-30"), SetMailboxCount{1, 12});
      THEN("1 May bills the two missing") {
        CHECK(given.run("2026-04-30").empty());
        CHECK(printed(given.run("2026-05-01")) ==
              Lines{"2026-05-01 adjustment 2026-04-01..2026-04-30 18.00 corrects 2/1"});
      }
    }
  }
}

SCENARIO("In advance the month of decision is adjusted together with what followed it",
         "[billing][adjustment]") {
  GIVEN("a trial to 8 February in advance on the 1st, nobody decided, billed on 1 April") {
    Terms terms = exchange_terms();
    terms.trial->length = read<TrialLength>("30 days");
    terms.trial->on_end = TrialEnd::await_decision;
    terms.trial->decision_months = 1;
    Given given(catalog_of("mail", terms, "1.00"));
    given.has("2026-01-10", trial_of("mail", 10));
    CHECK(printed(given.run("2026-04-01")) ==
          Lines{"2026-04-01 decision-period 2026-02-09..2026-03-08 10.00 free_rider",
                "2026-04-01 recurring 2026-04-01..2026-04-30 10.00"});
    WHEN("12 mailboxes since 1 February are reported on 10 April") {
      given.has(effective("2026-04-10", "2026-02-01"), SetMailboxCount{1, 12});
      THEN("1 May bills what is missing of both") {
        CHECK(printed(given.run("2026-05-01")) ==
              Lines{"2026-05-01 adjustment 2026-02-09..2026-03-08 2.00 free_rider corrects 1/1",
                    "2026-05-01 adjustment 2026-04-01..2026-04-30 2.00 corrects 1/2",
                    "2026-05-01 recurring 2026-05-01..2026-05-31 12.00"});
        CHECK(given.run("2026-05-31").empty());
      }
    }
  }
}
