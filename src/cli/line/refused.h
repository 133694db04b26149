// A refusal on its way to where errors are printed, and those that every word typed may meet.
#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include "msp/result.h"

namespace msp::cli {

class Refused : public std::exception {
 public:
  explicit Refused(Refusal refusal) : refusal_(std::move(refusal)) {}
  const char* what() const noexcept override { return refusal_.message.c_str(); }
  const Refusal& refusal() const { return refusal_; }

 private:
  Refusal refusal_;
};

template <class T>
T take(Result<T> result) {
  if (!result) throw Refused(result.refusal());
  return *std::move(result);
}

[[noreturn]] void usage_error(std::string code, std::string message, Hint hint);

/// A payment card's number is neither kept nor repeated, wherever it is typed (MISSION X3).
[[noreturn]] void card_number_error();

/// `name` is an operand or an option; `form` says what it has to look like.
[[noreturn]] void malformed(std::string_view name, std::string_view typed, std::string_view form);

/// `typed` is none of `choices`: names them, and the one that is nearest.
[[noreturn]] void not_among(std::string_view name, std::string_view typed,
                            const std::vector<std::string>& choices);

/// `name` has to be given and is not.
[[noreturn]] void missing(std::string_view name, Hint hint);

[[noreturn]] void no_such_command(const std::string& typed, const std::vector<std::string>& known);

/// The hint of who names something that is not there: the name that was meant, else `otherwise`.
Hint did_you_mean(std::string_view typed, const std::vector<std::string>& known,
                  std::string otherwise);

}  // namespace msp::cli
