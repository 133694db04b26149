#include "personal.h"

#include <sodium.h>

#include "format/hash.h"

namespace msp {

std::string StoredPersonal::keep(const std::string& value) {
  std::string salt(salt_size, '\0');
  randombytes_buf(salt.data(), salt.size());
  std::string commitment = commitment_to(salt, value);
  prepared(db_, insert_, "INSERT INTO personal VALUES (?1,?2,?3,?4)")
      .with(commitment, stream_, Blob{salt}, value)
      .run();
  return commitment;
}

std::string StoredPersonal::find(std::string_view commitment) {
  Statement& row = prepared(db_, select_, "SELECT value FROM personal WHERE commitment=?1");
  row.bind(1, commitment);
  return row.step() ? std::string(row.text(0)) : std::string();
}

}  // namespace msp
