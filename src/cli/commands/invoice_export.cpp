// Issued documents as people and machines read them, one by one or many.
#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <functional>

#include "commands/e_invoice.h"
#include "line/advice.h"
#include "line/form.h"
#include "msp/ascii.h"
#include "msp/progress.h"

namespace msp {
template <>
inline constexpr auto words<cli::Paper> = worded<cli::Paper>("html", "pdf", "text", "ubl",
                                                             "finvoice");
}

namespace msp::cli {
namespace {

bool for_machines(Paper paper) { return paper == Paper::ubl || paper == Paper::finvoice; }

std::string ending_of(Paper paper) {
  if (for_machines(paper)) return "xml";
  return paper == Paper::text ? "txt" : std::string(word(paper));
}

/// A number may hold what no name of a file does.
std::string file_of(const std::string& number, Paper paper) {
  std::string name = number;
  for (char& c : name) {
    if (!is_digit(c) && !is_letter(c) && c != '-' && c != '_') c = '-';
  }
  return fmt::format("invoice-{}.{}", name, ending_of(paper));
}

/// What to print, read out of the ledger: its bytes need it no more.
struct Printing {
  std::string number;
  std::function<std::string()> bytes;
};

/// Where the document itself says nothing.
struct Looks {
  Language language = Language::en;
  std::optional<Logo> logo;
};

struct InvoiceExport {
  std::vector<std::string> numbers;
  std::optional<Month> month = {};
  std::optional<std::string> since = {};
  std::optional<Paper> format = {};
  std::optional<Language> language = {};
  std::optional<std::string> out = {};
  std::optional<std::string> logo = {};  // read as it is configured
  bool force = false;
  bool only_check = false;

  static void options(auto& self, auto&& option) {
    option.optional("NUMBER", self.numbers, "of an invoice; of several", issued_document);
    option("--month", "M", self.month, "all documents dated in it, such as 2026-03");
    option("--since", "NUMBER", self.since, "all documents after this one", issued_document);
    option("--format", "html|pdf|text|ubl|finvoice", self.format,
           "by the ending of --out, else text (-f)");
    option("--language", "en|fi", self.language,
           "of the document (the customer's, else configured)");
    option("--out", "FILE", self.out,
           "write there, whole or not at all (-o); of several documents a folder", machine_made);
    option("--logo", "FILE", self.logo, "a PNG or SVG above who sells (else configured)",
           machine_made);
    option.flag("--force", self.force, "let --out overwrite");
    option.flag("--check", self.only_check,
                "only say which documents lack something to be e-invoices, and what mends it");
  }
  void check() const {
    const int ways = (numbers.empty() ? 0 : 1) + (month ? 1 : 0) + (since ? 1 : 0);
    if (ways == 0 && !only_check) missing("NUMBER", "Or --month M, or --since NUMBER.");
    if (ways > 1) {
      usage_error("usage.both", "which documents are meant is said twice",
                  "Numbers, --month or --since: one of them.");
    }
    if (several() && !only_check && !out) {
      missing("--out", "Several documents are written into a folder: --out FOLDER.");
    }
  }
  bool several() const { return numbers.size() != 1; }
  Paper paper() const {
    if (format) return *format;
    if (only_check) return Paper::ubl;
    const std::string name = out.value_or("");
    if (name.ends_with(".html") || name.ends_with(".htm")) return Paper::html;
    if (name.ends_with(".xml")) return Paper::ubl;
    return name.ends_with(".pdf") ? Paper::pdf : Paper::text;
  }
  Exit run(Invocation& invocation) const {
    if (paper() == Paper::pdf && !several() && !out && is_terminal(1)) {
      usage_error("usage.format", "a terminal cannot show a PDF", "--out FILE.pdf writes it.");
    }
    const Language configured =
        from_word<Language>(invocation.configured("language")).value_or(Language::en);
    if (only_check) return tell_lacking(invocation, configured);
    Looks looks{configured, for_machines(paper()) ? std::nullopt : logo_of(invocation)};
    if (several()) return write_all(invocation, looks);
    Output output = invocation.output(out, force);
    const Printing printing = printing_of(invocation.read_ledger(), numbers.front(), looks);
    output.write(printing.bytes());
    output.finish();
    return Exit::done;
  }

