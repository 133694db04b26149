// What was issued as bookkeeping takes it in: one balanced entry for each document.
//
// Receivables get the gross, each line is revenue, each rate its tax. The document's figures are
// taken as they were frozen, so nothing has to be rounded. Which accounts these are is no fact of
// the ledger: a file says it, and whatever it does not say is refused.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "msp/csv.h"
#include "msp/invoice.h"

namespace msp {

/// The chart of accounts, as far as documents need it.
struct Accounts {
  /// Of a category and rate of tax: `("S", "25.5")`; `("", "")` of lines without a tax class.
  struct Vat {
    std::string account;  ///< of the tax; empty: none is needed where the tax is always 0
    std::string revenue;  ///< of what is sold at it, if that has an account of its own
  };
  std::string file;  ///< as refusals call it
  std::string receivables;
  std::map<CustomerId, std::string> customers;  ///< receivables of their own
  std::map<std::string, std::string> revenue;   ///< by `PLAN.KIND`, PLAN, `default.KIND`, `default`
  std::map<std::pair<std::string, std::string>, Vat> vat;
};

/// A map of accounts in TOML. Refusal accounts.rejected (exit 3), one detail per problem.
Result<Accounts> read_accounts(const std::string& file, std::string_view text);

enum class PostingRole { receivable, revenue, tax };

struct Posting {
  PostingRole role = PostingRole::receivable;
  std::int64_t line = 0;  ///< of the document, if it is one's
  std::string account;
  std::int64_t amount = 0;  ///< minor units; what is debited is positive
  std::string category;     ///< of the tax, of revenue and tax
  std::optional<Decimal> percent;
  std::string plan;
  std::optional<Date> from;
  std::optional<Date> through;
  std::string text;
};

struct JournalEntry {
  Date date;
  std::string document;
  DocumentKind kind = DocumentKind::invoice;
  CustomerId customer;
  std::string name;
  Currency currency;
  std::vector<Posting> postings;
};
using Journal = std::vector<JournalEntry>;

/// What the entries of a currency come to: control totals. What is sold is positive.
struct JournalTotals {
  std::int64_t documents = 0;
  std::int64_t receivables = 0;
  std::int64_t revenue = 0;
  std::int64_t tax = 0;
  std::map<std::pair<std::string, Decimal>, std::int64_t> rates;  ///< tax by category and percent
};
std::map<Currency, JournalTotals> totals_of(const Journal& journal);
/// One line per currency: `EUR: 2 documents, receivables 150.60 = revenue 120.00 + tax 30.60 (…)`.
std::vector<std::string> totals_in_words(const Journal& journal);

/// Documents into entries, one by one; what has no account is collected.
class Bookkeeper {
 public:
  explicit Bookkeeper(const Accounts& accounts) : accounts_(accounts) {}

  /// `reference` is the payment's. Fault ledger.damaged if the document does not add up.
  JournalEntry entry_of(const CustomerId& customer, const InvoiceIssued& document,
                        const std::string& reference);
  /// accounts.unmapped (exit 3) with a detail for each account that is missing, if one is.
  std::optional<Refusal> unmapped() const;

 private:
  const std::string& revenue_of(const InvoiceLine& line, const InvoiceIssued& document);
  const Accounts::Vat& vat_of(const std::string& category, std::optional<Decimal> percent,
                              const InvoiceIssued& document);
  void miss(std::string what, const InvoiceIssued& document);

  const Accounts& accounts_;
  std::vector<std::pair<std::string, std::string>> missing_;  // what to write, first document
};

/// Formats of plain-text accounting, beside CSV.
enum class JournalFormat { csv, hledger, ledger, beancount };
template <>
inline constexpr auto words<JournalFormat> = worded<JournalFormat>("csv", "hledger", "ledger",
                                                                   "beancount");

/// The entries in one of the plain-text formats (not csv); with `declarations` of the accounts,
/// currencies and payees, as strict readers want them. What a format would take for its own marks
/// is a dash in names and remarks. Refusal accounts.names (exit 3): beancount knows five roots.
Result<std::string> journal_text(const Journal& journal, JournalFormat format, bool declarations);

/// What a file of any of the formats says, as far as it decides an amount, a date or a party: a
/// remark's text is not read back.
struct JournalFile {
  Journal entries;
  std::vector<std::string> totals;  ///< as its head says them; none in CSV
};
JournalFile read_journal(std::string_view text, FileProblems& problems);

/// `2026/0001` as the plain-text formats have it.
std::string document_in_journal(const std::string& number);

}  // namespace msp
