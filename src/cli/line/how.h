// How a word becomes a value, and what the word can be: one strict reader per type. The parser
// hands over text, because CLI11 reads 010 as 8 and nothing as 0.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "line/candidates.h"
#include "line/refused.h"
#include "msp/date.h"
#include "msp/forms.h"
#include "msp/ids.h"

namespace msp::cli {

template <class T>
struct How {
  /// Throws Refused (exit 2), which calls the value by `name`.
  T (*read)(std::string_view name, const std::string& typed);
  Completer complete = nullptr;  ///< none: nothing can be offered
  bool any_digits = false;       ///< a program may have made it: no card's number is looked for
};

template <TextValue T>
T read_value(std::string_view name, const std::string& typed) {
  if (auto value = T::from_text(typed)) return *std::move(value);
  malformed(name, typed, form<T>);
}

template <WordEnum E>
E read_word(std::string_view name, const std::string& typed) {
  if (const auto value = from_word<E>(typed)) return *value;
  not_among(name, typed, {words<E>.begin(), words<E>.end()});
}

template <WordEnum E>
Candidates words_of(const Typing&) {
  return {words<E>.begin(), words<E>.end()};
}

/// Says whose it is if a subscription is typed, and what the name may have been.
CustomerId read_customer(std::string_view name, const std::string& typed);
std::string read_as_typed(std::string_view name, const std::string& typed);
std::string read_key(std::string_view name, const std::string& typed);
std::string read_text(std::string_view name, const std::string& typed);
std::string read_mail(std::string_view name, const std::string& typed);
Personal read_person(std::string_view name, const std::string& typed);
std::int64_t read_count(std::string_view name, const std::string& typed);
std::int64_t read_invoicing_group(std::string_view name, const std::string& typed);
std::int64_t read_days(std::string_view name, const std::string& typed);
std::string read_country(std::string_view name, const std::string& typed);
std::string read_vat_id(std::string_view name, const std::string& typed);
std::string read_iban(std::string_view name, const std::string& typed);
std::string read_endpoint(std::string_view name, const std::string& typed);
std::string read_registration(std::string_view name, const std::string& typed);
std::string read_bic(std::string_view name, const std::string& typed);
Personal read_mails(std::string_view name, const std::string& typed);

/// How values of a type are read and completed, unless their option says otherwise.
template <class T>
inline constexpr How<T> how{read_value<T>, candidates_of<T>};
template <WordEnum E>
inline constexpr How<E> how<E>{read_word<E>, words_of<E>};
template <>
inline constexpr How<CustomerId> how<CustomerId>{read_customer, customers};
template <>
inline constexpr How<std::string> how<std::string>{read_text};
template <>
inline constexpr How<std::int64_t> how<std::int64_t>{read_count};
template <>
inline constexpr How<Date> how<Date>{read_value<Date>, nullptr, /*any_digits=*/true};
/// What the ledger keeps of people by themselves is where they are written to.
template <>
inline constexpr How<Personal> how<Personal>{read_person};

// Of types that say too little.
inline constexpr How<std::string> as_typed{read_as_typed};
inline constexpr How<std::string> column_names{read_as_typed, columns};
inline constexpr How<std::string> machine_made{read_as_typed, nullptr,
                                               true};  ///< a file, a head, a moment
inline constexpr How<std::string> request_key{read_key, nullptr, true};
inline constexpr How<std::string> mail_address{read_mail};
inline constexpr How<std::string> country_code{read_country};
inline constexpr How<std::string> vat_id{read_vat_id};
inline constexpr How<std::string> iban{read_iban};
inline constexpr How<std::string> endpoint{read_endpoint, nullptr, true};
inline constexpr How<std::string> registration{read_registration, nullptr, true};
inline constexpr How<std::string> bic{read_bic};
inline constexpr How<std::string> identifier{read_key, nullptr, true};
inline constexpr How<Personal> mail_addresses{read_mails};
inline constexpr How<std::int64_t> invoicing_group{read_invoicing_group, invoicing_groups};
inline constexpr How<std::int64_t> days{read_days};  ///< `14d`, or plain days
inline constexpr How<CustomerId> customer_in_trial{read_customer, in_trial};
inline constexpr How<std::string> issued_document{read_text, documents};

}  // namespace msp::cli
