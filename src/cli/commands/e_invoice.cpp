#include "commands/e_invoice.h"

#include <fmt/format.h>

#include <algorithm>

#include "line/refused.h"

namespace msp::cli {
namespace {

/// A credit note of msp 0.1.0 says it with its lines.
void add_corrected(InvoiceIssued& document, const Ledger& ledger) {
  if (!document.corrects.empty()) return;
  std::vector<std::string> numbers;
  for (const InvoiceLine& line : document.lines) {
    if (!line.corrects) continue;
    const std::string& number = line.corrects->number;
    if (std::find(numbers.begin(), numbers.end(), number) != numbers.end()) continue;
    numbers.push_back(number);
    if (const auto row = ledger.invoice(number)) {
      document.corrects.push_back({number, row->issued_on});
    }
  }
}

/// ` --seller-endpoint SCHEME:ID`, for each of those that this command mends.
std::string options_for(const std::vector<Lacking>& lacking, Mender mender) {
  std::string options;
  for (const Lacking& each : lacking) {
    if (each.mender == mender) options += " " + each.option;
  }
  return options;
}

}  // namespace

MachineDocument machine_document(const Ledger& ledger, const std::string& number,
                                 std::optional<Language> asked, Language configured) {
  auto [customer, document, seq] = take(find_document(ledger, number));
  add_corrected(document, ledger);
  const CustomerDetailsSet details = ledger.customer(customer)->details;
  return {completed(std::move(document), ledger.settings(), details), customer,
          ledger.invoice(number)->ordinal, asked.value_or(details.language.value_or(configured))};
}

std::vector<Lacking> lacking(const MachineDocument& source, Paper paper) {
  std::vector<Lacking> found = lacking_of(source.document);
  if (paper == Paper::finvoice) {
    const auto more = lacking_for_finvoice(source.document);
    found.insert(found.end(), more.begin(), more.end());
  }
  return found;
}

std::string in_words(const std::vector<Lacking>& lacking) {
  std::string text;
  for (const Lacking& each : lacking) text += (text.empty() ? "" : ", ") + each.what;
  return text;
}

std::string mended_by(const std::vector<Lacking>& lacking, const CustomerId& customer) {
  std::string commands;
  const auto add = [&commands](const std::string& command) {
    commands += (commands.empty() ? "" : " and ") + ("`" + command + "`");
  };
  const std::string of_seller = options_for(lacking, Mender::seller);
  const std::string of_customer = options_for(lacking, Mender::customer);
  if (!of_seller.empty()) add("msp ledger edit" + of_seller);
  if (!of_customer.empty()) add("msp customer edit " + customer.text() + of_customer);
  if (!options_for(lacking, Mender::catalog).empty()) add("msp catalog load");
  return commands;
}

std::string e_invoice_text(const MachineDocument& source, Paper paper) {
  const auto wanting = lacking(source, paper);
  if (!wanting.empty()) {
    const std::string mended = mended_by(wanting, source.customer);
    const bool by_catalog = !options_for(wanting, Mender::catalog).empty();
    std::string hint = mended.empty() ? "What is issued stays as it is: --format pdf prints it."
                                      : "Say it with " + mended + ".";
    if (by_catalog) hint += " The catalog changes later documents only.";
    throw Refused({"e_invoice.lacking",
                   fmt::format("{} to {} is no e-invoice without {}", source.document.number,
                               source.customer.text(), in_words(wanting)),
                   hint});
  }
  const EInvoice invoice =
      e_invoice_of(source.document, source.customer, source.ordinal, source.language);
  return paper == Paper::finvoice ? finvoice_text(invoice) : ubl_text(invoice);
}

}  // namespace msp::cli
