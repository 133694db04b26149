#include "issued.h"

#include "msp/nearest.h"

namespace msp::cli {

Issued issued_document(const Ledger& ledger, const Invocation& invocation) {
  const std::string number = *invocation.arguments().text("NUMBER");
  const auto row = ledger.invoice(number);
  if (!row) {
    const auto like = nearest(number, ledger.invoice_numbers());
    throw Refused({"invoice.unknown", "there is no invoice " + number,
                   like ? "Did you mean " + *like + "?"
                        : "`msp invoice list" + invocation.as_known() + "` shows them."});
  }
  return {*CustomerId::from_text(row->customer),
          std::get<InvoiceIssued>(ledger.event(row->seq)->event), row->seq};
}

}  // namespace msp::cli
