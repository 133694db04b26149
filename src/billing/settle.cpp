// The difference between what ought to be billed and what is, as lines.
#include <algorithm>
#include <map>

#include "document.h"

namespace msp {
namespace {

InvoiceLine line_of(const Charge& charge, const ChargePart& part) {
  InvoiceLine line;
  line.kind = part.kind;
  line.component = charge.component;
  line.subscription = charge.subscription;
  line.plan = charge.plan;
  line.said = part.said;
  line.start = part.period.start;
  line.end = part.period.end;
  if (charge.full.start != line.start) line.full_start = charge.full.start;
  if (charge.full.end != line.end) line.full_end = charge.full.end;
  if (charge.period.start != line.start) line.charge_start = charge.period.start;
  line.quantity = part.quantity;
  line.unit_price = part.unit_price;
  line.per = part.per;
  line.net = part.net;
  line.free_rider = charge.free_rider;
  line.steps = part.steps;
  if (part.kind == charge.component) line.units_digest = charge.units_digest;
  return line;
}

/// A charge seen for the first time: each of its parts that comes to something.
std::vector<InvoiceLine> first_lines(const Charge& charge) {
  std::vector<InvoiceLine> lines;
  if (charge.stands == 0) return lines;
  for (const ChargePart& part :
       charge.stands == charge.net ? charge.parts : charge.standing_parts) {
    if (part.net == 0) continue;
    InvoiceLine& line = lines.emplace_back(line_of(charge, part));
    line.revision = static_cast<std::int64_t>(lines.size()) - 1;
  }
  return lines;
}

/// The lines that correct what was billed for a charge, and add up to one amount.
class Correction {
 public:
  Correction(const Charge& charge, const Billed& billed) : charge_(charge), billed_(billed) {
    // What was given back by hand is not given back twice.
    delta_ = std::max(charge.stands - billed.net, billed.credited - billed.net);
  }

  /// Tax belongs to the supply (MISSION decision 21): what was charged at another rate than `tax`
  /// is given back at its own, and charged anew.
  std::vector<TaxedLine> lines(const std::optional<TaxRate>& tax) {
    const auto moves = [&tax](const Billed::Line& line) { return !same_rate(line.tax, tax); };
    if (!charge_.parts.empty()) {
      lower(left_of(moves), moves, &Correction::given_back);
    }
    if (!lines_.empty()) {
      charge_anew(tax);
    } else if (delta_ > 0) {
      add(all_of_it(), newest_charged(), delta_, tax);
    } else {
      lower(-delta_, all_lines, &Correction::all_of_it);
    }
    return std::move(lines_);
  }

  /// As msp 0.1.0 did: all of it at the rate of its first line.
  std::vector<TaxedLine> lines_at_first_rate() {
    const std::optional<TaxRate>& tax = billed_.lines.front().tax;
    if (delta_ > 0) add(all_of_it(), newest_charged(), delta_, tax);
    if (delta_ < 0) lower(-delta_, all_lines, &Correction::all_of_it);
    for (TaxedLine& taxed : lines_) taxed = {std::move(taxed.line), tax};
    return std::move(lines_);
  }

 private:
  static bool all_lines(const Billed::Line&) { return true; }

  /// What more is owed of: never the discount beside it (MISSION decision 33).
  const Billed::Line& newest_charged() const {
    const auto found =
        std::find_if(billed_.lines.rbegin(), billed_.lines.rend(),
                     [](const Billed::Line& line) { return line.kind != LineKind::discount; });
    return found == billed_.lines.rend() ? billed_.lines.back() : *found;
  }

  /// What is left of the lines for which `fits` holds: no more than of the documents they are on.
  std::int64_t left_of(const auto& fits) const {
    std::map<std::string, std::int64_t> by_document;
    for (const Billed::Line& line : billed_.lines) {
      if (fits(line)) by_document[line.ref.number] += line.left;
    }
    std::int64_t sum = 0;
    for (const auto& [number, left] : by_document) sum += std::min(left, left_on(billed_, number));
    return sum;
  }

  /// The newest line first, none below nothing, nor what its document charges in all.
  void lower(std::int64_t rest, const auto& fits, InvoiceLine (Correction::*made)() const) {
    std::map<std::string, std::int64_t> lowered;
    for (auto line = billed_.lines.rbegin(); line != billed_.lines.rend() && rest > 0; ++line) {
      if (!fits(*line)) continue;
      std::int64_t& already = lowered[line->ref.number];
      const std::int64_t left = left_on(billed_, line->ref.number) - already;
      const std::int64_t amount = std::min({rest, line->left, left});
      if (amount <= 0) continue;
      add((this->*made)(), *line, -amount, line->tax);
      already += amount;
      rest -= amount;
    }
  }

