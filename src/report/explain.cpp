// Why an invoice says what it says: each step, and the event it rests on.
#include <fmt/format.h>

#include "batches.h"
#include "msp/report/explain.h"
#include "msp/report/ledger_log.h"
#include "msp/units.h"

namespace msp {

Columns explanation_columns() {
  return {{"line", "of the document; empty: its totals", ColumnKind::count},
          {"step", "of the way to the amount"},
          {"amount", "what the step comes to", ColumnKind::amount},
          {"event", "what it rests on", ColumnKind::count},
          {"effective_on", "from when that holds", ColumnKind::date},
          {"received_on", "when it reached the desk", ColumnKind::date},
          {"recorded_at", "when it was written down, UTC"},
          {"actor", "who typed it"},
          {"requested_by", "who asked for it"},
          {"ref", "where the request is written"},
          {"what", "the step in words"}};
}

namespace {

std::string counted(const Step& step, const std::optional<RecordedEvent>& event) {
  if (!event) return "no count was known";
  const auto* order = std::get_if<SubscriptionOrdered>(&event->event);
  if (order && !order->mailboxes) return "a flat price: nothing is counted";
  return fmt::format("{} {}, set by {}", step.amount.text(),
                     step.amount.units() == 1 ? "mailbox" : "mailboxes", type_of(event->event));
}

std::string priced(const InvoiceLine& line, const std::optional<RecordedEvent>& event) {
  const std::string per = line.per == 1 ? "" : fmt::format(", per {}", line.per);
  const bool agreed = event && (std::holds_alternative<AgreementMade>(event->event) ||
                                std::holds_alternative<PlanChanged>(event->event));
  if (agreed) return "agreed price" + per;
  const auto* price = event ? std::get_if<PricePublished>(&event->event) : nullptr;
  if (!price) return line.plan.text() + per;
  return fmt::format("{} from {}{}", price->plan.text(), price->from.text(), per);
}

std::string shared(const Step& step, const std::optional<RecordedEvent>& event) {
  const std::string share = fmt::format("{} of {} days", step.amount.units(), step.amount.of);
  return event ? fmt::format("{}, because of {}", share, type_of(event->event)) : share;
}

std::string quoted(const Step& step, const std::optional<RecordedEvent>& event) {
  const auto* order = event ? std::get_if<SubscriptionOrdered>(&event->event) : nullptr;
  if (!order || !order->monthly_total) return "beyond what was told at the order";
  const std::string told = order->monthly_total->text(order->currency.exponent());
  if (step.amount.units() == 0)
    return fmt::format("a full month costs the {} told at the order", told);
  return fmt::format("a full month costs {} than the {} told at the order",
                     step.amount.units() < 0 ? "less" : "more", told);
}

/// `adjusts`: the step comes after what was billed before has been taken off.
std::string words_of(const InvoiceLine& line, const Step& step,
                     const std::optional<RecordedEvent>& event, bool adjusts, bool rest) {
  switch (step.kind) {
    case StepKind::quantity:
      return counted(step, event);
    case StepKind::units:
      return event ? "billable units, frozen before the detail was removed" : "billable units";
    case StepKind::unit_price:
      return priced(line, event);
    case StepKind::days:
      return shared(step, event);
    case StepKind::exact:
      return "before rounding";
    case StepKind::rounded:
      if (line.kind == LineKind::credit) return "credited by hand";
      if (rest) return "the rest of a whole: what its other parts, rounded, leave of it";
      return adjusts ? "what is owed less what is billed" : "rounded once, half away from zero";
    case StepKind::counted:
      return counted(step, event) + "; more are committed";
    case StepKind::owed:
      return event ? "owed, without what was recorded by mistake"
                   : "owed for the period as it is known now";
    case StepKind::tier:
      return fmt::format("which of them cost this: {}", step.amount.text());
    case StepKind::periods:
      return "full periods left of the commitment";
    case StepKind::base:
      return "what the discount is taken from";
    case StepKind::discount:
      return "as agreed: " + line.description;
    case StepKind::forgone:
      return "not credited: the plan's terms give nothing back for it";
    case StepKind::elsewhere:
      return "on other lines of the same correction";
    case StepKind::quoted:
      return quoted(step, event);
    case StepKind::billed:
      break;
  }
  return line.corrects ? fmt::format("billed before, last on {}/{}", line.corrects->number,
                                     line.corrects->line)
                       : "billed before";
}

class Explanation {
 public:
  Explanation(const Ledger& ledger, const InvoiceIssued& invoice)
      : ledger_(ledger), batches_(ledger), invoice_(invoice) {}

