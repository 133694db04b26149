// A ledger file of a released msp in the hands of this one: nobody types anything for it.
//
// tests/fixtures/ledger-VERSION.db was recorded by that version, see half_year.sh.
#include <grp.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "process.h"
#include "replayed.h"
#include "support/desk.h"

using namespace msp;
using namespace msp::test;

namespace {

const std::vector<std::string> versions = {"0.1.0"};

/// A copy of what a version recorded.
class Released {
 public:
  explicit Released(const std::string& version) {
    write_bytes(path(), bytes_of(fixtures + "ledger-" + version + ".db"));
  }
  std::string path() const { return directory_ / "ledger.db"; }
  Ledger read() const { return Ledger::open(path(), Access::read); }
  Ledger writable() const { return Ledger::open(path(), Access::write); }

 private:
  Directory directory_;
};

struct States {
  LedgerSettings settings;
  Catalog catalog;
  std::vector<Customer> customers;
  bool operator==(const States&) const = default;
};

States states_of(const Ledger& ledger) {
  States states{ledger.settings(), ledger.catalog(), {}};
  ledger.customers([&](Customer&& customer) { states.customers.push_back(std::move(customer)); });
  return states;
}

/// Moves a customer to another group, without asking anybody for anything else.
Result<CustomerOutcome> edits(const Released& released, std::string_view customer,
                              bool dry_run = false) {
  Ledger ledger = released.writable();
  Envelope envelope;
  envelope.request = asked("2026-08-10");
  envelope.note.command = "test";
  envelope.dry_run = dry_run;
  EditCustomer edit;
  edit.partner = "Another Partner Oy";
  return handle(ledger, envelope, test::read<CustomerId>(customer), edit);
}

std::int64_t format_of(const Released& released) {
  return Intruder(released.path()).number("PRAGMA user_version");
}

const std::vector<std::string> reports = {"customer list",
                                          "customer show acme",
                                          "customer history acme",
                                          "subscription list",
                                          "trial list",
                                          "order list",
                                          "catalog list",
                                          "catalog show guard",
                                          "catalog discounts",
                                          "mailbox list birch",
                                          "group list jetty",
                                          "group member list jetty",
                                          "usage show jetty --month 2026-07",
                                          "invoice list",
                                          "invoice show 2026-00001",
                                          "invoice explain 2026-00001",
                                          "invoice reproduce 2026-00001",
                                          "invoice why-not harbor",
                                          "invoice run --dry-run --yes",
                                          "panel diff",
                                          "notify list",
                                          "report usage --month 2026-07",
                                          "report revenue",
                                          "report changes",
                                          "report forgone",
                                          "report security --month 2026-08",
                                          "report usage --known-at 60",
                                          "ledger log",
                                          "ledger verify",
                                          "ledger export"};

}  // namespace

TEST_CASE("What a released msp recorded is whole, exported byte for byte, and read as it is",
          "[released]") {
  for (const std::string& version : versions) {
    INFO(version);
    const Released released(version);
    const std::string before = bytes_of(released.path());
    CHECK(verify(released.read()).problems == std::vector<std::string>{});
    CHECK((exported(released.path()) == bytes_of(fixtures + "ledger-" + version + ".jsonl")));
    const States read = states_of(released.read());
    CHECK(read.customers.size() == 7);
    for (const Customer& customer : read.customers) {
      CHECK(released.read().customer(customer.id) == customer);
    }
    CHECK((bytes_of(released.path()) == before));

    const Released rebuilt(version);
    {
      Ledger ledger = rebuilt.writable();
      rebuild(ledger);
    }
    CHECK((states_of(rebuilt.read()) == read));
  }
}

TEST_CASE("Every report says of a released msp's ledger what it says once it is written to",
          "[released]") {
  for (const std::string& version : versions) {
    const Released released(version);
    const Released rebuilt(version);
    REQUIRE(msp_on(rebuilt.path(), "ledger rebuild").exit == 0);
    const std::string before = bytes_of(released.path());
    for (const std::string& report : reports) {
      INFO(version << ": " << report);
      const Finished first = msp_on(released.path(), report + " --today 2026-08-10");
      CHECK(first.exit != 2);
      CHECK(first.output == msp_on(rebuilt.path(), report + " --today 2026-08-10").output);
    }
    CHECK((bytes_of(released.path()) == before));
  }
}

TEST_CASE("The first command that records folds a released msp's ledger anew, within its own batch",
          "[released]") {
  for (const std::string& version : versions) {
    INFO(version);
    const Released released(version);
    const auto states = states_of(released.read());
    const auto outcome = edits(released, "birch");
    REQUIRE(outcome);
    CHECK(outcome->before == states.customers[1]);
    CHECK(verify(released.read()).problems == std::vector<std::string>{});
    CHECK(format_of(released) > 1);  // that version says from here on: of a newer msp
    const auto after = states_of(released.read());
    CHECK(after.customers[1].details.partner == "Another Partner Oy");
    CHECK(after.customers[0] == states.customers[0]);
    const std::string rows = projections_of(released.path());
    {
      Ledger ledger = released.writable();
      rebuild(ledger);
    }
    CHECK((projections_of(released.path()) == rows));
  }
}

TEST_CASE("What records nothing leaves a released msp's ledger to that msp", "[released]") {
  for (const std::string& version : versions) {
    INFO(version);
    const Released released(version);
    const std::string rows = projections_of(released.path());
    REQUIRE(edits(released, "birch", /*dry_run=*/true));
    CHECK(!edits(released, "nobody"));
    CHECK((projections_of(released.path()) == rows));
    CHECK(format_of(released) == 1);
  }
}

TEST_CASE("An import of a released msp's export is a ledger of this msp", "[released]") {
  for (const std::string& version : versions) {
    INFO(version);
    const Directory directory;
    const std::string path = directory / "ledger.db";
    imported(path, lines_of(bytes_of(fixtures + "ledger-" + version + ".jsonl")));
    CHECK((states_of(Ledger::open(path, Access::read)) == states_of(Released(version).read())));
  }
}

TEST_CASE("Who may only read a released msp's ledger reads all of it", "[released]") {
  const Released released(versions.front());
  const auto expected = states_of(released.read());
  const std::string directory = released.path().substr(0, released.path().rfind('/'));
  REQUIRE(chmod(released.path().c_str(), 0444) == 0);
  REQUIRE(chmod(directory.c_str(), 0755) == 0);
  const pid_t child = spawn([&] {  // as nobody: root may write everything
    if (getuid() == 0 && (setgroups(0, nullptr) != 0 || setgid(65534) != 0 || setuid(65534) != 0)) {
      return 9;
    }
    return states_of(released.read()) == expected ? 0 : 1;
  });
  CHECK(wait_for(child) == 0);
}
