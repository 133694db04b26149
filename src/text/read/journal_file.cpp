// A journal read back, in whichever of its formats it was written.
#include <algorithm>
#include <array>

#include "msp/journal.h"

namespace msp {
namespace {

enum JournalColumn {
  date_column,
  document_column,
  kind_column,
  line_column,
  account_column,
  debit_column,
  credit_column,
  currency_column,
  category_column,
  percent_column,
  customer_column
};

const std::vector<CsvColumn> journal_csv = {
    {"date"},         {"document"},    {"kind"},           {"line"},
    {"account"},      {"debit"},       {"credit"},         {"currency"},
    {"vat_category"}, {"vat_percent"}, {"customer"},       {"name", false},
    {"plan", false},  {"from", false}, {"through", false}, {"text", false}};

/// Also with a decimal comma, as the dialect excel-eu has it.
std::optional<std::int64_t> amount_in(std::string_view cell, Currency currency) {
  std::string text(cell);
  std::replace(text.begin(), text.end(), ',', '.');
  return amount_from_text(text, currency);
}

class CsvJournal {
 public:
  Journal read(std::string_view text, FileProblems& problems) {
    std::string_view rest = text;
    const auto next = [&rest] { return std::exchange(rest, std::string_view()); };
    read_csv(next, journal_csv, problems, [this](const CsvRow& row) { take(row); });
    return std::move(journal_);
  }

 private:
  void take(const CsvRow& row) {
    const auto date = Date::from_text(row[date_column]);
    const auto kind = from_word<DocumentKind>(row[kind_column]);
    const auto customer = CustomerId::from_text(row[customer_column]);
    const auto currency = Currency::from_text(row[currency_column]);
    if (!date) return row.problem(date_column, "is no date such as 2026-03-31");
    if (!kind) return row.problem(kind_column, "is neither invoice nor credit-note");
    if (!customer) return row.problem(customer_column, "is no customer's id");
    if (!currency) return row.problem(currency_column, "is no currency");
    const std::string document(row[document_column]);
    const bool goes_on = !journal_.empty() && journal_.back().document == document &&
                         journal_.back().date == *date && journal_.back().kind == *kind &&
                         journal_.back().customer == *customer &&
                         journal_.back().currency == *currency;
    if (!goes_on) journal_.push_back({*date, document, *kind, *customer, "", *currency, {}});
    take_posting(row, *currency);
  }

  void take_posting(const CsvRow& row, Currency currency) {
    Posting posting;
    posting.account = row[account_column];
    const std::string_view debit = row[debit_column];
    const std::string_view credit = row[credit_column];
    if (debit.empty() == credit.empty()) {
      return row.problem(debit_column, "a row has a debit or a credit");
    }
    const auto amount = amount_in(debit.empty() ? credit : debit, currency);
    if (!amount) return row.problem(debit.empty() ? credit_column : debit_column, "is no amount");
    posting.amount = debit.empty() ? -*amount : *amount;
    posting.category = row[category_column];
    std::string percent(row[percent_column]);
    std::replace(percent.begin(), percent.end(), ',', '.');
    if (!percent.empty()) {
      posting.percent = Decimal::from_text(percent);
      if (!posting.percent) return row.problem(percent_column, "is no rate");
    }
    if (!row[line_column].empty()) {
      const auto line = count_from_text(row[line_column]);
      if (!line) return row.problem(line_column, "is no number of a line");
      posting.role = PostingRole::revenue;
      posting.line = *line;
    } else if (posting.percent) {
      posting.role = PostingRole::tax;
    }
    journal_.back().postings.push_back(std::move(posting));
  }

  Journal journal_;
};

/// Takes what stands before `end`, and `end`, off the front of `text`; all of it if it is not
/// there.
std::string_view cut(std::string_view& text, std::string_view end) {
  const auto at = text.find(end);
  const std::string_view before = text.substr(0, at);
  text.remove_prefix(at == text.npos ? text.size() : at + end.size());
  return before;
}

class PlainJournal {
 public:
  explicit PlainJournal(FileProblems& problems) : problems_(problems) {}

  JournalFile read(std::string_view text) {
    while (!text.empty()) {
      std::string_view line = cut(text, "\n");
      if (line.ends_with('\r')) line.remove_suffix(1);
      ++line_;
      if (line.starts_with("; ")) totals_.emplace_back(line.substr(2));
      if (line.empty() || line.front() == ';' || is_declaration(line)) continue;
      if (!take(line)) problems_.add(line_, 1, "is no line of a journal that msp wrote");
    }
    return {std::move(journal_), std::move(totals_)};
  }

