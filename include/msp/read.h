// Strict readers for what people type: the gate through which free text enters.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "msp/nearest.h"
#include "msp/result.h"

namespace msp {

/// True if `text` holds what may be a payment card's number, which must be neither stored nor
/// repeated (MISSION X3): an issuer's prefix in a length that it gives, passing the Luhn check, in
/// digits of any script, spaced as people space them. Dates, IBANs, telephone and article numbers
/// are none.
bool looks_like_card_number(std::string_view text);

/// `text` in NFC, if it is valid UTF-8 without control, bidi-control, noncharacter or line-breaking
/// characters, or such as no one sees (joiners, fillers, selectors), not blank, and no longer than
/// 200 characters, without white space at either end. Refusals never repeat the text.
/// Codes: text.not_utf8, text.forbidden_character, text.empty, text.too_long, text.card_number,
/// text.stray_space.
Result<std::string> read_name(std::string_view text);

/// The same for what names a thing or an account elsewhere: a serial number may pass the Luhn check
/// and is no card's (an IMEI always does).
Result<std::string> read_identifier(std::string_view text);

/// A mail address `local@domain` in the plain form that every mail system takes: no display name,
/// no comments, no quotes, no spaces; ASCII local part, a domain with at least one dot; at most
/// 254 characters. The domain is lower-cased. Code: mail.malformed.
Result<std::string> read_mail_address(std::string_view text);

/// An instant as RFC 3339 writes it, in capitals: `2026-03-15T08:30:00Z`, with `.5` to
/// `.123456789` of a second and with `+02:00` or `-05:30` instead of Z if need be. Microseconds
/// since 1970 UTC, the rest cut off; nothing for any other text. There is no leap second.
std::optional<std::int64_t> read_instant(std::string_view text);

/// Columns that `text` takes on a terminal (wide, zero-width and combining characters counted).
std::size_t display_width(std::string_view text);

}  // namespace msp
