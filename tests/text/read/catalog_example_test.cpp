#include "msp/catalog_example.h"

#include <catch2/catch.hpp>

#include "msp/catalog_file.h"
#include "msp/catalog_keys.h"
#include "support/given.h"

using namespace msp;
using namespace msp::test;

namespace {

CatalogFile read_example(Basis basis) {
  const auto file = read_catalog_file("example.toml", catalog_example(basis), day("2026-01-01"));
  if (!file) FAIL(file.refusal().message << "\n" << file.refusal().details.front());
  return *file;
}

}  // namespace

TEST_CASE("An example of a catalog is one, as it is", "[catalog]") {
  const Basis basis = GENERATE(Basis::mailbox, Basis::flat, Basis::activity);
  const CatalogFile file = read_example(basis);
  REQUIRE(file.plans.size() == 1);
  CHECK(file.plans.front().terms.basis == basis);
  CHECK(file.prices.size() == 1);
  CHECK(file.taxes.size() == 1);
  CHECK(file.discounts.size() == 1);
}

TEST_CASE("Every key of a catalog says what it means, and stands in each example", "[catalog]") {
  for (const CatalogTable& table : catalog_tables()) {
    for (const CatalogKey& key : table.keys) {
      INFO(table.header << " " << key.name);
      CHECK_FALSE(key.means.empty());
      CHECK(key.means.size() <= 76);
      for (const Basis basis : {Basis::mailbox, Basis::flat, Basis::activity}) {
        CHECK(catalog_example(basis).find(key.means) != std::string::npos);
      }
    }
  }
}

TEST_CASE("A default that depends on another term says so", "[catalog]") {
  const auto tables = catalog_tables();
  for (const CatalogKey& key : tables.front().keys) {
    if (key.name == "timing") CHECK(key.fallback == "advance; by activity arrears");
    if (key.name == "measure") CHECK(key.fallback == "at-start; in arrears at-end");
    if (key.name == "basis") CHECK(key.required);
    if (key.name == "trial.length") CHECK(key.choice().ends_with("(30 days)"));
  }
}
