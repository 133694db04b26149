// A ledger as it was known: nothing that came later is seen.
#include <catch2/catch.hpp>
#include <map>

#include "four_months.h"
#include "intruder.h"
#include "msp/read.h"
#include "process.h"
#include "support/desk_history.h"
#include "support/property.h"

using namespace msp;
using namespace msp::test;

namespace {

/// Everything in a ledger, folded event by event as they go by.
struct Folded {
  LedgerSettings settings;
  Catalog catalog;
  std::vector<Customer> customers;  ///< in the order they first came
  std::vector<std::string> invoices;
  std::map<std::string, std::vector<Billed>> billed;
  std::map<std::string, EventsOf<Customer>> told;
  EventsOf<Catalog> published;
  EventsOf<LedgerSettings> own;
  Head head;
  std::int64_t instant = 0;
  Date last_received = Date::from_days(0);

  void add(const StoredEvent& stored, const RecordedEvent& recorded) {
    head = {stored.seq, stored.hash};
    instant = stored.recorded_at;
    last_received = std::max(last_received, recorded.received_on);
    if (stored.stream == "ledger") {
      own.push_back(*in_stream<LedgerEvent>(recorded));
      settings = folded(LedgerSettings(), own);
      return;
    }
    if (stored.stream == "catalog") {
      published.push_back(*in_stream<CatalogEvent>(recorded));
      catalog = folded(Catalog(), published);
      return;
    }
    Customer& customer = customer_of(stored.stream.substr(stored.stream.find('/') + 1));
    auto& events = told[customer.id.text()];
    events.push_back(*in_stream<CustomerEvent>(recorded));
    Customer fresh;
    fresh.id = customer.id;
    customer = folded(std::move(fresh), events);
    if (const auto* invoice = std::get_if<InvoiceIssued>(&recorded.event)) {
      invoices.push_back(invoice->number);
      add_billed(billed[customer.id.text()], *invoice, recorded.seq);
    }
    if (const auto* forgone = std::get_if<CreditForgone>(&recorded.event)) {
      add_billed(billed[customer.id.text()], *forgone);
    }
  }

  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const Customer& customer : customers) names.push_back(customer.id.text());
    std::sort(names.begin(), names.end());
    return names;
  }

 private:
  Customer& customer_of(std::string_view name) {
    for (Customer& customer : customers) {
      if (customer.id.text() == name) return customer;
    }
    customers.emplace_back().id = test::read<CustomerId>(name);
    return customers.back();
  }
};

Ledger looking_back(const std::string& path, std::int64_t seq) {
  Ledger ledger = Ledger::open(path, Access::read);
  ledger.look_back_to(seq);
  return ledger;
}

std::vector<Customer> customers_of(const Ledger& ledger) {
  std::vector<Customer> customers;
  ledger.customers([&](Customer&& customer) { customers.push_back(std::move(customer)); });
  return customers;
}

std::vector<std::int64_t> seqs_of(const Ledger& ledger, const EventFilter& filter = {}) {
  std::vector<std::int64_t> seqs;
  ledger.events(filter, [&](const StoredEvent& event) { seqs.push_back(event.seq); });
  return seqs;
}

/// How many charges there are, and their sum.
std::pair<std::size_t, std::int64_t> total_of(const std::vector<Billed>& billed) {
  std::int64_t net = 0;
  for (const Billed& charge : billed) net += charge.net;
  return {billed.size(), net};
}

/// The first thing that is not as the fold says; empty if all is.
std::string difference(const Ledger& ledger, const Folded& folded) {
  if (ledger.head().text() != folded.head.text()) return "head";
  if (!(ledger.settings() == folded.settings)) return "settings";
  if (!(ledger.catalog() == folded.catalog)) return "catalog";
  if (customers_of(ledger) != folded.customers) return "customers";
  if (ledger.customer_names() != folded.names()) return "customer names";
  if (ledger.invoice_numbers() != folded.invoices) return "invoice numbers";
  if (ledger.last_received() != folded.last_received) return "last received";
  if (seqs_of(ledger).size() != static_cast<std::size_t>(folded.head.seq)) return "events";
  for (const Customer& customer : folded.customers) {
    if (ledger.customer(customer.id) != customer) return "customer " + customer.id.text();
    const auto billed = folded.billed.find(customer.id.text());
    const auto charges = billed == folded.billed.end() ? std::vector<Billed>{} : billed->second;
    if (total_of(ledger.billed(customer.id)) != total_of(charges)) return "billed";
  }
  return "";
}

