// Makes a ledger of a chosen size through libmsp's own append path: orders, connections, trials
// converted and left undecided, mailbox counts in one big transaction a month, and an invoice run
// on the 1st. The same arguments make the same bytes. Prints how fast the events were appended.
//
//   msp-generate LEDGER --customers 10000 --events 1000000 --seed 1
#include <sodium.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "msp/catalog_file.h"
#include "msp/command.h"
#include "msp/desk.h"
#include "msp/month.h"
#include "msp/recording.h"

namespace {

using namespace msp;

constexpr int closed_months = 6;  // invoiced; a seventh is open
constexpr std::int64_t least_events_per_customer = 30;

struct Sizes {
  std::int64_t customers = 10'000;
  std::int64_t events = 1'000'000;
  std::int64_t seed = 1;
};

/// splitmix64: the same numbers on every machine.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t bits = state_ += 0x9e3779b97f4a7c15U;
    bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9U;
    bits = (bits ^ (bits >> 27)) * 0x94d049bb133111ebU;
    return bits ^ (bits >> 31);
  }
  std::int64_t below(std::int64_t limit) {
    return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(limit));
  }

 private:
  std::uint64_t state_;
};

Dice salts(0);

/// Salts too come from the seed, or no two ledgers would be alike. Only a benchmark may do this.
void seed_salts(std::int64_t seed) {
  salts = Dice(static_cast<std::uint64_t>(seed) ^ 0x5a17U);
  static randombytes_implementation seeded{};
  seeded.implementation_name = [] { return "seeded"; };
  seeded.random = [] { return static_cast<std::uint32_t>(salts.next()); };
  seeded.buf = [](void* out, std::size_t size) {
    for (auto* at = static_cast<unsigned char*>(out); size > 0; --size)
      *at++ = static_cast<unsigned char>(salts.next());
  };
  randombytes_set_implementation(&seeded);
}

struct Mail {
  enum class Kind { order, connect, convert, count };
  Date on;
  std::int64_t customer = 0;
  Kind kind = Kind::count;
  PlanId plan = {};  ///< of an order
};

PlanId plan(std::string_view id) { return *PlanId::from_text(id); }

class Generator {
 public:
  Generator(std::string path, Sizes sizes)
      : path_(std::move(path)),
        sizes_(sizes),
        dice_(static_cast<std::uint64_t>(sizes.seed)),
        customers_(static_cast<std::size_t>(sizes.customers)) {}

  void run() {
    open();
    Month month = *Month::from_text("2025-01");
    for (int closed = 0; closed <= closed_months; ++closed) {
      record(mails_of(month, closed));
      const Period days = month.period();
      if (closed < closed_months) invoice(days.end);
      month = Month::of(days.end);
    }
  }

  void print() const {
    std::printf("events %lld\nappended %lld\nappend_seconds %.3f\nrun_seconds %.3f\n",
                static_cast<long long>(events_), static_cast<long long>(appended_), append_seconds_,
                run_seconds_);
  }

