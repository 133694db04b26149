// How mails leave, with a mail system that is a function: what is recorded when, and what a crash
// in between leaves.
#include <catch2/catch.hpp>

#include "msp/delivery.h"
#include "support/desk.h"
#include "support/plans.h"

using namespace msp;
using namespace msp::test;

namespace {

struct Crash {};

/// A desk with a customer whose service has begun: one message waits.
class PostOffice {
 public:
  PostOffice() {
    desk_.at("2026-04-01").tell("acme", order_of("flat"));
    desk_.at("2026-04-01").tell("acme", RecordStep{});
  }

  const TestDesk& desk() const { return desk_; }

  Turns turns() const {
    return {[this] { return desk_.read(); }, [this] { return desk_.writable(); },
            [this](const Ledger&) { return desk_.envelope("2026-04-02"); }, [this] { ++recorded; }};
  }

  std::vector<MessageRef> waiting() const {
    return require(messages_to_send(desk_.read(), {}, false, day("2026-04-02")));
  }

  /// Sends what is named, or waits.
  std::vector<Delivery> send(const std::function<HandedOver(const std::string&)>& hand_over,
                             bool again = false, std::vector<MessageRef> messages = {}) const {
    if (messages.empty()) messages = waiting();
    const Sender sender{[](const Correspondence& about) { return "to " + about.message.to; },
                        hand_over};
    return deliver(turns(), sender, messages, again);
  }

  std::string status() const {
    const Customer customer = *desk_.read().customer(test::read<CustomerId>("acme"));
    return std::string(word(outbox(customer, day("2026-04-02")).front().status));
  }

  mutable int recorded = 0;

 private:
  TestDesk desk_{catalog_of("flat", Terms::defaults(Basis::flat, Timing::advance), "30.00")};
};

HandedOver taken(const std::string&) { return {0}; }

std::string refused_with(const PostOffice& office, bool again) {
  const MessageRef ref{
      test::read<CustomerId>("acme"),
      outbox(*office.desk().read().customer(test::read<CustomerId>("acme")), day("2026-04-02"))
          .front()
          .key};
  const auto fit = messages_to_send(office.desk().read(), {ref}, again, day("2026-04-02"));
  return fit ? "" : fit.refusal().code;
}

}  // namespace

TEST_CASE("A message is recorded as being sent before it is handed over, and held by nobody",
          "[desk][outbox]") {
  const PostOffice office;
  REQUIRE(office.waiting().size() == 1);
  const auto deliveries = office.send([&](const std::string& mail) {
    CHECK(mail == "to desk@acme.example");
    CHECK(office.status() == "sending");
    CHECK(office.recorded == 1);
    CHECK_NOTHROW(Ledger::open(office.desk().path(), Access::write));  // without waiting
    return HandedOver{0};
  });
  REQUIRE(deliveries.size() == 1);
  CHECK(deliveries.front().status == MessageStatus::sent);
  CHECK(deliveries.front().to == "desk@acme.example");
  CHECK(office.status() == "sent");
  CHECK(office.waiting().empty());
}

TEST_CASE("What a crash left half way never leaves again by itself", "[desk][outbox]") {
  const PostOffice office;
  const auto ref = office.waiting().front();
  CHECK_THROWS_AS(office.send([](const std::string&) -> HandedOver { throw Crash{}; }), Crash);
  CHECK(office.status() == "sending");
  CHECK(office.waiting().empty());
  CHECK(refused_with(office, false) == "message.unsettled");
  CHECK(office.send(taken, false, {ref}).empty());
  CHECK(office.status() == "sending");
  CHECK(refused_with(office, true).empty());
  CHECK(office.send(taken, true, {ref}).size() == 1);
  CHECK(office.status() == "sent");
}

TEST_CASE("A mail of which nobody knows whether it left is left as it is", "[desk][outbox]") {
  const PostOffice office;
  const auto deliveries = office.send([](const std::string&) {
    return HandedOver{std::nullopt, "it took too long"};
  });
  REQUIRE(deliveries.size() == 1);
  CHECK(deliveries.front().status == MessageStatus::sending);
  CHECK(deliveries.front().said == "it took too long");
  CHECK(office.status() == "sending");
}

TEST_CASE("What the mail system does not take is told, and tried again by the next send",
          "[desk][outbox]") {
  const PostOffice office;
  const auto deliveries = office.send([](const std::string&) { return HandedOver{75, "no room"}; });
  REQUIRE(deliveries.size() == 1);
  CHECK(deliveries.front().said == "exit 75: no room");
  CHECK(office.status() == "failed");
  CHECK(office.send(taken).size() == 1);
  CHECK(office.status() == "sent");
}

TEST_CASE("A mail whose recipient changes while it is written is not sent", "[desk][outbox]") {
  const PostOffice office;
  const Sender sender{[&](const Correspondence&) {
                        EditCustomer edit;
                        edit.contact_email = "new@acme.example";
                        office.desk().at("2026-04-02").tell("acme", edit);
                        return std::string("to the old one");
                      },
                      [](const std::string&) -> HandedOver { throw Crash{}; }};
  CHECK(deliver(office.turns(), sender, office.waiting(), false).empty());
  CHECK(office.status() == "waiting");
  CHECK(office.send(taken).front().to == "new@acme.example");
}

TEST_CASE("What somebody else is sending meanwhile is left to them", "[desk][outbox]") {
  const PostOffice office;
  const auto both = office.waiting();
  const auto mine = office.send([&](const std::string&) {
    CHECK(office.send(taken, false, both).empty());
    return HandedOver{0};
  });
  CHECK(mine.size() == 1);
}
