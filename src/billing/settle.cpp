// The difference between what ought to be billed and what is, as lines.
#include <algorithm>

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

  std::vector<InvoiceLine> lines() {
    if (delta_ > 0) add(newest_charged().ref, delta_);
    if (delta_ < 0) lower();
    return std::move(lines_);
  }

 private:
  /// What more is owed of: never the discount beside it (MISSION decision 33).
  const Billed::Line& newest_charged() const {
    const auto found =
        std::find_if(billed_.lines.rbegin(), billed_.lines.rend(),
                     [](const Billed::Line& line) { return line.kind != LineKind::discount; });
    return found == billed_.lines.rend() ? billed_.lines.back() : *found;
  }

  /// The newest line first, none below nothing.
  void lower() {
    std::int64_t rest = -delta_;
    for (auto line = billed_.lines.rbegin(); line != billed_.lines.rend() && rest > 0; ++line) {
      const std::int64_t amount = std::min(rest, line->left);
      if (amount <= 0) continue;
      add(line->ref, -amount);
      rest -= amount;
    }
  }

  void add(const LineRef& corrects, std::int64_t net) {
    InvoiceLine line = charge_.parts.empty() ? line_of(charge_, no_part()) : all_parts();
    line.kind = LineKind::adjustment;
    line.revision = billed_.revisions + static_cast<std::int64_t>(lines_.size());
    line.net = net;
    if (charge_.parts.size() > 1) line.unit_price = decimal_of(net, charge_.currency);
    line.corrects = corrects;
    if (net < 0 && charge_.ended) line.said->remarks.push_back(*charge_.ended);
    if (charge_.mistake) say_mistake(*line.said, *charge_.mistake);
    add_steps(line);
    lines_.push_back(std::move(line));
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
  std::vector<InvoiceLine> lines_;
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
      entry.tax = tax_of(line, invoice);
    }
    ++entry.revisions;
    for (Billed::Line& lowered : entry.lines) {
      if (line.corrects && lowered.ref == *line.corrects && line.net < 0) lowered.left += line.net;
    }
    entry.lines.push_back({ref, line.kind, std::max(line.net, std::int64_t{0})});
  }
}

void add_billed(std::vector<Billed>& billed, const CreditForgone& forgone) {
  Billed& entry = entry_of(billed, forgone.charge());
  entry.period.end = std::max(entry.period.end, forgone.end);
  entry.currency = forgone.currency;
  entry.refund_forgone = forgone.refund;
  entry.retro_forgone = forgone.retro_credit;
}

Settlement settle(const Customer& customer, const Catalog& catalog, const Seller& seller,
                  const std::vector<Charge>& charges, const std::vector<Billed>& billed,
                  Date issued_on) {
  Settlement settlement;
  Documents documents(customer, seller, issued_on);
  for (const Charge& charge : charges) {
    const Billed* before = named(billed, charge.name());
    const bool stands = before && !before->lines.empty();
    auto lines = stands ? Correction(charge, *before).lines() : first_lines(charge);
    const auto tax = stands ? before->tax : rate_of(charge, catalog);
    for (InvoiceLine& line : lines) documents.add(charge, tax, std::move(line));
    if (const auto forgone = forgone_of(charge, before)) {
      settlement.forgone.push_back({charge.bill_on, *forgone});
    }
  }
  settlement.documents = documents.take();
  return settlement;
}

}  // namespace msp