  /// What is owed less what still stands at this rate, behind what was given back at another one.
  void charge_anew(const std::optional<TaxRate>& tax) {
    std::int64_t net = delta_;
    for (const TaxedLine& given : lines_) net -= given.line.net;
    const auto stays = [&tax](const Billed::Line& line) { return same_rate(line.tax, tax); };
    if (net < 0) return lower(-net, stays, &Correction::all_of_it);
    if (net != charge_.stands) {
      if (net > 0) add(all_of_it(), newest_charged(), net, tax);
      return;
    }
    for (InvoiceLine& line : first_lines(charge_)) {
      line.revision = next_revision();
      TaxedLine& taxed = lines_.emplace_back(TaxedLine{std::move(line), tax});
      if (taxed.line.net < 0) continue;  // a discount
      taxed.line.kind = LineKind::adjustment;
      taxed.line.corrects = newest_charged().ref;
      taxed.corrected_of = newest_charged().issued_on;
    }
  }

  std::int64_t next_revision() const {
    return billed_.revisions + static_cast<std::int64_t>(lines_.size());
  }

  void add(InvoiceLine line, const Billed::Line& corrected, std::int64_t net,
           const std::optional<TaxRate>& tax) {
    line.kind = LineKind::adjustment;
    line.revision = next_revision();
    line.net = net;
    const bool one_amount = charge_.parts.size() > 1 || line.steps.empty();
    if (one_amount && line.quantity == 1) line.unit_price = decimal_of(net, charge_.currency);
    line.corrects = corrected.ref;
    if (net < 0 && charge_.ended) line.said->remarks.push_back(*charge_.ended);
    if (charge_.mistake) say_mistake(*line.said, *charge_.mistake);
    add_steps(line);
    lines_.push_back({std::move(line), tax, corrected.issued_on});
  }

  InvoiceLine all_of_it() const {
    return charge_.parts.empty() ? line_of(charge_, no_part()) : all_parts();
  }

  /// What was billed before by another plan or in another class, called what it was called.
  InvoiceLine given_back() const {
    InvoiceLine line = line_of(charge_, no_part());
    line.plan = billed_.plan;
    line.quantity = 1;
    return line;
  }

  static void say_mistake(LineSaid& said, const Mistake& mistake) {
    said.remarks.push_back({RemarkKind::mistake, mistake.received_on});
    if (mistake.reason) said.remarks.push_back({RemarkKind::reason, std::nullopt, mistake.reason});
  }

  /// What is owed now, as one line: its parts are its steps.
  InvoiceLine all_parts() const {
    InvoiceLine line = line_of(charge_, charge_.parts.front());
    line.start = charge_.period.start;
    line.end = charge_.period.end;
    line.charge_start.reset();
    line.full_end = charge_.full.end == line.end ? std::nullopt : std::optional(charge_.full.end);
    if (charge_.parts.size() > 1) {
      line.quantity = 1;  // several counts, prices or discounts have no one price
      line.per = 1;
    }
    for (std::size_t i = 1; i < charge_.parts.size(); ++i) {
      const auto& steps = charge_.parts[i].steps;
      line.steps.insert(line.steps.end(), steps.begin(), steps.end());
    }
    return line;
  }

  ChargePart no_part() const {
    ChargePart part;
    part.period = charge_.period;
    part.said = billed_.said;
    part.quantity = 0;
    return part;
  }

  void add_steps(InvoiceLine& line) const {
    const auto step = [&](StepKind kind, std::int64_t amount, std::optional<std::int64_t> event) {
      line.steps.push_back({kind, StepAmount::money(amount, charge_.currency), event});
    };
    step(StepKind::owed, charge_.net,
         charge_.mistake ? std::optional(charge_.mistake->seq) : std::nullopt);
    const std::int64_t kept = charge_.stands - charge_.net;
    if (kept != 0) step(StepKind::forgone, kept, std::nullopt);
    step(StepKind::billed, -billed_.net, billed_.seq);
    const std::int64_t elsewhere = line.net - (charge_.stands - billed_.net);
    if (elsewhere != 0) step(StepKind::elsewhere, elsewhere, std::nullopt);
    step(StepKind::rounded, line.net, std::nullopt);
  }

