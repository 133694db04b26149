// An issued document as people read it.
#include "commands/printed_document.h"
#include "line/form.h"

namespace msp {
template <>
inline constexpr auto words<cli::Paper> = worded<cli::Paper>("html", "pdf", "text");
}

namespace msp::cli {
namespace {

struct InvoiceExport {
  std::string number;
  std::optional<Paper> format = {};
  std::optional<Language> language = {};
  std::optional<std::string> out = {};
  bool force = false;

  static void options(auto& self, auto&& option) {
    option.operand("NUMBER", self.number, "of an invoice", issued_document);
    option("--format", "html|pdf|text", self.format, "by the ending of --out, else text (-f)");
    option("--language", "en|fi", self.language,
           "of the document (the customer's, else configured)");
    option("--out", "FILE", self.out, "write there, whole or not at all (-o)", machine_made);
    option.flag("--force", self.force, "let --out overwrite");
  }
  Paper paper() const {
    if (format) return *format;
    const std::string name = out.value_or("");
    if (name.ends_with(".html") || name.ends_with(".htm")) return Paper::html;
    return name.ends_with(".pdf") ? Paper::pdf : Paper::text;
  }
  Exit run(Invocation& invocation) const {
    if (paper() == Paper::pdf && !out && is_terminal(1)) {
      usage_error("usage.format", "a terminal cannot show a PDF", "--out FILE.pdf writes it.");
    }
    const Language configured =
        from_word<Language>(invocation.configured("language")).value_or(Language::en);
    Output output = invocation.output(out, force);
    const Document document =
        document_named(invocation.read_ledger(), number, language, configured);
    output.write(printed_document(document, paper()));
    output.finish();
    return Exit::done;
  }
};

constexpr Command invoice_export_table[] = {command<InvoiceExport>(
    nothing, month_end, "invoice export",
    "Prints an invoice or credit note for people: A4 as HTML or PDF, or text for a mail.",
    "msp invoice export 1", "msp invoice export 1 --language fi -o invoice-1.pdf")};

}  // namespace

extern const Commands invoice_export_commands = invoice_export_table;

}  // namespace msp::cli
