// What the ledger is held by: hashes of 32 bytes (BLAKE2b-256), written as 64 hex digits.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace msp {

using Hash = std::array<unsigned char, 32>;
std::string hex(std::string_view bytes);
std::string hex(const Hash& hash);

/// 32 bytes that stand for a text.
std::string digest_of(const std::string& text);

/// The same for a text that comes in pieces.
class Digest {
 public:
  Digest();
  ~Digest();
  Digest(const Digest&) = delete;
  Digest& operator=(const Digest&) = delete;
  void add(std::string_view bytes);
  std::string finish();  ///< once, at the end

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The newest event: whoever keeps it can prove later that nothing before it was changed.
struct Head {
  std::int64_t seq = 0;
  Hash hash{};
  std::string text() const;        ///< `17:` and 64 hex digits
  std::string short_text() const;  ///< `17:` and the first 16
};

}  // namespace msp
