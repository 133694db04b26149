// A clock that is far from what the ledger knows is not believed unless somebody says so.
#include <catch2/catch.hpp>

#include "process.h"
#include "replayed.h"

using namespace msp;
using namespace msp::test;

namespace {

const std::string load_catalog =
    "catalog load " + quoted(source_dir + std::string("/examples/catalogs/") + "dfence.toml");
const std::string past_day = " --today 2026-03-01";

}  // namespace

TEST_CASE("A clock far ahead of the newest event, or behind it, wants a yes", "[clock][cli]") {
  const char* opened = GENERATE("2019-05-01", "2099-05-01");
  const TestDesk desk(CatalogFile{}, opened);
  const std::string head = desk.read().head().text();
  const Finished refused = msp_on(desk.path(), load_catalog + past_day);
  CHECK(refused.exit == 2);
  CHECK(refused.output.find(std::string("the newest event was recorded ") + opened + "T08:00:00") !=
        std::string::npos);
  CHECK(desk.read().head().text() == head);
  CHECK(msp_on(desk.path(), load_catalog + past_day + " --yes").exit == 0);
  CHECK(desk.read().head().text() != head);
}

TEST_CASE("What is recorded on a day that has not come wants a yes; to look ahead does not",
          "[clock][cli]") {
  const TestDesk desk(CatalogFile{});
  const std::string future_day = " --today 2999-01-01";
  const Finished refused = msp_on(desk.path(), load_catalog + future_day);
  CHECK(refused.exit == 2);
  CHECK(refused.output.find("2999-01-01 has not come yet") != std::string::npos);
  CHECK(msp_on(desk.path(), load_catalog + future_day + " --dry-run").exit == 0);
  CHECK(msp_on(desk.path(), "catalog list" + future_day).exit == 0);
  CHECK(msp_on(desk.path(), load_catalog + future_day + " --yes").exit == 0);
}

TEST_CASE("Verify says that the newest event has not come yet", "[clock][verify][cli]") {
  const TestDesk past(CatalogFile{}, "2019-05-01");
  const TestDesk future(CatalogFile{}, "2099-05-01");
  const Finished quiet = msp_on(past.path(), "ledger verify");
  CHECK(quiet.exit == 0);
  CHECK(quiet.output.find("has not come yet") == std::string::npos);
  const Finished noted = msp_on(future.path(), "ledger verify");
  CHECK(noted.exit == 0);
  CHECK(noted.output.find("recorded 2099-05-01T08:00:00.000000Z, which has not come yet") !=
        std::string::npos);
}
