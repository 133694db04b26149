#include "line/how.h"

#include <fmt/format.h>

#include "msp/ascii.h"
#include "msp/country.h"
#include "msp/identifiers.h"
#include "msp/read.h"
#include "msp/vat_id.h"

namespace msp::cli {

std::string read_as_typed(std::string_view, const std::string& typed) { return typed; }

namespace {

std::string text_or_refused(std::string_view name, Result<std::string> read,
                            std::string_view code = "usage.text") {
  if (read) return *std::move(read);
  usage_error(std::string(code), fmt::format("{}: {}", name, read.refusal().message),
              read.refusal().hint);
}

}  // namespace

CustomerId read_customer(std::string_view name, const std::string& typed) {
  if (auto id = CustomerId::from_text(typed)) return *std::move(id);
  if (const auto subscription = SubscriptionRef::from_text(typed)) {
    usage_error("usage.value", fmt::format("{}: `{}` is a subscription", name, typed),
                fmt::format("Name its customer: {}.", subscription->customer.text()));
  }
  const auto meant = CustomerId::from_text(in_small_letters(typed));
  if (!meant || looks_like_card_number(typed)) malformed(name, typed, form<CustomerId>);
  usage_error("usage.value", fmt::format("{}: `{}` is not {}", name, typed, form<CustomerId>),
              fmt::format("Did you mean {}?", meant->text()));
}

std::string read_text(std::string_view name, const std::string& typed) {
  return text_or_refused(name, read_name(typed));
}

std::string read_key(std::string_view name, const std::string& typed) {
  return text_or_refused(name, read_identifier(typed));
}

std::string read_mail(std::string_view name, const std::string& typed) {
  return text_or_refused(name, read_mail_address(typed), "usage.mail");
}

Personal read_person(std::string_view name, const std::string& typed) {
  return read_mail(name, typed);
}

std::int64_t read_count(std::string_view name, const std::string& typed) {
  if (const auto count = count_from_text(typed)) return *count;
  malformed(name, typed, "a whole number such as 25");
}

std::int64_t read_invoicing_group(std::string_view name, const std::string& typed) {
  const std::int64_t day = read_count(name, typed);
  if (day == 1 || day == 15 || day == 30) return day;
  malformed(name, typed, "1, 15 or 30");  // MISSION D6
}

std::int64_t read_days(std::string_view name, const std::string& typed) {
  const auto count =
      count_from_text(typed.substr(0, typed.size() - (typed.ends_with('d') ? 1 : 0)));
  if (count) return *count;
  malformed(name, typed, "days such as 14d");
}

std::string read_country(std::string_view name, const std::string& typed) {
  auto country = msp::read_country(typed);
  if (country) return *std::move(country);
  if (country.refusal().hint == Hint()) malformed(name, typed, "an ISO 3166 country such as FI");
  usage_error("usage.country", fmt::format("{}: `{}` {}", name, typed, country.refusal().message),
              country.refusal().hint);
}

std::string read_vat_id(std::string_view name, const std::string& typed) {
  return text_or_refused(name, msp::read_vat_id(typed), "usage.vat_id");
}

std::string read_endpoint(std::string_view name, const std::string& typed) {
  return text_or_refused(name, msp::read_endpoint(typed), "usage.endpoint");
}

std::string read_registration(std::string_view name, const std::string& typed) {
  return text_or_refused(name, msp::read_registration(typed), "usage.registration");
}

std::string read_bic(std::string_view name, const std::string& typed) {
  return text_or_refused(name, msp::read_bic(typed), "usage.bic");
}

Personal read_mails(std::string_view name, const std::string& typed) {
  std::string all;
  for (std::size_t at = 0; at <= typed.size();) {
    const std::size_t comma = std::min(typed.find(',', at), typed.size());
    const std::size_t from = std::min(typed.find_first_not_of(' ', at), comma);
    all += (all.empty() ? "" : ", ") + read_mail(name, typed.substr(from, comma - from));
    at = comma + 1;
  }
  return all;
}

std::string read_iban(std::string_view name, const std::string& typed) {
  std::string capitals = in_capitals(typed);
  if (is_iban(capitals)) return capitals;
  usage_error("usage.iban", fmt::format("{} is no IBAN: its check digits are wrong", name),
              "Copy it from the bank's own statement.");
}

}  // namespace msp::cli