 private:
  using Clock = std::chrono::steady_clock;
  static double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
  }

  static Envelope envelope(Date day, std::string command) {
    Envelope envelope;
    envelope.request = {day, day, {}, true};  // its customers come all at once, and mean it
    envelope.note.command = std::move(command);
    envelope.note.ref = "bench";
    envelope.note.actor.host = "bench";
    envelope.now = std::int64_t{day.days()} * 86'400'000'000;
    return envelope;
  }

  void open() {
    const Date day = *Date::from_text("2025-01-01");
    LedgerSettings settings;
    settings.seller = {"Sample Security Oy", "FI00000000", "Laituri 1, 00100 Helsinki",
                       "FI2112345600000785"};
    {
      Ledger ledger = Ledger::create(path_);
      handle(ledger, envelope(day, "init"), settings);
    }
    for (const char* vendor : {"dfence", "exchangedefender", "defensx"}) load(vendor, day);
  }

  void load(const std::string& vendor, Date day) {
    std::ostringstream text;
    text << std::ifstream(MSP_CATALOGS "/" + vendor + ".toml").rdbuf();
    const CatalogFile file = require(read_catalog_file(vendor, text.str(), day));
    Ledger ledger = Ledger::open(path_, Access::write);
    const auto outcome = handle(ledger, envelope(day, "catalog load"), file);
    events_ = require(outcome).head.seq;
  }

  /// Orders and connections in the first month, conversions in the second, and mailbox counts in
  /// every month as many as the size asks for.
  std::vector<Mail> mails_of(Month month, int closed) {
    std::vector<Mail> mails;
    const Period days = month.period();
    const auto any_day = [&](std::int32_t from, std::int32_t until) {
      return days.start + static_cast<std::int32_t>(from + dice_.below(until - from));
    };
    for (std::int64_t c = 0; c < sizes_.customers; ++c) {
      if (closed == 0) order(mails, c, any_day(0, 14));
      if (closed == 1 && has_guard(c) && c % 5 != 0) {
        mails.push_back({any_day(0, 25), c, Mail::Kind::convert});
      }
    }
    const std::int64_t target = sizes_.events * (closed + 1) / (closed_months + 1);
    const std::int64_t known = events_ + 5 * static_cast<std::int64_t>(mails.size());
    const std::int64_t counts = closed == closed_months ? sizes_.events - events_ : target - known;
    const std::int32_t first_day = closed == 0 ? 20 : 0;  // by then all is ordered
    for (std::int64_t i = 0; i < counts; ++i) {
      mails.push_back({any_day(first_day, days.days()), counted_customer(), Mail::Kind::count});
    }
    std::stable_sort(mails.begin(), mails.end(),
                     [](const Mail& a, const Mail& b) { return a.on < b.on; });
    return mails;
  }

  // A third has D-Fence, a third ExchangeDefender, a third both; every tenth DefensX as well.
  static bool has_guard(std::int64_t customer) { return customer % 3 != 1; }
  static bool has_exchange(std::int64_t customer) { return customer % 3 != 0; }
  std::int64_t counted_customer() { return dice_.below(sizes_.customers); }

  void order(std::vector<Mail>& mails, std::int64_t customer, Date on) {
    if (has_guard(customer)) {
      mails.push_back({on, customer, Mail::Kind::order, plan("guard")});
      mails.push_back({on + 3, customer, Mail::Kind::connect});
    }
    if (has_exchange(customer)) {
      mails.push_back({on, customer, Mail::Kind::order, plan("exchange")});
    }
    if (customer % 10 == 0) mails.push_back({on, customer, Mail::Kind::order, plan("core")});
  }

  /// One month's mails in one transaction: what is timed.
  void record(const std::vector<Mail>& mails) {
    const Clock::time_point start = Clock::now();
    Ledger ledger = Ledger::open(path_, Access::write);
    ledger.customers([this](Customer&& customer) {
      const std::int64_t number = *count_from_text(customer.id.text().substr(1));
      of(number - 1) = std::move(customer);
    });
    const Catalog catalog = ledger.catalog();
    const Envelope note = envelope(mails.back().on, "mailbox import");
    Recording recording(ledger, note.note, note.now);
    for (const Mail& mail : mails) take(recording, catalog, mail);
    for (const Customer& customer : customers_) recording.project(customer);
    appended_ += static_cast<std::int64_t>(recording.seqs().size());
    events_ = recording.commit("").seq;
    append_seconds_ += seconds_since(start);
  }

  void take(Recording& recording, const Catalog& catalog, const Mail& mail) {
    Customer& customer = of(mail.customer);
    if (!customer.exists())
      customer.id = *CustomerId::from_text("c" + std::to_string(mail.customer + 1));
    while (const auto due = next_due(customer, mail.on)) recording.append(customer, *due, mail.on);
    const Request request{mail.on, mail.on, {}};
    for (const Fact& fact : require(decide(customer, catalog, request, command_of(mail, customer))))
      recording.append(customer, fact, mail.on);
  }

  Command command_of(const Mail& mail, const Customer& customer) {
    switch (mail.kind) {
      case Mail::Kind::order:
        return order_of(mail);
      case Mail::Kind::connect:
        return RecordStep{1, OnboardingStep::connected, {}};
      case Mail::Kind::convert:
        return ConvertTrial{1, {}};
      case Mail::Kind::count:
        break;
    }
    const bool both = has_guard(mail.customer) && has_exchange(mail.customer);
    const std::int64_t number = both ? 1 + dice_.below(2) : 1;
    const std::int64_t before = customer.subscription(number)->counts.back().mailboxes;
    return SetMailboxCount{number, 1 + (before + dice_.below(9)) % 400};
  }

  PlaceOrder order_of(const Mail& mail) {
    const std::string number = std::to_string(mail.customer + 1);
    PlaceOrder order{.plan = mail.plan};
    order.name = "Customer " + number + " Oy";
    order.contact_email = "it@c" + number + ".example";
    order.billing_address = "Katu " + number + ", 00100 Helsinki";
    order.country = "FI";
    order.accepted_terms = "2025-01";
    order.channel = "form";
    if (mail.plan != plan("core")) order.mailboxes = 1 + dice_.below(100);
    if (mail.plan == plan("guard")) {
      order.trial = true;
      order.sales_rep = "rep@partner.example";
      order.monthly_total = Decimal::from_micros(*order.mailboxes * 4 * Decimal::scale);
      order.group = dice_.below(2) == 0 ? 15 : 30;
    }
    return order;
  }

  void invoice(Date date) {
    const Clock::time_point start = Clock::now();
    Ledger ledger = Ledger::open(path_, Access::write);
    const auto outcome = require(
        run_invoices(ledger, envelope(date, "invoice run"), {.date = date},
                     [](const RunOutcome& told) { return std::to_string(told.documents.size()); }));
    events_ = outcome.head.seq;
    run_seconds_ += seconds_since(start);
  }

  Customer& of(std::int64_t customer) { return customers_[static_cast<std::size_t>(customer)]; }

  std::string path_;
  Sizes sizes_;
  Dice dice_;
  std::vector<Customer> customers_;  // c1 first
  std::int64_t events_ = 0;
  std::int64_t appended_ = 0;  // by record()
  double append_seconds_ = 0;
  double run_seconds_ = 0;
};

