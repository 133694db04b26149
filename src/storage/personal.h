// Personal texts in the ledger: kept under a salt, found by their commitment.
#pragma once

#include "format/json_codec.h"
#include "store.h"

namespace msp {

class StoredPersonal final : public PersonalTexts {
 public:
  explicit StoredPersonal(Database& db) : db_(db) {}
  void of_stream(std::int64_t stream) { stream_ = stream; }  ///< whose texts keep() keeps
  std::string keep(const std::string& value) override;
  std::string find(std::string_view commitment) override;

 private:
  Database& db_;
  std::int64_t stream_ = 0;
  Prepared insert_;
  Prepared select_;
};

}  // namespace msp
