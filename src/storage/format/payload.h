// Events as text and back.
#pragma once

#include <string>
#include <string_view>

#include "format/json_codec.h"
#include "msp/event.h"

namespace msp {

/// Appends the canonical payload of `event` to `out`.
void encode_payload(std::string& out, const CustomerEvent& event, PersonalTexts& personal);
void encode_payload(std::string& out, const CatalogEvent& event, PersonalTexts& personal);
void encode_payload(std::string& out, const LedgerEvent& event, PersonalTexts& personal);

/// The event of this type with this payload. Faults: ledger.payload, ledger.event_unknown.
Event decode_payload(std::string_view type, std::string_view payload, PersonalTexts& personal);

}  // namespace msp
