// What is read of a ledger, row by row, besides the folded states.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "msp/event.h"
#include "msp/hash.h"

namespace msp {

/// Who typed a command, as the kernel knows it; `claim` is what they say.
struct Actor {
  std::int64_t uid = 0;
  std::int64_t login_uid = -1;  ///< -1: unknown
  std::string host;
  std::string claim;
};

/// What is known about a batch.
struct Batch {
  std::int64_t id = 0;
  std::string command;
  std::string request_id;
  std::string request_digest;  ///< 32 bytes, or none without a request id
  std::string requested_by;    ///< in the ledger a commitment; here the text, empty if erased
  std::string ref;
  std::string reason;
  Actor actor;
  std::string answer;
};

/// An event as stored.
struct StoredEvent {
  std::int64_t seq = 0;
  std::string_view stream;  ///< `customer/acme`; valid during the call that hands it out
  std::int64_t version = 0;
  std::string_view type;
  std::string_view effective_on;
  std::string_view received_on;
  std::int64_t recorded_at = 0;
  std::int64_t batch = 0;
  std::string_view payload;
  Hash hash{};
};

/// An event, and in which stream it stands: a customer's, the catalog's or the ledger's own.
struct EventInStream {
  std::string stream;
  std::optional<CustomerId> customer;
  RecordedEvent event;
};

struct EventFilter {
  std::optional<CustomerId> customer = {};
  std::string type = {};
  std::optional<Date> from = {};     ///< effective
  std::optional<Date> through = {};  ///< effective, included
};

/// Somebody or something seen on a day: a user, a device, or both together.
struct Sighting {
  std::int64_t stream = 0;  ///< of the customer: Recording::stream_of()
  Date on;
  std::string_view user;
  std::string_view device;
  std::optional<DeviceKind> device_kind = {};  ///< of a device, and only of one
};

/// One row of the invoice list.
struct InvoiceRow {
  std::int64_t ordinal = 0;
  std::string number;
  DocumentKind kind = DocumentKind::invoice;
  CustomerId customer;
  Date issued_on;
  Date due_on;
  Date billed_on;
  Currency currency;
  std::int64_t net = 0;
  std::int64_t tax = 0;
  std::int64_t gross = 0;
  std::int64_t seq = 0;
};

/// The bytes that a document is stored as: two are the same if these are.
std::string canonical_text(const InvoiceIssued& invoice);

/// What was charged for one billing day.
struct DayTotal {
  Date billed_on;
  Currency currency;
  std::int64_t net = 0;
};

/// How much about people is kept of one customer.
struct PersonalData {
  std::int64_t texts = 0;     ///< in its history, and who asked for what was recorded of it alone
  std::int64_t activity = 0;  ///< rows of evidence
  bool empty() const { return texts == 0 && activity == 0; }
};

}  // namespace msp
