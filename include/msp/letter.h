// What a message says: the template of its kind and language, filled in from what was read.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "msp/customer.h"
#include "msp/invoice.h"
#include "msp/mail_template.h"
#include "msp/outbox.h"

namespace msp {

/// What a template of this kind may ask for.
std::vector<std::string_view> template_places(MessageKind kind);

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

/// All that a letter is written from, as a ledger has it on `today`: writing takes no ledger.
struct Correspondence {
  Customer customer;
  OutboxMessage message;
  Date today;
  std::string provider = {};                   ///< the seller, by its name of today
  std::string service = {};                    ///< what the plan is called; empty: about no plan
  std::optional<Date> first_invoice_on = {};   ///< of what is not invoiced yet
  std::optional<InvoiceIssued> document = {};  ///< that goes with it
  std::int64_t ordinal = 0;                    ///< of the document in its ledger
  std::string ledger = {};                     ///< what tells this ledger from all others
};

struct Letter {
  std::string subject;
  std::string body;
  Language language = Language::en;
};

/// In the customer's language or else in `usual`.
Letter letter_of(const Correspondence& about, const Templates& templates, Language usual);

}  // namespace msp
