// What can be said to a command. Each says so once, in a list of its own:
//
//   static void options(auto& self, auto&& option) {
//     option.operand("CUSTOMER", self.customer, "whose");
//     option("--mailboxes", "N", self.mailboxes, "how many");
//   }
//
// Out of it come the parser, the check of every value, help, manual, completion, the content of a
// request, and the columns of a file whose rows are calls.
#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "line/how.h"

namespace msp::cli {

struct Parameter {
  std::string_view heading;  ///< that help gives the options it stands among
  std::string_view name;     ///< `CUSTOMER`, or `--mailboxes`
  std::string_view value;    ///< of an option: `N`; none: a flag
  std::string_view help;
  bool required = false;
  bool many = false;  ///< an option: may be repeated; an operand: takes all words that are left
  Completer complete = nullptr;
  bool any_digits = false;
  void* place = nullptr;      // the member, and how it is read
  const void* how = nullptr;  // …
  void (*put)(const Parameter&) = nullptr;
  bool value_optional = false;  ///< of an option: what is typed without one is an empty word
  std::vector<std::string> typed = {};

  bool is_operand() const { return name.front() != '-'; }
  bool is_flag() const { return !is_operand() && value.empty(); }
  /// Reads what was typed into its member. Throws Refused (exit 2).
  void read() const {
    if (!typed.empty()) put(*this);
  }
};

template <class M>
struct ValueOf {
  using type = M;
};
template <class T>
struct ValueOf<std::optional<T>> {
  using type = T;
};
template <class T>
struct ValueOf<std::vector<T>> {
  using type = T;
};
template <class M>
using Value = typename ValueOf<M>::type;

template <class M>
void put(const Parameter& parameter) {
  M& member = *static_cast<M*>(parameter.place);
  if constexpr (std::same_as<M, bool>) {
    member = true;
  } else {
    const auto& how = *static_cast<const How<Value<M>>*>(parameter.how);
    for (const std::string& word : parameter.typed) {
      if constexpr (is_vector<M>) {
        member.push_back(how.read(parameter.name, word));
      } else {
        member = how.read(parameter.name, word);
      }
    }
  }
}

/// Takes down what a command's options() lists. The members must outlive the list.
class Parameters {
 public:
  Parameters(std::string_view heading, std::vector<Parameter>& all)
      : heading_(heading), all_(all), shared_from_(all.size()) {}

  /// `--mailboxes N`; a vector may be given several times.
  template <class M>
  void operator()(std::string_view name, std::string_view value, M& member, std::string_view help,
                  const How<Value<M>>& as = how<Value<M>>) {
    add({heading_, name, value, help, false, is_vector<M>, as.complete, as.any_digits, &member, &as,
         put<M>});
  }
  /// The same; it has to be given.
  template <class M>
  void required(std::string_view name, std::string_view value, M& member, std::string_view help,
                const How<Value<M>>& as = how<Value<M>>) {
    add({heading_, name, value, help, true, is_vector<M>, as.complete, as.any_digits, &member, &as,
         put<M>});
  }
  /// `--override [REASON]`: also without a value, if an option or nothing follows.
  template <class M>
  void with_or_without(std::string_view name, std::string_view value, M& member,
                       std::string_view help, const How<Value<M>>& as) {
    Parameter parameter{heading_,    name,          value,   help, false, false,
                        as.complete, as.any_digits, &member, &as,  put<M>};
    parameter.value_optional = true;
    add(std::move(parameter));
  }
  void flag(std::string_view name, bool& member, std::string_view help) {
    add({heading_, name, "", help, false, false, nullptr, true, &member, nullptr, put<bool>});
  }
  /// `CUSTOMER`; a vector, which is the last of them, takes all words that are left.
  template <class M>
  void operand(std::string_view name, M& member, std::string_view help,
               const How<Value<M>>& as = how<Value<M>>) {
    add({{}, name, "", help, true, is_vector<M>, as.complete, as.any_digits, &member, &as, put<M>});
  }
  /// The same; it may be left out.
  template <class M>
  void optional(std::string_view name, M& member, std::string_view help,
                const How<Value<M>>& as = how<Value<M>>) {
    add({{},
         name,
         "",
         help,
         false,
         is_vector<M>,
         as.complete,
         as.any_digits,
         &member,
         &as,
         put<M>});
  }

 private:
  void add(Parameter parameter);  // unless the command itself says what it means

  std::string_view heading_;
  std::vector<Parameter>& all_;
  std::size_t shared_from_;
};

}  // namespace msp::cli
