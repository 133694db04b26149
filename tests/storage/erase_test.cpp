// Erasure: the texts are gone, also from the file's bytes, and the ledger is whole.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "intruder.h"
#include "replayed.h"
#include "support/activity_desk.h"

using namespace msp;
using namespace msp::test;
using Lines = std::vector<std::string>;

namespace {

/// Every byte beside and in the ledger: journals too.
std::string bytes_around(const std::string& path) {
  std::ostringstream bytes;
  const auto directory = std::filesystem::path(path).parent_path();
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
  }
  return bytes.str();
}

bool holds(const TestDesk& desk, const std::string& text) {
  return bytes_around(desk.path()).find(text) != std::string::npos;
}

/// acme tried guard, declined on 20 February, and is gone; bolt is not.
class Gone {
 public:
  Gone() {
    PlaceOrder order = trial_of("guard", 25);
    order.contact_email = "antti@acme.example";
    order.sales_rep = "rita@partner.example";
    desk_.at("2026-01-10").asked_by("Antti Asiakas", "mail-1").tell("acme", order);
    desk_.at("2026-01-10").tell("acme", RecordStep{1, OnboardingStep::connected});
    EditCustomer edit;
    edit.contact_email = "aino@acme.example";
    desk_.at("2026-01-20").tell("acme", edit);
    desk_.at("2026-02-20").asked_by("Aino Asiakas", "mail-2").tell("acme", DeclineTrial{1});
    desk_.at("2026-02-21").asked_by("Bertta", "mail-3").tell("bolt", trial_of("guard", 5));
  }
  const TestDesk& desk() const { return desk_; }

 private:
  TestDesk desk_{d_fence()};
};

const std::vector<std::string> people = {"antti@acme.example", "aino@acme.example",
                                         "rita@partner.example", "Antti Asiakas", "Aino Asiakas"};

}  // namespace

SCENARIO("What is erased is gone from the file, and the ledger stays whole", "[erase]") {
  const Gone gone;
  const TestDesk& desk = gone.desk();
  for (const std::string& text : people) {
    INFO(text);
    CHECK(holds(desk, text));
  }
  CHECK(desk.read().personal_data(read<CustomerId>("acme")).texts == 5);

  WHEN("the customer is erased") {
    const ErasureOutcome outcome =
        desk.at("2026-06-01").asked_by("Anna Asianajaja", "mail-9", "GDPR 17").erase("acme");
    THEN("the texts are nowhere in the file or beside it, nor who asked for this") {
      for (const std::string& text : people) {
        INFO(text);
        CHECK_FALSE(holds(desk, text));
      }
      CHECK_FALSE(holds(desk, "Anna Asianajaja"));
      CHECK(outcome.erased.texts == 5);
      CHECK(desk.read().personal_data(read<CustomerId>("acme")).empty());
    }
    THEN("an event says so, its batch why") {
      const Ledger ledger = desk.read();
      const auto event = ledger.event(ledger.head().seq);
      CHECK(std::holds_alternative<CustomerErased>(event->event));
      CHECK(ledger.batch(event->batch).reason == "GDPR 17");
      CHECK(ledger.batch(event->batch).ref == "mail-9");
      CHECK(ledger.batch(event->batch).requested_by.empty());
    }
    THEN("the customer has no contact any more, but its name and address") {
      const Customer acme = *desk.read().customer(read<CustomerId>("acme"));
      CHECK(acme.details.contact_email.value.empty());
      CHECK(acme.subscriptions.front().sales_rep.value.empty());
      CHECK(acme.details.name == "Acme Oy");
      CHECK(acme.details.billing_address == "Mannerheimintie 1, Helsinki");
      CHECK(acme.erased_on == day("2026-06-01"));
    }
    THEN("nobody else lost anything") {
      CHECK(holds(desk, "Bertta"));
      const Customer bolt = *desk.read().customer(read<CustomerId>("bolt"));
      CHECK(bolt.details.contact_email.value == "desk@acme.example");
      CHECK(bolt.subscriptions.front().sales_rep.value == "rep@partner.example");
    }
    THEN("verify passes and counts what is erased, and rebuilding changes nothing") {
      const VerifyReport report = verify(desk.read());
      CHECK(report.problems.empty());
      CHECK(report.erased == 6);
      {
        Ledger ledger = desk.writable();
        rebuild(ledger);
      }
      CHECK(verify(desk.read()).problems.empty());
    }
    THEN("a second time it is so already") {
      const Head head = desk.read().head();
      const ErasureOutcome again = desk.at("2026-06-02").asked_by("Aino", "mail-10").erase("acme");
      CHECK(again.events.empty());
      CHECK(again.erased.empty());
      CHECK(desk.read().head().text() == head.text());
      CHECK_FALSE(holds(desk, "mail-10"));
    }
    THEN("an export carries what is left, and imports") {
      const std::string text = exported(desk.path());
      for (const std::string& person : people) CHECK(text.find(person) == std::string::npos);
    }
    THEN("looking back before it shows that it is erased too") {
      Ledger ledger = desk.read();
      ledger.look_back_to(ledger.head().seq - 1);
      const Customer acme = *ledger.customer(read<CustomerId>("acme"));
      CHECK(acme.details.contact_email.value.empty());
      CHECK_FALSE(acme.erased_on);
    }
  }
  WHEN("nobody agrees to it") {
    const auto refused = desk.at("2026-06-01").tries_to_erase("acme", false);
    THEN("it says what would be erased, and nothing is") {
      CHECK(refused.refusal().code == "customer.unconfirmed");
      CHECK(refused.refusal().exit == Exit::usage);
      CHECK(refused.refusal().message.starts_with("5 texts about people and 0 rows"));
      CHECK(holds(desk, "aino@acme.example"));
    }
  }
  WHEN("it is asked for too early, or of nobody") {
    CHECK(desk.at("2026-05-20").tries_to_erase("acme").refusal().code == "customer.needed_until");
    CHECK(desk.at("2026-06-01").tries_to_erase("bolt").refusal().code == "customer.not_gone");
    CHECK(desk.at("2026-06-01").tries_to_erase("nobody").refusal().code == "customer.unknown");
    CHECK(holds(desk, "aino@acme.example"));
  }
}

