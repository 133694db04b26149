// What there is to tell people follows from events and from the day; sending it is recorded.
#include "msp/outbox.h"

#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

namespace {

/// `KIND DUE STATUS to ADDRESS`, oldest first; reports, which come every month, only if asked for.
Lines told(const Customer& customer, std::string_view today, bool reports = false) {
  Lines all;
  for (const OutboxMessage& message : outbox(customer, day(today))) {
    if (message.key.kind == MessageKind::security_report && !reports) continue;
    all.push_back(std::string(word(message.key.kind)) + " " + message.due_on.text() + " " +
                  std::string(word(message.status)) + " to " + message.to);
  }
  return all;
}

const Lines connected = {"connected 2026-01-10 waiting to desk@acme.example"};

/// The only message of this kind.
MessageKey key_of(const Customer& customer, MessageKind kind, std::string_view today) {
  for (const OutboxMessage& message : outbox(customer, day(today))) {
    if (message.key.kind == kind) return message.key;
  }
  throw std::invalid_argument("there is no such message");
}

void sends(Given& given, const MessageKey& key, std::string_view today) {
  given.has(today, BeginMessage{key});
  given.has(today, SettleMessage{key});
}

}  // namespace

SCENARIO("D5: who is connected is told, and so is the partner, if there is one", "[outbox]") {
  Given given = guard_trial();
  CHECK(told(given.customer, "2026-01-10") == connected);
  CHECK(told(given.customer, "2026-01-09").empty());
  WHEN("a partner is named whose address nobody knows") {
    given.has("2026-01-11", EditCustomer{.partner = "Partner Oy"});
    THEN("its message is there, and cannot be sent") {
      CHECK(told(given.customer, "2026-01-11") ==
            Lines{connected[0], "connected-partner 2026-01-10 blocked to "});
    }
    WHEN("the address becomes known") {
      given.has("2026-01-12", EditCustomer{.partner_email = "desk@partner.example"});
      THEN("it can") {
        CHECK(told(given.customer, "2026-01-12") ==
              Lines{connected[0], "connected-partner 2026-01-10 waiting to desk@partner.example"});
      }
    }
  }
}

SCENARIO(
    "D5: that the MX record can be changed is told to the partner, or without one to the customer",
    "[outbox]") {
  Given given(d_fence());
  PlaceOrder order = trial_of("guard", 25);
  GIVEN("an order without a partner") {
    given.has("2026-01-08", order);
    given.has("2026-01-09", RecordStep{1, OnboardingStep::mx_requested});
    CHECK(told(given.customer, "2026-01-09") ==
          Lines{"mx-ready 2026-01-09 waiting to desk@acme.example"});
  }
  GIVEN("an order through a partner") {
    order.partner_email = "desk@partner.example";
    given.has("2026-01-08", order);
    given.has("2026-01-09", RecordStep{1, OnboardingStep::mx_requested});
    CHECK(told(given.customer, "2026-01-09") ==
          Lines{"mx-ready 2026-01-09 waiting to desk@partner.example"});
  }
}

SCENARIO(
    "D8: the sales rep is warned 14 and 3 days before the last day to decide, by the newer of both",
    "[outbox]") {
  // Connected on 10 January: decided by 8 March.
  Given given = guard_trial();
  const std::string first = "decision-due 2026-02-22 waiting to rep@partner.example";
  const std::string second = "decision-due 2026-03-05 waiting to rep@partner.example";
  const std::string sent = "connected 2026-01-10 expired to desk@acme.example";
  CHECK(told(given.customer, "2026-02-21") == Lines{sent});
  CHECK(told(given.customer, "2026-02-22") == Lines{sent, first});
  CHECK(told(given.customer, "2026-03-04") == Lines{sent, first});
  CHECK(told(given.customer, "2026-03-05") == Lines{sent, second});
  CHECK(told(given.customer, "2026-03-08") == Lines{sent, second});
  CHECK(told(given.customer, "2026-03-09") == Lines{sent});
  WHEN("the customer has said yes") {
    given.has("2026-02-20", ConvertTrial{});
    THEN("nobody is warned") { CHECK(told(given.customer, "2026-02-22") == Lines{sent}); }
  }
  WHEN("the customer has said no") {
    given.has("2026-02-20", DeclineTrial{});
    THEN("it is thanked instead") {
      CHECK(told(given.customer, "2026-02-22") ==
            Lines{sent, "thanks 2026-02-20 waiting to desk@acme.example"});
    }
  }
  WHEN("the first warning failed") {
    const MessageKey key = key_of(given.customer, MessageKind::decision_due, "2026-02-23");
    given.has("2026-02-23", BeginMessage{key});
    given.has("2026-02-23", SettleMessage{key, 75, "queue is full"});
    THEN("it is tried again until its time has passed") {
      CHECK(outbox_message(given.customer, key, day("2026-03-04"))->sends_itself);
      CHECK(outbox_message(given.customer, key, day("2026-03-05"))->status ==
            MessageStatus::expired);
    }
  }
  WHEN("the first warning was sent") {
    sends(given, key_of(given.customer, MessageKind::decision_due, "2026-02-23"), "2026-02-23");
    THEN("it is not sent again, and the second comes in its time") {
      const std::string settled = "decision-due 2026-02-22 sent to rep@partner.example";
      CHECK(told(given.customer, "2026-03-04") == Lines{sent, settled});
      CHECK(told(given.customer, "2026-03-05") == Lines{sent, settled, second});
    }
  }
}