/// The seqs at which the ledger, looking back, is not what the first events fold into.
std::vector<std::string> differences(const std::string& path) {
  std::vector<std::string> found;
  Folded folded;
  const Ledger present = Ledger::open(path, Access::read);
  present.recorded_events({}, [&](const StoredEvent& stored, const RecordedEvent& recorded) {
    folded.add(stored, recorded);
    const std::string what = difference(looking_back(path, stored.seq), folded);
    if (!what.empty()) found.push_back(std::to_string(stored.seq) + ": " + what);
    if (present.newest_at(stored.recorded_at) != stored.seq) {
      found.push_back(std::to_string(stored.seq) + ": its instant");
    }
  });
  return found;
}

void order_at(const TestDesk& desk, std::string_view customer, std::int64_t instant) {
  Envelope envelope;
  envelope.request = asked("2025-01-01");
  envelope.now = instant;
  Ledger ledger = desk.writable();
  require(handle(ledger, envelope, test::read<CustomerId>(customer), trial_of("guard", 25)));
}

}  // namespace

TEST_CASE("What was known after any event is what the events up to it fold into", "[look_back]") {
  const FourMonths months;
  CHECK(differences(months.path()) == std::vector<std::string>{});
}

PROPERTY_OF_SEEDS(6,
                  "What was known after any event of a random history is what the events fold into",
                  "[look_back]") {
  const TestDesk desk(three_plans());
  play(desk, history_of(seed));
  CHECK(differences(desk.path()) == std::vector<std::string>{});
}

TEST_CASE("What came later is not there, however it is asked for", "[look_back]") {
  const TestDesk desk(d_fence());
  desk.at("2026-01-10").tell("acme", trial_of("guard", 25));
  desk.at("2026-01-10").tell("acme", RecordStep{1, OnboardingStep::connected});
  const std::int64_t known = desk.read().head().seq;
  desk.at("2026-03-15").tell("bolt", trial_of("guard", 5));
  desk.at("2026-03-15").run();
  const Ledger present = desk.read();
  REQUIRE(present.invoice_numbers().size() == 1);

  const Ledger ledger = looking_back(desk.path(), known);
  const auto acme = test::read<CustomerId>("acme");
  const auto bolt = test::read<CustomerId>("bolt");
  CHECK(ledger.head().seq == known);
  CHECK(seqs_of(ledger).back() == known);
  CHECK(seqs_of(ledger, {.customer = acme}).back() == known);
  CHECK(seqs_of(ledger, {.customer = bolt}).empty());
  CHECK(seqs_of(ledger, {.type = "trial_ended"}).empty());
  CHECK(seqs_of(ledger, {.from = day("2026-02-09")}).empty());
  CHECK(ledger.event(known).has_value());
  CHECK(!ledger.event(known + 1));
  CHECK(!ledger.customer(bolt));
  CHECK(ledger.customer_names() == std::vector<std::string>{"acme"});
  CHECK(ledger.invoices({}).empty());
  CHECK(ledger.invoices(acme).empty());
  CHECK(!ledger.invoice("1"));
  CHECK(ledger.invoice_numbers().empty());
  CHECK(ledger.billed(acme).empty());
  CHECK(ledger.last_received() == day("2026-01-10"));
  // The other reader is not concerned.
  CHECK(present.invoices(acme).size() == 1);
  CHECK(present.customer(bolt).has_value());
}

TEST_CASE("A ledger that looks back to its newest event is what it is", "[look_back]") {
  const FourMonths months;
  const Ledger present = months.desk().read();
  const Ledger ledger = looking_back(months.path(), present.head().seq);
  CHECK(customers_of(ledger) == customers_of(present));
  CHECK(ledger.catalog() == present.catalog());
  CHECK(ledger.settings() == present.settings());
  CHECK(ledger.invoice_numbers() == present.invoice_numbers());
}

TEST_CASE("Nothing can be recorded by a ledger that looks back", "[look_back]") {
  const FourMonths months;
  Ledger ledger = looking_back(months.path(), 50);
  Batch batch;
  batch.command = "test";
  CHECK_THROWS(Recording(ledger, batch, 0));
}

