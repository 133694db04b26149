// An issued document as people read it.
#include <algorithm>

#include "commands.h"
#include "invocation.h"
#include "printed_document.h"

namespace msp {
template <>
inline constexpr auto words<cli::Paper> = std::array<Word, 3>{"html", "pdf", "text"};
}

namespace msp::cli {
namespace {

/// --format, else from the ending of --out, else text.
Paper paper_of(const Arguments& arguments) {
  if (const auto given = arguments.word<Paper>("--format")) return *given;
  const std::string out = arguments.raw("--out").value_or("");
  if (out.ends_with(".html") || out.ends_with(".htm")) return Paper::html;
  if (out.ends_with(".pdf")) return Paper::pdf;
  return Paper::text;
}

Exit run(Invocation& invocation) {
  const Arguments& arguments = invocation.arguments();
  const Paper paper = paper_of(arguments);
  const auto language = arguments.word<Language>("--language");
  const Language configured =
      from_word<Language>(invocation.configured("language")).value_or(Language::en);
  if (paper == Paper::pdf && !arguments.has("--out") && is_terminal(1)) {
    usage_error("usage.format", "a terminal cannot show a PDF", "--out FILE.pdf writes it.");
  }
  Output output(arguments.raw("--out"), arguments.has("--force"));
  const Document document = [&] {
    const Ledger ledger = invocation.read_ledger();
    return document_named(ledger, *arguments.text("NUMBER"), language, configured,
                          invocation.as_known());
  }();
  output.write(printed_document(document, paper));
  output.finish();
  return Exit::done;
}

}  // namespace

const Command invoice_export{
    "invoice export",
    "Prints an invoice or credit note for people: A4 as HTML or PDF, or text for a mail.",
    Kind::plain,
    {"msp invoice export 1", "msp invoice export 1 --language fi -o invoice-1.pdf"},
    {{"NUMBER", "of an invoice"}},
    {{"--format", "html|pdf|text", "by the ending of --out, else text (-f)"},
     {"--language", "en|fi", "of the document (the customer's, else configured)"},
     {"--out", "FILE", "write there, whole or not at all (-o)"},
     {"--force", "", "let --out overwrite"}},
    run};

}  // namespace msp::cli
