// SQLite as the engine: a ledger is one ordinary file on a local disk.
#pragma once

#include <memory>
#include <string>

#include "database.h"
#include "msp/ledger.h"

namespace msp::sqlite {

/// Faults as Ledger::open().
std::unique_ptr<Database> open(const std::string& path, Access access, int wait_seconds,
                               const std::string& who = "msp");
/// Faults as Ledger::create().
std::unique_ptr<Database> create(const std::string& path);
/// `path` is that database, or its journal, or is to be.
bool is_of_database(const std::string& path, const std::string& database);
/// By its first bytes: a database of SQLite, or a journal of one.
bool is_database(const std::string& path);
/// A ledger of no event, in memory, within a transaction.
std::unique_ptr<Database> in_memory();

}  // namespace msp::sqlite
