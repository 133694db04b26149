// The map of accounts.
#include <catch2/catch.hpp>

#include "msp/journal.h"
#include "support/printed.h"
#include "support/source_tree.h"

namespace msp::test {
namespace {

Lines wrong_in_accounts(const std::string& text) {
  const auto accounts = read_accounts("a.toml", text);
  return accounts ? Lines{} : accounts.refusal().details;
}

}  // namespace

TEST_CASE("A map of accounts says which account an amount belongs to", "[journal]") {
  const auto accounts = read_accounts("a.toml", R"(
receivables = "1700"
[revenue]
default = "3000"
"guard.setup" = "3010"
[revenue.core]
default = "3020"
discount = "3021"
[vat."25.50".S]
account = "2939"
[vat."0".AE]
revenue = "3380 Reverse charge"
[vat.none]
[customer]
acme = "1701"
)");
  REQUIRE(accounts);
  CHECK(accounts->receivables == "1700");
  CHECK(accounts->revenue == std::map<std::string, std::string>{{"default", "3000"},
                                                                {"guard.setup", "3010"},
                                                                {"core", "3020"},
                                                                {"core.discount", "3021"}});
  CHECK(accounts->vat.at({"S", "25.5"}).account == "2939");
  CHECK(accounts->vat.at({"AE", "0"}).revenue == "3380 Reverse charge");
  CHECK(accounts->vat.contains({"", ""}));
  CHECK(accounts->customers.at(*CustomerId::from_text("acme")) == "1701");
}

TEST_CASE("All that is wrong with a map of accounts is told at once", "[journal]") {
  CHECK(wrong_in_accounts("receivables = ") ==
        Lines{"a.toml:1: TOML: Error while parsing key-value pair: encountered end-of-file"});
  CHECK(wrong_in_accounts(R"([revenue]
"guard.setups" = "3010"
Guard = "3"
default = 3000
[vat]
25 = "2939"
[vat."0".AE]
acount = "1"
[customer]
"A C" = "1"
[bank]
)") == Lines{"a.toml:1: receivables: is missing: an account in quotes",
             "a.toml:2: revenue.guard.setups: behind the point stands a kind of line, one of "
             "recurring, decision-period, setup, activity, commitment, discount, adjustment, "
             "credit",
             "a.toml:3: revenue.Guard: names neither a plan nor default",
             "a.toml:4: revenue.default: must be an account in quotes",
             "a.toml:6: vat.25: must be a rate in quotes: [vat.\"25.5\".S]",
             "a.toml:8: vat.0.AE.acount: is no key; it has account and revenue",
             "a.toml:10: customer.A C: is no customer's id",
             "a.toml:11: bank: is no key; it has receivables, [revenue], [vat.RATE.CATEGORY], "
             "[customer]"});
  for (const std::string name :
       {"", " a", "a ", "a  b", "a::b", ":a", "a:", "(a)", "a;b", "*a", "a\\tb", "=a", "a[1]"}) {
    INFO(name);
    CHECK(wrong_in_accounts("receivables = \"" + name + "\"").size() == 1);
  }
  for (const std::string name : {"1700", "Assets:A/R", "Myynti 25,5 %", "Ämne: x"}) {
    INFO(name);
    CHECK(wrong_in_accounts("receivables = \"" + name + "\"").size() ==
          (name.find_first_of(",%") != name.npos || name.find(": ") != name.npos ? 1 : 0));
  }
}

}  // namespace msp::test