SCENARIO("S6: a trial that becomes paid by itself is announced by its last free day", "[outbox]") {
  Given given(defens_x());
  given.has("2026-03-01", trial_of("core"));
  given.has("2026-03-01", RecordStep{1, OnboardingStep::connected});
  // 30 days from 1 March: through 30 March.
  CHECK(told(given.customer, "2026-03-15").size() == 1);
  CHECK(told(given.customer, "2026-03-16").back() ==
        "trial-ending 2026-03-16 waiting to rep@partner.example");
  CHECK(told(given.customer, "2026-03-30").back() ==
        "trial-ending 2026-03-27 waiting to rep@partner.example");
  CHECK(told(given.customer, "2026-03-31").size() == 1);
}

SCENARIO("D2, D6: the security report is due on the group's date, from connection to the end",
         "[outbox]") {
  Given given = guard_trial();
  const auto on = [&given](int year, unsigned month) {
    const Month of = Month::of(*Date::civil(year, month, 1));
    const auto due = security_report_on(given.customer, given.customer.subscriptions[0], of);
    return due ? due->text() : "";
  };
  CHECK(on(2025, 12).empty());
  CHECK(on(2026, 1) == "2026-01-15");
  CHECK(on(2026, 2) == "2026-02-15");
  WHEN("the customer moves to group 30") {
    given.has("2026-01-20", EditCustomer{.group = 30});
    THEN("30 is the last day of a shorter month") {
      CHECK(on(2026, 1) == "2026-01-15");
      CHECK(on(2026, 2) == "2026-02-28");
      CHECK(on(2026, 3) == "2026-03-30");
    }
  }
  WHEN("the trial is declined on the 15th") {
    given.has("2026-02-15", DeclineTrial{});
    THEN("that day is not served any more") {
      CHECK(on(2026, 1) == "2026-01-15");
      CHECK(on(2026, 2).empty());
    }
  }
  THEN("each is told until the next, the newest only") {
    CHECK(told(given.customer, "2026-01-14", true) == connected);
    CHECK(told(given.customer, "2026-02-14", true).back() ==
          "security-report 2026-01-15 waiting to rep@partner.example");
    CHECK(told(given.customer, "2026-02-15", true).back() ==
          "security-report 2026-02-15 waiting to rep@partner.example");
    CHECK(told(given.customer, "2026-02-15", true).size() == 2);
  }
}

SCENARIO("D5: who leaves is thanked once, however many services end on the day", "[outbox]") {
  Given given(defens_x());
  given.has("2026-01-01", order_of("core"));
  given.has("2026-01-01", order_of("core-plus"));
  given.has("2026-01-10", DeactivateCustomer{});
  given.sweep("2026-01-10");
  REQUIRE(given.status("2026-01-10", 1) == Status::ended);
  REQUIRE(given.status("2026-01-10", 2) == Status::ended);
  CHECK(told(given.customer, "2026-01-10") ==
        Lines{"thanks 2026-01-10 waiting to desk@acme.example"});
}

SCENARIO("Every issued document is told to the customer", "[outbox]") {
  Given given = guard_trial();
  given.run("2026-03-15");
  CHECK(told(given.customer, "2026-03-15").back() ==
        "invoice 2026-03-15 waiting to desk@acme.example");
}

