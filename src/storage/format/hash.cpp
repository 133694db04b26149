#include "format/hash.h"

#include <sodium.h>

#include <algorithm>
#include <charconv>

namespace msp {
namespace {

/// Columns framed in one buffer: one call of the hash is twice as fast as twenty.
class Frames {
 public:
  /// For at most `frames` frames, whose texts are `size` bytes together.
  Frames(std::size_t frames, std::size_t size) {
    const std::size_t most = sizeof(Hash) + frames * (prefix + most_digits) + size;
    if (buffer_.size() < most) buffer_.resize(most);
    end_ = buffer_.data();
  }
  Frames& raw(std::string_view bytes) {
    end_ = std::copy(bytes.begin(), bytes.end(), end_);
    return *this;
  }
  Frames& text(std::string_view text) {
    put_size(text.size());
    return raw(text);
  }
  Frames& number(std::int64_t value) {
    char* const digits = end_ + prefix;
    char* const after = std::to_chars(digits, digits + most_digits, value).ptr;
    put_size(static_cast<std::size_t>(after - digits));
    end_ = after;
    return *this;
  }
  std::string_view all() const {
    return {buffer_.data(), static_cast<std::size_t>(end_ - buffer_.data())};
  }

 private:
  static constexpr std::size_t prefix = 8;
  static constexpr std::size_t most_digits = 24;
  void put_size(std::size_t size) {
    for (std::size_t i = 0; i < prefix; ++i) end_[i] = static_cast<char>(size >> (8 * i));
    end_ += prefix;
  }

  static thread_local std::string buffer_;
  char* end_;
};
thread_local std::string Frames::buffer_;

void pick_fastest() {
  static const int fastest = sodium_init();  // the code for this processor
  static_cast<void>(fastest);
}

Hash hash_of(std::string_view bytes) {
  pick_fastest();
  Hash hash;
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size(), nullptr, 0);
  return hash;
}

}  // namespace

Hash event_hash(const Hash& previous, const StoredEvent& event, std::string_view batch_digest) {
  const std::size_t size = event.stream.size() + event.type.size() + event.effective_on.size() +
                           event.received_on.size() + event.payload.size() + batch_digest.size();
  return hash_of(Frames(10, size)
                     .raw({reinterpret_cast<const char*>(previous.data()), previous.size()})
                     .number(event.seq)
                     .text(event.stream)
                     .number(event.version)
                     .text(event.type)
                     .text(event.effective_on)
                     .text(event.received_on)
                     .number(event.recorded_at)
                     .number(event.batch)
                     .text(event.payload)
                     .text(batch_digest)
                     .all());
}

Hash batch_digest(const Batch& batch) {
  const Actor& actor = batch.actor;
  const std::size_t size = batch.command.size() + batch.request_id.size() +
                           batch.request_digest.size() + batch.requested_by.size() +
                           batch.ref.size() + batch.reason.size() + actor.claim.size() +
                           actor.host.size();
  return hash_of(Frames(11, size)
                     .number(batch.id)
                     .text(batch.command)
                     .text(batch.request_id)
                     .text(batch.request_digest)
                     .text(batch.requested_by)
                     .text(batch.ref)
                     .text(batch.reason)
                     .text(actor.claim)
                     .number(actor.uid)
                     .number(actor.login_uid)
                     .text(actor.host)
                     .all());
}

std::string digest_of(const std::string& text) {
  const Hash hash = hash_of(text);
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

struct Digest::State {
  crypto_generichash_state blake;
};

Digest::Digest() : state_(std::make_unique<State>()) {
  pick_fastest();
  crypto_generichash_init(&state_->blake, nullptr, 0, sizeof(Hash));
}

Digest::~Digest() = default;

void Digest::add(std::string_view bytes) {
  crypto_generichash_update(&state_->blake, reinterpret_cast<const unsigned char*>(bytes.data()),
                            bytes.size());
}

std::string Digest::finish() {
  Hash hash;
  crypto_generichash_final(&state_->blake, hash.data(), hash.size());
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

std::string commitment_to(std::string_view salt, std::string_view value) {
  return hex(hash_of(std::string(salt) + std::string(value)));
}

bool is_commitment_to(std::string_view commitment, std::string_view salt, std::string_view value) {
  return salt.size() == salt_size && commitment_to(salt, value) == commitment;
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