 private:
  static bool is_declaration(std::string_view line) {
    constexpr std::array words{"account ", "commodity ", "payee "};
    const auto begins = [line](const char* word) { return line.starts_with(word); };
    return std::any_of(words.begin(), words.end(), begins) ||
           (line.size() > 16 && line.substr(10, 6) == " open ");
  }

  bool take(std::string_view line) {
    if (line.front() != ' ') return take_entry(line);
    if (journal_.empty()) return false;
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    const auto colon = line.find(": ");
    if (colon < line.find("  ")) return take_said(line.substr(0, colon), line.substr(colon + 2));
    return take_posting(line);
  }

  bool take_entry(std::string_view line) {
    const auto date = Date::from_text(line.substr(0, 10));
    if (!date || line.substr(10, 3) != " * ") return false;
    JournalEntry entry;
    entry.date = *date;
    line.remove_prefix(13);
    if (line.starts_with('(')) {
      line.remove_prefix(1);
      entry.document = cut(line, ") ");
      const auto customer = CustomerId::from_text(cut(line, " | "));
      if (!customer) return false;
      entry.customer = *customer;
    } else if (!line.starts_with('"')) {
      return false;
    }
    journal_.push_back(std::move(entry));
    return true;
  }

  bool take_posting(std::string_view line) {
    JournalEntry& entry = journal_.back();
    Posting posting;
    posting.account = cut(line, "  ");
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    std::string_view amount = cut(line, "  ; ");
    const std::string_view digits = cut(amount, " ");
    const auto currency = Currency::from_text(amount);
    if (!currency || (!entry.postings.empty() && *currency != entry.currency)) return false;
    entry.currency = *currency;
    const auto minor = amount_from_text(digits, *currency);
    if (!minor) return false;
    posting.amount = *minor;
    entry.postings.push_back(std::move(posting));
    return line.empty() || take_remark(line);
  }

  /// What hledger's and Ledger's postings say behind them.
  bool take_remark(std::string_view remark) {
    if (remark.starts_with("tax ")) return take_said("tax", remark.substr(4));
    if (!remark.starts_with("line ")) {
      const auto kind = from_word<DocumentKind>(cut(remark, ", "));
      if (kind) journal_.back().kind = *kind;
      return kind.has_value();
    }
    remark.remove_prefix(5);
    const std::string_view number = cut(remark, ", ");
    return take_said("line", number) && take_said("vat", cut(remark, ", "));
  }

  bool take_said(std::string_view key, std::string_view value) {
    if (value.size() > 1 && value.front() == '"') value = value.substr(1, value.size() - 2);
    if (journal_.back().postings.empty()) return take_said_of_entry(key, value);
    Posting& posting = journal_.back().postings.back();
    if (key == "line") {
      posting.role = PostingRole::revenue;
      const auto number = count_from_text(value);
      posting.line = number.value_or(0);
      return number.has_value();
    }
    if (key != "tax" && key != "vat") return true;  // a remark
    if (key == "tax") posting.role = PostingRole::tax;
    if (value == "untaxed") return true;
    posting.category = cut(value, " ");
    posting.percent = Decimal::from_text(value);
    return posting.percent.has_value();
  }

  bool take_said_of_entry(std::string_view key, std::string_view value) {
    JournalEntry& entry = journal_.back();
    const auto kind = from_word<DocumentKind>(value);
    const auto customer = CustomerId::from_text(value);
    if (key == "document") {
      entry.document = value;
    } else if (key == "kind" && kind) {
      entry.kind = *kind;
    } else if (key == "customer" && customer) {
      entry.customer = *customer;
    } else {
      return false;
    }
    return true;
  }

  FileProblems& problems_;
  std::int64_t line_ = 0;
  Journal journal_;
  std::vector<std::string> totals_;
};

}  // namespace

JournalFile read_journal(std::string_view text, FileProblems& problems) {
  const std::string_view header = text.substr(0, text.find('\n'));
  const bool is_csv = header.find("document") != header.npos && header.find("debit") != header.npos;
  if (is_csv) return {CsvJournal().read(text, problems), {}};
  return PlainJournal(problems).read(text);
}

}  // namespace msp
