// The chain, as schema.sql writes it down.
#pragma once

#include <string>
#include <string_view>

#include "msp/ledger_rows.h"

namespace msp {

/// The hash of an event that follows `previous`, whose batch has the digest `batch_digest`.
Hash event_hash(const Hash& previous, const StoredEvent& event, std::string_view batch_digest);

/// The digest of a batch whose `requested_by` is given as stored.
Hash batch_digest(const Batch& batch);

/// The commitment, in hex, to a text about a person.
std::string commitment_to(std::string_view salt, std::string_view value);
/// Its salt has a size of its own, so that no byte of the value can be counted to it.
constexpr std::size_t salt_size = 16;
bool is_commitment_to(std::string_view commitment, std::string_view salt, std::string_view value);

}  // namespace msp
