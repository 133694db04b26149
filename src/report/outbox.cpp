// What is to be told to whom (MISSION D5), and the schedule of the security reports (D2, D6).
#include "msp/outbox.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "cells.h"
#include "msp/report/outbox.h"
#include "selection.h"

namespace msp {
namespace {

std::string why(const Customer& customer, const OutboxMessage& message) {
  const std::string name = MessageRef{customer.id, message.key}.text();
  switch (message.status) {
    case MessageStatus::blocked: {
      const bool partner =
          message.key.kind == MessageKind::connected_partner ||
          (message.key.kind == MessageKind::mx_ready && !customer.details.partner.empty());
      return fmt::format("no address: msp customer edit {} --{}-email MAIL", customer.id.text(),
                         partner ? "partner" : "contact");
    }
    case MessageStatus::sending:
      return fmt::format(
          "nobody knows whether it left: msp notify skip {} --reason TEXT, or send "
          "--again",
          name);
    case MessageStatus::failed:
      return fmt::format("exit {}: {}", message.exit_status, message.said);
    case MessageStatus::expired:
      return fmt::format("older than {} days: msp notify send {}", days_sent_by_itself, name);
    case MessageStatus::waiting:
    case MessageStatus::sent:
    case MessageStatus::skipped:
      break;
  }
  return {};
}

/// When the sales reps were told, by subscription and due date.
class ReportsSent {
 public:
  ReportsSent(const Ledger& ledger, const Query& query) {
    EventFilter filter;
    filter.customer = query.customer;
    filter.type = MessageSent::type;
    ledger.customer_events(filter, [&](const CustomerId& id, const auto& recorded) {
      const auto* sent = std::get_if<MessageSent>(&recorded.event);
      if (!sent || sent->message.kind != MessageKind::security_report) return;
      sent_[MessageRef{id, sent->message}.text()] = recorded.effective_on;
    });
  }

  std::optional<Date> on(const SubscriptionRef& ref, Date due_on) const {
    const MessageKey key{MessageKind::security_report, ref.number, due_on};
    const auto found = sent_.find(MessageRef{ref.customer, key}.text());
    return found == sent_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  std::map<std::string, Date> sent_;
};

struct Due {
  Date on;
  SubscriptionRef ref;
  std::string sales_rep;
  std::int64_t group = 0;
};

}  // namespace

Columns message_columns() {
  return {{"message", "what it goes by"},
          {"status", "where it stands"},
          {"kind", "what it tells"},
          {"customer", "about whom"},
          {"subscription", "the one it is about; empty: the customer"},
          {"to", "the address"},
          {"due_on", "when it is to be told", ColumnKind::date},
          {"settled_on", "when it was sent or skipped", ColumnKind::date},
          {"why", "what is wrong, or the command that mends it"}};
}

Table message_list(const Ledger& ledger, const Query& query, std::optional<MessageStatus> status,
                   std::optional<MessageKind> kind) {
  Table table(message_columns());
  visit_customers(ledger, query, [&](const Customer& customer) {
    for (const OutboxMessage& message : outbox(customer, query.as_of)) {
      if (status && message.status != *status) continue;
      if (kind && message.key.kind != *kind) continue;
      if (!in_time(query, message.due_on)) continue;
      table.add(
          {MessageRef{customer.id, message.key}.text(), word(message.status),
           word(message.key.kind), customer.id.text(),
           message.subscription == 0 ? ""
                                     : SubscriptionRef{customer.id, message.subscription}.text(),
           message.to, message.due_on.text(), cell(message.settled_on), why(customer, message)});
    }
  });
  return table;
}

Columns security_columns() {
  return {{"customer", "whose"},
          {"subscription", "the service that is reported on"},
          {"sales_rep", "who gets the report"},
          {"group", "the invoicing group: the report's day", ColumnKind::count},
          {"due_on", "when it is due", ColumnKind::date},
          {"sent_on", "when the sales rep was told", ColumnKind::date}};
}

Table security_report(const Ledger& ledger, const Query& query) {
  const Catalog catalog = ledger.catalog();
  Query reach = query;  // a schedule looks ahead
  if (query.through) reach.as_of = std::max(query.as_of, *query.through);
  const Months months = months_of(reach, 1);
  std::vector<Due> all;
  visit_subscriptions(ledger, catalog, query, query.as_of, [&](const Standing& standing) {
    for (std::size_t i = 0; i < months.count(); ++i) {
      const auto on = security_report_on(standing.customer, standing.subscription, months[i]);
      if (!on || (query.from && *on < *query.from) || (query.through && *query.through < *on)) {
        continue;
      }
      all.push_back({*on, standing.ref(), standing.subscription.sales_rep.value,
                     standing.customer.group_on(*on).value_or(0)});
    }
  });
  std::sort(all.begin(), all.end(), [](const Due& a, const Due& b) {
    return std::tuple(a.on, a.ref) < std::tuple(b.on, b.ref);
  });
  const ReportsSent sent(ledger, query);
  Table table(security_columns());
  for (const Due& due : all) {
    table.add({due.ref.customer.text(), due.ref.text(), due.sales_rep, std::to_string(due.group),
               due.on.text(), cell(sent.on(due.ref, due.on))});
  }
  return table;
}

}  // namespace msp
