#include "hash.h"

#include <sodium.h>

#include <charconv>

namespace msp {
namespace {

/// One event's columns framed in one buffer: one call of the hash is twice as fast as twenty.
class Frames {
 public:
  explicit Frames(std::string& out) : out_(out) {}
  Frames& text(std::string_view text) {
    char size[8];
    for (std::size_t i = 0; i < sizeof size; ++i)
      size[i] = static_cast<char>(text.size() >> (8 * i));
    out_.append(size, sizeof size);
    out_ += text;
    return *this;
  }
  Frames& number(std::int64_t value) {
    char digits[24];
    const auto written = std::to_chars(digits, digits + sizeof digits, value);
    return text({digits, static_cast<std::size_t>(written.ptr - digits)});
  }

 private:
  std::string& out_;
};

Hash hash_of(std::string_view bytes) {
  static const int fastest = sodium_init();  // picks the code for this processor
  static_cast<void>(fastest);
  Hash hash;
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size(), nullptr, 0);
  return hash;
}

}  // namespace

Hash event_hash(const Hash& previous, const StoredEvent& event, std::string_view batch_digest) {
  thread_local std::string bytes;
  bytes.assign(reinterpret_cast<const char*>(previous.data()), previous.size());
  Frames(bytes)
      .number(event.seq)
      .text(event.stream)
      .number(event.version)
      .text(event.type)
      .text(event.effective_on)
      .text(event.received_on)
      .number(event.recorded_at)
      .number(event.batch)
      .text(event.payload)
      .text(batch_digest);
  return hash_of(bytes);
}

Hash batch_digest(const Batch& batch) {
  std::string bytes;
  Frames(bytes)
      .number(batch.id)
      .text(batch.command)
      .text(batch.request_id)
      .text(batch.request_digest)
      .text(batch.requested_by)
      .text(batch.ref)
      .text(batch.reason)
      .text(batch.actor.claim)
      .number(batch.actor.uid)
      .number(batch.actor.login_uid)
      .text(batch.actor.host);
  return hash_of(bytes);
}

std::string digest_of(const std::string& text) {
  const Hash hash = hash_of(text);
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

std::string commitment_to(std::string_view salt, std::string_view value) {
  return hex(hash_of(std::string(salt) + std::string(value)));
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

std::string hex(const Hash& hash) {
  return hex({reinterpret_cast<const char*>(hash.data()), hash.size()});
}

std::string Head::text() const { return std::to_string(seq) + ":" + hex(hash); }
std::string Head::short_text() const { return std::to_string(seq) + ":" + hex(hash).substr(0, 16); }

}  // namespace msp
