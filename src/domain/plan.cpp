#include "msp/plan.h"
#include "msp/advice.h"

#include <fmt/format.h>

#include <algorithm>

#include "msp/nearest.h"

namespace msp {
namespace {

constexpr std::string_view days_suffix = " days";
constexpr std::int64_t max_months = 1200;
constexpr std::int64_t max_days = 3650;

/// Sets one field, found by its dotted name, from text; lists are not set this way.
class TermSetter {
 public:
  enum class Outcome { unknown, malformed, set };

  TermSetter(std::string_view name, std::string_view text) : name_(name), text_(text) {}
  Outcome outcome() const { return outcome_; }

  template <class T>
  void operator()(std::string_view name, T& value) {
    if constexpr (is_optional<T>) {
      set_optional(name, value);
    } else if constexpr (Fielded<T>) {
      if (!name_.starts_with(std::string(name) + ".")) return;
      TermSetter inner(name_.substr(name.size() + 1), text_);
      T::fields(value, inner);
      outcome_ = inner.outcome_;
    } else if (name == name_) {
      outcome_ = assign(value) ? Outcome::set : Outcome::malformed;
    }
  }

 private:
  template <class T>
  void set_optional(std::string_view name, std::optional<T>& value) {
    if constexpr (Fielded<T>) {
      if (value) (*this)(name, *value);
    } else if (name == name_) {
      value.emplace();
      (*this)(name, *value);
    }
  }

  template <class T>
  bool assign(T& value) {
    if constexpr (std::same_as<T, bool>) {
      value = text_ == "true";
      return text_ == "true" || text_ == "false";
    } else if constexpr (std::same_as<T, std::int64_t>) {
      return take(count_from_text(text_), value);
    } else if constexpr (WordEnum<T>) {
      return take(from_word<T>(text_), value);
    } else if constexpr (TextValue<T>) {
      return take(T::from_text(text_), value);
    } else {
      return false;
    }
  }

  template <class T>
  static bool take(const std::optional<T>& read, T& value) {
    if (read) value = *read;
    return read.has_value();
  }

  std::string_view name_;
  std::string_view text_;
  Outcome outcome_ = Outcome::unknown;
};

/// The dotted names of all that can be set.
class TermNames {
 public:
  TermNames(std::string prefix, std::vector<std::string>& names)
      : prefix_(std::move(prefix)), names_(names) {}

  template <class T>
  void operator()(std::string_view name, const T& value) {
    if constexpr (is_optional<T>) {
      if constexpr (Fielded<typename T::value_type>) {
        if (value) (*this)(name, *value);
        return;
      }
    } else if constexpr (Fielded<T>) {
      T::fields(value, TermNames(prefix_ + std::string(name) + ".", names_));
      return;
    }
    if constexpr (!is_vector<T>) names_.push_back(prefix_ + std::string(name));
  }

 private:
  std::string prefix_;
  std::vector<std::string>& names_;
};

Refusal unknown_term(const Terms& terms, const std::string& term) {
  std::vector<std::string> names;
  Terms::fields(terms, TermNames("", names));
  const auto like = nearest(term, names);
  return {"term.unknown", fmt::format("the plan has no term `{}` to set", term),
          did_you_mean(like, Advice::list_terms), Exit::usage};
}

/// Prints every field under its dotted name.
class TermLister {
 public:
  TermLister(std::string prefix, std::vector<NamedTerm>& terms)
      : prefix_(std::move(prefix)), terms_(terms) {}

  template <class T>
  void operator()(std::string_view name, const T& value) {
    if constexpr (is_optional<T>) {
      if (value) (*this)(name, *value);
    } else if constexpr (Fielded<T>) {
      T::fields(value, TermLister(prefix_ + std::string(name) + ".", terms_));
    } else {
      terms_.push_back({prefix_ + std::string(name), text(value)});
    }
  }

