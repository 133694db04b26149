// The ledger itself: its events as they were recorded, and what it is.
#include <fmt/format.h>

#include "batches.h"
#include "msp/report/ledger_log.h"
#include "msp/report/query.h"

namespace msp {

Columns log_columns() {
  return {{"seq", "its number, without holes", ColumnKind::count},
          {"recorded_at", "when it was written down, UTC"},
          {"effective_on", "from when it holds", ColumnKind::date},
          {"stream", "whose history it is"},
          {"type", "of the event"},
          {"actor", "who typed it: the claim, and what the system knows"},
          {"requested_by", "who asked for it"},
          {"ref", "where the request is written"},
          {"payload", "what it says, as JSON"},
          {"hash", "of it and of all before it"}};
}

Table ledger_log(const Ledger& ledger, const EventFilter& filter) {
  Table table(log_columns());
  Batches batches(ledger);
  ledger.events(filter, [&](const StoredEvent& event) {
    const Batch& batch = batches.of(event.batch);
    table.add({std::to_string(event.seq), instant_text(event.recorded_at), event.effective_on,
               event.stream, event.type, actor_text(batch.actor), batch.requested_by, batch.ref,
               event.payload, hex(event.hash)});
  });
  return table;
}

Table ledger_info(const Ledger& ledger, Date today) {
  const LedgerSettings settings = ledger.settings();
  const Seller& seller = settings.seller_on(today);
  const Head head = ledger.head();
  Table table(field_columns());
  table.add({"file", ledger.path()});
  table.add({"zone", settings.zone});
  table.add({"currency", settings.currency.text()});
  table.add({"evidence", word(settings.evidence)});
  table.add({"seller", seller.name});
  if (!seller.country.empty()) table.add({"seller country", seller.country});
  table.add({"seller VAT id", seller.vat_id});
  table.add({"seller address", seller.address});
  table.add({"seller IBAN", seller.iban});
  for (const PartyField& field : fields_of(seller.party)) {
    if (field.value) table.add({"seller " + field.label, *field.value});
  }
  table.add({"invoice number", settings.invoice_number});
  table.add({"events", std::to_string(head.seq)});  // seq has no holes
  table.add({"customers", std::to_string(ledger.customer_names().size())});
  table.add({"invoices", std::to_string(ledger.invoice_numbers().size())});
  table.add({"head", head.text()});
  return table;
}

std::string actor_text(const Actor& actor) {
  const std::string kernel = fmt::format("uid {} on {}", actor.uid, actor.host);
  return actor.claim.empty() ? kernel : fmt::format("{} ({})", actor.claim, kernel);
}

}  // namespace msp