SCENARIO("A message is sent once: it is recorded before it leaves", "[outbox]") {
  Given given = guard_trial();
  const MessageKey key = key_of(given.customer, MessageKind::connected, "2026-01-10");
  given.has("2026-01-11", BeginMessage{key});
  GIVEN("that nobody knows how it ended") {
    CHECK(told(given.customer, "2026-01-11") ==
          Lines{"connected 2026-01-10 sending to desk@acme.example"});
    THEN("it does not leave again by itself, nor to anybody who does not say so") {
      CHECK_FALSE(outbox_message(given.customer, key, day("2026-01-11"))->sends_itself);
      CHECK(said(given.when("2026-01-11", BeginMessage{key})) == Lines{"message.unsettled"});
      CHECK(said(given.when("2026-01-11", BeginMessage{key, true})) ==
            Lines{"message_sending 2026-01-11"});
    }
    THEN("it can be settled") {
      CHECK(said(given.when("2026-01-12", SkipMessage{key})) ==
            Lines{"message_skipped 2026-01-12"});
      CHECK(said(given.when("2026-01-12", BeginMessage{key})) == Lines{"message.skipped"});
      CHECK(said(given.when("2026-01-12", SkipMessage{key})).empty());
      CHECK(said(given.when("2026-01-13", SkipMessage{key, "it was told by phone"})) ==
            Lines{"message_skipped 2026-01-13"});
      CHECK(said(given.when("2026-01-14", SkipMessage{key, "it was told by phone"})).empty());
      CHECK(said(given.when("2026-01-12", SettleMessage{key})).empty());
    }
  }
  GIVEN("that the mail system took it") {
    given.has("2026-01-11", SettleMessage{key});
    CHECK(said(given.when("2026-01-11", BeginMessage{key})) == Lines{"message.sent"});
    CHECK(said(given.when("2026-01-11", SkipMessage{key})) == Lines{"message.sent"});
    THEN("a later address does not change where it went") {
      given.has("2026-01-12", EditCustomer{.contact_email = "other@acme.example"});
      CHECK(told(given.customer, "2026-01-12") ==
            Lines{"connected 2026-01-10 sent to desk@acme.example"});
    }
  }
  GIVEN("that the mail system did not take it") {
    given.has("2026-01-11", SettleMessage{key, 75, "queue is full"});
    const auto failed = outbox_message(given.customer, key, day("2026-01-11"));
    CHECK(failed->status == MessageStatus::failed);
    CHECK(failed->exit_status == 75);
    CHECK(failed->said == "queue is full");
    THEN("it is tried again, for 30 days") {
      CHECK(failed->sends_itself);
      CHECK(outbox_message(given.customer, key, day("2026-02-09"))->sends_itself);
      CHECK_FALSE(outbox_message(given.customer, key, day("2026-02-10"))->sends_itself);
    }
  }
}

SCENARIO("What is older than 30 days is sent only by name, and after 90 it is history",
         "[outbox]") {
  Given given = guard_trial();  // told on 10 January
  const MessageKey key = key_of(given.customer, MessageKind::connected, "2026-01-10");
  const auto on = [&](std::string_view date) {
    return outbox_message(given.customer, key, day(date));
  };
  CHECK(on("2026-02-09")->status == MessageStatus::waiting);
  CHECK(on("2026-02-10")->status == MessageStatus::expired);
  CHECK_FALSE(on("2026-02-10")->sends_itself);
  CHECK(on("2026-04-10"));
  CHECK_FALSE(on("2026-04-11"));
  CHECK(said(given.when("2026-04-11", BeginMessage{key})) == Lines{"message.unknown"});
  CHECK(said(given.when("2026-04-10", BeginMessage{key})) == Lines{"message_sending 2026-04-10"});
  THEN("an outbox that nobody empties does not grow for ever") {
    for (int month = 0; month < 36; ++month) {
      given.run(add_months(day("2026-03-15"), month));
      REQUIRE(given.customer.messages.size() <= 6);
    }
  }
}

SCENARIO("Erasing a customer erases its messages", "[outbox]") {
  Given given = guard_trial();
  given.has("2026-01-20", DeclineTrial{});
  REQUIRE(told(given.customer, "2026-01-20").size() == 2);
  given.fold(CustomerErased{}, "2026-01-20");
  CHECK(told(given.customer, "2026-01-20").empty());
}

TEST_CASE("A message's name is read as it is written", "[outbox]") {
  for (const char* text :
       {"acme/connected-10", "acme/connected-partner-10", "a-b/invoice-1", "acme/thanks-7",
        "acme/mx-ready-3", "acme/decision-due-1-2026-02-22", "x/security-report-12-2026-03-15"}) {
    const auto ref = MessageRef::from_text(text);
    REQUIRE(ref);
    CHECK(ref->text() == text);
  }
  CHECK(MessageRef::from_text("acme/connected-partner-10")->key.kind ==
        MessageKind::connected_partner);
  for (const char* text :
       {"", "acme", "acme/", "acme/connected", "acme/connected-", "acme/connected-0",
        "acme/connected-010", "acme/connected-10-2026-01-01", "acme/decision-due-1",
        "acme/decision-due-1-2026-02-30", "/connected-10", "acme/greeting-1", "Acme/thanks-7"}) {
    CHECK_FALSE(MessageRef::from_text(text));
  }
}
