#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>

#include "clock.h"
#include "commands/order_form.h"
#include "line/form.h"

namespace msp::cli {
namespace {

/// Makes the directories a new ledger lies in; only the owner may look into them.
void make_directories(const std::string& path) {
  for (std::size_t slash = path.find('/', 1); slash != std::string::npos;
       slash = path.find('/', slash + 1)) {
    if (mkdir(path.substr(0, slash).c_str(), 0700) != 0 && errno != EEXIST) return;
  }
}

constexpr How<std::string> zone_name{[](std::string_view name, const std::string& typed) {
  if (is_zone(typed)) return typed;
  usage_error("usage.zone", fmt::format("{}: `{}` is no installed time zone", name, typed),
              "An IANA name such as Europe/Helsinki; the package tzdata brings them.");
}};

constexpr How<std::string> number_format{[](std::string_view name, const std::string& typed) {
  std::string format = read_text(name, typed);
  if (is_invoice_number_format(format)) return format;
  usage_error("usage.invoice_number",
              fmt::format("{} must hold {{n}} (or {{n:6}}) exactly once", name),
              "`{year}` may stand beside it: `{year}-{n:5}`.");
}};

struct Init {
  LedgerSettings settings;
  std::string actor;

  static void options(auto& self, auto&& option) {
    LedgerSettings& settings = self.settings;
    option("--zone", "Z", settings.zone, "IANA time zone: decides what day it is (UTC)", zone_name);
    option("--currency", "C", settings.currency, "ISO 4217 currency of the house (EUR)");
    option("--evidence", "POLICY", settings.evidence,
           "required or optional: must changes name a --ref (required)");
    option("--invoice-number", "FORMAT", settings.invoice_number,
           "{n}, {n:6} zero-padded, {year} ({n})", number_format);
    option("--seller-name", "NAME", settings.seller.name, "the seller as printed on invoices");
    option("--seller-country", "CC", settings.seller.country,
           "where it is taxed: ISO 3166, such as FI (as its VAT id says)", country_code);
    option("--seller-vat-id", "ID", settings.seller.vat_id, "its VAT id", vat_id);
    option("--seller-address", "ADDRESS", settings.seller.address, "its address, on one line");
    option("--seller-iban", "IBAN", settings.seller.iban, "where to pay", iban);
    seller_options(settings.seller.party, option);
    option("--actor", "NAME", self.actor, "who types: a claim");
  }
  Exit run(Invocation& invocation) const {
    const std::string path = invocation.ledger_path();
    const Date today = invocation.today(settings);
    make_directories(path);
    Ledger ledger = Ledger::create(path);
    Envelope envelope;
    envelope.request = {today, today, {}};
    envelope.note.command = "init";
    envelope.note.actor = invocation.actor();
    envelope.now = now_micros();
    Outcome outcome = handle(ledger, envelope, settings);
    invocation.all_changed();
    outcome.answer = {path,
                      fmt::format("new ledger, zone {}, currency {}, evidence {}", settings.zone,
                                  settings.currency.text(), word(settings.evidence)),
                      "msp help catalog load"};
    invocation.answer(outcome);
    if (settings.seller.name.empty()) {
      invocation.note("note: nobody is named who sells: `msp ledger edit --seller-name NAME`");
    }
    return Exit::done;
  }
};

constexpr Command init_table[] = {command<Init>(
    nothing, to_start, "init", "Makes a new, empty ledger.",
    "msp init --zone Europe/Helsinki --currency EUR --seller-name \"Example Security Oy\"",
    "msp init --evidence optional --invoice-number \"{year}-{n:5}\"")};

}  // namespace

extern const Commands init_commands = init_table;

}  // namespace msp::cli
