#include <fmt/format.h>

#include "line/form.h"

namespace msp::cli {
namespace {

struct InvoiceCredit {
  std::string number;
  std::optional<std::int64_t> line = {};
  bool all = false;
  std::optional<std::string> amount = {};  ///< in the currency of the document

  static void options(auto& self, auto&& option) {
    option.operand("NUMBER", self.number, "of an invoice", issued_document);
    option.optional("LINE", self.line, "which of its lines");
    option.flag("--all", self.all, "all of them: one note over whatever is left");
    option("--amount", "AMOUNT", self.amount, "net; left out: all that is left of the line",
           as_typed);
  }
  void check() const {
    if (all ? line || amount : !line) {
      usage_error("usage.credit",
                  all ? "--all is over all lines, without an amount" : "no LINE is named",
                  all ? "Leave out LINE and --amount, or --all."
                      : "`msp invoice show NUMBER` numbers them; --all is over all of them.");
    }
  }
  Exit run(Invocation& invocation) const {
    if (invocation.change().reason.empty()) {
      usage_error("usage.reason", "a credit needs its --reason: the customer reads it",
                  "Say it in a few words.");
    }
    return invocation.recorded<RunOutcome>(
        [&](Ledger& ledger, const Envelope& envelope, const auto& told) {
          const InvoiceIssued invoice = invocation.document(ledger, number).invoice;
          const GiveCredit credit{invoice.number, line, amount_in(invoice.currency)};
          return give_credit(ledger, envelope, credit, told);
        },
        describe);
  }
  std::optional<std::int64_t> amount_in(Currency currency) const {
    if (!amount) return std::nullopt;
    if (const auto minor = amount_from_text(*amount, currency)) return minor;
    malformed("--amount", *amount, fmt::format("an amount of {} such as 12.50", currency.text()));
  }

  static Answer describe(const RunOutcome& outcome) {
    const auto& [customer, note] = outcome.documents.front();
    const InvoiceLine& line = note.lines.front();
    return {customer.text(),
            fmt::format("credit note {} over {} {} net, {} gross, for {}", note.number,
                        amount_text(-note.net, note.currency), note.currency.text(),
                        amount_text(-note.gross, note.currency),
                        note.lines.size() == 1
                            ? fmt::format("{}/{}", line.corrects->number, line.corrects->line)
                            : fmt::format("{} of {}", plural(note.lines.size(), "line", "lines"),
                                          line.corrects->number)),
            "msp invoice show " + note.number};
  }
};

constexpr Command invoice_credit_table[] = {command<InvoiceCredit>(
    evidenced, month_end, "invoice credit",
    "Gives a credit note, with a number of its own, over a line, a part of it, or all lines.",
    "msp invoice credit 1 1 --amount 12.50 --reason 'two days without mail' --ref mail-40",
    "msp invoice credit 1 --all --reason 'billed to the wrong customer' --ref mail-41 --dry-run")};

}  // namespace

extern const Commands invoice_credit_commands = invoice_credit_table;

}  // namespace msp::cli