 private:
  std::vector<std::string> chosen(const Ledger& ledger) const {
    if (!numbers.empty()) return numbers;
    std::int64_t after = 0;
    if (since) {
      take(find_document(ledger, *since));
      after = ledger.invoice(*since)->ordinal;
    }
    std::vector<std::string> found;
    for (const InvoiceRow& row : ledger.invoices(std::nullopt)) {
      const bool wanted = row.ordinal > after && (!month || Month::of(row.issued_on) == *month);
      if (wanted) found.push_back(row.number);
    }
    return found;
  }

  Printing printing_of(const Ledger& ledger, const std::string& number, const Looks& looks) const {
    if (for_machines(paper())) {
      return {number, [source = machine_document(ledger, number, language, looks.language),
                       as = paper()] { return e_invoice_text(source, as); }};
    }
    Document document = document_named(ledger, number, language, looks.language);
    document.logo = looks.logo;
    return {number, [document = std::move(document), as = paper()] {
              return printed_document(document, as);
            }};
  }

  /// What is wrong with one document keeps none of the others.
  Exit write_all(Invocation& invocation, const Looks& looks) const {
    std::vector<Printing> printings;
    {
      const Ledger ledger = invocation.read_ledger();
      for (const std::string& number : chosen(ledger)) {
        printings.push_back(printing_of(ledger, number, looks));
      }
    }
    make_folder();
    std::size_t refused = 0;
    Progress progress("documents", static_cast<std::int64_t>(printings.size()));
    for (const Printing& printing : printings) {
      progress.step();
      try {
        const std::string bytes = printing.bytes();
        Output file = invocation.output(*out + "/" + file_of(printing.number, paper()), force);
        file.write(bytes);
        file.finish();
      } catch (const Refused& failure) {
        ++refused;
        invocation.note(failure.refusal().message + ". " + in_words(failure.refusal().hint));
      } catch (const Fault& failure) {
        const bool of_this_one = failure.code() == "output.exists" ||
                                 failure.code() == "paper.no_font" ||
                                 failure.code() == "paper.failed";
        if (!of_this_one) throw;
        ++refused;
        invocation.note(printing.number + ": " + failure.what() + ". " + in_words(failure.hint()));
      }
    }
    invocation.print(fmt::format("{}: {} written{}\n", *out,
                                 plural(printings.size() - refused, "document", "documents"),
                                 refused > 0 ? fmt::format(", {} refused", refused) : ""));
    return refused > 0 ? Exit::difference : Exit::done;
  }

  void make_folder() const {
    struct stat there {};
    if (stat(out->c_str(), &there) == 0 && S_ISDIR(there.st_mode)) return;
    if (mkdir(out->c_str(), 0700) == 0) return;
    usage_error("usage.folder", fmt::format("--out: `{}` is no folder, and none can be made", *out),
                "Name a folder; the one it lies in has to be there.");
  }

  Exit tell_lacking(Invocation& invocation, Language configured) const {
    std::string text;
    std::size_t wanting = 0;
    std::size_t all = 0;
    {
      const Ledger ledger = invocation.read_ledger();
      for (const std::string& number : chosen(ledger)) {
        ++all;
        const MachineDocument source = machine_document(ledger, number, language, configured);
        const auto found = lacking(source, paper());
        if (found.empty()) continue;
        ++wanting;
        const std::string mended = mended_by(found, source.customer);
        text += fmt::format("{} to {} lacks {}{}\n", number, source.customer.text(),
                            in_words(found), mended.empty() ? "" : ": " + mended);
      }
    }
    text += fmt::format("{} of {} can be {}\n", all - wanting, plural(all, "document", "documents"),
                        all - wanting == 1 ? "an e-invoice" : "e-invoices");
    invocation.print(text);
    return wanting > 0 ? Exit::difference : Exit::done;
  }
};

constexpr Command invoice_export_table[] = {command<InvoiceExport>(
    nothing, month_end, "invoice export",
    "Prints invoices and credit notes: for people as PDF, HTML or text, for machines as "
    "e-invoices.",
    "msp invoice export 1 --language fi -o invoice-1.pdf",
    "msp invoice export --month 2026-03 -f ubl -o outgoing")};

}  // namespace

extern const Commands invoice_export_commands = invoice_export_table;

}  // namespace msp::cli
