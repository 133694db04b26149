// A mail as RFC 5322 and MIME write it, in lines that end with LF, as programs hand it to
// sendmail: 7-bit throughout, whatever it says.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "msp/result.h"

namespace msp {

struct Attachment {
  std::string name;  ///< `invoice-12.pdf`
  std::string type;  ///< `application/pdf`
  std::string bytes;
};

struct Mail {
  std::string from_name;  ///< may be empty
  std::string from;
  std::string to;  ///< addresses, `, ` between them
  std::string subject;
  std::string body;             ///< UTF-8, lines end with LF
  std::string message_id;       ///< without brackets; the part behind the last @ names a domain
  std::int64_t written_at = 0;  ///< microseconds since 1970, UTC
  std::vector<Attachment> attachments = {};
};

/// The message as it goes out. No text of it can begin a header of its own: addresses are in the
/// plain form, all else is encoded wherever it is not plain.
/// Refusals: mail.malformed (an address), mail.not_utf8.
Result<std::string> mail_text(const Mail& mail);

}  // namespace msp
