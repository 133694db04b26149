// One list of fields per struct writes it, reads it, compares it and prints it:
//
//   static void fields(auto& self, auto&& field) { field("mailboxes", self.mailboxes); }
//
// A codec is a visitor that is called once per field, in order, with the field's name (a name on
// disk: never changed or reused) and a reference to its value. This header says which kinds of
// value there are.
#pragma once

#include <array>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace msp {

/// The words of an enum, in its order: `template <> inline constexpr auto words<E> = std::array…`.
template <class E>
inline constexpr auto words = std::array<std::string_view, 0>{};

template <class E>
concept WordEnum = std::is_enum_v<E> &&(words<E>.size() > 0);

/// A value with one exact text form: dates, ids, decimals, currencies.
template <class T>
concept TextValue = requires(const T& value, std::string_view text) {
  { T::from_text(text) } -> std::same_as<std::optional<T>>;
  { value.text() } -> std::convertible_to<std::string>;
};

struct AnyField {
  void operator()(std::string_view, auto&) {}
};

/// A struct with a field list of its own.
template <class T>
concept Fielded = requires(T& value) {
  T::fields(value, AnyField{});
};

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;

template <WordEnum E>
constexpr std::string_view word(E value) {
  return words<E>[static_cast<std::size_t>(value)];
}

template <WordEnum E>
constexpr std::optional<E> from_word(std::string_view text) {
  for (std::size_t i = 0; i < words<E>.size(); ++i) {
    if (words<E>[i] == text) return static_cast<E>(i);
  }
  return std::nullopt;
}

/// Text about a person. On disk the payload carries only a salted commitment to it; the text lies
/// in a row of its own that can be erased without breaking the chain. `value` is empty once erased.
struct Personal {
  std::string value;
  Personal() = default;
  Personal(std::string text) : value(std::move(text)) {}  // NOLINT(google-explicit-constructor)
  Personal(const char* text) : value(text) {}             // NOLINT(google-explicit-constructor)
  bool operator==(const Personal&) const = default;
};

}  // namespace msp