  const Charge& charge_;
  const Billed& billed_;
  std::int64_t delta_ = 0;
  std::vector<TaxedLine> lines_;
};

/// What is not credited for a charge, if that is not what is recorded.
std::optional<CreditForgone> forgone_of(const Charge& charge, const Billed* billed) {
  const std::int64_t retro = charge.stands - charge.net;
  const std::int64_t refund_known = billed ? billed->refund_forgone : 0;
  const std::int64_t retro_known = billed ? billed->retro_forgone : 0;
  if (charge.refund_forgone == refund_known && retro == retro_known) return std::nullopt;
  CreditForgone forgone;
  forgone.subscription = charge.subscription;
  forgone.component = charge.component;
  forgone.charge_start = charge.period.start;
  forgone.end = charge.period.end;
  forgone.currency = charge.currency;
  forgone.refund = charge.refund_forgone;
  forgone.retro_credit = retro;
  if (billed && !billed->lines.empty()) forgone.line = billed->lines.back().ref;
  return forgone;
}

}  // namespace

namespace {

Billed& entry_of(std::vector<Billed>& billed, const ChargeName& name) {
  if (Billed* entry = named(billed, name)) return *entry;
  Billed& entry = billed.emplace_back();
  entry.subscription = name.subscription;
  entry.component = name.component;
  entry.period = entry.full = {name.start, name.start};
  return entry;
}

}  // namespace

void add_billed(std::vector<Billed>& billed, const InvoiceIssued& invoice, std::int64_t seq) {
  const bool lowers = std::any_of(invoice.lines.begin(), invoice.lines.end(), takes_back);
  const auto taken =
      lowers ? TaxBook(billed).taken_by(invoice) : std::map<std::size_t, std::int64_t>();
  std::int64_t number = 0;
  for (const InvoiceLine& line : invoice.lines) {
    const LineRef ref{invoice.number, ++number};
    Billed& entry = entry_of(billed, line.charge());
    entry.period.end = std::max(entry.period.end, line.end);
    if (line.kind != LineKind::credit) {
      entry.full = {line.full_period().start, std::max(line.full_period().end, entry.full.end)};
      entry.net = checked_add(entry.net, line.net);
      entry.seq = seq;
    } else {
      entry.credited = checked_add(entry.credited, -line.net);
    }
    if (entry.lines.empty()) {
      entry.plan = line.plan;
      entry.said = said_of(line);
      entry.currency = invoice.currency;
    }
    ++entry.revisions;
    for (Billed::Line& lowered : entry.lines) {
      if (takes_back(line) && lowered.ref == *line.corrects) lowered.left += line.net;
    }
    Billed::Line& added = entry.lines.emplace_back();
    added = {ref, line.kind, std::max(line.net, std::int64_t{0}), line.net, invoice.issued_on};
    added.tax = tax_of(line, invoice);
    if (!takes_back(line)) continue;
    added.takes_from = line.corrects->number;
    const auto share = taken.find(static_cast<std::size_t>(number - 1));
    if (share != taken.end()) added.tax_taken = share->second;
  }
}

std::int64_t left_on(const Billed& entry, const std::string& number) {
  std::int64_t left = 0;
  for (const Billed::Line& line : entry.lines) {
    if (line.takes_from.value_or(line.ref.number) == number) left = checked_add(left, line.net);
  }
  return left;
}

void add_billed(std::vector<Billed>& billed, const CreditForgone& forgone) {
  Billed& entry = entry_of(billed, forgone.charge());
  entry.period.end = std::max(entry.period.end, forgone.end);
  entry.currency = forgone.currency;
  entry.refund_forgone = forgone.refund;
  entry.retro_forgone = forgone.retro_credit;
}

Settlement settle(const Customer& customer, const Catalog& catalog, const LedgerSettings& settings,
                  const std::vector<Charge>& charges, const std::vector<Billed>& billed,
                  Date issued_on, TaxRule rule) {
  Settlement settlement;
  Documents documents(customer, settings, issued_on);
  for (const Charge& charge : charges) {
    const Billed* before = named(billed, charge.name());
    const bool stands = before && !before->lines.empty();
    const auto tax = rate_of(charge, customer, settings, catalog);
    std::vector<TaxedLine> lines;
    if (!stands) {
      for (InvoiceLine& line : first_lines(charge)) lines.push_back({std::move(line), tax});
    } else if (rule == TaxRule::by_supply) {
      lines = Correction(charge, *before).lines(tax);
    } else {
      lines = Correction(charge, *before).lines_at_first_rate();
    }
    for (TaxedLine& line : lines) documents.add(charge, std::move(line));
    if (const auto forgone = forgone_of(charge, before)) {
      settlement.forgone.push_back({charge.bill_on, *forgone});
    }
  }
  settlement.documents =
      documents.take(rule == TaxRule::by_supply ? std::optional(TaxBook(billed)) : std::nullopt);
  return settlement;
}

}  // namespace msp