  void add_line(std::int64_t number, const InvoiceLine& line) {
    line_ = std::to_string(number);
    add("net", amount(line.net),
        fmt::format("{}, {} through {}", line.description, line.start.text(),
                    line.period().through().text()));
    bool adjusts = false;
    std::vector<Step> said;
    for (const Step& step : line.steps) {
      said.push_back(step);
      adjusts = adjusts || step.kind == StepKind::billed;
      add_step(line, said, adjusts);
    }
    if (line.units_digest) add("digest", "", detail_of(line));
  }

  void add_totals() {
    line_.clear();
    for (const TaxTotal& total : invoice_.taxes) {
      std::string what = fmt::format("{} % of {}, category {}", total.percent.text(),
                                     amount(total.net), total.category);
      if (!total.reason.empty()) what += ": " + total.reason;
      add("tax", amount(total.tax), what);
    }
    add("net", amount(invoice_.net), "all lines");
    add("tax", amount(invoice_.tax), "all rates");
    add("gross", amount(invoice_.gross), "net and tax");
  }

  Table take() { return std::move(table_); }

 private:
  std::string amount(std::int64_t minor) const { return amount_text(minor, invoice_.currency); }

  /// What became of the detail behind a line's units. What was known once is only what was frozen:
  /// evidence comes and goes.
  std::string detail_of(const InvoiceLine& line) const {
    const std::string digest = "of the detail of the units: " + *line.units_digest;
    if (ledger_.looks_back()) return digest;
    const auto purged = ledger_.settings().usage_purged_before;
    if (purged && line.charged_from() < *purged) {
      return digest + "; the detail is purged";
    }
    const Month month = Month::of(line.charged_from());
    const CustomerId id = ledger_.invoice(invoice_.number)->customer;
    if (ledger_.customer(id)->erased_on) return digest + "; the detail is erased";
    const auto is_as_issued = [&](Same same) {
      const std::vector<Unit> units =
          units_of(line.subscription, units_of(*ledger_.customer(id), ledger_.catalog(), month,
                                               ledger_.activity(id, month), same));
      return hex(digest_of(detail_text(units))) == *line.units_digest;
    };
    const bool same = is_as_issued(Same::by_identity) || is_as_issued(Same::by_spelling);
    return digest + (same ? "; the detail is there and matches" : "; the detail has changed since");
  }

  void add(std::string_view step, const std::string& sum, const std::string& what) {
    table_.add({line_, step, sum, "", "", "", "", "", "", "", what});
  }

  /// The last of the steps up to here.
  void add_step(const InvoiceLine& line, const std::vector<Step>& said, bool adjusts) {
    const Step& step = said.back();
    const auto event = step.event ? ledger_.event(*step.event) : std::nullopt;
    const std::string what = words_of(line, step, event, adjusts, is_rest_of_whole(said));
    if (!event) return add(word(step.kind), step.amount.text(), what);
    const Batch batch = batches_.of(*event);
    table_.add({line_, word(step.kind), step.amount.text(), std::to_string(event->seq),
                event->effective_on.text(), event->received_on.text(),
                instant_text(event->recorded_at), actor_text(batch.actor), batch.requested_by,
                batch.ref, what});
  }

  const Ledger& ledger_;
  Batches batches_;
  const InvoiceIssued& invoice_;
  std::string line_;
  Table table_{explanation_columns()};
};

}  // namespace

Table invoice_explain(const Ledger& ledger, const InvoiceIssued& invoice,
                      std::optional<std::int64_t> line) {
  Explanation explanation(ledger, invoice);
  std::int64_t number = 0;
  for (const InvoiceLine& each : invoice.lines) {
    ++number;
    if (!line || *line == number) explanation.add_line(number, each);
  }
  explanation.add_totals();
  return explanation.take();
}

}  // namespace msp
