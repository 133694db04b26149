// One command is one batch and one transaction: all of it, once, or nothing.
#include <catch2/catch.hpp>

#include "intruder.h"
#include "support/desk.h"
#include "support/plans.h"

using namespace msp;
using namespace msp::test;

namespace {

Envelope envelope_on(std::string_view today, const std::string& request_id = {},
                     const std::string& content = {}) {
  Envelope envelope;
  envelope.request = asked(today);
  envelope.note.command = "test";
  envelope.note.request_id = request_id;
  envelope.content = content;
  envelope.now = std::int64_t{day(today).days()} * 86'400'000'000;
  return envelope;
}

Answer answer_of(const CustomerOutcome& outcome) {
  return {outcome.after.id.text(), std::to_string(outcome.events.size()) + " events", "look"};
}

Result<CustomerOutcome> tell(Ledger& ledger, const Envelope& envelope, const Command& command,
                             std::string_view customer = "acme") {
  return handle(ledger, envelope, read<CustomerId>(customer), command, answer_of);
}

Result<CustomerOutcome> tell(const TestDesk& desk, const Envelope& envelope,
                             const Command& command) {
  Ledger ledger = desk.writable();
  return tell(ledger, envelope, command);
}

/// A D-Fence customer with 25 mailboxes, connected on 10 January 2026.
struct Acme : TestDesk {
  Acme() : TestDesk(d_fence()) {
    at("2026-01-10").tell("acme", trial_of("guard", 25));
    at("2026-01-10").tell("acme", RecordStep{1, OnboardingStep::connected});
  }
};

}  // namespace

TEST_CASE("A request that is repeated gets the first answer and records nothing", "[batch]") {
  const Acme desk;
  const Envelope request = envelope_on("2026-01-20", "mail-17", "mailbox set acme 30");
  const auto first = tell(desk, request, SetMailboxCount{1, 30});
  REQUIRE(first);
  CHECK_FALSE(first->repeated);
  desk.at("2026-02-01").tell("acme", SetMailboxCount{1, 35});

  const std::string before = bytes_of(desk.path());
  const auto again = tell(desk, request, SetMailboxCount{1, 30});
  REQUIRE(again);
  CHECK(again->repeated);
  CHECK((first->answer == Answer{"acme", "1 events", "look"}));
  CHECK((again->answer == first->answer));
  CHECK(again->events.empty());
  CHECK(again->head.text() == first->head.text());
  CHECK((bytes_of(desk.path()) == before));
  CHECK(files_in(directory_of(desk)) == only_the_ledger);
}

TEST_CASE("An answer that was kept as one line is told again as it is", "[batch]") {
  const Acme desk;
  const Envelope request = envelope_on("2026-01-20", "mail-17", "mailbox set acme 30");
  {
    Ledger ledger = desk.writable();
    Batch batch = request.note;
    batch.request_digest = digest_of(request.content);
    Recording recording(ledger, batch, request.now);
    LedgerSettings settings = ledger.settings();
    recording.append(settings, {DayClosed{}, day("2026-01-20")}, day("2026-01-20"));
    recording.commit("acme/1: 30 mailboxes");
  }
  const auto again = tell(desk, request, SetMailboxCount{1, 30});
  REQUIRE(again);
  CHECK((again->answer == Answer{"", "acme/1: 30 mailboxes", ""}));
}

TEST_CASE("What a command answers is composed once", "[batch]") {
  const Acme desk;
  for (const bool dry_run : {true, false}) {
    Ledger ledger = desk.writable();
    Envelope envelope = envelope_on("2026-01-20", "mail-17", "mailbox set acme 30");
    envelope.dry_run = dry_run;
    int composed = 0;
    const auto outcome = handle(ledger, envelope, read<CustomerId>("acme"), SetMailboxCount{1, 30},
                                [&composed](const CustomerOutcome&) {
                                  return Answer{"", "done", std::to_string(++composed)};
                                });
    REQUIRE(outcome);
    CHECK(outcome->answer.next == "1");
    CHECK(composed == 1);
  }
}

TEST_CASE("A request id that comes again with other content is refused", "[batch]") {
  const Acme desk;
  require(tell(desk, envelope_on("2026-01-20", "mail-17", "mailbox set acme 30"),
               SetMailboxCount{1, 30}));
  const std::string before = bytes_of(desk.path());
  const auto other = tell(desk, envelope_on("2026-01-20", "mail-17", "mailbox set acme 31"),
                          SetMailboxCount{1, 31});
  REQUIRE_FALSE(other);
  CHECK(other.refusal().code == "request.reused");
  CHECK(other.refusal().exit == Exit::refused);
  CHECK((bytes_of(desk.path()) == before));
}

TEST_CASE("A request id is remembered by sweeps, invoice runs and catalogs too", "[batch]") {
  const Acme desk;
  Ledger ledger = desk.writable();
  const auto nothing = [](const Outcome&) { return Answer{"", "swept", ""}; };
  REQUIRE(sweep(ledger, envelope_on("2026-03-09", "cron-1", "sweep"), nothing).events.size() == 2);
  ledger = [&] {
    ledger = desk.read();  // lets go of the turn
    return desk.writable();
  }();
  CHECK(sweep(ledger, envelope_on("2026-03-09", "cron-1", "sweep"), nothing).answer.what ==
        "swept");
  CHECK(fault_of([&] { sweep(ledger, envelope_on("2026-03-10", "cron-1", "other"), nothing); }) ==
        "request.reused");
  const auto run =
      run_invoices(ledger, envelope_on("2026-03-15", "cron-1", "run"), {.date = day("2026-03-15")});
  REQUIRE_FALSE(run);
  CHECK(run.refusal().code == "request.reused");
  const auto load =
      handle(ledger, envelope_on("2026-03-15", "cron-1", "load"), exchange_defender(), nothing);
  REQUIRE_FALSE(load);
  CHECK(load.refusal().code == "request.reused");
}

