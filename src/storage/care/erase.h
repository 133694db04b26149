// What is erased of one customer: the rows about people, found in one way to count and to remove.
#pragma once

#include "store.h"

namespace msp {

PersonalData personal_data_of(Database& db, std::int64_t stream);
void erase_personal_data(Database& db, std::int64_t stream);
/// Once all that held a text is deleted or written over: leaves no byte of it in the file.
void scrub_personal_data(Database& db);

}  // namespace msp