 private:
  template <class T>
  static std::string text(const T& value) {
    if constexpr (std::same_as<T, bool>) {
      return value ? "true" : "false";
    } else if constexpr (std::same_as<T, std::int64_t>) {
      return std::to_string(value);
    } else if constexpr (std::same_as<T, std::string>) {
      return value;
    } else if constexpr (WordEnum<T>) {
      return std::string(word(value));
    } else if constexpr (is_vector<T>) {
      std::string joined;
      for (const auto& item : value) joined += (joined.empty() ? "" : "; ") + text(item);
      return joined;
    } else {
      return value.text();
    }
  }
  static std::string text(const NoticeStep& step) {
    return step.max_tenure_months ? fmt::format("{} month(s) up to {} months of tenure",
                                                step.months, *step.max_tenure_months)
                                  : fmt::format("{} month(s)", step.months);
  }

  std::string prefix_;
  std::vector<NamedTerm>& terms_;
};

void check_trial(const TrialTerms& trial, std::vector<TermProblem>& problems) {
  const bool decides = trial.on_end == TrialEnd::await_decision;
  if (decides && trial.decision_months == 0) {
    problems.push_back(
        {"trial.decision_months", "await-decision needs at least 1 month to decide"});
  }
  if (!decides && trial.decision_months != 0) {
    problems.push_back({"trial.decision_months", "there is nothing to decide: on_end is activate"});
  }
  if (trial.decision_months > max_months) {
    problems.push_back({"trial.decision_months", "is at most 1200 months"});
  }
  if (decides && trial.length.kind() == TrialLength::Kind::until_billing_day) {
    problems.push_back({"trial.length", "until-billing-day goes with on_end = \"activate\" only"});
  }
}

void check_notice(const std::vector<NoticeStep>& notice, std::vector<TermProblem>& problems) {
  std::optional<std::int64_t> before;
  for (std::size_t i = 0; i < notice.size(); ++i) {
    const auto& limit = notice[i].max_tenure_months;
    if (!limit && i + 1 < notice.size()) {
      problems.push_back({"notice", "only the last step may leave out max_tenure_months"});
    } else if (limit && before && *limit <= *before) {
      problems.push_back({"notice", "the steps must go up in max_tenure_months"});
    }
    if (notice[i].months > max_months || limit.value_or(0) > max_months) {
      problems.push_back({"notice", "is at most 1200 months"});
    }
    before = limit;
  }
}

/// MISSION S1: activity is counted by calendar month, and a unit seen once costs the month.
template <class Refuse>
void check_activity(const Terms& terms, const Refuse& refuse) {
  const bool decides = terms.trial && terms.trial->on_end == TrialEnd::await_decision;
  refuse(terms.timing == Timing::advance, "timing",
         "activity is known only afterwards: it cannot be billed in advance");
  refuse(terms.billing_day != BillingDay(), "billing_day",
         "activity is counted by calendar month: it is billed on the 1st");
  refuse(terms.first_period == Partial::daily, "first_period",
         "a unit seen once costs the month: there is no part of it by the day");
  refuse(terms.last_period == Partial::daily, "last_period",
         "a unit seen once costs the month: there is no part of it by the day");
  refuse(terms.commitment_months > 0, "commitment_months",
         "nobody seen costs nothing: there is nothing to commit to");
  refuse(decides && terms.trial->decision_period == DecisionPeriod::charge, "trial.decision_period",
         "activity is counted by calendar month: there is no month of decision to charge");
}

/// Terms that say opposite things, or something about what is not there.
void check_pairs(const Terms& terms, std::vector<TermProblem>& problems) {
  const auto refuse = [&problems](bool contradictory, std::string key, std::string problem) {
    if (contradictory) problems.push_back({std::move(key), std::move(problem)});
  };
  const bool advance = terms.timing == Timing::advance;
  const bool counted = terms.basis == Basis::mailbox;
  const bool daily = terms.quantity_change == QuantityChange::daily;
  if (terms.basis == Basis::activity) check_activity(terms, refuse);
  refuse(advance && terms.measure != Measure::at_start, "measure",
         "in advance only the count at the start is known");
  refuse(daily && !counted, "quantity_change",
         "only plans billed by mailbox have a count that changes by the day");
  refuse(daily && terms.measure == Measure::peak, "measure",
         "with quantity_change = \"daily\" every day costs its own count, not the peak");
  refuse(!advance && terms.refund != Refund::never, "refund",
         "nothing is paid in advance: there is nothing to refund");
  refuse(terms.pairing && terms.basis != Basis::activity, "pairing",
         "only plans billed by activity pair devices with users");
  refuse(terms.free_while_reselling && terms.third_party_licensed, "free_while_reselling",
         "what a third party licenses is never free");
  refuse(terms.setup_fee < Decimal(), "setup_fee", "must not be negative");
  refuse(terms.payment_terms_days > max_days, "payment_terms_days", "is at most 3650 days");
  refuse(terms.commitment_months > max_months, "commitment_months", "is at most 1200 months");
}

}  // namespace

std::optional<BillingDay> BillingDay::from_text(std::string_view text) {
  if (text == "group") return group();
  const auto day = count_from_text(text);
  if (!day || *day < 1 || *day > 31) return std::nullopt;
  return BillingDay(static_cast<unsigned>(*day));
}

std::string BillingDay::text() const { return is_group() ? "group" : std::to_string(day_); }

std::optional<TrialLength> TrialLength::from_text(std::string_view text) {
  TrialLength length;
  if (text == "until-billing-day" || text == "per-order") {
    length.kind_ = text == "per-order" ? Kind::per_order : Kind::until_billing_day;
    length.days_ = 0;
    return length;
  }
  if (!text.ends_with(days_suffix)) return std::nullopt;
  const auto days = count_from_text(text.substr(0, text.size() - days_suffix.size()));
  if (!days || *days < 1 || *days > max_days) return std::nullopt;
  length.days_ = static_cast<std::int32_t>(*days);
  return length;
}

std::string TrialLength::text() const {
  switch (kind_) {
    case Kind::until_billing_day:
      return "until-billing-day";
    case Kind::per_order:
      return "per-order";
    case Kind::days:
      break;
  }
  return std::to_string(days_) + std::string(days_suffix);
}

Terms Terms::defaults(Basis basis, std::optional<Timing> timing) {
  Terms terms;
  terms.basis = basis;
  terms.timing = timing.value_or(basis == Basis::activity ? Timing::arrears : Timing::advance);
  terms.measure = terms.timing == Timing::arrears ? Measure::at_end : Measure::at_start;
  return terms;
}

Result<Terms> with_overrides(Terms terms, const std::vector<Override>& overrides) {
  for (const auto& [term, value] : overrides) {
    TermSetter setter(term, value);
    Terms::fields(terms, setter);
    switch (setter.outcome()) {
      case TermSetter::Outcome::unknown:
        return unknown_term(terms, term);
      case TermSetter::Outcome::malformed:
        return Refusal{"term.malformed",
                       fmt::format("`{}` is no value of the term `{}`", value, term),
                       Advice::list_term_values, Exit::usage};
      case TermSetter::Outcome::set:
        break;
    }
  }
  return terms;
}

std::vector<NamedTerm> named_terms(const Terms& terms) {
  std::vector<NamedTerm> named;
  Terms::fields(terms, TermLister("", named));
  return named;
}

std::vector<TermProblem> problems_of(const Terms& terms) {
  std::vector<TermProblem> problems;
  check_pairs(terms, problems);
  if (terms.trial) check_trial(*terms.trial, problems);
  check_notice(terms.notice, problems);
  return problems;
}

Date notice_end(const Terms& terms, Date since, Date received_on) {
  for (const NoticeStep& step : terms.notice) {
    const bool covers = !step.max_tenure_months ||
                        received_on <= add_months(since, static_cast<int>(*step.max_tenure_months));
    if (covers) return add_months(received_on, static_cast<int>(step.months));
  }
  return received_on;
}

}  // namespace msp