TEST_CASE("An instant knows the events recorded at it and before", "[look_back]") {
  const TestDesk desk(d_fence());
  const auto at_eight = [](std::string_view date) {
    return (std::int64_t{day(date).days()} * 24 + 8) * 3'600'000'000;
  };
  const std::int64_t first = desk.read().head().seq;  // all on 2026-01-01
  desk.at("2026-01-10").tell("acme", trial_of("guard", 25));
  const Ledger ledger = desk.read();
  CHECK(ledger.newest_at(at_eight("2026-01-01") - 1) == 0);
  CHECK(ledger.newest_at(at_eight("2026-01-01")) == 1);
  CHECK(ledger.newest_at(at_eight("2026-01-10") - 1) == first);
  CHECK(ledger.newest_at(at_eight("2026-01-10")) == first + 1);
  CHECK(ledger.newest_at(at_eight("2026-01-11")) == ledger.head().seq);
}

TEST_CASE("Text erased since is missing in what was known, and nothing else is", "[look_back]") {
  const TestDesk desk(d_fence());
  desk.at("2026-01-10").tell("acme", trial_of("guard", 25));
  const std::int64_t known = desk.read().head().seq;
  EditCustomer moved;
  moved.contact_email = "new@acme.example";
  desk.at("2026-01-20").tell("acme", moved);
  const auto as_known = [&] {
    return looking_back(desk.path(), known).customer(test::read<CustomerId>("acme"));
  };
  auto customer = as_known();
  REQUIRE(customer);
  REQUIRE(customer->details.contact_email.value == "desk@acme.example");
  Intruder(desk.path()).exec("DELETE FROM personal WHERE value='desk@acme.example'");
  customer->details.contact_email.value.clear();
  CHECK(as_known() == customer);
}

TEST_CASE("A reader in turn waits for who is recording, and keeps nobody waiting", "[look_back]") {
  const TestDesk desk(d_fence());
  {
    const Ledger writer = desk.writable();
    CHECK(fault_of([&] { Ledger::open(desk.path(), Access::read_in_turn, 0); }) == "ledger.busy");
    Ledger::open(desk.path(), Access::read, 0);
  }
  const Ledger reader = Ledger::open(desk.path(), Access::read_in_turn, 0);
  Ledger::open(desk.path(), Access::write, 0);
}

TEST_CASE("A day is known to its end in the ledger's zone, in winter and in summer",
          "[look_back]") {
  struct Midnight {
    std::string zone;
    std::string instant;  ///< UTC, when the day after `day` begins
    std::string day;
  };
  const auto midnight = GENERATE(values<Midnight>(
      {{"America/Anchorage", "2025-01-10T09:00:00Z", "2025-01-09"},  // UTC-9, in summer UTC-8
       {"America/Anchorage", "2025-07-10T08:00:00Z", "2025-07-09"},
       {"Pacific/Auckland", "2025-01-10T11:00:00Z", "2025-01-10"},  // UTC+13, in winter UTC+12
       {"Pacific/Auckland", "2025-07-10T12:00:00Z", "2025-07-10"},
       {"UTC", "2025-01-10T00:00:00Z", "2025-01-09"}}));
  INFO(midnight.zone << " " << midnight.instant);
  const std::int64_t next_day = read_instant(midnight.instant).value();
  constexpr std::int64_t second = 1'000'000;
  LedgerSettings settings;
  settings.zone = midnight.zone;
  const TestDesk desk(d_fence(), "2024-01-01", settings);
  order_at(desk, "acme", next_day - second);
  order_at(desk, "bolt", next_day);
  const auto customers = [&](const std::string& moment) {
    return msp_on(desk.path(), "customer list --no-header --columns customer --known-at " + moment)
        .output;
  };
  CHECK(customers((day(midnight.day) - 1).text()).empty());
  CHECK(customers(midnight.day) == "acme\n");
  CHECK(customers((day(midnight.day) + 1).text()) == "acme\nbolt\n");
  CHECK(customers(instant_text(next_day - 1)) == "acme\n");
  CHECK(customers(instant_text(next_day + second)) == "acme\nbolt\n");
}

TEST_CASE("While somebody records, an instant has to wait and an event's number need not",
          "[look_back]") {
  const TestDesk desk(d_fence(), "2025-01-01");
  const Ledger writer = desk.writable();
  CHECK(msp_on(desk.path(), "customer list --wait 0 --known-at 2025-01-02T00:00:00Z").exit == 4);
  CHECK(msp_on(desk.path(), "customer list --wait 0 --known-at 2").exit == 0);
}
