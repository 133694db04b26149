#include "msp/letter.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "paper/wording.h"

namespace msp {
namespace {

constexpr std::array languages = {Language::en, Language::fi};

/// What one letter is about, in its language. A text is empty where there is nothing to say.
class Filling {
 public:
  Filling(const Correspondence& about, Language language)
      : about_(about),
        language_(language),
        subscription_(about.customer.subscription(about.message.subscription)) {}

  const Customer& customer() const { return about_.customer; }
  const InvoiceIssued& document() const { return *about_.document; }
  const Subscription& subscription() const { return *subscription_; }
  const Correspondence& about() const { return about_; }
  Language language() const { return language_; }
  bool has_document() const { return about_.document.has_value(); }
  bool has_subscription() const { return subscription_ != nullptr; }

  std::string date(std::optional<Date> on) const { return on ? date_in(language_, *on) : ""; }
  std::string money(std::string_view canonical, Currency currency) const {
    return money_in(language_, canonical, currency);
  }
  std::string in(std::string_view english, std::string_view finnish) const {
    return std::string(language_ == Language::fi ? finnish : english);
  }

  /// A decision that is still to be made.
  const Trial* open_trial() const {
    const auto& trial = subscription().trial;
    return trial && !trial->converted_on ? &*trial : nullptr;
  }
  bool is_credit() const { return document().gross < 0; }

