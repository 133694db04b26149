#include "personal.h"

#include <sodium.h>

#include "hash.h"

namespace msp {
namespace {

std::unique_ptr<Statement>& prepared(std::unique_ptr<Statement>& statement, SQLite::Database& db,
                                     const char* sql) {
  if (!statement) statement = std::make_unique<Statement>(db, sql);
  statement->reset();
  return statement;
}

}  // namespace

std::string StoredPersonal::keep(const std::string& value) {
  std::string salt(16, '\0');
  randombytes_buf(salt.data(), salt.size());
  std::string commitment = commitment_to(salt, value);
  auto& insert = prepared(insert_, db_, "INSERT INTO personal VALUES (?,?,?,?)");
  insert->bind(1, commitment);
  insert->bind(2, stream_);
  insert->bind_blob(3, salt);
  insert->bind(4, value);
  insert->run();
  return commitment;
}

std::string StoredPersonal::find(std::string_view commitment) {
  auto& select = prepared(select_, db_, "SELECT value FROM personal WHERE commitment=?");
  select->bind(1, commitment);
  return select->step() ? std::string(text_of(*select, 0)) : std::string();
}

}  // namespace msp
