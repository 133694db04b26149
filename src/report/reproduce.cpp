// An issued document computed once more from what was known when it was issued.
#include <algorithm>

#include "cells.h"
#include "msp/desk.h"
#include "msp/report/reproduce.h"

namespace msp {
namespace {

bool stands_on(const InvoiceIssued& invoice, std::int64_t subscription) {
  return std::any_of(invoice.lines.begin(), invoice.lines.end(),
                     [&](const InvoiceLine& line) { return line.subscription == subscription; });
}

/// The counts that the document froze. Its evidence may have grown or be purged since.
UnitsOf frozen_by(const InvoiceIssued& invoice) {
  return [&invoice](const Customer&, const Subscription& subscription, Month month) {
    UnitCount count;
    for (const InvoiceLine& line : invoice.lines) {
      const bool same = line.units_digest && line.subscription == subscription.number &&
                        Month::of(line.charged_from()) == month;
      if (!same) continue;
      const auto units = std::find_if(line.steps.begin(), line.steps.end(), [](const Step& step) {
        return step.kind == StepKind::units;
      });
      if (units == line.steps.end()) continue;
      count = {units->amount.units(), *line.units_digest, units->event};
    }
    return count;
  };
}

/// What somebody gave as the reason for a credit.
std::string reason_of(const InvoiceLine& credit, const InvoiceLine& corrected) {
  if (credit.said) {
    const auto& remarks = credit.said->remarks;
    return remarks.empty() ? "" : remarks.back().text.value_or("");
  }
  LineSaid said = said_of(corrected);
  said.remarks.push_back({RemarkKind::credited});
  const std::string before = description_of(LineKind::credit, said);
  return credit.description.starts_with(before) ? credit.description.substr(before.size()) : "";
}

/// Lines of msp 0.1.0 did not say what they are.
TaxRule rule_of(const InvoiceIssued& invoice) {
  return invoice.lines.front().said ? TaxRule::by_supply : TaxRule::by_document;
}

/// A credit by hand is not computed: it is what somebody said, less tax.
std::optional<InvoiceIssued> again_by_hand(const Ledger& then, const CustomerId& id,
                                           const InvoiceIssued& invoice) {
  const InvoiceLine& line = invoice.lines.front();
  const auto row = then.invoice(line.corrects->number);
  if (!row) return std::nullopt;
  const auto corrected = std::get<InvoiceIssued>(then.event(row->seq)->event);
  const auto& of = corrected.lines[static_cast<std::size_t>(line.corrects->line - 1)];
  const std::string reason = reason_of(line, of);
  const std::vector<Billed> billed = then.billed(id);
  const auto note = invoice.lines.size() == 1
                        ? credit_note(corrected, line.corrects->line, -line.net, billed, reason,
                                      invoice.issued_on, rule_of(invoice))
                        : credit_note_over_all(corrected, billed, reason, invoice.issued_on);
  return note ? std::optional(*note) : std::nullopt;
}

std::optional<InvoiceIssued> computed_again(const Ledger& then, const CustomerId& id,
                                            const InvoiceIssued& invoice) {
  if (invoice.lines.front().kind == LineKind::credit) return again_by_hand(then, id, invoice);
  const Customer customer = *then.customer(id);
  const Catalog catalog = then.catalog();
  const std::vector<Billed> billed = then.billed(id);
  // A document of msp 0.1.0 is dated the day through which the run billed.
  const TaxRule rule = rule_of(invoice);
  const Date through = rule == TaxRule::by_supply ? invoice.billed_on : invoice.issued_on;
  std::vector<Charge> charges = propose(customer, catalog, through, billed, frozen_by(invoice));
  std::erase_if(charges,
                [&](const Charge& charge) { return !stands_on(invoice, charge.subscription); });
  const Settlement settlement =
      settle(customer, catalog, then.settings(), charges, billed, invoice.issued_on, rule);
  for (const InvoiceIssued& document : settlement.documents) {
    if (document.billed_on == invoice.billed_on && document.currency == invoice.currency) {
      return document;
    }
  }
  return std::nullopt;
}

/// Where an older msp issued the other: it did not name the contract; of 0.1.0, its lines said
/// less, and an increase named the newest line of its charge, also if that was a discount.
void take_for_older(InvoiceIssued& again, const InvoiceIssued& issued) {
  if (!issued.contract) again.contract.reset();
  for (std::size_t i = 0; i < std::min(again.lines.size(), issued.lines.size()); ++i) {
    InvoiceLine& line = again.lines[i];
    if (issued.lines[i].said) continue;
    line.said.reset();
    if (line.corrects && line.net > 0) line.corrects = issued.lines[i].corrects;
  }
}

/// What has changed since, of one charge: the adjustment that the next billing day brings.
struct Coming {
  std::int64_t net = 0;
  std::optional<Date> on;
};

Coming coming_for(const InvoiceLine& line, const std::vector<InvoiceIssued>& documents) {
  Coming coming;
  for (const InvoiceIssued& document : documents) {
    for (const InvoiceLine& next : document.lines) {
      if (next.kind != LineKind::adjustment || next.charge() != line.charge()) continue;
      coming.net = checked_add(coming.net, next.net);
      coming.on = document.billed_on;
    }
  }
  return coming;
}

/// Of the lines of one charge the first tells what will become of it.
bool is_first_of_charge(const InvoiceIssued& invoice, std::size_t index) {
  const InvoiceLine& line = invoice.lines[index];
  const auto end = invoice.lines.begin() + static_cast<std::ptrdiff_t>(index);
  return std::none_of(invoice.lines.begin(), end, [&line](const InvoiceLine& earlier) {
    return earlier.charge() == line.charge();
  });
}

}  // namespace

Columns reproduction_columns() {
  return {{"line", "its place on the document", ColumnKind::count},
          {"subscription", "what is billed"},
          {"from", "the first day it is for", ColumnKind::date},
          {"through", "the last one", ColumnKind::date},
          {"issued", "what the document says", ColumnKind::amount},
          {"reproduced", "what comes out now, by what was known then", ColumnKind::amount},
          {"changed_since", "the adjustment that what is known now will bring", ColumnKind::amount},
          {"billed_on", "when it will", ColumnKind::date},
          {"currency", "of the amounts"}};
}

Reproduction invoice_reproduce(const Ledger& now, const Ledger& then, const CustomerId& id,
                               const InvoiceIssued& invoice, Date today) {
  Reproduction reproduction{false, Table(reproduction_columns())};
  auto again = computed_again(then, id, invoice);
  if (again) {
    again->number = invoice.number;
    take_for_older(*again, invoice);
  }
  reproduction.same = again && canonical_text(*again) == canonical_text(invoice);
  const auto documents = documents_ahead(now, *now.customer(id), now.catalog(), today);
  for (std::size_t i = 0; i < invoice.lines.size(); ++i) {
    const InvoiceLine& line = invoice.lines[i];
    const bool there = again && i < again->lines.size();
    const Coming coming = is_first_of_charge(invoice, i) ? coming_for(line, documents) : Coming{};
    reproduction.table.add({std::to_string(i + 1), SubscriptionRef{id, line.subscription}.text(),
                            line.start.text(), line.period().through().text(),
                            amount_text(line.net, invoice.currency),
                            there ? amount_text(again->lines[i].net, invoice.currency) : "",
                            coming.on ? amount_text(coming.net, invoice.currency) : "",
                            cell(coming.on), invoice.currency.text()});
  }
  return reproduction;
}

}  // namespace msp
