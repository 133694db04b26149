// Many at one ledger: writers take turns, readers see one moment, and whoever is killed is
// forgotten.
#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <set>

#include "intruder.h"
#include "process.h"
#include "support/desk.h"
#include "support/plans.h"

using namespace msp;
using namespace msp::test;

namespace {

double seconds_of(const auto& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

CustomerId acme() { return read<CustomerId>("acme"); }

/// Sets acme's count, waiting for the turn as long as it takes.
void set_count(const std::string& path, std::int64_t mailboxes) {
  Ledger ledger = Ledger::open(path, Access::write, 60);
  Envelope envelope;
  envelope.request = asked("2026-01-20");
  require(handle(ledger, envelope, acme(), SetMailboxCount{1, mailboxes}));
}

struct TrialOfAcme : TestDesk {
  TrialOfAcme() : TestDesk(d_fence()) { at("2026-01-10").tell("acme", trial_of("guard", 25)); }
};

/// Waits until the child has said that it is ready, kills it and sees it dead.
void kill_when_ready(pid_t child, const Pipe& ready) {
  REQUIRE(ready.receive());
  kill(child, SIGKILL);
  REQUIRE(wait_for(child) == 128 + SIGKILL);
}

int die() {
  for (;;) pause();
}

}  // namespace

TEST_CASE("A second writer that may not wait is told that the ledger is busy", "[turn]") {
  const TrialOfAcme desk;
  const Ledger first = desk.writable();
  try {
    Ledger::open(desk.path(), Access::write, 0);
    FAIL("two writers at once");
  } catch (const Fault& fault) {
    CHECK(fault.code() == "ledger.busy");
    CHECK(fault.exit() == Exit::busy);
  }
}

TEST_CASE("A second writer waits as long as it was told and no longer", "[turn]") {
  const TrialOfAcme desk;
  const Ledger first = desk.writable();
  const auto open = [&desk](int wait) {
    return [&desk, wait] {
      CHECK(fault_of([&] { Ledger::open(desk.path(), Access::write, wait); }) == "ledger.busy");
    };
  };
  CHECK(seconds_of(open(0)) < 0.5);
  const double waited = seconds_of(open(1));
  CHECK(waited > 0.9);
  CHECK(waited < 3);
}

TEST_CASE("A writer keeps its turn until it is closed though it has committed", "[turn]") {
  const TrialOfAcme desk;
  std::optional<Ledger> first = desk.writable();
  Envelope envelope;
  envelope.request = asked("2026-01-20");
  require(handle(*first, envelope, acme(), SetMailboxCount{1, 30}));
  const auto second = [&desk] { Ledger::open(desk.path(), Access::write, 0); };
  CHECK(fault_of(second) == "ledger.busy");
  first.reset();
  CHECK(fault_of(second).empty());
}

TEST_CASE("A second writer gets its turn as soon as the first is done", "[turn]") {
  const TrialOfAcme desk;
  const Pipe begun;
  const pid_t first = spawn([&] {
    const Ledger ledger = desk.writable();
    begun.send();
    usleep(200'000);
    return 0;
  });
  REQUIRE(begun.receive());
  CHECK(seconds_of([&] { set_count(desk.path(), 30); }) < 5);
  CHECK(wait_for(first) == 0);
}

TEST_CASE("The command line says busy with exit code 4 and changes nothing", "[turn][cli]") {
  const TrialOfAcme desk;
  const std::string head = desk.read().head().text();
  {
    const Ledger first = desk.writable();
    const Finished set =
        msp_on(desk.path(), "--wait 0 -f json mailbox set acme 30 --ref mail-1 --yes");
    CHECK(set.exit == 4);
    CHECK(set.output.find(R"("code":"ledger.busy")") != std::string::npos);
    CHECK(set.output.find(R"("changed":false)") != std::string::npos);
  }
  CHECK(desk.read().head().text() == head);
}

TEST_CASE("Sixteen processes record at once and not one command fails or is lost", "[turn]") {
  const TrialOfAcme desk;
  const std::int64_t before = desk.read().head().seq;
  constexpr int processes = 16;
  constexpr int commands = 3;
  std::vector<pid_t> children;
  for (int i = 0; i < processes; ++i) {
    children.push_back(spawn([&desk, i] {
      for (int k = 0; k < commands; ++k) set_count(desk.path(), 100 + i * commands + k);
      return 0;
    }));
  }
  for (const pid_t child : children) CHECK(wait_for(child) == 0);

  const Ledger ledger = desk.read();
  CHECK(ledger.head().seq == before + processes * commands);
  std::set<std::int64_t> counts;
  EventFilter set;
  set.type = MailboxCountSet::type;
  ledger.recorded_events(set, [&](const StoredEvent&, const RecordedEvent& event) {
    counts.insert(std::get<MailboxCountSet>(event.event).mailboxes);
  });
  CHECK(counts.size() == std::size_t{processes * commands});
  CHECK(verify(ledger).problems == std::vector<std::string>{});
  CHECK(files_in(directory_of(desk)) == only_the_ledger);
}

TEST_CASE("A writer killed before its commit loses nothing and blocks nobody", "[turn][killed]") {
  const TrialOfAcme desk;
  const std::string before = bytes_of(desk.path());
  const Pipe ready;
  const pid_t child = spawn([&] {
    Ledger ledger = desk.writable();
    Recording recording(ledger, {}, 0);
    Customer customer = *ledger.customer(acme());
    recording.append(customer, {MailboxCountSet{1, 30}, day("2026-01-20")}, day("2026-01-20"));
    recording.project(customer);
    ready.send();
    return die();
  });
  kill_when_ready(child, ready);
  CHECK((bytes_of(desk.path()) == before));
  CHECK(verify(desk.read()).problems == std::vector<std::string>{});
  set_count(desk.path(), 35);
  CHECK(desk.read().customer(acme())->subscriptions.front().counts.back().mailboxes == 35);
  CHECK(files_in(directory_of(desk)) == only_the_ledger);
}

TEST_CASE("A writer killed while its pages reach the disk is undone by whoever comes next",
          "[turn][killed]") {
  for (const Access next : {Access::read, Access::write}) {
    const TrialOfAcme desk;
    const std::string before = exported(desk.path());
    const std::string projections = projections_of(desk.path());
    const Pipe ready;
    const pid_t child = spawn([&] {
      Intruder writer(desk.path());  // a tiny cache: its pages go to the file before any commit
      writer.exec("PRAGMA synchronous=FULL; PRAGMA cache_size=1; BEGIN IMMEDIATE");
      writer.exec("UPDATE customer SET name=hex(randomblob(3000))");
      writer.exec("UPDATE event SET payload=hex(randomblob(3000))");
      ready.send();
      return die();
    });
    kill_when_ready(child, ready);
    REQUIRE(std::filesystem::file_size(desk.path() + "-journal") > 0);

    { const Ledger opened = Ledger::open(desk.path(), next); }
    CHECK(exported(desk.path()) == before);
    CHECK(projections_of(desk.path()) == projections);
    CHECK(files_in(directory_of(desk)) == only_the_ledger);
    set_count(desk.path(), 35);
    CHECK(verify(desk.read()).problems == std::vector<std::string>{});
  }
}

TEST_CASE("A reader sees the moment it was opened in while a writer writes", "[turn]") {
  const TrialOfAcme desk;
  const std::string before = desk.read().head().text();
  Ledger writer = desk.writable();
  Recording recording(writer, {}, 0);
  Customer customer = *writer.customer(acme());
  recording.append(customer, {MailboxCountSet{1, 30}, day("2026-01-20")}, day("2026-01-20"));
  recording.project(customer);
  {
    const Ledger reader = desk.read();
    CHECK(reader.head().text() == before);
    CHECK(reader.customer(acme())->subscriptions.front().counts.back().mailboxes == 25);
  }
  const Head after = recording.commit("");
  CHECK(desk.read().head().text() == after.text());
}

TEST_CASE("A writer does not commit under the eyes of a reader and can be repeated", "[turn]") {
  const TrialOfAcme desk;
  std::optional<Ledger> reader = desk.read();
  const std::string before = reader->head().text();
  const std::string events = exported(*reader);
  const pid_t writer = spawn([&] {
    Ledger ledger = Ledger::open(desk.path(), Access::write, 0);
    Recording recording(ledger, {}, 0);
    Customer customer = *ledger.customer(acme());
    recording.append(customer, {MailboxCountSet{1, 30}, day("2026-01-20")}, day("2026-01-20"));
    recording.project(customer);
    recording.commit("");
    return 0;
  });
  CHECK(wait_for(writer) == 4);
  CHECK(reader->head().text() == before);
  CHECK(exported(*reader) == events);
  reader.reset();
  set_count(desk.path(), 30);
  CHECK(desk.read().head().text() != before);
}

TEST_CASE("Each reader sees whole batches only while another process records", "[turn]") {
  const TrialOfAcme desk;
  const pid_t writer = spawn([&] {
    for (std::int64_t mailboxes = 100; mailboxes < 140; ++mailboxes) {
      set_count(desk.path(), mailboxes);
    }
    return 0;
  });
  for (int i = 0; i < 40; ++i) {
    const Ledger reader = desk.read();
    const Head head = reader.head();
    const Customer customer = *reader.customer(acme());
    std::int64_t newest = 0;
    reader.recorded_events({}, [&](const StoredEvent& stored, const RecordedEvent& event) {
      newest = stored.seq;
      const auto* set = std::get_if<MailboxCountSet>(&event.event);
      if (set && stored.seq == head.seq) {
        CHECK(customer.subscriptions.front().counts.back().mailboxes == set->mailboxes);
      }
    });
    CHECK(newest == head.seq);
    CHECK(reader.head().text() == head.text());
  }
  CHECK(wait_for(writer) == 0);
}
