#include "msp/report/journal.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "cells.h"
#include "msp/desk.h"
#include "msp/payment_reference.h"

namespace msp {
namespace {

/// The place of a document in the order of issue.
Result<std::optional<std::int64_t>> ordinal_of(const Ledger& ledger,
                                               const std::optional<std::string>& number) {
  if (!number) return std::optional<std::int64_t>();
  const auto document = find_document(ledger, *number);
  if (!document) return document.refusal();
  return std::optional<std::int64_t>(ledger.invoice(*number)->ordinal);
}

Journal entries_of(const Ledger& ledger, const std::map<std::string, std::int64_t>& ordinals,
                   Bookkeeper& bookkeeper) {
  Journal entries;
  EventFilter filter;
  filter.type = InvoiceIssued::type;
  ledger.customer_events(filter, [&](const CustomerId& customer, const auto& recorded) {
    const auto& document = std::get<InvoiceIssued>(recorded.event);
    const auto ordinal = ordinals.find(document.number);
    if (ordinal == ordinals.end()) return;
    entries.push_back(bookkeeper.entry_of(
        customer, document, "reference " + payment_reference(ordinal->second).international));
  });
  std::stable_sort(entries.begin(), entries.end(),
                   [](const auto& a, const auto& b) { return a.date < b.date; });
  return entries;
}

/// What an entry says beside what its document says, amount by amount.
class JournalComparison {
 public:
  explicit JournalComparison(const Ledger& ledger)
      : ledger_(ledger), table_(journal_check_columns()) {
    for (const InvoiceRow& row : ledger.invoices(std::nullopt)) {
      rows_.emplace(document_in_journal(row.number), row);
    }
  }

  Table table(const JournalFile& journal) {
    std::set<std::string> seen;
    for (const JournalEntry& entry : journal.entries) {
      const std::string number = document_in_journal(entry.document);
      const auto row = rows_.find(number);
      if (row == rows_.end()) {
        tell(entry, "", "", "", "there is no such document");
      } else if (!seen.insert(number).second) {
        tell(entry, "", "", "", "stands in the file twice");
      } else {
        compare(entry, row->second);
      }
    }
    add_missing(seen);
    const auto totals = totals_in_words(journal.entries);
    for (const std::string& line : journal.totals) {
      if (std::find(totals.begin(), totals.end(), line) != totals.end()) continue;
      table_.add({"", "totals", line, "", "", "are not what the entries come to"});
    }
    return std::move(table_);
  }

 private:
  /// Amounts by what they are: `receivables`, `line 3`, `tax S 25.5`.
  using Amounts = std::map<std::pair<PostingRole, std::string>, std::int64_t>;

  void tell(const JournalEntry& entry, const std::string& of, const std::string& in_file,
            const std::string& in_ledger, std::string_view what) {
    table_.add({entry.document, of, in_file, in_ledger, entry.currency.text(), what});
  }

  void compare(const JournalEntry& entry, const InvoiceRow& row) {
    const auto said = [&](std::string_view what, const std::string& file, const std::string& ours) {
      if (file != ours) tell(entry, std::string(what), file, ours, "differs");
    };
    said("date", entry.date.text(), row.issued_on.text());
    said("kind", std::string(word(entry.kind)), std::string(word(row.kind)));
    said("customer", entry.customer.text(), row.customer.text());
    said("currency", entry.currency.text(), row.currency.text());
    const auto document = take_document(row.number);
    const Accounts none;
    const Amounts in_file = amounts_of(entry);
    const Amounts in_ledger = amounts_of(Bookkeeper(none).entry_of(row.customer, document, ""));
    for (const auto& [of, amount] : in_file) {
      const auto ours = in_ledger.find(of);
      if (ours == in_ledger.end()) {
        tell(entry, of.second, text(amount, entry), "", "is not on the document");
      } else {
        said(of.second, text(amount, entry), text(ours->second, entry));
      }
    }
    for (const auto& [of, amount] : in_ledger) {
      if (!in_file.contains(of)) {
        tell(entry, of.second, "", text(amount, entry), "is missing in the file");
      }
    }
    std::int64_t sum = 0;
    for (const Posting& posting : entry.postings) sum = checked_add(sum, posting.amount);
    if (sum != 0) tell(entry, "sum", text(sum, entry), "0", "does not balance");
  }

  InvoiceIssued take_document(const std::string& number) const {
    return require_document(find_document(ledger_, number));
  }
  static InvoiceIssued require_document(Result<IssuedDocument> found) {
    if (!found) not_there();
    return found->invoice;
  }

  static std::string text(std::int64_t amount, const JournalEntry& entry) {
    return amount_text(amount, entry.currency);
  }
  /// `line 3 S 25.5`
  static std::string name_of(const Posting& posting) {
    if (posting.role == PostingRole::receivable) return "receivables";
    const bool taxes = posting.role == PostingRole::tax;
    const std::string name = taxes ? "tax" : fmt::format("line {}", posting.line);
    if (!posting.percent) return name;
    return fmt::format("{} {} {}", name, posting.category, posting.percent->text());
  }

