// One list of fields per struct writes it, reads it, compares it and prints it:
//
//   static constexpr void fields(auto& self, auto&& field) { field("mailboxes", self.mailboxes); }
//
// A codec is a visitor that is called once per field, in order, with the field's name and a
// reference to its value. This header says which kinds of value there are.
//
// Growth. Names are names on disk: never changed, and never used again; one that is no longer
// written stays in its list as a comment. A field that is added after a release says so, wherever
// in the list it stands, and what a payload means that was written before it was there:
//
//   field("note", self.note, since(2));         an optional or a list: it is not there
//   field("copies", self.copies, since(2, 1));  anything else: 1 copy
//
// What is absent or says what its absence means is left out of a payload, so a value has one text
// for ever, and an msp that does not know the field still reads every payload that does not need
// it. An enum's new word stands behind a since() too, and a new event has a `since` of its own. The
// state that events are folded into has no past: it is folded anew when its lists change.
#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace msp {

/// The disk format as of which something can stand in a payload. 1 is what msp 0.1.0 wrote; the
/// next one begins when something is added after a release, see storage/format.h.
struct Since {
  int format = 1;
};

/// Of a field: as of when it is there, and what a payload that lacks it means.
template <class T>
struct SinceAbsent {
  int format = 1;
  T absent;
};

constexpr Since since(int format) { return {format}; }
template <class T>
constexpr SinceAbsent<T> since(int format, T absent) {
  return {format, std::move(absent)};
}

/// One word for each enumerator, in their order, and as of when it is used.
template <std::size_t count>
struct Words {
  std::array<std::string_view, count> text = {};
  std::array<int, count> formats = {};
  constexpr std::size_t size() const { return count; }
  constexpr auto begin() const { return text.begin(); }
  constexpr auto end() const { return text.end(); }
  constexpr std::string_view operator[](std::size_t place) const { return text[place]; }
};

/// The compiler spells a value of an enum by its name: `value = msp::Basis::flat`; or, if it has
/// none, `value = (msp::Basis)3`.
template <auto value>
consteval bool is_enumerator() {
  return std::string_view(__PRETTY_FUNCTION__).find("value = (") == std::string_view::npos;
}

/// `worded<E>("mailbox", "flat", since(2), "storage")`: what stands behind a since() came with that
/// disk format. A list that is shorter or longer than its enum does not compile.
template <class E, class... Said>
consteval auto worded(const Said&... said) {
  constexpr std::size_t count = (std::size_t{!std::same_as<Said, Since>} + ...);
  static_assert(is_enumerator<static_cast<E>(count - 1)>(), "a word that no enumerator has");
  static_assert(!is_enumerator<static_cast<E>(count)>(), "an enumerator that has no word");
  Words<count> words;
  std::size_t place = 0;
  int format = 1;
  const auto take = [&](const auto& each) {
    if constexpr (std::same_as<decltype(each), const Since&>) {
      format = each.format;
    } else {
      words.text[place] = each;
      words.formats[place++] = format;
    }
  };
  (take(said), ...);
  return words;
}

/// The words of an enum: `template <> inline constexpr auto words<E> = worded<E>(…);`.
template <class E>
inline constexpr auto words = Words<0>{};

template <class E>
concept WordEnum = std::is_enum_v<E> &&(words<E>.size() > 0);

/// A value with one exact text form: dates, ids, decimals, currencies.
template <class T>
concept TextValue = requires(const T& value, std::string_view text) {
  { T::from_text(text) } -> std::same_as<std::optional<T>>;
  { value.text() } -> std::convertible_to<std::string>;
};

struct AnyField {
  void operator()(std::string_view, auto&, const auto&...) {}
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

/// Of what is said about a field behind its value: what its absence means …
template <class Said>
concept SaysAbsent = requires(const Said& said) {
  said.absent;
};

template <class T>
constexpr T absent_among(const auto&... said) {
  T absent{};
  [[maybe_unused]] const auto note = [&absent](const auto& each) {
    if constexpr (SaysAbsent<decltype(each)>) absent = T(each.absent);
  };
  (note(said), ...);
  return absent;
}

/// … and with which disk format it came.
constexpr int format_among(const auto&... said) {
  int format = 1;
  [[maybe_unused]] const auto note = [&format](const auto& each) {
    if constexpr (requires { each.format; }) format = each.format;
  };
  (note(said), ...);
  return format;
}

/// What a field means may stand behind its value too, and that a file has to say it:
///   field("basis", self.basis, "what is counted", mandatory);
struct Required {};
inline constexpr Required mandatory;

constexpr std::string_view meaning_among(const auto&... said) {
  std::string_view meaning;
  [[maybe_unused]] const auto note = [&meaning](const auto& each) {
    if constexpr (std::is_convertible_v<decltype(each), std::string_view>) meaning = each;
  };
  (note(said), ...);
  return meaning;
}
template <class... Said>
inline constexpr bool says_required = (std::same_as<std::remove_cvref_t<Said>, Required> || ...);

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