int usage() {
  std::fprintf(stderr,
               "usage: msp-generate LEDGER [--customers N] [--events M] [--seed S]\n"
               "M is at least 30 times N, and both at least 10\n");
  return 2;
}

bool read_sizes(int argc, char** argv, Sizes& sizes) {
  for (int i = 2; i < argc; i += 2) {
    const std::string_view name = argv[i];
    std::int64_t* size = name == "--customers" ? &sizes.customers
                         : name == "--events"  ? &sizes.events
                         : name == "--seed"    ? &sizes.seed
                                               : nullptr;
    const auto value = i + 1 < argc ? count_from_text(argv[i + 1]) : std::nullopt;
    if (!size || !value) return false;
    *size = *value;
  }
  return argc > 1 && argv[1][0] != '-' && sizes.customers >= 10 &&
         sizes.events / least_events_per_customer >= sizes.customers;
}

}  // namespace

int main(int argc, char** argv) {
  Sizes sizes;
  if (!read_sizes(argc, argv, sizes)) return usage();
  try {
    seed_salts(sizes.seed);
    Generator generator(argv[1], sizes);
    generator.run();
    generator.print();
  } catch (const std::exception& error) {
    std::fprintf(stderr, "msp-generate: %s\n", error.what());
    return 1;
  }
}