  static Amounts amounts_of(const JournalEntry& entry) {
    Amounts amounts;
    for (const Posting& posting : entry.postings) {
      std::int64_t& amount = amounts[{posting.role, name_of(posting)}];
      amount = checked_add(amount, posting.amount);
    }
    return amounts;
  }

  /// Between the first and the last document in the file none is left out.
  void add_missing(const std::set<std::string>& seen) {
    std::int64_t first = 0;
    std::int64_t last = 0;
    for (const std::string& number : seen) {
      const std::int64_t ordinal = rows_.at(number).ordinal;
      first = first == 0 ? ordinal : std::min(first, ordinal);
      last = std::max(last, ordinal);
    }
    std::map<std::int64_t, const InvoiceRow*> missing;
    for (const auto& [number, row] : rows_) {
      const bool between = first < row.ordinal && row.ordinal < last;
      if (between && !seen.contains(number)) missing.emplace(row.ordinal, &row);
    }
    for (const auto& [ordinal, row] : missing) {
      table_.add({row->number, "", "", amount_text(row->gross, row->currency), row->currency.text(),
                  "is missing in the file"});
    }
  }

  const Ledger& ledger_;
  std::map<std::string, InvoiceRow> rows_;  // by the number as journals have it
  Table table_;
};

}  // namespace

Result<ChosenJournal> journal_of(const Ledger& ledger, const JournalSelection& selection,
                                 const Accounts& accounts) {
  const auto from = ordinal_of(ledger, selection.from);
  if (!from) return from.refusal();
  const auto to = ordinal_of(ledger, selection.to);
  if (!to) return to.refusal();
  if (*from && *to && **to < **from) {
    return Refusal{"usage.range",
                   fmt::format("{} was issued after {}", *selection.from, *selection.to),
                   "Name the earlier document first.", Exit::usage};
  }
  const std::int64_t handed_over = ledger.settings().handed_over_through.value_or(0);
  ChosenJournal chosen;
  std::map<std::string, std::int64_t> ordinals;
  std::vector<std::pair<std::int64_t, std::string>> others;
  for (const InvoiceRow& row : ledger.invoices(std::nullopt)) {
    const bool fits = (!*from || **from <= row.ordinal) && (!*to || row.ordinal <= **to) &&
                      (!selection.month || selection.month->period().contains(row.issued_on));
    const bool is_new = handed_over < row.ordinal;
    if (!fits || (selection.since_last && !is_new)) {
      if (is_new) others.emplace_back(row.ordinal, row.number);
      continue;
    }
    ordinals.emplace(row.number, row.ordinal);
    if (chosen.first == 0) chosen.first = row.ordinal;
    chosen.last = row.ordinal;
  }
  for (const auto& [ordinal, number] : others) {
    if (ordinal < chosen.last) chosen.left_out.push_back(number);
  }
  Bookkeeper bookkeeper(accounts);
  chosen.entries = entries_of(ledger, ordinals, bookkeeper);
  if (auto refusal = bookkeeper.unmapped()) return *std::move(refusal);
  return chosen;
}

Columns journal_columns() {
  return {{"date", "on the document", ColumnKind::date},
          {"document", "its number"},
          {"kind", "invoice or credit-note"},
          {"line", "of the document; none of receivables and tax", ColumnKind::count},
          {"account", "by the map of accounts"},
          added_up({"debit", "one of the two stands in each row", ColumnKind::amount}),
          added_up({"credit", "one of the two stands in each row", ColumnKind::amount}),
          {"currency", "of both"},
          {"vat_category", "of revenue and tax"},
          {"vat_percent", "the same", ColumnKind::amount},
          {"customer", "whose"},
          {"name", "as the document has it"},
          {"plan", "that was sold"},
          {"from", "the first day the line is for", ColumnKind::date},
          {"through", "the last one", ColumnKind::date},
          {"text", "what the line says; of receivables the payment reference"}};
}

Table journal_table(const Journal& journal) {
  Table table(journal_columns());
  for (const JournalEntry& entry : journal) {
    for (const Posting& posting : entry.postings) {
      // A line that gives something back is a debit; a charge of nothing a credit of nothing.
      const bool debits =
          posting.role == PostingRole::receivable ? posting.amount >= 0 : posting.amount > 0;
      const std::string amount =
          amount_text(debits ? posting.amount : -posting.amount, entry.currency);
      table.add({entry.date.text(), entry.document, word(entry.kind),
                 posting.line == 0 ? "" : std::to_string(posting.line), posting.account,
                 debits ? amount : "", debits ? "" : amount, entry.currency.text(),
                 posting.category, posting.percent ? posting.percent->text() : "",
                 entry.customer.text(), entry.name, posting.plan, cell(posting.from),
                 cell(posting.through), posting.text});
    }
  }
  return table;
}

Columns journal_check_columns() {
  return {{"document", "its number"},
          {"of", "the part that differs"},
          {"file", "what the file says; what is credited is negative"},
          {"ledger", "what the document says"},
          {"currency", "of the amounts"},
          {"what", "is wrong"}};
}

Table journal_check(const Ledger& ledger, const JournalFile& journal) {
  return JournalComparison(ledger).table(journal);
}

}  // namespace msp
