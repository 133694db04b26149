// Folded state as bytes, by the same field lists: what a command reads instead of a history. Never
// the truth: `rebuild` makes it anew, so its form may change from version to version.
//
// Fields in order, without names: integers and dates as zigzag varints, text with its length, lists
// with their count, optionals behind a 0 or 1.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "msp/date.h"
#include "msp/fields.h"
#include "msp/result.h"

namespace msp {

class StateWriter {
 public:
  explicit StateWriter(std::string& out) : out_(out) {}

  template <class T>
  void operator()(std::string_view, const T& value) {
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
  void operator()(std::string_view, T& value) {
    read(value);
  }

  template <class T>
  void read(T& value) {
    if constexpr (std::same_as<T, bool> || WordEnum<T>) {
      value = static_cast<T>(number());
    } else if constexpr (std::same_as<T, std::int64_t>) {
      value = number();
    } else if constexpr (std::same_as<T, Date>) {
      value = Date::from_days(static_cast<std::int32_t>(number()));
    } else if constexpr (std::same_as<T, std::string>) {
      value = text();
    } else if constexpr (std::same_as<T, Personal>) {
      value.value = text();
    } else if constexpr (is_optional<T>) {
      value.reset();
      if (number() != 0) read(value.emplace());
    } else if constexpr (is_vector<T>) {
      value.resize(size());
      for (auto& item : value) read(item);
    } else if constexpr (TextValue<T>) {
      take(T::from_text(text()), value);
    } else {
      T::fields(value, *this);
    }
  }

 private:
  [[noreturn]] static void damaged() {
    throw Fault(Exit::ledger, "ledger.projection", "a stored state cannot be read",
                "`msp ledger rebuild` makes it anew from the events.");
  }
  template <class T>
  static void take(const std::optional<T>& read, T& value) {
    // An empty word stands for one not set yet: no text form has it.
    if (read) value = *read;
  }
  std::size_t size() {
    const std::int64_t size = number();
    if (size < 0 || static_cast<std::uint64_t>(size) > rest_.size()) damaged();
    return static_cast<std::size_t>(size);
  }
  std::string_view text() {
    const std::string_view found = rest_.substr(0, size_of_text());
    rest_.remove_prefix(found.size());
    return found;
  }
  std::size_t size_of_text() { return size(); }
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
  std::string bytes;
  StateWriter(bytes).put(state);
  return bytes;
}

template <class T>
T decode_state(std::string_view bytes) {
  T state;
  StateReader(bytes).read(state);
  return state;
}

}  // namespace msp
