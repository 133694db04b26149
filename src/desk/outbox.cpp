// The outbox's protocol: BeginMessage, hand over, SettleMessage.
#include <fmt/format.h>

#include "msp/advice.h"
#include "msp/delivery.h"
#include "msp/hash.h"
#include "msp/progress.h"
#include "recorder.h"

namespace msp {
namespace {

/// The same for every message of a ledger, and for no other ledger.
std::string name_of(const Ledger& ledger) {
  constexpr std::size_t digits = 16;
  const auto first = ledger.event(1);
  return hex(digest_of(std::to_string(first ? first->recorded_at : 0))).substr(0, digits);
}

/// As customers know the plan.
std::string service_name(const Catalog& catalog, const PlanId& id, Date today) {
  const Plan* plan = catalog.plan(id);
  const PlanVersion* version = plan ? plan->version_on(today) : nullptr;
  return version && !version->name.empty() ? version->name : id.text();
}

void add_document(Correspondence& about, const Ledger& ledger) {
  const auto event = ledger.event(about.message.key.cause);
  const auto* issued = event ? std::get_if<InvoiceIssued>(&event->event) : nullptr;
  if (!issued) return;
  about.document = *issued;
  about.ordinal = ledger.invoice(issued->number)->ordinal;
}

void add_service(Correspondence& about, const Ledger& ledger) {
  const Subscription* subscription = about.customer.subscription(about.message.subscription);
  if (!subscription) return;
  const Catalog catalog = ledger.catalog();
  about.service = service_name(catalog, subscription->plan_on(about.today).plan, about.today);
  if (subscription->billed_on || subscription->ending) return;  // nothing to come is the first
  about.first_invoice_on =
      first_invoice_of(ledger, about.customer, catalog, subscription->number, about.today);
}

class Sending {
 public:
  Sending(const Turns& turns, const Sender& sender, bool again)
      : turns_(turns), sender_(sender), again_(again) {}

  std::optional<Delivery> send(const MessageRef& message) {
    const auto about = read(message);
    if (!about || about->message.to.empty()) return std::nullopt;
    const std::string mail = sender_.write(*about);
    if (!begin(message, about->message.to)) return std::nullopt;
    const HandedOver handed = sender_.hand_over(mail);
    Delivery delivery{message, about->message.to};
    delivery.said = handed.said;
    if (!handed.exit_status) return delivery;  // left as it is, for somebody to look
    if (*handed.exit_status == 0) {
      settle(message.customer, {message.key});
      delivery.status = MessageStatus::sent;
      return delivery;
    }
    settle(message.customer, {message.key, handed.exit_status, handed.said});
    delivery.status = MessageStatus::failed;
    delivery.said = fmt::format("exit {}: {}", *handed.exit_status, handed.said);
    return delivery;
  }

 private:
  std::optional<Correspondence> read(const MessageRef& message) const {
    const Ledger ledger = turns_.read();
    auto about = correspondence(ledger, message, turns_.envelope(ledger).request.today);
    return about ? std::optional(*std::move(about)) : std::nullopt;
  }

  /// Records that it is being sent, if it is still to be sent to whom it was written.
  bool begin(const MessageRef& message, const std::string& to) {
    Ledger ledger = turns_.write();
    const Envelope envelope = turns_.envelope(ledger);
    const auto customer = ledger.customer(message.customer);
    const auto now = customer ? outbox_message(*customer, message.key, envelope.request.today)
                              : std::optional<OutboxMessage>();
    if (!now || now->to != to) return false;  // the next send writes anew
    if (!handle(ledger, envelope, message.customer, BeginMessage{message.key, again_})) {
      return false;
    }
    turns_.recorded();
    return true;
  }

  void settle(const CustomerId& customer, const SettleMessage& settled) {
    Ledger ledger = turns_.write();
    require(handle(ledger, turns_.envelope(ledger), customer, settled));
  }

  const Turns& turns_;
  const Sender& sender_;
  bool again_;
};

}  // namespace

std::map<MessageStatus, std::size_t> count_messages(const Ledger& ledger, Date today) {
  std::map<MessageStatus, std::size_t> counts;
  ledger.customers([&](Customer&& customer) {
    for (const OutboxMessage& message : outbox(customer, today)) ++counts[message.status];
  });
  return counts;
}

Result<std::vector<MessageRef>> messages_to_send(const Ledger& ledger,
                                                 const std::vector<MessageRef>& named, bool again,
                                                 Date today) {
  std::vector<MessageRef> messages = named;
  const Catalog catalog = named.empty() ? Catalog() : ledger.catalog();
  for (const MessageRef& ref : named) {
    const auto customer = ledger.customer(ref.customer);
    if (!customer) return unknown_customer(ledger, ref.customer);
    const auto fit = decide(*customer, catalog, {today, today}, BeginMessage{ref.key, again});
    if (!fit) return fit.refusal();
  }
  if (!named.empty()) return messages;
  ledger.customers([&](Customer&& customer) {
    for (const OutboxMessage& message : outbox(customer, today)) {
      if (message.sends_itself) messages.push_back({customer.id, message.key});
    }
  });
  return messages;
}

Result<Correspondence> correspondence(const Ledger& ledger, const MessageRef& ref, Date today) {
  auto customer = ledger.customer(ref.customer);
  if (!customer) return unknown_customer(ledger, ref.customer);
  auto message = outbox_message(*customer, ref.key, today);
  if (!message) {
    return Refusal{"message.unknown",
                   fmt::format("there is no message {} in the outbox", ref.text()),
                   Hint(Advice::list_messages, {ref.customer.text()})};
  }
  if (message->to.empty()) {
    return Refusal{"message.blocked", fmt::format("nobody knows where to send {}", ref.text()),
                   Advice::list_blocked};
  }
  Correspondence about{*std::move(customer), *std::move(message), today};
  about.provider = ledger.settings().seller_on(today).name;
  about.ledger = name_of(ledger);
  if (ref.key.kind == MessageKind::invoice) {
    add_document(about, ledger);
  } else {
    add_service(about, ledger);
  }
  return about;
}

std::vector<Delivery> deliver(const Turns& turns, const Sender& sender,
                              const std::vector<MessageRef>& messages, bool again) {
  std::vector<Delivery> deliveries;
  Sending sending(turns, sender, again);
  Progress progress("messages", static_cast<std::int64_t>(messages.size()));
  for (const MessageRef& message : messages) {
    progress.step();
    if (auto delivery = sending.send(message)) deliveries.push_back(*std::move(delivery));
  }
  return deliveries;
}

}  // namespace msp
