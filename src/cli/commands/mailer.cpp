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
std::string message_id(const Ledger& ledger, const MessageRef& message, const std::string& from) {
  constexpr std::size_t digits = 16;
  const auto first = ledger.event(1);
  const std::string ledger_id =
      hex(digest_of(std::to_string(first ? first->recorded_at : 0))).substr(0, digits);
  return fmt::format("{}.{}.{}@{}", message.customer.text(), message.key.text(), ledger_id,
                     from.substr(from.find('@') + 1));
}

/// Documents go as PDF; where nothing can make it, a browser shows the HTML.
Attachment printed(const Document& document) {
  std::string name = document.number;
  const auto odd = [](char c) {
    return !((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'));
  };
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

/// What becomes of a message once it is recorded that it is being sent.
SettleMessage hand_over(const Mailer& mailer, const MessageKey& key, const std::string& text) {
  constexpr int not_started = 127;  // what a shell says
  try {
    const Finished finished = run(ChildProcess{.arguments = {mailer.sendmail, "-i", "-t"},
                                               .input = text,
                                               .timeout_seconds = seconds_for_sendmail});
    if (finished.status == 0) return {key};
    return {key, finished.status, first_line(finished.errors)};
  } catch (const Fault& fault) {
    if (fault.code() == "child.timeout") throw;
    return {key, not_started, first_line(fault.what())};
  }
}

class Sending {
 public:
  Sending(Invocation& invocation, const Mailer& mailer, bool again)
      : invocation_(invocation), mailer_(mailer), again_(again) {}

  std::optional<Delivery> send(const MessageRef& message) {
    Delivery delivery{message, {}};
    const auto text = begin(delivery);
    if (!text) return std::nullopt;
    try {
      const SettleMessage settled = hand_over(mailer_, message.key, *text);
      record(message.customer, settled);
      delivery.status = settled.exit_status ? MessageStatus::failed : MessageStatus::sent;
      if (settled.exit_status) {
        delivery.said = fmt::format("exit {}: {}", *settled.exit_status, settled.said);
      }
    } catch (const Fault& fault) {
      if (fault.code() != "child.timeout") throw;
      delivery.said = fault.what();  // it may be on its way: left as it is, for somebody to look
    }
    return delivery;
  }

 private:
  /// Writes the mail while others go on, then records that it is being sent.
  std::optional<std::string> begin(Delivery& delivery) {
    auto written = write(delivery);
    if (!written) return std::nullopt;
    const std::string text = sealed(*std::move(written));
    Ledger ledger = invocation_.write_ledger();
    const Envelope envelope = invocation_.envelope(ledger);
    const auto message = found(ledger, delivery.message, envelope.request.today);
    if (!message || message->to != delivery.to) return std::nullopt;  // the next send writes anew
    const auto outcome = handle(ledger, envelope, delivery.message.customer,
                                BeginMessage{delivery.message.key, again_}, nothing_said);
    if (!outcome) return std::nullopt;
    invocation_.changed();
    return text;
  }

  std::optional<WrittenMail> write(Delivery& delivery) const {
    const Ledger ledger = invocation_.read_ledger();
    const Date today = invocation_.today(ledger);
    const auto message = found(ledger, delivery.message, today);
    if (!message || message->to.empty()) return std::nullopt;
    delivery.to = message->to;
    const Customer customer = *ledger.customer(delivery.message.customer);
    return mail_of(ledger, customer, *message, mailer_, today, now_micros());
  }

  static std::optional<OutboxMessage> found(const Ledger& ledger, const MessageRef& ref,
                                            Date today) {
    const auto customer = ledger.customer(ref.customer);
    return customer ? outbox_message(*customer, ref.key, today) : std::nullopt;
  }

  void record(const CustomerId& customer, const SettleMessage& settled) {
    Ledger ledger = invocation_.write_ledger();
    take(handle(ledger, invocation_.envelope(ledger), customer, settled, nothing_said));
  }

  static std::string nothing_said(const CustomerOutcome&) { return {}; }

  Invocation& invocation_;
  const Mailer& mailer_;
  bool again_;
};

}  // namespace

Mailer mailer_of(const Invocation& invocation, const MailOptions& said) {
  Mailer mailer{invocation.configured("sendmail"),
                said.from.value_or(invocation.configured("mail-from")), templates_of(invocation),
                from_word<Language>(invocation.configured("language")).value_or(Language::en)};
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

WrittenMail mail_of(const Ledger& ledger, const Customer& customer, const OutboxMessage& message,
                    const Mailer& mailer, Date today, std::int64_t now) {
  const Letter letter =
      letter_of(ledger, customer, message, mailer.templates, mailer.language, today);
  WrittenMail written;
  Mail& mail = written.mail;
  mail.from_name = ledger.settings().seller.name;
  mail.from = mailer.from;
  mail.to = message.to;
  mail.subject = letter.subject;
  mail.body = letter.body;
  mail.message_id = message_id(ledger, {customer.id, message.key}, mailer.from);
  mail.written_at = now;
  if (letter.document) {
    written.document =
        document_named(ledger, letter.document->number, letter.language, letter.language);
  }
  return written;
}

std::string sealed(WrittenMail written) {
  if (written.document) written.mail.attachments = {printed(*written.document)};
  return take(mail_text(written.mail));
}

std::vector<MessageRef> to_be_sent(const Ledger& ledger, Date today) {
  std::vector<MessageRef> messages;
  ledger.customers([&](Customer&& customer) {
    for (const OutboxMessage& message : outbox(customer, today)) {
      if (message.sends_itself) messages.push_back({customer.id, message.key});
    }
  });
  return messages;
}

std::vector<Delivery> deliver(Invocation& invocation, const Mailer& mailer,
                              const std::vector<MessageRef>& messages, bool again) {
  std::vector<Delivery> deliveries;
  Sending sending(invocation, mailer, again);
  for (const MessageRef& message : messages) {
    if (auto delivery = sending.send(message)) deliveries.push_back(*std::move(delivery));
  }
  return deliveries;
}

}  // namespace msp::cli
