#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "clock.h"
#include "commands.h"
#include "invocation.h"

namespace msp::cli {
namespace {

/// Makes the directories a new ledger lies in; only the owner may look into them.
void make_directories(const std::string& path) {
  for (std::size_t slash = path.find('/', 1); slash != std::string::npos;
       slash = path.find('/', slash + 1)) {
    if (mkdir(path.substr(0, slash).c_str(), 0700) != 0 && errno != EEXIST) return;
  }
}

std::string iban_of(const Arguments& arguments) {
  const auto typed = arguments.raw("--seller-iban");
  if (!typed) return {};
  if (!is_iban(*typed)) {
    usage_error("usage.iban", "--seller-iban is no IBAN: its check digits are wrong",
                "Copy it from the bank's own statement.");
  }
  return *typed;
}

LedgerSettings settings_from(const Arguments& arguments) {
  LedgerSettings settings;
  settings.zone = arguments.raw("--zone").value_or("UTC");
  if (!is_zone(settings.zone)) {
    usage_error("usage.zone", fmt::format("--zone: `{}` is no installed time zone", settings.zone),
                "An IANA name such as Europe/Helsinki; the package tzdata brings them.");
  }
  settings.currency = arguments.value<Currency>("--currency").value_or(Currency());
  settings.evidence =
      arguments.word<EvidencePolicy>("--evidence").value_or(EvidencePolicy::required);
  settings.invoice_number = arguments.text("--invoice-number").value_or("{n}");
  if (!is_invoice_number_format(settings.invoice_number)) {
    usage_error("usage.invoice_number", "--invoice-number must hold {n} (or {n:6}) exactly once",
                "`{year}` may stand beside it: `{year}-{n:5}`.");
  }
  settings.seller = {arguments.text("--seller-name").value_or(""),
                     arguments.text("--seller-vat-id").value_or(""),
                     arguments.text("--seller-address").value_or(""), iban_of(arguments)};
  return settings;
}

Exit run(Invocation& invocation) {
  const LedgerSettings settings = settings_from(invocation.arguments());
  const std::string path = invocation.ledger_path();
  const Date today = invocation.today(settings);
  make_directories(path);
  Ledger::create(path);
  try {
    Ledger ledger = invocation.write_ledger();
    Envelope envelope;
    envelope.request = {today, today, {}};
    envelope.note.command = "init";
    envelope.note.actor = invocation.actor();
    envelope.now = now_micros();
    const Outcome outcome = handle(ledger, envelope, settings);
    invocation.recorded(outcome);
    invocation.answer({path,
                       fmt::format("new ledger, zone {}, currency {}, evidence {}", settings.zone,
                                   settings.currency.text(), word(settings.evidence)),
                       "msp help catalog load"},
                      outcome);
  } catch (...) {
    if (!invocation.recorded()) unlink(path.c_str());
    throw;
  }
  return Exit::done;
}

}  // namespace

const Command init{
    "init",
    "Makes a new, empty ledger.",
    Kind::plain,
    {"msp init --zone Europe/Helsinki --currency EUR --seller-name \"Example Security Oy\"",
     "msp init --evidence optional --invoice-number \"{year}-{n:5}\""},
    {},
    {{"--zone", "Z", "IANA time zone: decides what day it is (UTC)"},
     {"--currency", "C", "ISO 4217 currency of the house (EUR)"},
     {"--evidence", "POLICY", "required or optional: must changes name a --ref (required)"},
     {"--invoice-number", "FORMAT", "{n}, {n:6} zero-padded, {year} ({n})"},
     {"--seller-name", "NAME", "the seller as printed on invoices"},
     {"--seller-vat-id", "ID", "its VAT id"},
     {"--seller-address", "ADDRESS", "its address, on one line"},
     {"--seller-iban", "IBAN", "where to pay"},
     {"--actor", "NAME", "who types: a claim"}},
    run};

}  // namespace msp::cli
