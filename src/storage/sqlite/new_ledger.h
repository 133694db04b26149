// A ledger that is not there yet.
#pragma once

#include <memory>
#include <string>

#include "msp/new_file.h"
#include "sqlite/connection.h"

namespace msp::sqlite {

/// What a file is to be: it decides what is told if it cannot be made.
enum class Wanted { ledger, copy };

/// A NewFile with a ledger's Faults: ledger.exists (exit 1) if something has its name or the
/// journal of another lies beside it; ledger.not_writable (exit 5), of a copy system.file (exit 6).
class NewLedgerFile {
 public:
  NewLedgerFile(std::string path, Wanted wanted);
  int descriptor() const { return file_->descriptor(); }
  void appear();

 private:
  [[noreturn]] void refuse_to_overwrite() const;

  std::string path_;
  Wanted wanted_;
  std::unique_ptr<NewFile> file_;
};

/// A connection to one: its first transaction is its whole content.
class NewLedger final : public Connection {
 public:
  explicit NewLedger(const std::string& path)
      : NewLedger(path, std::make_unique<NewLedgerFile>(path, Wanted::ledger)) {}
  /// It appears, and is only read through this connection from then on: it holds no locks.
  void commit() override;

 private:
  NewLedger(const std::string& path, std::unique_ptr<NewLedgerFile> file)
      : Connection(path, nameless(file->descriptor())), file_(std::move(file)) {}

  std::unique_ptr<NewLedgerFile> file_;
};

}  // namespace msp::sqlite