 private:
  const Correspondence& about_;
  Language language_;
  const Subscription* subscription_;
};

/// The places, each with its name and what it says: this is the one list of them.
namespace places {

using F = const Filling&;

struct Named {
  std::string_view name;
  std::string (*text)(F);
};

/// The amount, whichever way it goes.
std::string gross(F f) {
  const InvoiceIssued& document = f.document();
  const std::string text = amount_text(document.gross, document.currency);
  return f.money(std::string_view(text).substr(text.starts_with('-') ? 1 : 0), document.currency);
}

std::string document_word(F f) {
  return f.document().kind == DocumentKind::credit_note ? f.in("credit note", "hyvityslasku")
                                                        : f.in("invoice", "lasku");
}

std::string payment_reference_text(F f) {
  return f.is_credit() ? "" : reference_in(f.language(), payment_reference(f.about().ordinal));
}

std::string mailboxes(F f) {
  const CountFrom* count = f.subscription().count_on(f.about().today);
  return count ? std::to_string(count->mailboxes) : "";
}

std::string monthly_total(F f) {
  const auto& [total, currency] =
      std::pair(f.subscription().monthly_total, f.subscription().currency);
  return total ? f.money(total->text(currency.exponent()), currency) : "";
}

std::string group(F f) {
  const auto group = f.customer().group_on(f.about().today);
  return group ? std::to_string(*group) : "";
}

std::string decide_by(F f) {
  const Trial* trial = f.open_trial();
  if (!trial || !trial->deadline) return {};
  const Date last = trial->decline_before() - 1;
  return f.about().today <= last ? f.date(last) : "";
}

std::string days_left(F f) {
  const Trial* trial = f.open_trial();
  if (!trial) return {};
  const std::int32_t days = std::max(trial->decline_before() - 1 - f.about().today, 0);
  return fmt::format("{} {}", days, days == 1 ? f.in("day", "päivä") : f.in("days", "päivää"));
}

constexpr Named of_all[] = {
    {"customer", [](F f) { return f.customer().details.name; }},
    {"customer_id", [](F f) { return f.customer().id.text(); }},
    {"partner", [](F f) { return f.customer().details.partner; }},
    {"provider",
     [](F f) { return f.has_document() ? f.document().seller.name : f.about().provider; }},
};

constexpr Named of_document[] = {
    {"document", document_word},
    {"number", [](F f) { return f.document().number; }},
    {"issued_on", [](F f) { return f.date(f.document().issued_on); }},
    {"pay_by", [](F f) { return f.is_credit() ? "" : f.date(f.document().due_on); }},
    {"iban", [](F f) { return f.is_credit() ? "" : f.document().seller.iban; }},
    {"reference", payment_reference_text},
    {"gross", [](F f) { return f.is_credit() ? "" : gross(f); }},
    {"credited", [](F f) { return f.is_credit() ? gross(f) : ""; }},
};

constexpr Named of_service[] = {
    {"subscription", [](F f) { return f.customer().ref(f.subscription()).text(); }},
    {"plan", [](F f) { return f.subscription().plan_on(f.about().today).plan.text(); }},
    {"service", [](F f) { return f.about().service; }},
    {"mailboxes", mailboxes},
    {"sales_rep", [](F f) { return f.subscription().sales_rep.value; }},
    {"due_on", [](F f) { return f.date(f.about().message.due_on); }},
    {"connected_on", [](F f) { return f.date(f.subscription().connected_on()); }},
    {"trial_through",
     [](F f) { return f.open_trial() ? f.date(f.open_trial()->ends_on - 1) : ""; }},
    {"decide_by", decide_by},
    {"days_left", days_left},
    {"group", group},
    {"ended_on",
     [](F f) { return f.subscription().ending ? f.date(f.subscription().ending->ends_on) : ""; }},
    {"monthly_total", monthly_total},
    {"first_invoice", [](F f) { return f.date(f.about().first_invoice_on); }},
};

}  // namespace places

/// What `list` has to say about `name`, if it has it.
template <std::size_t size>
std::optional<std::string> said(const places::Named (&list)[size], std::string_view name,
                                const Filling& filling) {
  for (const places::Named& place : list) {
    if (place.name == name) return place.text(filling);
  }
  return std::nullopt;
}

std::string said_at(std::string_view place, const Filling& filling) {
  const auto text = said(places::of_all, place, filling);
  if (text) return *text;
  if (filling.has_document()) return said(places::of_document, place, filling).value_or("");
  return filling.has_subscription() ? said(places::of_service, place, filling).value_or("") : "";
}

}  // namespace

std::vector<std::string_view> template_places(MessageKind kind) {
  std::vector<std::string_view> names;
  for (const auto& place : places::of_all) names.push_back(place.name);
  if (kind == MessageKind::invoice) {
    for (const auto& place : places::of_document) names.push_back(place.name);
  } else {
    for (const auto& place : places::of_service) names.push_back(place.name);
  }
  return names;
}

Result<Templates> Templates::load(
    const std::function<std::optional<std::string>(const std::string&)>& read) {
  Templates templates;
  std::vector<std::string> wrong;
  Hint hint = "The folder needs all files of examples/templates.";
  for (const Language language : languages) {
    for (std::size_t i = 0; i < words<MessageKind>.size(); ++i) {
      const auto kind = static_cast<MessageKind>(i);
      const std::string file = template_file(language, kind);
      const auto text = read(file);
      if (!text) {
        wrong.push_back(file + ": is missing");
        continue;
      }
      auto parsed = MailTemplate::parse(*text, file, template_places(kind));
      if (parsed) {
        templates.all_.emplace(std::pair(language, kind), *std::move(parsed));
      } else {
        wrong.push_back(parsed.refusal().message);
        hint = parsed.refusal().hint;
      }
    }
  }
  if (wrong.empty()) return templates;
  return Refusal{"templates.rejected", "the templates cannot be used", hint, Exit::input_rejected,
                 std::move(wrong)};
}

Templates Templates::shipped() {
  std::map<std::string, std::string_view> files;
  for (const Language language : languages) {
    for (std::size_t i = 0; i < words<MessageKind>.size(); ++i) {
      const auto kind = static_cast<MessageKind>(i);
      files[template_file(language, kind)] = shipped_template(language, kind);
    }
  }
  return require(load([&files](const std::string& file) { return std::string(files[file]); }));
}

const MailTemplate& Templates::of(Language language, MessageKind kind) const {
  return all_.at({language, kind});
}

Letter letter_of(const Correspondence& about, const Templates& templates, Language usual) {
  const Language language = about.customer.details.language.value_or(usual);
  const Filling filling(about, language);
  const FilledTemplate filled =
      templates.of(language, about.message.key.kind).fill([&filling](std::string_view place) {
        return said_at(place, filling);
      });
  return {filled.subject, filled.body, language};
}

}  // namespace msp
