// The payload of an event: canonical JSON, written and read by the event's own field list.
//
// Canonical means one text per value: fields in list order, no white space, absent optionals, empty
// lists and what says no more than its absence left out, text escaped by one rule. The reader takes
// exactly this form and nothing else. It is written by hand, against the rule of using libraries,
// because it is on the path of every event of a replay: it needs no tree, no padding and no search
// (a tenth of the time of a general parser on payloads of this size), and by refusing all other
// forms it also proves that a payload is canonical. Strings with an escape in them, the rare case,
// go to the library.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "msp/date.h"
#include "msp/fields.h"

namespace msp {

/// A text in `personal`, and what the payload says instead.
struct PersonalText {
  std::string commitment;  ///< 64 hex digits
  std::string salt;        ///< 16 bytes
  std::string value;
};

/// Where the personal texts of an event come from and go to.
class PersonalTexts {
 public:
  virtual ~PersonalTexts() = default;
  /// Keeps `value` under a new salt and returns the commitment to it.
  virtual std::string keep(const std::string& value) = 0;
  /// The text behind a commitment; empty if it was erased.
  virtual std::string find(std::string_view commitment) = 0;
};

class JsonWriter {
 public:
  JsonWriter(std::string& out, PersonalTexts& personal) : out_(out), personal_(personal) {}

  template <class T>
  void object(const T& value) {
    out_ += '{';
    first_ = true;
    T::fields(value, *this);
    out_ += '}';
    first_ = false;
  }

  template <class T>
  void operator()(std::string_view name, const T& value, const auto&... said) {
    if constexpr (is_optional<T>) {
      if (value) (*this)(name, *value);
    } else if constexpr (is_vector<T>) {
      if (!value.empty()) {
        key(name);
        array(value);
      }
    } else if constexpr ((SaysAbsent<decltype(said)> || ...)) {
      if (value != absent_among<T>(said...)) (*this)(name, value);
    } else {
      static_assert(!(std::same_as<decltype(said), const Since&> || ...),
                    "a payload that lacks the field has to mean something: since(format, value)");
      key(name);
      put(value);
    }
  }

 private:
  void key(std::string_view name);
  void text(std::string_view text);
  void number(std::int64_t value);

  template <class T>
  void put(const T& value) {
    if constexpr (std::same_as<T, bool>) {
      out_ += value ? "true" : "false";
    } else if constexpr (std::same_as<T, std::int64_t>) {
      number(value);
    } else if constexpr (std::same_as<T, std::string>) {
      text(value);
    } else if constexpr (std::same_as<T, Personal>) {
      text(value.value.empty() ? "" : personal_.keep(value.value));
    } else if constexpr (WordEnum<T>) {
      text(word(value));
    } else if constexpr (TextValue<T>) {
      text(value.text());
    } else {
      object(value);
    }
  }

  template <class T>
  void array(const std::vector<T>& items) {
    out_ += '[';
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (i > 0) out_ += ',';
      put(items[i]);
    }
    out_ += ']';
  }

  std::string& out_;
  PersonalTexts& personal_;
  bool first_ = true;
};

/// Throws Fault `ledger.payload` where the text is not the canonical form of a T.
class JsonReader {
 public:
  JsonReader(std::string_view text, PersonalTexts& personal) : rest_(text), personal_(personal) {}

  template <class T>
  void object(T& value) {
    expect('{');
    first_ = true;
    T::fields(value, *this);
    expect('}');
    first_ = false;
  }

  void end() const;  ///< nothing may follow

  template <class T>
  void operator()(std::string_view name, T& value, const auto&... said) {
    if constexpr (is_optional<T>) {
      value.reset();
      if (has_key(name)) read(value.emplace());
    } else if constexpr (is_vector<T>) {
      value.clear();
      if (has_key(name)) array(value);
    } else if constexpr ((SaysAbsent<decltype(said)> || ...)) {
      const T absent = absent_among<T>(said...);
      const bool there = has_key(name);
      if (there) read(value);
      if (there && value == absent) malformed(name);
      if (!there) value = absent;
    } else {
      if (!has_key(name)) malformed(name);
      read(value);
    }
  }

 private:
  [[noreturn]] static void malformed(std::string_view where);
  void expect(char c);
  bool skip(std::string_view text);
  bool has_key(std::string_view name);  ///< and if so, passes it
  std::string_view text();              ///< valid until the next text with an escape
  std::string_view unescaped(std::size_t closing);
  bool is_written_so(std::string_view text, std::string_view quoted);
  std::int64_t number();

  template <class T>
  void read(T& value) {
    if constexpr (std::same_as<T, bool>) {
      value = skip("true");
      if (!value && !skip("false")) malformed("true or false");
    } else if constexpr (std::same_as<T, std::int64_t>) {
      value = number();
    } else if constexpr (std::same_as<T, std::string>) {
      value = text();
    } else if constexpr (std::same_as<T, Personal>) {
      const std::string_view commitment = text();
      value.value = commitment.empty() ? std::string() : personal_.find(commitment);
    } else if constexpr (WordEnum<T>) {
      take(from_word<T>(text()), value);
    } else if constexpr (TextValue<T>) {
      const std::string_view found = text();
      take(T::from_text(found), value);
      // People may type `4.00`; on disk it is `4`. A date's reader takes one form only.
      if constexpr (!std::same_as<T, Date>) {
        if (value.text() != found) malformed("a value");
      }
    } else {
      object(value);
    }
  }

  template <class T>
  static void take(const std::optional<T>& read, T& value) {
    if (!read) malformed("a value");
    value = *read;
  }

  template <class T>
  void array(std::vector<T>& items) {
    expect('[');
    do {
      read(items.emplace_back());
    } while (skip(","));
    expect(']');
  }

  std::string_view rest_;
  PersonalTexts& personal_;
  std::string unescaped_;
  std::string written_;
  bool first_ = true;
};

}  // namespace msp
