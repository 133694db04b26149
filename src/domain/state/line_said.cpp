// What a line says as the English that is frozen into the ledger, and, for documents of msp 0.1.0,
// which said it in no other way, back.
#include "msp/invoice_line.h"

namespace msp {
namespace {

constexpr std::string_view credit_prefix = "Credit for ";
constexpr std::string_view discount_prefix = "Discount ";

/// Behind the name, in the order of RemarkKind.
constexpr std::array<std::string_view, words<RemarkKind>.size()> additions{
    ", month of decision",
    ", nobody decided",
    ", setup",
    ", commitment through ",
    ": declined, received ",
    ": cancelled, received ",
    ": deactivated, received ",
    ": undecided, received ",
    ": ",
    ": recorded by mistake, taken back ",
    ", "};

std::string_view addition(RemarkKind kind) { return additions[static_cast<std::size_t>(kind)]; }

bool is_dated(RemarkKind kind) {
  return RemarkKind::commitment <= kind && kind <= RemarkKind::undecided;
}

/// The remark of this kind that `text` ends with, if it does: taken off.
std::optional<LineRemark> take_off(std::string_view& text, RemarkKind kind) {
  constexpr std::size_t date_size = 10;
  LineRemark remark{kind};
  std::string_view rest = text;
  if (is_dated(kind)) {
    if (rest.size() < date_size) return std::nullopt;
    remark.date = Date::from_text(rest.substr(rest.size() - date_size));
    if (!remark.date) return std::nullopt;
    rest.remove_suffix(date_size);
  }
  if (!rest.ends_with(addition(kind))) return std::nullopt;
  text = rest.substr(0, rest.size() - addition(kind).size());
  return remark;
}

std::optional<LineRemark> take_off_last(std::string_view& text) {
  for (std::size_t i = 0; i < static_cast<std::size_t>(RemarkKind::credited); ++i) {
    if (auto remark = take_off(text, static_cast<RemarkKind>(i))) return remark;
  }
  return std::nullopt;
}

}  // namespace

std::string description_of(LineKind kind, const LineSaid& said) {
  std::string text;
  if (kind == LineKind::credit) text = credit_prefix;
  if (kind == LineKind::discount) text = discount_prefix;
  text += said.name;
  for (const auto& [what, date, words] : said.remarks) {
    text += addition(what);
    text += date ? date->text() : words.value_or("");
  }
  return text;
}

bool is_rest_of_whole(const std::vector<Step>& steps) {
  if (steps.size() < 2 || steps.back().kind != StepKind::rounded) return false;
  const StepAmount& exact = steps[steps.size() - 2].amount;
  const StepAmount& rounded = steps.back().amount;
  return steps[steps.size() - 2].kind == StepKind::exact &&
         exact.rounded(rounded.places) != rounded.digits;
}

LineSaid said_of(const InvoiceLine& line) {
  if (line.said) return *line.said;
  LineSaid said;
  std::string_view rest = line.description;
  if (line.kind == LineKind::discount && rest.starts_with(discount_prefix)) {
    rest.remove_prefix(discount_prefix.size());
  }
  const auto take_remarks = [&] {
    while (const auto remark = take_off_last(rest)) {
      said.remarks.insert(said.remarks.begin(), *remark);
    }
  };
  take_remarks();  // what looks like one at the end of a reason was always taken for one
  if (line.kind == LineKind::credit && rest.starts_with(credit_prefix)) {
    rest.remove_prefix(credit_prefix.size());
    const auto reason = rest.find(addition(RemarkKind::credited));
    if (reason != std::string_view::npos) {
      const auto words = rest.substr(reason + addition(RemarkKind::credited).size());
      said.remarks.insert(said.remarks.begin(),
                          LineRemark{RemarkKind::credited, std::nullopt, std::string(words)});
      rest = rest.substr(0, reason);
    }
    take_remarks();
  }
  said.name = rest;
  return said;
}

}  // namespace msp
