// How mails leave: the message is written, recorded as being sent, handed to sendmail, and what
// became of it recorded. Between the two records nobody holds the ledger.
#pragma once

#include <string>
#include <vector>

#include "line/invocation.h"
#include "msp/document.h"
#include "msp/letter.h"
#include "msp/mail.h"
#include "msp/message.h"
#include "msp/outbox.h"

namespace msp::cli {

struct Mailer {
  std::string sendmail;
  std::string from;
  Templates templates;
  Language language = Language::en;  ///< where the customer has none
};

/// The options of what writes mails.
struct MailOptions {
  std::optional<std::string> from = {};
  std::optional<std::string> templates = {};
  std::optional<std::string> sendmail = {};
};
void from_option(MailOptions& mail, auto&& option) {
  option("--from", "ADDRESS", mail.from, "the address mail is sent from (MSP_MAIL_FROM, mail-from)",
         mail_address);
}
void templates_option(MailOptions& mail, auto&& option) {
  option("--templates", "DIR", mail.templates, "the provider's own templates (MSP_TEMPLATES)",
         as_typed);
}
void sendmail_option(MailOptions& mail, auto&& option) {
  option("--sendmail", "PATH", mail.sendmail, "the program (MSP_SENDMAIL; /usr/sbin/sendmail)",
         as_typed);
}

/// As options, variables and settings have it. Refused: usage.mail_from (exit 2) without an address
/// to send from; templates.rejected (exit 3), before anything is sent.
Mailer mailer_of(const Invocation& invocation, const MailOptions& said);

/// Fault system.sendmail (exit 6) if the program is not there.
void require_sendmail(const Mailer& mailer);

/// A mail, and the document that is to go with it: printing that takes a while, and no ledger.
struct WrittenMail {
  Mail mail;
  std::optional<Document> document = {};
};

/// `now` in microseconds UTC is the mail's date.
WrittenMail mail_of(const Ledger& ledger, const Customer& customer, const OutboxMessage& message,
                    const Mailer& mailer, Date today, std::int64_t now);

/// The whole mail as it goes to sendmail, a document with it as PDF, or as HTML where nothing makes
/// PDF of it.
std::string sealed(WrittenMail written);

/// All messages that need no naming, oldest first of each customer.
std::vector<MessageRef> to_be_sent(const Ledger& ledger, Date today);

struct Delivery {
  MessageRef message;
  std::string to;
  MessageStatus status = MessageStatus::sending;
  std::string said = {};  ///< what went wrong
};

/// Sends them one by one; what somebody else is sending meanwhile is left to them and not told.
std::vector<Delivery> deliver(Invocation& invocation, const Mailer& mailer,
                              const std::vector<MessageRef>& messages, bool again);

}  // namespace msp::cli
