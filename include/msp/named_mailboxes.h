// Mailboxes kept by name. Once a subscription has names, their number is the count it is billed by.
#pragma once

#include <cstdint>
#include <vector>

#include "msp/date.h"
#include "msp/fields.h"

namespace msp {

/// A count from a day on, until the next one.
struct MailboxesFrom {
  Date from;
  std::int64_t mailboxes = 0;
  static constexpr void fields(auto& self, auto&& field) {
    field("from", self.from);
    field("mailboxes", self.mailboxes);
  }
  bool operator==(const MailboxesFrom&) const = default;
};

/// Mailboxes from the effective day on. `counts` says how many there are from that day on, and from
/// every later day on which that changes what was said: what bills must not hang on names, which
/// may be erased.
struct MailboxAdded {
  static constexpr std::string_view type = "mailbox_added";  // disk format: never rename
  std::int64_t subscription = 0;
  std::vector<Personal> addresses;
  std::vector<MailboxesFrom> counts;
  static constexpr void fields(auto& self, auto&& field) {
    field("subscription", self.subscription);
    field("addresses", self.addresses);
    field("counts", self.counts);
  }
  bool operator==(const MailboxAdded&) const = default;
};

/// No longer there from the effective day on; `counts` as of MailboxAdded.
struct MailboxRemoved {
  static constexpr std::string_view type = "mailbox_removed";  // disk format: never rename
  std::int64_t subscription = 0;
  std::vector<Personal> addresses;
  std::vector<MailboxesFrom> counts;
  static constexpr void fields(auto& self, auto&& field) {
    field("subscription", self.subscription);
    field("addresses", self.addresses);
    field("counts", self.counts);
  }
  bool operator==(const MailboxRemoved&) const = default;
};

}  // namespace msp