SCENARIO("The activity of an erased customer goes with it", "[erase][usage]") {
  const ActivityDesk activity;
  const TestDesk& desk = activity.desk();
  activity.takes("acme,2026-03-02,anna.acme,,\nbirch,2026-03-11,ben.birch,,\n");
  require(activity.tries("acme,2026-02-28,annika.acme,,\n"));
  desk.at("2026-03-31").tell("acme", CancelSubscription{1});
  CHECK(desk.read().personal_data(read<CustomerId>("acme")).activity == 2);
  const ErasureOutcome outcome = desk.at("2026-12-01").erase("acme");
  CHECK(outcome.erased.activity == 2);
  CHECK_FALSE(holds(desk, "anna.acme"));
  CHECK_FALSE(holds(desk, "annika.acme"));
  CHECK(activity.seen("birch", "2026-03") == Lines{"ben.birch|||400"});
  CHECK(verify(desk.read()).problems.empty());

  THEN("nothing is added to what is counted and erased") {
    const auto added = activity.tries("acme,2026-03-03,anna.acme,,\n", "2026-12-02");
    CHECK(added.refusal().details ==
          Lines{"f.csv:2:2: date: 2026-03 is counted and erased for acme: nothing is added to it"});
  }
  THEN("what is taken in later of days that are not billed can be erased too") {
    require(activity.tries("acme,2026-02-27,anna.acme,,\n", "2026-12-02"));
    CHECK(desk.at("2026-12-03").erase("acme").erased.activity == 1);
    CHECK_FALSE(holds(desk, "anna.acme"));
  }
}

SCENARIO("Months that were never billed are counted before their activity is erased",
         "[erase][usage]") {
  const ActivityDesk activity;
  const TestDesk& desk = activity.desk();
  // Two units of March at 2.50. February is before the service: nothing to bill, nothing frozen.
  activity.takes("acme,2026-03-02,anna.acme,,\nacme,2026-03-03,ben.acme,,\n");
  require(activity.tries("acme,2026-02-28,annika.acme,,\n"));
  desk.at("2026-03-31").tell("acme", CancelSubscription{1});
  const ErasureOutcome erased = desk.at("2026-12-01").erase("acme");
  CHECK_FALSE(holds(desk, "ben.acme"));
  const Customer acme = *desk.read().customer(read<CustomerId>("acme"));
  REQUIRE(acme.subscriptions[0].frozen.size() == 1);
  CHECK(acme.subscriptions[0].frozen_in(read<Month>("2026-03"))->units == 2);
  CHECK(acme.subscriptions[0].frozen[0].digest.size() == 64);
  CHECK(erased.erased.activity == 3);

  const RunOutcome run = desk.at("2026-12-02").run();
  REQUIRE(run.documents.size() == 1);
  CHECK(run.documents[0].customer.text() == "acme");
  CHECK(run.documents[0].invoice.net == 500);
  CHECK(verify(desk.read()).problems.empty());
}

SCENARIO("Who asked for something of several customers is not one customer's to erase", "[erase]") {
  TestDesk desk(d_fence());
  for (const auto* customer : {"acme", "bolt"}) {
    desk.at("2026-01-10").tell(customer, trial_of("guard", 5));
    desk.at("2026-01-10").tell(customer, RecordStep{1, OnboardingStep::connected});
  }
  desk.at("2026-02-10").asked_by("Kirsi Kirjanpitäjä", "mail-5").sweep();  // both trials ended
  desk.at("2026-02-20").tell("acme", DeclineTrial{1});
  desk.at("2026-06-01").erase("acme");
  CHECK(holds(desk, "Kirsi Kirjanpitäjä"));
  CHECK(verify(desk.read()).problems.empty());
}

SCENARIO("Pages that were split keep no copy of what is erased", "[erase]") {
  TestDesk desk(d_fence());
  const auto contact = [](int number) {
    return "contact-" + std::to_string(number) + "@of.example";
  };
  constexpr int customers = 150;
  for (int i = 0; i < customers; ++i) {
    PlaceOrder order = trial_of("guard", 5);
    order.contact_email = contact(i);
    const std::string id = "customer-" + std::to_string(i);
    desk.at("2026-01-10").tell(id, order);
    if (i % 5 == 0) desk.at("2026-01-11").tell(id, CancelSubscription{1});
  }
  for (int i = 0; i < customers; i += 5) {
    desk.at("2026-06-01").erase("customer-" + std::to_string(i));
  }
  const std::string bytes = bytes_around(desk.path());
  for (int i = 0; i < customers; ++i) {
    INFO(contact(i));
    CHECK((bytes.find(contact(i)) == std::string::npos) == (i % 5 == 0));
  }
}
