// What the lists of fields say, in a number: names, kinds and words, all the way down. Two that
// differ lead, with near certainty, to two numbers.
//
// Computed while compiling, which is why the hash is FNV-1a and not libsodium's; nobody has to be
// kept from forging it.
#pragma once

#include <array>
#include <climits>
#include <cstdint>
#include <string_view>

#include "msp/event.h"

namespace msp {

/// Fields and words of a later disk format are left out.
template <int format>
class Shape {
  template <class T>
  static constexpr std::uint64_t hash_of() {
    std::uint64_t hash = 0xcbf29ce484222325;
    Shape(hash).describe<T>();
    return hash;
  }

 public:
  constexpr explicit Shape(std::uint64_t& hash) : hash_(hash) {}

  template <class T>
  constexpr void operator()(std::string_view name, const T&, const auto&... said) const {
    if (format_among(said...) > format) return;
    add(name);
    add(of<T>);
  }

  template <class T>
  static constexpr std::uint64_t of = hash_of<T>();

 private:
  /// Is nowhere: only its members' types are asked for.
  template <class T>
  static T somewhere;

  template <class T>
  constexpr void describe() const {
    if constexpr (std::same_as<T, bool>) {
      add("flag");
    } else if constexpr (std::same_as<T, std::int64_t>) {
      add("number");
    } else if constexpr (std::same_as<T, Date>) {
      add("date");
    } else if constexpr (std::same_as<T, Personal>) {
      add("personal");
    } else if constexpr (is_optional<T>) {
      add("optional");
      add(of<typename T::value_type>);
    } else if constexpr (is_vector<T>) {
      add("list");
      add(of<typename T::value_type>);
    } else if constexpr (WordEnum<T>) {
      for (std::size_t i = 0; i < words<T>.size(); ++i) {
        if (words<T>.formats[i] <= format) add(words<T>[i]);
      }
    } else if constexpr (Fielded<T>) {
      T::fields(somewhere<T>, *this);
      add("end");
    } else {
      static_assert(TextValue<T> || std::same_as<T, std::string>);
      add("text");
    }
  }
  constexpr void add(std::string_view text) const {
    for (const char c : text) add_byte(static_cast<unsigned char>(c));
    add_byte(0);
  }
  constexpr void add(std::uint64_t number) const {
    for (int shift = 0; shift < 64; shift += 8) add_byte((number >> shift) & 0xff);
  }
  constexpr void add_byte(std::uint64_t byte) const { hash_ = (hash_ ^ byte) * 0x100000001b3; }

  std::uint64_t& hash_;
};

/// Of all that is folded, and of how.
inline constexpr auto fingerprint_bytes = [] {
  std::uint64_t number = static_cast<std::uint64_t>(rules_of_folding);
  for (const std::uint64_t shape : {Shape<INT_MAX>::of<Customer>, Shape<INT_MAX>::of<Catalog>,
                                    Shape<INT_MAX>::of<LedgerSettings>}) {
    number = (number ^ shape) * 0x100000001b3;
  }
  std::array<char, 8> bytes{};
  for (char& byte : bytes) {
    byte = static_cast<char>(number & 0xff);
    number >>= 8;
  }
  return bytes;
}();
inline constexpr std::string_view fingerprint{fingerprint_bytes.data(), fingerprint_bytes.size()};

}  // namespace msp
