#include "commands/mailer.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "byte_source.h"
#include "child_process.h"
#include "clock.h"
#include "commands/printed_document.h"
#include "msp/ascii.h"

namespace msp::cli {
namespace {

constexpr int seconds_for_sendmail = 120;

Templates templates_of(const Invocation& invocation) {
  const std::string folder = invocation.configured("templates");
  if (folder.empty()) return Templates::shipped();
  return take(Templates::load([&folder](const std::string& file) -> std::optional<std::string> {
    const std::string path = folder + "/" + file;
    if (access(path.c_str(), F_OK) != 0) return std::nullopt;
    return read_file(path);
  }));
}

/// The same for a message however often it is sent, and for no other of any ledger.
std::string message_id(const Correspondence& about, const std::string& from) {
  return fmt::format("{}.{}.{}@{}", about.customer.id.text(), about.message.key.text(),
                     about.ledger, from.substr(from.find('@') + 1));
}

/// Documents go as PDF; where nothing can make it, a browser shows the HTML.
Attachment printed(const Document& document) {
  std::string name = document.number;
  const auto odd = [](char c) { return !is_digit(c) && !is_letter(c); };
  std::replace_if(name.begin(), name.end(), odd, '-');
  try {
    return {"invoice-" + name + ".pdf", "application/pdf", printed_document(document, Paper::pdf)};
  } catch (const Fault&) {
    return {"invoice-" + name + ".html", "text/html", printed_document(document, Paper::html)};
  }
}

/// What a program said, in a form that can be kept.
std::string first_line(const std::string& text) {
  constexpr std::size_t most = 200;
  std::string line = text.substr(0, std::min(text.find('\n'), most));
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c < 0x20 || c >= 0x7F; }, '?');
  return line;
}

HandedOver hand_over(const Mailer& mailer, const std::string& mail) {
  constexpr int not_started = 127;  // what a shell says
  try {
    // Without -f the envelope's sender is the login that cron runs as: servers that check where
    // mail may come from turn it away, and nobody reads what comes back.
    const Finished finished =
        run(ChildProcess{.arguments = {mailer.sendmail, "-i", "-t", "-f", mailer.bounce},
                         .input = mail,
                         .timeout_seconds = seconds_for_sendmail});
    return {finished.status, finished.status == 0 ? "" : first_line(finished.errors)};
  } catch (const Fault& fault) {
    if (fault.code() == "child.timeout") return {std::nullopt, fault.what()};
    return {not_started, first_line(fault.what())};
  }
}

}  // namespace

Mailer mailer_of(const Invocation& invocation, const MailOptions& said) {
  const std::string from = said.from.value_or(invocation.configured("mail-from"));
  const std::string bounce = invocation.configured("mail-bounce");
  Mailer mailer{invocation.configured("sendmail"), from, bounce.empty() ? from : bounce,
                templates_of(invocation),
                from_word<Language>(invocation.configured("language")).value_or(Language::en)};
  mailer.logo = logo_of(invocation);
  if (mailer.from.empty()) {
    usage_error("usage.mail_from", "nothing says from which address mail is sent",
                "Give --from ADDRESS, or set mail-from (`msp help configuration`).");
  }
  return mailer;
}

void require_sendmail(const Mailer& mailer) {
  struct stat file {};
  const bool there = stat(mailer.sendmail.c_str(), &file) == 0 && S_ISREG(file.st_mode) &&
                     access(mailer.sendmail.c_str(), X_OK) == 0;
  if (there && mailer.sendmail.find('/') != std::string::npos) return;
  throw Fault(Exit::system, "system.sendmail",
              fmt::format("{} is not there, or is no program", mailer.sendmail),
              "Install a mail system, or name its sendmail with --sendmail PATH.");
}

Mail mail_of(const Correspondence& about, const Mailer& mailer) {
  Letter letter = letter_of(about, mailer.templates, mailer.language);
  Mail mail;
  mail.from_name = about.provider;
  mail.from = mailer.from;
  mail.to = about.message.to;
  mail.subject = std::move(letter.subject);
  mail.body = std::move(letter.body);
  mail.message_id = message_id(about, mailer.from);
  mail.written_at = now_micros();
  return mail;
}

std::string sealed(const Correspondence& about, const Mailer& mailer) {
  Mail mail = mail_of(about, mailer);
  if (about.document) {
    const Language language = about.customer.details.language.value_or(mailer.language);
    Document document = document_of(*about.document, about.customer.id, about.ordinal, language);
    document.logo = mailer.logo;
    mail.attachments = {printed(document)};
  }
  return take(mail_text(mail));
}

Sender sender_of(const Mailer& mailer) {
  return {[&mailer](const Correspondence& about) { return sealed(about, mailer); },
          [&mailer](const std::string& mail) { return hand_over(mailer, mail); }};
}

Turns turns_of(Invocation& invocation) {
  return {[&invocation] { return invocation.read_ledger(); },
          [&invocation] { return invocation.write_ledger(); },
          [&invocation](const Ledger& ledger) { return invocation.envelope(ledger); },
          [&invocation] { invocation.changed_in_part(); }};
}

}  // namespace msp::cli
