// A desk with a real ledger in a file of its own, gone with the desk.
#pragma once

#include <stdlib.h>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "given.h"
#include "msp/desk.h"
#include "msp/panel_import.h"
#include "msp/undo.h"
#include "msp/usage_import.h"
#include "msp/usage_purge.h"

namespace msp::test {

class TestDesk {
 public:
  explicit TestDesk(const CatalogFile& file, std::string_view opened = "2026-01-01",
                    const LedgerSettings& settings = {}) {
    open_with(settings, opened);
    at(opened).load(file);
  }
  TestDesk(const TestDesk&) = delete;
  TestDesk& operator=(const TestDesk&) = delete;
  ~TestDesk() {
    std::error_code ignored;
    std::filesystem::remove_all(directory_, ignored);
  }

  std::string path() const { return directory_ + "/ledger.db"; }
  const std::string& folder() const { return directory_; }
  Ledger read() const { return Ledger::open(path(), Access::read); }
  Ledger writable() const { return Ledger::open(path(), Access::write); }

  /// One command being typed: who asked, when it was received, from when it holds; then what. Each
  /// is a transaction of its own.
  class Typing {
   public:
    Typing(const TestDesk& desk, std::string_view today)
        : desk_(desk), envelope_(desk.envelope(today)) {}

    Typing& received(std::string_view date) {
      envelope_.request.received_on = day(date);
      return *this;
    }
    Typing& effective(std::string_view date) {
      envelope_.request.effective_on = day(date);
      return *this;
    }
    Typing& asked_by(std::string_view who, std::string_view ref, std::string_view reason = {}) {
      envelope_.note.requested_by = who;
      envelope_.note.ref = ref;
      envelope_.note.reason = reason;
      return *this;
    }
    Typing& actor(std::string_view claim) {
      envelope_.note.actor.claim = claim;
      return *this;
    }

    void load(const CatalogFile& file) {
      Ledger ledger = desk_.writable();
      envelope_.request.confirmed = true;  // what it reaches has tests of its own
      require(handle(ledger, envelope_, file));
    }
    Result<CustomerOutcome> tries(std::string_view customer, const Command& command) {
      Ledger ledger = desk_.writable();
      return handle(ledger, envelope_, read_id(customer), command);
    }
    CustomerOutcome tell(std::string_view customer, const Command& command) {
      return require(tries(customer, command));
    }
    Outcome sweep() {
      Ledger ledger = desk_.writable();
      return msp::sweep(ledger, envelope_);
    }
    Outcome close() {
      Ledger ledger = desk_.writable();
      return close_day(ledger, envelope_, envelope_.request.today);
    }
    /// Whatever it comes to: what is unusual has tests of its own.
    RunOutcome run(bool dry_run = false) {
      envelope_.dry_run = dry_run;
      envelope_.request.confirmed = true;
      Ledger ledger = desk_.writable();
      return require(run_invoices(ledger, envelope_, {.date = envelope_.request.today}));
    }

    Result<ErasureOutcome> tries_to_erase(std::string_view customer, bool confirmed = true) {
      envelope_.request.confirmed = confirmed;
      Ledger ledger = desk_.writable();
      return erase_customer(ledger, envelope_, read_id(customer));
    }
    ErasureOutcome erase(std::string_view customer) { return require(tries_to_erase(customer)); }

    /// Rows of activity without their header.
    Result<UsageOutcome> takes_in(std::string_view rows, bool dry_run = false, bool late = false) {
      std::string text = "customer,date,user,device,device_kind\n";
      text += rows;
      std::string_view rest = text;
      const UsageFile file{
          "f.csv", [&rest] { return std::exchange(rest, std::string_view()); },
          [](std::string_view instant) { return Date::from_text(instant.substr(0, 10)); }, late};
      envelope_.dry_run = dry_run;
      Ledger ledger = desk_.writable();
      return import_usage(ledger, envelope_, file);
    }
    /// Rows of a panel without their header: customer,count,date.
    Result<PanelOutcome> sees_panel(std::string_view rows) {
      std::string text = "customer,count,date\n";
      text += rows;
      std::string_view rest = text;
      const PanelFile file{"p.csv", [&rest] { return std::exchange(rest, std::string_view()); }};
      Ledger ledger = desk_.writable();
      return import_panel(ledger, envelope_, file);
    }
    Result<UndoOutcome> tries_to_undo(std::optional<std::int64_t> event) {
      Ledger ledger = desk_.writable();
      return msp::undo(ledger, envelope_, event);
    }
    UndoOutcome undo(std::optional<std::int64_t> event = {}) {
      return require(tries_to_undo(event));
    }
    PurgeOutcome purge(std::string_view before) {
      envelope_.request.confirmed = true;
      Ledger ledger = desk_.writable();
      return require(purge_usage(ledger, envelope_, day(before)));
    }

    SettingsOutcome edit(const EditSeller& command) {
      Ledger ledger = desk_.writable();
      return require(handle(ledger, envelope_, command));
    }

    RunOutcome credit(std::string_view number, std::int64_t amount, std::int64_t line = 1) {
      Ledger ledger = desk_.writable();
      return require(give_credit(ledger, envelope_, {std::string(number), line, amount}));
    }

   private:
    static CustomerId read_id(std::string_view customer) {
      return test::read<CustomerId>(customer);
    }
    const TestDesk& desk_;
    Envelope envelope_;
  };

  Typing at(std::string_view today) const { return {*this, today}; }

  /// The clock stands at 08:00 of the day; uid 1000 types on desk-host.
  Envelope envelope(std::string_view today) const {
    Envelope envelope;
    envelope.request = asked(today);
    envelope.note.command = "test";
    envelope.note.actor.uid = 1000;
    envelope.note.actor.host = "desk-host";
    envelope.now = (std::int64_t{day(today).days()} * 24 + 8) * 3'600'000'000;
    return envelope;
  }

 private:
  void open_with(const LedgerSettings& settings, std::string_view opened) const {
    Ledger ledger = Ledger::create(path());
    handle(ledger, envelope(opened), settings);
  }

  static std::string make_directory() {
    std::string name = (std::filesystem::temp_directory_path() / "msp-desk-XXXXXX").string();
    if (!mkdtemp(name.data())) throw std::runtime_error("no temporary directory");
    return name;
  }

  std::string directory_ = make_directory();
};

}  // namespace msp::test
