#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "process.h"
#include "replayed.h"

using namespace msp;
using namespace msp::test;
using Names = std::vector<std::string>;

TEST_CASE("A backup is a whole ledger of its own that only its owner can read", "[backup]") {
  const Replayed replayed;
  const std::string copy = replayed.directory() / "copy.db";
  backup_ledger(replayed.read(), copy);
  const Ledger backup = Ledger::open(copy, Access::read);
  CHECK(verify(backup).problems == Names{});
  CHECK(backup.head().text() == replayed.read().head().text());
  CHECK(exported(copy) == exported(replayed.path()));
  CHECK(projections_of(copy) == projections_of(replayed.path()));
  struct stat file {};
  REQUIRE(stat(copy.c_str(), &file) == 0);
  CHECK((file.st_mode & 07777U) == 0600U);
  CHECK(files_in(replayed.directory().name()) == Names{"copy.db", "ledger.db"});
}

TEST_CASE("A backup holds the moment it was begun in and not what is being written", "[backup]") {
  const Replayed replayed;
  const std::string head = replayed.read().head().text();
  Ledger writer = replayed.writable();
  Recording recording(writer, {}, 0);
  Customer acme = *writer.customer(*CustomerId::from_text("acme"));
  recording.append(acme, {MailboxCountSet{1, 50}, *Date::from_text("2026-06-01")},
                   *Date::from_text("2026-06-01"));
  const std::string copy = replayed.directory() / "copy.db";
  backup_ledger(replayed.read(), copy);
  CHECK(Ledger::open(copy, Access::read).head().text() == head);
}

TEST_CASE("A backup overwrites nothing", "[backup]") {
  const Replayed replayed;
  const std::string notes = replayed.directory() / "notes.txt";
  write_bytes(notes, "notes");
  const std::string before = bytes_of(replayed.path());
  CHECK(fault_of([&] { backup_ledger(replayed.read(), notes); }) == "ledger.exists");
  CHECK(fault_of([&] { backup_ledger(replayed.read(), replayed.path()); }) == "ledger.exists");
  CHECK(bytes_of(notes) == "notes");
  CHECK((bytes_of(replayed.path()) == before));
  CHECK(msp_on(replayed.path(), "ledger backup " + quoted(notes)).exit == 1);
  CHECK(bytes_of(notes) == "notes");
}

TEST_CASE("A backup that cannot be made leaves no file", "[backup]") {
  const Replayed replayed;
  CHECK(fault_of([&] { backup_ledger(replayed.read(), replayed.directory() / "no/copy.db"); }) ==
        "system.file");
  CHECK(files_in(replayed.directory().name()) == Names{"ledger.db"});
}

TEST_CASE("A restored backup has the same head and goes on from there", "[backup][cli]") {
  const Replayed replayed;
  const std::string copy = replayed.directory() / "copy.db";
  const std::string restored = replayed.directory() / "restored.db";
  REQUIRE(msp_on(replayed.path(), "ledger backup " + quoted(copy)).exit == 0);
  CHECK(msp_on(copy, "ledger verify").exit == 0);
  CHECK(msp_on(restored, "ledger restore " + quoted(copy)).exit == 0);
  CHECK(msp_on(restored, "ledger head").output == msp_on(replayed.path(), "ledger head").output);
  CHECK(msp_on(restored, "mailbox set fox 9 --ref mail-20 --today 2026-05-21 --yes").exit == 0);
  CHECK(msp_on(restored, "ledger verify").exit == 0);
}

TEST_CASE("A restore overwrites no ledger", "[backup][cli]") {
  const Replayed replayed;
  const Replayed other;
  const std::string before = bytes_of(other.path());
  const Finished refused = msp_on(other.path(), "ledger restore " + quoted(replayed.path()));
  CHECK(refused.exit == 1);
  CHECK(refused.output.find("is there already") != std::string::npos);
  CHECK((bytes_of(other.path()) == before));
}

TEST_CASE("A backup that was tampered with is not restored", "[backup][cli]") {
  const Replayed replayed;
  Intruder(replayed.path()).exec("UPDATE batch SET ref='mail-9' WHERE id=3");
  const std::string target = replayed.directory() / "restored.db";
  const Finished refused = msp_on(target, "ledger restore " + quoted(replayed.path()));
  CHECK(refused.exit == 3);
  CHECK(refused.output.find("batch 3 is not what was recorded") != std::string::npos);
  CHECK(files_in(replayed.directory().name()) == Names{"ledger.db"});
}
