#include "sqlite/new_ledger.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <system_error>

#include "msp/advice.h"

namespace msp::sqlite {
namespace {

/// SQLite would play what another ledger left back into the new one.
std::string journal_left_beside(const std::string& path) {
  for (const char* ending : {"-journal", "-wal"}) {
    struct stat file {};
    if (lstat((path + ending).c_str(), &file) == 0 && file.st_size > 0) return path + ending;
  }
  return {};
}

}  // namespace

NewLedgerFile::NewLedgerFile(std::string path, Wanted wanted)
    : path_(std::move(path)), wanted_(wanted) {
  struct stat file {};
  if (lstat(path_.c_str(), &file) == 0) refuse_to_overwrite();
  if (const std::string left = journal_left_beside(path_); !left.empty()) {
    throw Fault(Exit::refused, "ledger.exists",
                fmt::format("{} is there: what was not finished in a ledger of that name", left),
                "Choose another name, or put it away together with that ledger.");
  }
  try {
    file_ = std::make_unique<NewFile>(path_);
  } catch (const std::system_error&) {
    const bool copy = wanted_ == Wanted::copy;
    throw Fault(copy ? Exit::system : Exit::ledger, copy ? "system.file" : "ledger.not_writable",
                fmt::format("{} cannot be made", path_),
                "Check that its directory exists and may be written.");
  }
}

void NewLedgerFile::refuse_to_overwrite() const {
  throw Fault(Exit::refused, "ledger.exists", fmt::format("{} is there already", path_),
              wanted_ == Wanted::copy ? Hint("Choose another name; nothing is ever overwritten.")
                                      : Hint(Advice::use_ledger));
}

void NewLedgerFile::appear() {
  try {
    file_->appear();
  } catch (const std::system_error& error) {
    if (error.code() == std::errc::file_exists) refuse_to_overwrite();
    const std::string what = fmt::format("{}: {}", path_, error.code().message());
    if (file_->has_appeared()) {
      throw Fault(Exit::unknown_outcome, "ledger.outcome_unknown",
                  what + "; it is whole, but a power cut could take its name away", Advice::verify);
    }
    throw Fault(Exit::system, "system.disk", what, "Check the disk; it is safe to repeat this.");
  }
}

void NewLedger::commit() {
  hold_signals();
  exec("COMMIT");
  file_->appear();
  exec("PRAGMA query_only=ON");
}

}  // namespace msp::sqlite
