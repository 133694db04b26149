#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

namespace {

const EditCustomer to_group_30 = [] {
  EditCustomer edit;
  edit.group = 30;
  return edit;
}();

/// Of a customer billed by group: 10 mailboxes at 3.00 from 2026-03-15 on, in group 15.
Given in_group_15(Timing timing) {
  Terms terms = Terms::defaults(Basis::mailbox, timing);
  terms.billing_day = BillingDay::group();
  terms.first_period = Partial::daily;
  Given given(catalog_of("mail", terms, "3.00"));
  PlaceOrder order = order_of("mail", 10);
  order.group = 15;
  given.has("2026-03-15", order);
  return given;
}

/// Days charged more than once, adjustments left aside.
std::vector<std::string> charged_twice(const std::vector<InvoiceIssued>& invoices) {
  std::vector<Period> seen;
  std::vector<std::string> twice;
  for (const InvoiceIssued& invoice : invoices) {
    for (const InvoiceLine& line : invoice.lines) {
      if (line.kind == LineKind::adjustment) continue;
      for (const Period& period : seen) {
        if (line.start < period.end && period.start < line.end) {
          twice.push_back(printed(line, invoice.currency));
        }
      }
      seen.push_back(line.period());
    }
  }
  return twice;
}

}  // namespace

SCENARIO("D6, D8: a group confirmed at conversion is the one that is invoiced",
         "[billing][group]") {
  GIVEN("a trial in group 15 that converts into group 30 on 20 February") {
    Given given = guard_trial();
    given.has("2026-02-20", ConvertTrial{1, 30});
    THEN("the month of decision and all that follows are billed on the 30th") {
      CHECK(given.run("2026-03-29").empty());
      CHECK(printed(given.run("2026-04-30")) ==
            Lines{"2026-03-30 decision-period 2026-02-09..2026-03-08 100.00",
                  "2026-04-30 recurring 2026-03-30..2026-04-29 100.00"});
    }
  }
}

SCENARIO("A period that has begun ends on the billing day it began for", "[billing][group]") {
  GIVEN("10 mailboxes at 3.00 in group 15 that change to group 30 on 20 April") {
    Given given = in_group_15(Timing::arrears);
    given.run("2026-04-15");
    given.has("2026-04-20", to_group_30);
    WHEN("all is invoiced through June") {
      given.run("2026-05-15");
      given.run("2026-06-30");
      THEN("each day is charged once, the part between the billing days by its days") {
        CHECK(printed(given.invoices) ==
              Lines{"2026-04-15 recurring 2026-03-15..2026-04-14 30.00",
                    "2026-05-15 recurring 2026-04-15..2026-05-14 30.00",
                    "2026-05-30 recurring 2026-05-15..2026-05-29 15.00",
                    "2026-06-30 recurring 2026-05-30..2026-06-29 30.00"});
      }
    }
  }
}

SCENARIO("Nothing is lost when a group changed between the lines to be adjusted",
         "[billing][group][adjustment]") {
  GIVEN("a customer billed through 29 May that changed from group 15 to 30 in April") {
    Given given = in_group_15(Timing::arrears);
    given.run("2026-04-15");
    given.has("2026-04-20", to_group_30);
    given.run("2026-05-15");
    given.run("2026-05-30");
    WHEN("20 mailboxes since 1 May are reported on 2 June") {
      given.has(effective("2026-06-02", "2026-05-01"), SetMailboxCount{1, 20});
      THEN("the 30th, its next billing day, bills what is missing of both periods") {
        CHECK(printed(given.run("2026-06-15")) == Lines{});
        CHECK(printed(given.run("2026-06-30")) ==
              Lines{"2026-06-30 adjustment 2026-04-15..2026-05-14 30.00 corrects 2/1",
                    "2026-06-30 adjustment 2026-05-15..2026-05-29 15.00 corrects 3/1",
                    "2026-06-30 recurring 2026-05-30..2026-06-29 60.00"});
      }
    }
  }
}

SCENARIO("Each day is charged once though the group changed for days already invoiced",
         "[billing][group][adjustment]") {
  GIVEN("a customer in arrears billed through 14 May") {
    Given given = in_group_15(Timing::arrears);
    given.run("2026-05-15");
    WHEN("group 30 since 10 April and 12 mailboxes since 1 May are typed on 20 May") {
      given.has(effective("2026-05-20", "2026-04-10"), to_group_30);
      given.has(effective("2026-05-20", "2026-05-01"), SetMailboxCount{1, 12});
      THEN("no day is charged twice") {
        given.run("2026-05-30");
        given.run("2026-06-30");
        CHECK(charged_twice(given.invoices) == Lines{});
      }
    }
  }
  GIVEN("a customer in advance billed through 14 May") {
    Given given = in_group_15(Timing::advance);
    given.run("2026-04-15");
    WHEN("group 30 and 12 mailboxes from that very day are typed after the run") {
      given.has("2026-04-15", to_group_30);
      given.has("2026-04-15", SetMailboxCount{1, 12});
      THEN("no day is charged twice") {
        given.run("2026-04-30");
        given.run("2026-05-30");
        CHECK(charged_twice(given.invoices) == Lines{});
      }
    }
  }
}
