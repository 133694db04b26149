// What the command line brings to the desk's mails: templates, a sender's address, sendmail.
#pragma once

#include <string>

#include "line/invocation.h"
#include "msp/delivery.h"
#include "msp/document.h"
#include "msp/mail.h"

namespace msp::cli {

struct Mailer {
  std::string sendmail;
  std::string from;
  std::string bounce;  ///< the envelope's sender: who is told what could not be delivered
  Templates templates;
  Language language = Language::en;  ///< where the customer has none
  std::optional<Logo> logo = {};
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
         machine_made);
}
void sendmail_option(MailOptions& mail, auto&& option) {
  option("--sendmail", "PATH", mail.sendmail, "the program (MSP_SENDMAIL; /usr/sbin/sendmail)",
         machine_made);
}

/// As options, variables and settings have it. Refused: usage.mail_from (exit 2) without an address
/// to send from; templates.rejected (exit 3), before anything is sent.
Mailer mailer_of(const Invocation& invocation, const MailOptions& said);

/// Fault system.sendmail (exit 6) if the program is not there.
void require_sendmail(const Mailer& mailer);

/// The mail without the document that goes with it, dated now.
Mail mail_of(const Correspondence& about, const Mailer& mailer);

/// The whole mail as it goes to sendmail, a document with it as PDF, or as HTML where nothing makes
/// PDF of it.
std::string sealed(const Correspondence& about, const Mailer& mailer);

/// Writes by these templates, and hands over to this sendmail. The mailer must outlive it.
Sender sender_of(const Mailer& mailer);

/// The ledger of this command, transaction by transaction. The invocation must outlive it.
Turns turns_of(Invocation& invocation);

}  // namespace msp::cli
