#include "msp/letter.h"

#include <fmt/format.h>

#include <array>

#include "msp/desk.h"

namespace msp {
namespace {

constexpr std::array languages = {Language::en, Language::fi};

std::string date_text(Language language, std::optional<Date> date) {
  constexpr std::array<std::string_view, 12> months = {
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  if (!date) return {};
  if (language == Language::fi) {
    return fmt::format("{}.{}.{}", date->day(), date->month(), date->year());
  }
  return fmt::format("{} {} {}", date->day(), months[date->month() - 1], date->year());
}

/// `1,234.50 EUR`, `1 234,50 EUR`; `canonical` is `1234.50`.
std::string money_text(Language language, const std::string& canonical, Currency currency) {
  const bool finnish = language == Language::fi;
  const auto point = std::min(canonical.find('.'), canonical.size());
  std::string text;
  for (std::size_t i = 0; i < point; ++i) {
    if (i > 0 && (point - i) % 3 == 0) text += finnish ? "\u00A0" : ",";
    text += canonical[i];
  }
  if (point < canonical.size()) text += (finnish ? "," : ".") + canonical.substr(point + 1);
  return text + "\u00A0" + currency.text();
}

std::string days_text(Language language, std::int32_t days) {
  if (language == Language::fi) return fmt::format("{} {}", days, days == 1 ? "päivä" : "päivää");
  return fmt::format("{} {}", days, days == 1 ? "day" : "days");
}

/// What the places of one letter are filled with.
class Filling {
 public:
  Filling(const Ledger& ledger, const Customer& customer, const OutboxMessage& message,
          Language language, Date today)
      : ledger_(ledger),
        customer_(customer),
        message_(message),
        language_(language),
        today_(today),
        catalog_(ledger.catalog()),
        settings_(ledger.settings()),
        subscription_(customer.subscription(message.subscription)) {
    if (message.key.kind != MessageKind::invoice) return;
    const auto event = ledger.event(message.key.cause);
    if (const auto* issued = event ? std::get_if<InvoiceIssued>(&event->event) : nullptr) {
      document_ = *issued;
    }
  }

  const std::optional<InvoiceIssued>& document() const { return document_; }

  std::string of(std::string_view place) const {
    if (place == "customer") return customer_.details.name;
    if (place == "customer_id") return customer_.id.text();
    if (place == "partner") return customer_.details.partner;
    if (place == "provider") {
      return document_ ? document_->seller.name : settings_.seller.name;
    }
    if (document_) return of_document(place, *document_);
    return subscription_ ? of_service(place, *subscription_) : std::string();
  }

 private:
  std::string of_document(std::string_view place, const InvoiceIssued& document) const {
    const bool credit = document.gross < 0;
    if (place == "document") return document_word(document.kind);
    if (place == "number") return document.number;
    if (place == "issued_on") return date_text(language_, document.issued_on);
    if (place == "pay_by" && !credit) return date_text(language_, document.due_on);
    if (place == "iban" && !credit) return document.seller.iban;
    if (place == (credit ? "credited" : "gross")) return absolute(document);
    return {};
  }

  std::string document_word(DocumentKind kind) const {
    const bool note = kind == DocumentKind::credit_note;
    if (language_ == Language::fi) return note ? "hyvityslasku" : "lasku";
    return note ? "credit note" : "invoice";
  }

  std::string absolute(const InvoiceIssued& document) const {
    const std::string text = amount_text(document.gross, document.currency);
    return money_text(language_, text.substr(text.starts_with('-') ? 1 : 0), document.currency);
  }

  std::string of_service(std::string_view place, const Subscription& subscription) const {
    if (place == "subscription") return customer_.ref(subscription).text();
    if (place == "plan") return subscription.plan_on(today_).plan.text();
    if (place == "service") return service(subscription.plan_on(today_).plan);
    if (place == "sales_rep") return subscription.sales_rep.value;
    if (place == "connected_on") return date_text(language_, subscription.connected_on());
    if (place == "due_on") return date_text(language_, message_.due_on);
    if (place == "mailboxes") {
      const CountFrom* count = subscription.count_on(today_);
      return count ? std::to_string(count->mailboxes) : "";
    }
    if (place == "monthly_total" && subscription.monthly_total) {
      const Currency currency = subscription.currency;
      return money_text(language_, subscription.monthly_total->text(currency.exponent()), currency);
    }
    if (place == "group") {
      const auto group = customer_.group_on(today_);
      return group ? std::to_string(*group) : "";
    }
    if (place == "ended_on" && subscription.ending) {
      return date_text(language_, subscription.ending->ends_on);
    }
    if (place == "first_invoice") return first_invoice(subscription);
    return of_trial(place, subscription.trial);
  }

  std::string of_trial(std::string_view place, const std::optional<Trial>& trial) const {
    if (!trial || trial->converted_on) return {};
    const Date last = trial->decline_before() - 1;
    if (place == "trial_through") return date_text(language_, trial->ends_on - 1);
    if (place == "days_left") return days_text(language_, std::max(last - today_, 0));
    if (place == "decide_by" && trial->deadline && today_ <= last) {
      return date_text(language_, last);
    }
    return {};
  }

  std::string service(const PlanId& id) const {
    const Plan* plan = catalog_.plan(id);
    const PlanVersion* version = plan ? plan->version_on(today_) : nullptr;
    return version && !version->name.empty() ? version->name : id.text();
  }

  /// Of what was invoiced already it is not the first.
  std::string first_invoice(const Subscription& subscription) const {
    if (subscription.billed_on || subscription.ending) return {};
    return date_text(language_,
                     first_invoice_of(ledger_, customer_, catalog_, subscription.number, today_));
  }

  const Ledger& ledger_;
  const Customer& customer_;
  const OutboxMessage& message_;
  Language language_;
  Date today_;
  Catalog catalog_;
  LedgerSettings settings_;
  const Subscription* subscription_;
  std::optional<InvoiceIssued> document_;
};

}  // namespace

const std::vector<std::string_view>& template_places(MessageKind kind) {
  static const std::vector<std::string_view> of_document = {
      "customer",  "customer_id", "partner", "provider", "document", "number",
      "issued_on", "pay_by",      "iban",    "gross",    "credited"};
  static const std::vector<std::string_view> of_service = {
      "customer",  "customer_id", "partner",   "provider", "subscription",  "plan",
      "service",   "mailboxes",   "sales_rep", "due_on",   "connected_on",  "trial_through",
      "decide_by", "days_left",   "group",     "ended_on", "monthly_total", "first_invoice"};
  return kind == MessageKind::invoice ? of_document : of_service;
}

Result<Templates> Templates::load(
    const std::function<std::optional<std::string>(const std::string&)>& read) {
  Templates templates;
  std::vector<std::string> wrong;
  std::string hint;
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
  return Refusal{"templates.rejected", "the templates cannot be used",
                 hint.empty() ? "The folder needs all files of examples/templates." : hint,
                 Exit::input_rejected, std::move(wrong)};
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

Letter letter_of(const Ledger& ledger, const Customer& customer, const OutboxMessage& message,
                 const Templates& templates, Language usual, Date today) {
  Letter letter;
  letter.language = customer.details.language.value_or(usual);
  const Filling filling(ledger, customer, message, letter.language, today);
  const FilledTemplate filled =
      templates.of(letter.language, message.key.kind).fill([&filling](std::string_view place) {
        return filling.of(place);
      });
  letter.subject = filled.subject;
  letter.body = filled.body;
  letter.document = filling.document();
  return letter;
}

}  // namespace msp
