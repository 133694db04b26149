// Documents as entries of a journal.
#include <fmt/format.h>

#include <algorithm>

#include "msp/advice.h"
#include "msp/journal.h"

namespace msp {
namespace {

/// All amounts of an entry are the frozen document's own: they balance, or somebody changed it.
void check_adds_up(const InvoiceIssued& document) {
  std::int64_t net = 0;
  std::int64_t tax = 0;
  for (const InvoiceLine& line : document.lines) net = checked_add(net, line.net);
  for (const TaxTotal& total : document.taxes) tax = checked_add(tax, total.tax);
  const bool whole =
      net == document.net && tax == document.tax && checked_add(net, tax) == document.gross;
  if (whole) return;
  throw Fault(Exit::ledger, "ledger.damaged",
              fmt::format("document {} does not add up", document.number), Advice::verify);
}

}  // namespace

void Bookkeeper::miss(std::string what, const InvoiceIssued& document) {
  const auto same = [&what](const auto& each) { return each.first == what; };
  if (std::any_of(missing_.begin(), missing_.end(), same)) return;
  missing_.emplace_back(std::move(what), document.number);
}

const Accounts::Vat& Bookkeeper::vat_of(const std::string& category, std::optional<Decimal> percent,
                                        const InvoiceIssued& document) {
  static const Accounts::Vat none;
  const auto found = accounts_.vat.find({category, percent ? percent->text() : ""});
  if (found != accounts_.vat.end()) return found->second;
  miss(percent ? fmt::format("[vat.\"{}\".{}]", percent->text(), category)
               : "[vat.none], for lines without a tax class",
       document);
  return none;
}

/// A correction is revenue of what it corrects, unless it has an account of its own.
const std::string& Bookkeeper::revenue_of(const InvoiceLine& line, const InvoiceIssued& document) {
  const Accounts::Vat& vat = vat_of(line.tax_category, line.tax_percent, document);
  if (!vat.revenue.empty()) return vat.revenue;
  const std::string plan = line.plan.text();
  const auto kind = std::string(word(line.kind));
  const auto component = std::string(word(line.component));
  for (const std::string& key : {plan + "." + kind, plan + "." + component, plan, "default." + kind,
                                 "default." + component, std::string("default")}) {
    const auto found = accounts_.revenue.find(key);
    if (found != accounts_.revenue.end()) return found->second;
  }
  static const std::string none;
  miss(plan.empty() ? "[revenue] default" : fmt::format("[revenue] {}, or default", plan),
       document);
  return none;
}

JournalEntry Bookkeeper::entry_of(const CustomerId& customer, const InvoiceIssued& document,
                                  const std::string& reference) {
  check_adds_up(document);
  JournalEntry entry{document.issued_on,
                     document.number,
                     document.kind,
                     customer,
                     document.buyer.name,
                     document.currency,
                     {}};
  Posting receivable;
  const auto own = accounts_.customers.find(customer);
  receivable.account = own == accounts_.customers.end() ? accounts_.receivables : own->second;
  receivable.amount = document.gross;
  receivable.text = reference;
  entry.postings.push_back(std::move(receivable));
  std::int64_t number = 0;
  for (const InvoiceLine& line : document.lines) {
    entry.postings.push_back({PostingRole::revenue, ++number, revenue_of(line, document), -line.net,
                              line.tax_category, line.tax_percent, line.plan.text(), line.start,
                              line.period().through(), line.description});
  }
  for (const TaxTotal& total : document.taxes) {
    const Accounts::Vat& vat = vat_of(total.category, total.percent, document);
    if (total.tax == 0) continue;
    const bool is_known = accounts_.vat.contains({total.category, total.percent.text()});
    if (vat.account.empty() && is_known) {
      miss(fmt::format("account in [vat.\"{}\".{}]", total.percent.text(), total.category),
           document);
    }
    Posting tax;
    tax.role = PostingRole::tax;
    tax.account = vat.account;
    tax.amount = -total.tax;
    tax.category = total.category;
    tax.percent = total.percent;
    entry.postings.push_back(std::move(tax));
  }
  return entry;
}

std::optional<Refusal> Bookkeeper::unmapped() const {
  if (missing_.empty()) return std::nullopt;
  Refusal refusal{
      "accounts.unmapped",
      fmt::format("{} has no account for {}", accounts_.file,
                  missing_.size() == 1 ? "one kind of amount"
                                       : fmt::format("{} kinds of amounts", missing_.size())),
      "Write them into the file: nothing is posted by guess.", Exit::input_rejected};
  for (const auto& [what, number] : missing_) {
    refusal.details.push_back(fmt::format("{} is missing (document {})", what, number));
  }
  return refusal;
}

std::map<Currency, JournalTotals> totals_of(const Journal& journal) {
  std::map<Currency, JournalTotals> all;
  for (const JournalEntry& entry : journal) {
    JournalTotals& totals = all[entry.currency];
    ++totals.documents;
    for (const Posting& posting : entry.postings) {
      if (posting.role == PostingRole::receivable) {
        totals.receivables = checked_add(totals.receivables, posting.amount);
      } else if (posting.role == PostingRole::revenue) {
        totals.revenue = checked_add(totals.revenue, -posting.amount);
      } else {
        totals.tax = checked_add(totals.tax, -posting.amount);
        std::int64_t& rate = totals.rates[{posting.category, posting.percent.value_or(Decimal())}];
        rate = checked_add(rate, -posting.amount);
      }
    }
  }
  return all;
}

std::vector<std::string> totals_in_words(const Journal& journal) {
  std::vector<std::string> lines;
  for (const auto& [currency, totals] : totals_of(journal)) {
    const auto text = [of = currency](std::int64_t minor) { return amount_text(minor, of); };
    std::string line =
        fmt::format("{}: {} document{}, receivables {} = revenue {} + tax {}", currency.text(),
                    totals.documents, totals.documents == 1 ? "" : "s", text(totals.receivables),
                    text(totals.revenue), text(totals.tax));
    std::string rates;
    for (const auto& [rate, tax] : totals.rates) {
      rates += fmt::format("{}{} {} %: {}", rates.empty() ? "" : ", ", rate.first,
                           rate.second.text(), text(tax));
    }
    lines.push_back(rates.empty() ? line : line + " (" + rates + ")");
  }
  return lines;
}

}  // namespace msp
