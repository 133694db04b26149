// Folded state as bytes, by the same field lists: what a command reads instead of a history. Never
// the truth: `rebuild` makes it anew, so its form may change from version to version.
//
// Eight bytes of fingerprint, see shape.h; then fields in order, without names: integers and dates
// as zigzag varints, text with its length, lists with their count, optionals behind a 0 or 1.
//
// A state whose fingerprint is not ours was folded by an msp with other lists of fields, or other
// rules. It is not read: who only reads folds that stream's events in memory, who writes folds
// everything anew in its own transaction first.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "format/shape.h"
#include "msp/advice.h"
#include "msp/date.h"
#include "msp/fields.h"
#include "msp/result.h"

namespace msp {

class StateWriter {
 public:
  explicit StateWriter(std::string& out) : out_(out) {}

  template <class T>
  void operator()(std::string_view, const T& value, const auto&...) {
    put(value);
  }

  template <class T>
  void put(const T& value) {
    if constexpr (std::same_as<T, bool> || WordEnum<T>) {
      number(static_cast<std::int64_t>(value));
    } else if constexpr (std::same_as<T, std::int64_t>) {
      number(value);
    } else if constexpr (std::same_as<T, Date>) {
      number(value.days());
    } else if constexpr (std::same_as<T, std::string>) {
      text(value);
    } else if constexpr (std::same_as<T, Personal>) {
      text(value.value);
    } else if constexpr (is_optional<T>) {
      number(value ? 1 : 0);
      if (value) put(*value);
    } else if constexpr (is_vector<T>) {
      number(static_cast<std::int64_t>(value.size()));
      for (const auto& item : value) put(item);
    } else if constexpr (TextValue<T>) {
      text(value.text());
    } else {
      T::fields(value, *this);
    }
  }

 private:
  void text(std::string_view text) {
    number(static_cast<std::int64_t>(text.size()));
    out_ += text;
  }
  void number(std::int64_t value) {
    auto bits = (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
    char bytes[10];
    std::size_t size = 0;
    for (; bits >= 0x80; bits >>= 7) bytes[size++] = static_cast<char>((bits & 0x7f) | 0x80);
    bytes[size++] = static_cast<char>(bits);
    out_.append(bytes, size);
  }
  std::string& out_;
};

class StateReader {
 public:
  explicit StateReader(std::string_view bytes) : rest_(bytes) {}

  template <class T>
  void operator()(std::string_view, T& value, const auto&...) {
    read(value);
  }

  template <class T>
  void read(T& value) {
    if constexpr (std::same_as<T, bool>) {
      value = below(2) == 1;
    } else if constexpr (WordEnum<T>) {
      value = static_cast<T>(below(words<T>.size()));
    } else if constexpr (std::same_as<T, std::int64_t>) {
      value = number();
    } else if constexpr (std::same_as<T, Date>) {
      const std::int64_t days = number();
      value = Date::from_days(static_cast<std::int32_t>(days));
      if (value.days() != days) damaged();
    } else if constexpr (std::same_as<T, std::string>) {
      value = text();
    } else if constexpr (std::same_as<T, Personal>) {
      value.value = text();
    } else if constexpr (is_optional<T>) {
      value.reset();
      if (below(2) == 1) read(value.emplace());
    } else if constexpr (is_vector<T>) {
      value.resize(size());
      for (auto& item : value) read(item);
    } else if constexpr (TextValue<T>) {
      take(text(), value);
    } else {
      T::fields(value, *this);
    }
  }

  void end() const {  ///< nothing may follow
    if (!rest_.empty()) damaged();
  }

 private:
  [[noreturn]] static void damaged() {
    throw Fault(Exit::ledger, "ledger.projection", "a stored state cannot be read",
                Advice::rebuild);
  }
  template <class T>
  static void take(std::string_view text, T& value) {
    if (text.empty()) return;  // one that is not set yet: no text form is empty
    const std::optional<T> read = T::from_text(text);
    if (!read) damaged();
    value = *read;
  }
  std::size_t below(std::size_t bound) {
    const std::int64_t value = number();
    if (value < 0 || static_cast<std::uint64_t>(value) >= bound) damaged();
    return static_cast<std::size_t>(value);
  }
  /// Of a text, or of a list whose items take a byte each at least: no more than is left.
  std::size_t size() {
    const std::int64_t value = number();
    if (value < 0 || static_cast<std::uint64_t>(value) > rest_.size()) damaged();
    return static_cast<std::size_t>(value);
  }
  std::string_view text() {
    const std::size_t bytes = size();
    const std::string_view found = rest_.substr(0, bytes);
    rest_.remove_prefix(bytes);
    return found;
  }
  std::int64_t number() {
    std::uint64_t bits = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (rest_.empty()) damaged();
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      bits |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80)
        return static_cast<std::int64_t>(bits >> 1) ^ -static_cast<std::int64_t>(bits & 1);
    }
    damaged();
  }
  std::string_view rest_;
};

template <class T>
std::string encode_state(const T& state) {
  std::string bytes(fingerprint);
  StateWriter(bytes).put(state);
  return bytes;
}

/// True if this msp's lists and rules made it: only then may it be decoded.
inline bool is_folded_here(std::string_view state) { return state.starts_with(fingerprint); }

template <class T>
T decode_state(std::string_view bytes) {
  T state;
  StateReader reader(bytes.substr(fingerprint.size()));
  reader.read(state);
  reader.end();
  return state;
}

}  // namespace msp
