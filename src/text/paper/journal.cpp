// Journals for plain-text accounting. hledger and Ledger share most of a grammar; Beancount has its
// own.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "msp/journal.h"
#include "msp/read.h"

namespace msp {
namespace {

/// In a remark `;` begins another, `|` parts payee and note, and a colon or a bracket makes a tag
/// or a date, which would move the posting.
std::string without_marks(std::string text, std::string_view marks = ";|:[]") {
  for (char& c : text) {
    if (marks.find(c) != marks.npos) c = '-';
  }
  return text;
}

std::string rate_text(const Posting& posting) {
  return posting.percent ? posting.category + " " + posting.percent->text() : "untaxed";
}

std::string period_text(const Posting& posting) {
  return posting.from->text() + " to " + posting.through->text();
}

std::set<std::string> accounts_in(const Journal& journal) {
  std::set<std::string> accounts;
  for (const JournalEntry& entry : journal) {
    for (const Posting& posting : entry.postings) accounts.insert(posting.account);
  }
  return accounts;
}

/// `1000.00`: how many decimals a currency has.
std::string sample_of(Currency currency) {
  const std::string sample = amount_text(1000 * currency.minor_per_unit(), currency);
  return sample.find('.') == std::string::npos ? sample + "." : sample;
}

class JournalPage {
 public:
  JournalPage(const Journal& journal, JournalFormat format) : journal_(journal), format_(format) {}

  std::string text(bool declarations) {
    for (const std::string& line : totals_in_words(journal_)) text_ += "; " + line + "\n";
    if (declarations) declare();
    for (const JournalEntry& entry : journal_) {
      text_ += "\n";
      format_ == JournalFormat::beancount ? add_beancount(entry) : add(entry);
    }
    return std::move(text_);
  }

 private:
  void declare() {
    for (const auto& [currency, totals] : totals_of(journal_)) {
      if (format_ == JournalFormat::hledger) {
        text_ += fmt::format("commodity {} {}\n", sample_of(currency), currency.text());
      } else if (format_ == JournalFormat::ledger) {
        text_ += fmt::format("commodity {}\n", currency.text());
      }
    }
    for (const std::string& account : accounts_in(journal_)) {
      text_ += format_ == JournalFormat::beancount
                   ? fmt::format("{} open {}\n", journal_.front().date.text(), account)
                   : fmt::format("account {}\n", account);
    }
    if (format_ == JournalFormat::beancount) return;
    std::set<std::string> payees;
    for (const JournalEntry& entry : journal_) {
      payees.insert(format_ == JournalFormat::hledger ? entry.customer.text() : payee_of(entry));
    }
    for (const std::string& payee : payees) text_ += fmt::format("payee {}\n", payee);
  }

  /// hledger takes what stands before the bar for the payee, Ledger all of it.
  static std::string payee_of(const JournalEntry& entry) {
    return entry.customer.text() + " | " + without_marks(entry.name);
  }

  void add(const JournalEntry& entry) {
    text_ += fmt::format("{} * ({}) {}\n", entry.date.text(), document_in_journal(entry.document),
                         payee_of(entry));
    for (const Posting& posting : entry.postings) {
      text_ += fmt::format("    {}  {} {}", posting.account,
                           amount_text(posting.amount, entry.currency), entry.currency.text());
      text_ += "  ; " + without_marks(remark_of(posting, entry)) + "\n";
    }
  }

  static std::string remark_of(const Posting& posting, const JournalEntry& entry) {
    switch (posting.role) {
      case PostingRole::receivable:
        return fmt::format("{}, {}", word(entry.kind), posting.text);
      case PostingRole::tax:
        return "tax " + rate_text(posting);
      case PostingRole::revenue:
        break;
    }
    return fmt::format("line {}, {}, {}, {}, {}", posting.line, rate_text(posting), posting.plan,
                       period_text(posting), posting.text);
  }

  static std::string in_quotes(std::string_view text) {
    std::string quoted = "\"";
    for (const char c : text) {
      if (c == '"' || c == '\\') quoted += '\\';
      quoted += c;
    }
    return quoted + "\"";
  }

  void say(std::string_view indent, std::string_view key, std::string_view value) {
    text_ += fmt::format("{}{}: {}\n", indent, key, in_quotes(value));
  }

  void add_beancount(const JournalEntry& entry) {
    text_ += fmt::format("{} * {} {}\n", entry.date.text(), in_quotes(entry.name),
                         in_quotes(fmt::format("{} {}", word(entry.kind), entry.document)));
    say("  ", "document", document_in_journal(entry.document));
    say("  ", "kind", word(entry.kind));
    say("  ", "customer", entry.customer.text());
    for (const Posting& posting : entry.postings) {
      text_ += fmt::format("  {}  {} {}\n", posting.account,
                           amount_text(posting.amount, entry.currency), entry.currency.text());
      if (posting.role == PostingRole::receivable) {
        say("    ", "reference", posting.text);
        continue;
      }
      if (posting.role == PostingRole::tax) {
        say("    ", "tax", rate_text(posting));
        continue;
      }
      say("    ", "line", std::to_string(posting.line));
      say("    ", "vat", rate_text(posting));
      say("    ", "plan", posting.plan);
      text_ += fmt::format("    from: {}\n    through: {}\n", posting.from->text(),
                           posting.through->text());
      say("    ", "text", posting.text);
    }
  }

  const Journal& journal_;
  JournalFormat format_;
  std::string text_;
};

/// Beancount's own rule: a known root, then parts that begin with a capital or a digit.
bool is_beancount_account(std::string_view account) {
  bool known = false;
  for (const std::string_view root : {"Assets", "Liabilities", "Equity", "Income", "Expenses"}) {
    known = known || account.starts_with(std::string(root) + ":");
  }
  bool begins = true;
  for (const char c : account) {
    const bool capital = (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
    const bool digit = c >= '0' && c <= '9';
    const bool small = c >= 'a' && c <= 'z';
    if (begins ? !(capital || digit) : !(capital || digit || small || c == '-' || c == ':')) {
      return false;
    }
    begins = c == ':';
  }
  return known;
}

}  // namespace

std::string document_in_journal(const std::string& number) {
  return without_marks(number, ";|:[]()\"\\");
}

Result<std::string> journal_text(const Journal& journal, JournalFormat format, bool declarations) {
  if (format == JournalFormat::beancount) {
    Refusal refusal{"accounts.names", "not every account has a name that beancount takes",
                    "Its accounts begin with Assets:, Liabilities:, Equity:, Income: or Expenses:, "
                    "and each part with a capital or a digit.",
                    Exit::input_rejected};
    for (const std::string& account : accounts_in(journal)) {
      if (!is_beancount_account(account)) refusal.details.push_back(account);
    }
    if (!refusal.details.empty()) return refusal;
  }
  return JournalPage(journal, format).text(declarations);
}

}  // namespace msp
