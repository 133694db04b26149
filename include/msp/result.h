// What callers handle is a value (Result, Refusal); what they cannot is an exception (Fault).
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace msp {

/// The exit codes of the command line; an unknown number means failure.
enum class Exit : int {
  done = 0,
  refused = 1,
  usage = 2,
  input_rejected = 3,
  busy = 4,
  ledger = 5,
  system = 6,
  unreported = 7,
  unknown_outcome = 8,
  nothing_to_do = 9,
  difference = 10,
};

/// msp/advice.h
enum class Advice : std::uint8_t;

/// What to do instead. Where that takes a command, or a part of one, the hint names the advice and
/// what it is about, and each face has its own words for it; else it is a sentence.
struct Hint {
  Hint() = default;
  Hint(std::string sentence) : about{std::move(sentence)} {}
  Hint(const char* sentence) : about{sentence} {}
  Hint(Advice known, std::vector<std::string> objects = {})
      : advice(known), about(std::move(objects)) {}

  Advice advice{};  ///< the first of all: as it is said in `about`
  std::vector<std::string> about = {};
  bool operator==(const Hint&) const = default;
};

/// A rule said no: nothing was changed. `code` is stable, `subject.problem`; `message` names what
/// and where; `hint` says what to do instead.
struct Refusal {
  std::string code;
  std::string message;
  Hint hint = {};
  Exit exit = Exit::refused;
  std::vector<std::string> details = {};  ///< of a rejected file: what is wrong, line by line
  std::vector<std::string> fields = {};   ///< of a command: `{}` in the message stands for them
  std::string command = {};               ///< as it is kept in a batch: the same
  bool operator==(const Refusal&) const = default;
};

/// A value, or the reason why there is none.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : content_(std::move(value)) {}
  Result(Refusal refusal) : content_(std::move(refusal)) {}

  explicit operator bool() const { return content_.index() == 0; }
  T& operator*() & { return std::get<0>(content_); }
  const T& operator*() const& { return std::get<0>(content_); }
  T&& operator*() && { return std::get<0>(std::move(content_)); }
  T* operator->() { return &std::get<0>(content_); }
  const T* operator->() const { return &std::get<0>(content_); }
  const Refusal& refusal() const { return std::get<1>(content_); }

 private:
  std::variant<T, Refusal> content_;
};

/// Something a caller cannot mend: a damaged ledger, a full disk, an amount beyond int64. Caught in
/// main, and where somebody can go on without it. A transaction that was open is rolled back on the
/// way.
class Fault : public std::runtime_error {
 public:
  Fault(Exit exit, std::string code, const std::string& message, Hint hint = {})
      : std::runtime_error(message), exit_(exit), code_(std::move(code)), hint_(std::move(hint)) {}
  Exit exit() const { return exit_; }
  const std::string& code() const { return code_; }
  const Hint& hint() const { return hint_; }

 private:
  Exit exit_;
  std::string code_;
  Hint hint_;
};

/// Thrown about one customer's figures, not about the ledger or the machine: there is no price, an
/// amount is too large, what is said contradicts itself. An invoice run bills all others.
class Unbillable : public Fault {
  using Fault::Fault;
};

/// Throws Fault `ledger.history`.
[[noreturn]] void not_there();

/// What was looked for, if it is there. Who takes it without having asked, because something else
/// speaks of it, leaves with Fault `ledger.history` if it is not.
template <class T>
class Found : public std::optional<T> {
 public:
  using std::optional<T>::optional;
  Found(std::optional<T> maybe) : std::optional<T>(std::move(maybe)) {}
  T& operator*() & { return there(*this); }
  const T& operator*() const& { return there(*this); }
  T&& operator*() && { return std::move(there(*this)); }
  T* operator->() { return &there(*this); }
  const T* operator->() const { return &there(*this); }

 private:
  static auto& there(auto& found) {
    if (found.has_value()) return found.value();
    not_there();
  }
};

template <class T>
bool operator==(const Found<T>& a, const Found<T>& b) {
  return static_cast<const std::optional<T>&>(a) == static_cast<const std::optional<T>&>(b);
}

/// Ends an expression that must hold a value: takes it out, or throws its refusal as a Fault.
template <class T>
T require(Result<T> result) {
  if (result) return *std::move(result);
  const Refusal& refusal = result.refusal();
  throw Fault(refusal.exit, refusal.code, refusal.message, refusal.hint);
}

}  // namespace msp
