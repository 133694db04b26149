// What a supply is taxed at (MISSION 22), and what is taken back of a tax (MISSION 21).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "msp/billing.h"

namespace msp {

/// The rate of the charge's class, or of the one that stands for it where the buyer is, on the day
/// of supply; nothing without a class. Throws Unbillable `tax.other_country` where the class is of
/// another country than the seller's, `tax.no_rate` where what stands for it has none that day.
std::optional<TaxRate> rate_of(const Charge& charge, const Customer& customer,
                               const LedgerSettings& settings, const Catalog& catalog);

/// The rate that a line of an issued document was charged at.
std::optional<TaxRate> tax_of(const InvoiceLine& line, const InvoiceIssued& invoice);

/// Said in other words it is the same rate.
bool same_rate(const std::optional<TaxRate>& a, const std::optional<TaxRate>& b);

/// True of a line that lowers one of an earlier document.
inline bool takes_back(const InvoiceLine& line) { return line.corrects && line.net < 0; }

/// What was taken back of the tax of each document: all together the rounded tax of what is taken
/// back in all, so never more than was charged, and all of it once all is taken back.
class TaxBook {
 public:
  explicit TaxBook(const std::vector<Billed>& billed);

  /// The tax of a document's total at one rate, given all before it; what it takes back is noted.
  std::int64_t tax_of_total(const InvoiceIssued& document, const TaxTotal& total);

  /// The same of a document that was issued, whatever rule its tax was made by: by place of the
  /// first line that takes back from a document at a rate, what that takes of its tax.
  std::map<std::size_t, std::int64_t> taken_by(const InvoiceIssued& issued);

 private:
  struct Taken {
    std::int64_t net = 0;
    std::int64_t tax = 0;
  };
  using Key = std::pair<std::string, std::string>;  // number, rate

  /// What a document takes back at one rate, by the document it takes it from.
  struct Share {
    std::string number;
    std::int64_t net = 0;
    std::size_t place = 0;  // of its first line
  };
  struct Parts {
    std::int64_t own = 0;  // what it charges itself
    std::vector<Share> taken;
  };
  static Parts parts_of(const InvoiceIssued& document, const TaxTotal& total);
  std::int64_t take(const std::string& number, const TaxTotal& total, std::int64_t net);

  std::map<Key, Taken> taken_;
};

}  // namespace msp
