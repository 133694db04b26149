// A file that appears whole or not at all, whatever ends the process that makes it.
#include <signal.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <filesystem>
#include <system_error>
#include <thread>

#include "msp/new_file.h"
#include "process.h"
#include "replayed.h"

using namespace msp;
using namespace msp::test;

namespace {

void write_into(const NewFile& file, const std::string& text) {
  REQUIRE(::write(file.descriptor(), text.data(), text.size()) ==
          static_cast<ssize_t>(text.size()));
}

unsigned mode_of(const std::string& path) {
  struct stat file {};
  REQUIRE(stat(path.c_str(), &file) == 0);
  return file.st_mode & 07777U;
}

using Clock = std::chrono::steady_clock;

/// Where a new ledger is to be, nothing or a whole one stands; then there is nothing again.
void check_nothing_or_whole(const Directory& directory) {
  const std::vector<std::string> files = files_in(directory.name());
  if (files.empty()) return;
  CHECK(files == std::vector<std::string>{"new.db"});
  const Ledger ledger = Ledger::open(directory / "new.db", Access::read);
  CHECK(ledger.head().seq > 0);
  CHECK(verify(ledger).problems.empty());
  std::filesystem::remove(directory / "new.db");
}

}  // namespace

TEST_CASE("A file has no final name before it is whole", "[new_file]") {
  const bool nameless = GENERATE(true, false);
  const Directory directory;
  {
    NewFile file(directory / "it", nameless);
    write_into(file, "all of it");
    CHECK(files_in(directory.name()).size() == (nameless ? 0U : 1U));
    file.appear();
  }
  CHECK(bytes_of(directory / "it") == "all of it");
  CHECK(mode_of(directory / "it") == 0600U);
  CHECK(files_in(directory.name()) == std::vector<std::string>{"it"});
}

TEST_CASE("A file that does not appear leaves nothing", "[new_file]") {
  const bool nameless = GENERATE(true, false);
  const Directory directory;
  write_into(NewFile(directory / "it", nameless), "a part");
  CHECK(files_in(directory.name()).empty());
}

TEST_CASE("A new file overwrites nothing, not even what came meanwhile", "[new_file]") {
  const bool nameless = GENERATE(true, false);
  const Directory directory;
  {
    NewFile file(directory / "it", nameless);
    write_into(file, "new");
    write_bytes(directory / "it", "theirs");
    CHECK_THROWS_AS(file.appear(), std::system_error);
  }
  CHECK(bytes_of(directory / "it") == "theirs");
  CHECK(files_in(directory.name()) == std::vector<std::string>{"it"});
}

TEST_CASE("A file that takes the place of another takes its mode", "[new_file]") {
  const bool nameless = GENERATE(true, false);
  const Directory directory;
  write_bytes(directory / "it", "old");
  REQUIRE(chmod((directory / "it").c_str(), 0640) == 0);
  {
    NewFile file(directory / "it", nameless);
    write_into(file, "new");
    CHECK(bytes_of(directory / "it") == "old");
    file.replace();
  }
  CHECK(bytes_of(directory / "it") == "new");
  CHECK(mode_of(directory / "it") == 0640U);
  CHECK(files_in(directory.name()) == std::vector<std::string>{"it"});
}

TEST_CASE("A signal takes a file at work away", "[new_file]") {
  const bool nameless = GENERATE(true, false);
  const int signal = GENERATE(SIGHUP, SIGINT, SIGTERM);
  const Directory directory;
  const pid_t child = spawn([&] {
    for (const int each : {SIGHUP, SIGINT, SIGTERM}) ::signal(each, SIG_DFL);
    const NewFile file(directory / "it", nameless);
    raise(signal);
    return 0;
  });
  CHECK(wait_for(child) == 128 + signal);
  CHECK(files_in(directory.name()).empty());
}

TEST_CASE("Killed at any moment, nothing is there or a whole ledger, and it can be repeated",
          "[new_file][cli]") {
  const Replayed replayed;
  const Directory source;
  const std::string copy = source / "copy.db";
  const std::string text = source / "export.jsonl";
  REQUIRE(msp_on(replayed.path(), "ledger backup " + quoted(copy)).exit == 0);
  REQUIRE(msp_on(replayed.path(), "ledger export -o " + quoted(text)).exit == 0);
  const Directory directory;
  const std::string path = directory / "new.db";
  const std::vector<std::vector<std::string>> commands{
      {"--ledger", path, "init"},
      {"--ledger", path, "ledger", "import", text},
      {"--ledger", path, "ledger", "restore", copy},
      {"--ledger", replayed.path(), "ledger", "backup", path}};
  const auto& words = commands[GENERATE(0U, 1U, 2U, 3U)];
  const auto start = Clock::now();
  REQUIRE(wait_for(started(words)) == 0);
  const auto whole = Clock::now() - start;
  check_nothing_or_whole(directory);
  for (int part = 0; part < 24; ++part) {
    const pid_t child = started(words);
    std::this_thread::sleep_for(whole * part / 20);
    kill(child, SIGKILL);
    wait_for(child);
    check_nothing_or_whole(directory);
  }
  CHECK(wait_for(started(words)) == 0);
}
