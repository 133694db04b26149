#include "paper/wording.h"

#include <fmt/format.h>

#include <array>

namespace msp {
namespace {

constexpr std::string_view no_break_space = "\u00A0";
constexpr std::string_view minus = "\u2212";

constexpr std::array<std::string_view, 12> months = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

std::string_view month_name(Date date) { return months[date.month() - 1]; }
std::string_view short_month(Date date) { return month_name(date).substr(0, 3); }

std::string english_period(Date first, Date last) {
  if (first == last) return fmt::format("{} {} {}", first.day(), short_month(first), first.year());
  const std::string end = fmt::format("{} {} {}", last.day(), short_month(last), last.year());
  if (first.year() != last.year()) {
    return fmt::format("{} {} {} – {}", first.day(), short_month(first), first.year(), end);
  }
  if (first.month() != last.month()) {
    return fmt::format("{} {} – {}", first.day(), short_month(first), end);
  }
  return fmt::format("{}–{}", first.day(), end);
}

std::string finnish_period(Date first, Date last) {
  const std::string end = date_in(Language::fi, last);
  if (first == last) return end;
  if (first.year() != last.year()) return date_in(Language::fi, first) + "–" + end;
  if (first.month() != last.month()) {
    return fmt::format("{}.{}.–{}", first.day(), first.month(), end);
  }
  return fmt::format("{}.–{}", first.day(), end);
}

}  // namespace

std::string number_in(Language language, std::string_view canonical) {
  const bool finnish = language == Language::fi;
  std::string text;
  if (canonical.starts_with('-')) {
    text = minus;
    canonical.remove_prefix(1);
  }
  const std::string_view whole = canonical.substr(0, canonical.find('.'));
  for (std::size_t i = 0; i < whole.size(); ++i) {
    if (i > 0 && (whole.size() - i) % 3 == 0) text += finnish ? no_break_space : ",";
    text += whole[i];
  }
  if (whole.size() < canonical.size()) {
    text += finnish ? ',' : '.';
    text += canonical.substr(whole.size() + 1);
  }
  return text;
}

std::string amount_in(Language language, std::int64_t minor, Currency currency) {
  return number_in(language, amount_text(minor, currency));
}

std::string money_in(Language language, std::int64_t minor, Currency currency) {
  return money_in(language, amount_text(minor, currency), currency);
}

std::string money_in(Language language, std::string_view canonical, Currency currency) {
  return number_in(language, canonical) + std::string(no_break_space) + currency.text();
}

std::string percent_in(Language language, std::string_view canonical) {
  const std::string number = number_in(language, canonical);
  return number + (language == Language::fi ? std::string(no_break_space) + "%" : "%");
}

std::string date_in(Language language, Date date) {
  if (language == Language::fi) {
    return fmt::format("{}.{}.{}", date.day(), date.month(), date.year());
  }
  return fmt::format("{} {} {}", date.day(), month_name(date), date.year());
}

std::string period_in(Language language, Period period) {
  return language == Language::fi ? finnish_period(period.start, period.through())
                                  : english_period(period.start, period.through());
}

std::string reference_in(Language language, const PaymentReference& reference) {
  return language == Language::fi ? grouped_national(reference.national)
                                  : in_fours(reference.international);
}

}  // namespace msp
