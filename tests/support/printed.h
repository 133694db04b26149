// Facts and invoice lines as one line of text each, so that a claim reads like the desk's own
// words.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "msp/billing.h"
#include "msp/command.h"

namespace Catch {
template <msp::TextValue T>
struct StringMaker<T> {
  static std::string convert(const T& value) { return value.text(); }
};
template <msp::WordEnum E>
struct StringMaker<E> {
  static std::string convert(E value) { return std::string(msp::word(value)); }
};
}  // namespace Catch

namespace msp::test {

using Lines = std::vector<std::string>;

/// `mailbox_count_set 2026-04-01`, one per fact.
template <class Any>
Lines said(const std::vector<FactOf<Any>>& facts) {
  Lines lines;
  for (const FactOf<Any>& fact : facts) {
    lines.push_back(std::string(type_of(fact.event)) + " " + fact.effective_on.text());
  }
  return lines;
}

/// The facts, or the refusal's code.
template <class Any>
Lines said(const Result<std::vector<FactOf<Any>>>& result) {
  return result ? said(*result) : Lines{result.refusal().code};
}

template <class E>
E only(const auto& result) {
  std::vector<E> found;
  if (result) {
    for (const auto& fact : *result) {
      if (const E* event = std::get_if<E>(&fact.event)) found.push_back(*event);
    }
  }
  REQUIRE(found.size() == 1);
  return found.front();
}

/// `recurring 2026-03-15..2026-04-14 100.00`, both days included, and what is special about it.
inline std::string printed(const InvoiceLine& line, Currency currency) {
  std::string text = std::string(word(line.kind)) + " " + line.start.text() + ".." +
                     line.period().through().text() + " " + amount_text(line.net, currency);
  if (line.free_rider) text += " free_rider";
  if (line.corrects) {
    text += " corrects " + line.corrects->number + "/" + std::to_string(line.corrects->line);
  }
  return text;
}

/// One per line of each document, behind the billing day it is for.
inline Lines printed(const std::vector<InvoiceIssued>& documents) {
  Lines lines;
  for (const InvoiceIssued& document : documents) {
    for (const InvoiceLine& line : document.lines) {
      lines.push_back(document.billed_on.text() + " " + printed(line, document.currency));
    }
  }
  return lines;
}

/// The one document there is.
inline InvoiceIssued sole(const std::vector<InvoiceIssued>& documents) {
  REQUIRE(documents.size() == 1);
  return documents.front();
}

/// `100.00 + 25.50 = 125.50`
inline std::string totals(const InvoiceIssued& document) {
  return amount_text(document.net, document.currency) + " + " +
         amount_text(document.tax, document.currency) + " = " +
         amount_text(document.gross, document.currency);
}

/// Its steps as explain shows them: `quantity 25`.
inline Lines steps_of(const InvoiceLine& line) {
  Lines steps;
  for (const Step& step : line.steps) {
    steps.push_back(std::string(word(step.kind)) + " " + step.amount.text());
  }
  return steps;
}

}  // namespace msp::test
