#include "commands/printed_document.h"

#include <fmt/format.h>

#include "byte_source.h"
#include "child_process.h"
#include "line/refused.h"
#include "msp/glyphs.h"

namespace msp::cli {
namespace {

/// Midnight of the day of issue: neither the clock nor chance is in the bytes.
std::string seconds_of(Date date) { return std::to_string(std::int64_t{date.days()} * 86400); }

/// Of a traceback: what it is about.
std::string last_line(std::string text) {
  text.erase(text.find_last_not_of('\n') + 1);
  return text.substr(text.rfind('\n') + 1);
}

/// What the fonts here can draw, as fontconfig knows it; asked once.
const std::string& charsets_of_fonts() {
  static const std::string charsets = [] {
    ChildProcess list;
    list.arguments = {"fc-list", "--format", "%{charset}\n"};
    try {
      return run(list).output;
    } catch (const Fault& fault) {
      if (fault.code() != "child.missing") throw;
      return std::string();
    }
  }();
  return charsets;
}

/// The renderer leaves out what it has no font for, and says nothing: a name that is not there is
/// no name.
void check_glyphs(const std::string& html) {
  const std::string missing = without_glyph(html, charsets_of_fonts());
  if (missing.empty()) return;
  throw Fault(Exit::system, "paper.no_font",
              fmt::format("no font here draws {}", characters_in_words(missing)),
              "`apt install fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji`, or --format "
              "html: the reader's own browser draws it.");
}

std::string pdf_of(const Document& document) {
  const std::string html = document_html(document);
  ChildProcess renderer;
  // No base address: whatever the page named would not be fetched. `-` is stdin and stdout.
  renderer.arguments = {"weasyprint",
                        "--encoding=utf-8",
                        "--base-url=none:",
                        "--media-type=print",
                        "--pdf-identifier=" + document.number,
                        "-",
                        "-"};
  renderer.input = html;
  renderer.environment = {{"SOURCE_DATE_EPOCH", seconds_of(document.issued_on)},
                          {"PYTHONHASHSEED", "0"},
                          {"LC_ALL", "C.UTF-8"}};
  Finished finished;
  try {
    finished = run(renderer);
  } catch (const Fault& fault) {
    if (fault.code() != "child.missing") throw;
    throw Fault(Exit::system, "paper.no_renderer", "a PDF is made by weasyprint, which is missing",
                "`apt install weasyprint`, or --format html: a browser prints it.");
  }
  if (finished.status == 0) check_glyphs(html);
  if (finished.status != 0 || !finished.output.starts_with("%PDF-")) {
    throw Fault(
        Exit::system, "paper.failed",
        fmt::format("weasyprint ended with {}: {}", finished.status, last_line(finished.errors)),
        "--format html needs no weasyprint.");
  }
  return std::move(finished.output);
}

}  // namespace

std::optional<Logo> logo_of(const Invocation& invocation) {
  const std::string file = invocation.configured("logo");
  if (file.empty()) return std::nullopt;
  auto logo = read_logo(read_file(file));
  if (logo) return *std::move(logo);
  Refusal refusal = logo.refusal();
  refusal.message = file + ": " + refusal.message;
  refusal.exit = Exit::input_rejected;
  throw Refused(refusal);
}

Document document_named(const Ledger& ledger, const std::string& number,
                        std::optional<Language> asked, Language configured) {
  const auto [customer, invoice, seq] = take(find_document(ledger, number));
  const auto own = ledger.customer(customer)->details.language;
  return document_of(invoice, customer, ledger.invoice(number)->ordinal,
                     asked.value_or(own.value_or(configured)));
}

std::string printed_document(const Document& document, Paper paper) {
  switch (paper) {
    case Paper::html:
      return document_html(document);
    case Paper::pdf:
      return pdf_of(document);
    case Paper::text:
      return document_text(document);
    case Paper::ubl:
    case Paper::finvoice:
      break;  // for machines, see e_invoice.h
  }
  throw std::logic_error("a kind of paper without a printer");
}

}  // namespace msp::cli
