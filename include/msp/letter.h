// What a message says: the template of its kind and language, filled in from the ledger.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "msp/ledger.h"
#include "msp/mail_template.h"
#include "msp/outbox.h"

namespace msp {

/// What a template of this kind may ask for.
const std::vector<std::string_view>& template_places(MessageKind kind);

/// One template per language and kind.
class Templates {
 public:
  /// Those the program brings with it.
  static Templates shipped();
  /// Those of a folder, all of them: `read` gets `fi/invoice.txt` and returns its text. All that is
  /// wrong is named by file and line.
  /// Refusal templates.rejected (exit 3).
  static Result<Templates> load(
      const std::function<std::optional<std::string>(const std::string&)>& read);

  const MailTemplate& of(Language language, MessageKind kind) const;

 private:
  std::map<std::pair<Language, MessageKind>, MailTemplate> all_;
};

struct Letter {
  std::string subject;
  std::string body;
  Language language = Language::en;
  std::optional<InvoiceIssued> document = {};  ///< goes with it
};

/// The letter as of `today`, in the customer's language or else in `usual`.
Letter letter_of(const Ledger& ledger, const Customer& customer, const OutboxMessage& message,
                 const Templates& templates, Language usual, Date today);

}  // namespace msp
