// What was typed, by name, as text; every value is read by our own strict readers.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "msp/forms.h"
#include "msp/ids.h"
#include "msp/read.h"
#include "msp/result.h"

namespace msp::cli {

/// A refusal on its way to where errors are printed.
class Refused : public std::exception {
 public:
  explicit Refused(Refusal refusal) : refusal_(std::move(refusal)) {}
  const char* what() const noexcept override { return refusal_.message.c_str(); }
  const Refusal& refusal() const { return refusal_; }

 private:
  Refusal refusal_;
};

[[noreturn]] void usage_error(std::string code, std::string message, std::string hint);

/// A payment card's number is neither kept nor repeated, wherever it is typed (MISSION X3).
[[noreturn]] void card_number_error();

template <class T>
T take(Result<T> result) {
  if (!result) throw Refused(result.refusal());
  return *std::move(result);
}

class Arguments {
 public:
  void add(std::string name, std::string value) {
    values_[std::move(name)].push_back(std::move(value));
  }

  bool has(std::string_view name) const { return values_.contains(name); }
  /// As typed; for file names and the like.
  std::optional<std::string> raw(std::string_view name) const;
  const std::vector<std::string>& all(std::string_view name) const;
  /// Free text that passed read_name().
  std::optional<std::string> text(std::string_view name) const;
  std::optional<std::string> mail_address(std::string_view name) const;
  std::optional<std::int64_t> count(std::string_view name) const;

  /// --country: two capital letters.
  std::optional<std::string> country() const;
  /// --group: 1, 15 or 30 (MISSION D6).
  std::optional<std::int64_t> group() const;

  template <TextValue T>
  std::optional<T> value(std::string_view name) const {
    const auto typed = raw(name);
    if (!typed) return std::nullopt;
    auto read = T::from_text(*typed);
    if (!read) malformed(name, *typed, std::string(form<T>));
    return read;
  }

  template <WordEnum E>
  std::optional<E> word(std::string_view name) const {
    const auto typed = raw(name);
    if (!typed) return std::nullopt;
    auto read = from_word<E>(*typed);
    if (!read) not_among(name, *typed, {words<E>.begin(), words<E>.end()});
    return read;
  }

  template <TextValue T>
  T required(std::string_view name) const {
    if (auto found = value<T>(name)) return *found;
    usage_error("usage.missing", std::string(name) + " is missing", "--help shows how.");
  }

  /// Name and value of everything given but `except`, one per line: what a request id stands for.
  std::string canonical(const std::vector<std::string_view>& except) const;

  [[noreturn]] static void malformed(std::string_view name, std::string_view typed,
                                     const std::string& form);
  /// `typed` is none of `choices`: names them, and the one that is nearest.
  [[noreturn]] static void not_among(std::string_view name, std::string_view typed,
                                     const std::vector<std::string>& choices);

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> values_;
};

}  // namespace msp::cli