TEST_CASE("Commands without a request id are never taken for each other", "[batch]") {
  const Acme desk;
  require(tell(desk, envelope_on("2026-01-20"), SetMailboxCount{1, 30}));
  const auto other = tell(desk, envelope_on("2026-01-20"), SetMailboxCount{1, 31});
  REQUIRE(other);
  CHECK_FALSE(other->repeated);
  CHECK(other->events.size() == 1);
}

TEST_CASE("A batch keeps who asked, where it is written, why, and who typed", "[batch]") {
  const Acme desk;
  Envelope envelope = envelope_on("2026-01-20", "mail-17", "content");
  envelope.note.command = "mailbox set";
  envelope.note.requested_by = "Matti Meikäläinen";
  envelope.note.ref = "mail-17@acme.example";
  envelope.note.reason = "five new colleagues";
  envelope.note.actor = {1000, 1001, "desk-host", "Liisa"};
  require(tell(desk, envelope, SetMailboxCount{1, 30}));

  const Ledger ledger = desk.read();
  const Batch batch = ledger.batch(ledger.event(ledger.head().seq)->batch);
  CHECK(batch.command == "mailbox set");
  CHECK(batch.request_id == "mail-17");
  CHECK(batch.request_digest == digest_of("content"));
  CHECK(batch.requested_by == "Matti Meikäläinen");
  CHECK(batch.ref == "mail-17@acme.example");
  CHECK(batch.reason == "five new colleagues");
  CHECK(batch.actor.uid == 1000);
  CHECK(batch.actor.login_uid == 1001);
  CHECK(batch.actor.host == "desk-host");
  CHECK(batch.actor.claim == "Liisa");
  CHECK(batch.answer == "acme\n1 events\nlook");
}

TEST_CASE("A dry run leaves the file as it is, byte for byte", "[batch]") {
  const Acme desk;
  const std::string before = bytes_of(desk.path());
  Envelope envelope = envelope_on("2026-03-15", "mail-17", "content");
  envelope.dry_run = true;
  const auto outcome = tell(desk, envelope, SetMailboxCount{1, 30});
  REQUIRE(outcome);
  CHECK(outcome->events.size() == 3);  // the end of the trial and its deadline go before
  CHECK(outcome->after.subscriptions.front().counts.size() == 2);
  CHECK(desk.at("2026-03-15").run(/*dry_run=*/true).documents.size() == 1);
  CHECK((bytes_of(desk.path()) == before));
  CHECK(files_in(directory_of(desk)) == only_the_ledger);
}

TEST_CASE("A refused command leaves the file as it is, byte for byte", "[batch]") {
  const Acme desk;
  const std::string before = bytes_of(desk.path());
  // Time has made two events due, and the command is refused all the same.
  const auto refused = desk.at("2026-03-15").tries("acme", trial_of("guard", 25));
  REQUIRE_FALSE(refused);
  CHECK((bytes_of(desk.path()) == before));
  CHECK(files_in(directory_of(desk)) == only_the_ledger);
}

TEST_CASE("A command that changes nothing records nothing, not even a batch", "[batch]") {
  const Acme desk;
  const std::string before = bytes_of(desk.path());
  const auto outcome =
      tell(desk, envelope_on("2026-01-20", "mail-17", "content"), EditCustomer{.name = "Acme Oy"});
  REQUIRE(outcome);
  CHECK(outcome->events.empty());
  CHECK(outcome->head.text() == desk.read().head().text());
  CHECK((bytes_of(desk.path()) == before));
}

TEST_CASE("After a dry run and after a refusal the same open ledger holds nothing of them",
          "[batch]") {
  const Acme desk;
  const Head before = desk.read().head();
  Ledger ledger = desk.writable();
  Envelope dry = envelope_on("2026-03-15");
  dry.dry_run = true;
  require(tell(ledger, dry, SetMailboxCount{1, 30}));
  CHECK(ledger.head().text() == before.text());
  REQUIRE_FALSE(tell(ledger, envelope_on("2026-03-15"), trial_of("guard", 25)));
  CHECK(ledger.head().text() == before.text());

  const auto outcome = tell(ledger, envelope_on("2026-03-15"), SetMailboxCount{1, 30});
  REQUIRE(outcome);
  CHECK(outcome->events.size() == 3);
  CHECK(ledger.head().seq == before.seq + 3);
}

TEST_CASE("One open ledger records one command after the other", "[batch]") {
  const Acme desk;
  const std::int64_t before = desk.read().head().seq;
  {
    Ledger ledger = desk.writable();
    for (std::int64_t mailboxes = 30; mailboxes < 35; ++mailboxes) {
      require(tell(ledger, envelope_on("2026-01-20"), SetMailboxCount{1, mailboxes}));
    }
  }
  const Ledger ledger = desk.read();
  CHECK(ledger.head().seq == before + 5);
  CHECK(verify(ledger).problems == std::vector<std::string>{});
}

TEST_CASE("A recording that is dropped is gone without a trace", "[batch]") {
  const Acme desk;
  const std::string before = bytes_of(desk.path());
  {
    Ledger ledger = desk.writable();
    Recording recording(ledger, {}, 0);
    Customer customer = *ledger.customer(read<CustomerId>("acme"));
    recording.append(customer, {MailboxCountSet{1, 30}, day("2026-01-20")}, day("2026-01-20"));
    recording.project(customer);
    CHECK(recording.seqs().size() == 1);
    CHECK(ledger.head().seq == recording.seqs().front());
  }
  CHECK((bytes_of(desk.path()) == before));
  CHECK(files_in(directory_of(desk)) == only_the_ledger);
}
