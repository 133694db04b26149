// A ledger's file is opened by its engine; all else is the same for every engine.
#include "msp/ledger.h"

#include "msp/ledger_care.h"

#include "sqlite/sqlite.h"
#include "store.h"

namespace msp {

Ledger::Store::Store(std::unique_ptr<Database> opened)
    : db(std::move(opened)), states(projected_states(*db)) {}

Ledger::Ledger(std::unique_ptr<Store> store) : store_(std::move(store)) {}
Ledger::Ledger(Ledger&&) noexcept = default;
Ledger& Ledger::operator=(Ledger&&) noexcept = default;
Ledger::~Ledger() = default;

Ledger Ledger::open(const std::string& path, Access access, int wait_seconds,
                    const std::string& who) {
  return Ledger(std::make_unique<Store>(sqlite::open(path, access, wait_seconds, who)));
}

Ledger Ledger::create(const std::string& path) {
  return Ledger(std::make_unique<Store>(sqlite::create(path)));
}

Database& database_of(const Ledger& ledger) { return *ledger.store_->db; }

const std::string& Ledger::path() const { return store_->db->name(); }

void backup_ledger(const Ledger& ledger, const std::string& path) {
  database_of(ledger).copy_to(path);
}

bool is_of_ledger(const std::string& path, const std::string& ledger) {
  return sqlite::is_of_database(path, ledger);
}

bool is_database(const std::string& path) { return sqlite::is_database(path); }

}  // namespace msp
