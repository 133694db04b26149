// Mailboxes kept by name: their number is the count that is billed.
#include <catch2/catch.hpp>

#include "support/plans.h"
#include "support/printed.h"

using namespace msp;
using namespace msp::test;

namespace {

/// 2 mailboxes of a plan in arrears at 3.00 since 1 January 2026, on the 1st.
Given two_counted() {
  Terms terms = Terms::defaults(Basis::mailbox, Timing::arrears);
  Given given(catalog_of("mail", terms, "3.00") + exchange_defender() + defens_x());
  given.has("2026-01-01", order_of("mail", 2));
  return given;
}

AddMailboxes adds(std::vector<NameFrom> addresses) { return {0, std::move(addresses)}; }

/// The same by name from 1 February on: anna and ben.
Given two_named() {
  Given given = two_counted();
  given.has("2026-02-01", adds({{"anna@acme.example"}, {"ben@acme.example"}}));
  return given;
}

std::int64_t named_on(const Given& given, std::string_view date) {
  return given.customer.subscription(1)->count_on(day(date))->mailboxes;
}

Lines names_on(const Given& given, std::string_view date) {
  Lines names;
  for (const Member& name : members_on(given.customer.subscription(1)->names, day(date))) {
    names.push_back(name.user.substr(0, name.user.find('@')));
  }
  return names;
}

template <class Said>
std::string refused(Given given, const Request& request, const Said& said) {
  const auto outcome = given.when(request, said);
  return outcome ? "taken" : outcome.refusal().code;
}

}  // namespace

TEST_CASE("From the first name on the count is the number of names", "[names]") {
  Given given = two_counted();
  const auto facts = given.when("2026-02-01", adds({{"anna@acme.example"},
                                                    {"ben@acme.example"},
                                                    {"anna@acme.example"},
                                                    {"Ben@acme.example"}}));
  REQUIRE(facts);
  // Said twice, true once; capitals make no other mailbox.
  CHECK(*facts ==
        Facts{{MailboxAdded{
                   1, {{"anna@acme.example"}, {"ben@acme.example"}}, {{day("2026-02-01"), 2}}},
               day("2026-02-01")}});
  given.has("2026-02-10", adds({{"cleo@acme.example"}}));
  given.has("2026-02-20", RemoveMailboxes{0, {"ANNA@acme.example"}});
  CHECK(named_on(given, "2026-01-31") == 2);
  CHECK(named_on(given, "2026-02-10") == 3);
  CHECK(named_on(given, "2026-02-20") == 2);
  CHECK(names_on(given, "2026-02-19") == Lines{"anna", "ben", "cleo"});
  CHECK(names_on(given, "2026-02-20") == Lines{"ben", "cleo"});
  CHECK(names_on(given, "2026-01-31").empty());
}

TEST_CASE("A late name changes the count of every day it is there on, and no other", "[names]") {
  Given given = two_named();
  given.has("2026-02-20", adds({{"cleo@acme.example"}}));
  given.has("2026-03-10", RemoveMailboxes{0, {"anna@acme.example"}});
  // dora was there since 10 February, cleo since 15 February, as is said on 20 March.
  given.has(effective("2026-03-20", "2026-02-10"), adds({{"dora@acme.example"}}));
  const auto facts =
      given.when(effective("2026-03-20", "2026-02-15"), adds({{"cleo@acme.example"}}));
  CHECK(only<MailboxAdded>(facts).counts == std::vector<MailboxesFrom>{{day("2026-02-15"), 4}});
  CHECK(named_on(given, "2026-02-09") == 2);
  CHECK(named_on(given, "2026-02-10") == 3);
  CHECK(named_on(given, "2026-02-15") == 4);
  CHECK(named_on(given, "2026-02-20") == 4);
  CHECK(named_on(given, "2026-03-10") == 3);
}

TEST_CASE("A count said in advance yields to names that take over before it", "[names]") {
  Given given = two_counted();
  given.has(effective("2026-01-20", "2026-04-01"), SetMailboxCount{0, 9});
  const auto facts = given.when("2026-02-01", adds({{"anna@acme.example"}, {"b@acme.example"}}));
  CHECK(only<MailboxAdded>(facts).counts ==
        std::vector<MailboxesFrom>{{day("2026-02-01"), 2}, {day("2026-04-01"), 2}});
  CHECK(named_on(given, "2026-05-01") == 2);
}

TEST_CASE("Where there are names no count is set, before them one may be", "[names]") {
  const Given given = two_named();
  CHECK(refused(given, asked("2026-03-01"), SetMailboxCount{0, 5}) == "mailboxes.named");
  CHECK(refused(given, asked("2026-03-01"), SetMailboxCount{0, 2}) == "taken");  // so already
  Given corrected = given;
  corrected.has(effective("2026-03-01", "2026-01-15"), SetMailboxCount{0, 5});
  CHECK(named_on(corrected, "2026-01-31") == 5);
  CHECK(named_on(corrected, "2026-02-01") == 2);
}

TEST_CASE("Names that miss more than a tenth of the count want a yes", "[names]") {
  Given given(exchange_defender());
  given.has("2026-01-10", order_of("exchange-mailbox", 20));
  AddMailboxes few = adds({});
  for (int i = 0; i < 17; ++i) few.addresses.push_back({"m" + std::to_string(i) + "@acme.example"});
  CHECK(refused(given, asked("2026-01-20"), few) == "mailboxes.unusual");
  Request sure = asked("2026-01-20");
  sure.confirmed = true;
  CHECK(refused(given, sure, few) == "taken");
  few.addresses.push_back({"last@acme.example"});  // 18 of 20
  CHECK(refused(given, asked("2026-01-20"), few) == "taken");
  for (int i = 0; i < 4; ++i) few.addresses.push_back({"x" + std::to_string(i) + "@acme.example"});
  CHECK(refused(given, asked("2026-01-20"), few) == "taken");  // 22
  few.addresses.push_back({"one-more@acme.example"});
  CHECK(refused(given, asked("2026-01-20"), few) == "mailboxes.unusual");
  // Once there are names, each is a change like any other.
  given.has(sure, adds({{"anna@acme.example"}}));
  CHECK(refused(given, asked("2026-01-20"), adds({{"ben@acme.example"}})) == "taken");
}

TEST_CASE("Who is not there cannot be removed, who is gone already may be", "[names]") {
  Given given = two_named();
  const auto unknown = given.when("2026-03-01", RemoveMailboxes{0, {"bne@acme.example"}});
  REQUIRE_FALSE(unknown);
  CHECK(unknown.refusal().code == "mailbox.unknown");
  CHECK(unknown.refusal().message == "bne@acme.example is no mailbox of acme/1 on 2026-03-01");
  CHECK(unknown.refusal().hint == "Did you mean ben@acme.example?");
  given.has("2026-03-01", RemoveMailboxes{0, {"ben@acme.example"}});
  CHECK(said(given.when(effective("2026-03-02", "2026-03-01"),
                        RemoveMailboxes{0, {"ben@acme.example"}})) == Lines{});
  // cleo comes in May: in April there is nobody to remove.
  given.has(effective("2026-03-02", "2026-05-01"), adds({{"cleo@acme.example"}}));
  CHECK(refused(given, asked("2026-04-01"), RemoveMailboxes{0, {"cleo@acme.example"}}) ==
        "mailbox.unknown");
  CHECK(refused(given, effective("2026-03-02", "2026-01-15"),
                RemoveMailboxes{0, {"anna@acme.example"}}) == "mailboxes.not_named");
  CHECK(refused(two_counted(), asked("2026-03-02"), RemoveMailboxes{0, {"anna@acme.example"}}) ==
        "mailboxes.not_named");
}

TEST_CASE("A list that replaces is exactly who is there from its day on", "[names]") {
  Given given = two_named();
  const auto facts = given.when(
      "2026-03-01",
      ReplaceMailboxes{0, {"ben@acme.example", "cleo@acme.example", "dora@acme.example"}});
  CHECK(said(facts) == Lines{"mailbox_removed 2026-03-01", "mailbox_added 2026-03-01"});
  CHECK(names_on(given, "2026-03-01") == Lines{"ben", "cleo", "dora"});
  CHECK(named_on(given, "2026-02-28") == 2);
  CHECK(named_on(given, "2026-03-01") == 3);
  const ReplaceMailboxes again{0, {"dora@acme.example", "cleo@acme.example", "BEN@acme.example"}};
  CHECK(said(given.when(effective("2026-03-02", "2026-03-01"), again)) == Lines{});
  CHECK(refused(given, asked("2026-03-02"), ReplaceMailboxes{0, {}}) == "mailboxes.unusual");
}

TEST_CASE("Names of several days are an event each, in the order of the days", "[names]") {
  Given given = two_named();
  const auto facts = given.when("2026-03-01", adds({{"eve@acme.example", day("2026-03-20")},
                                                    {"cleo@acme.example"},
                                                    {"dora@acme.example", day("2026-03-10")}}));
  CHECK(said(facts) ==
        Lines{"mailbox_added 2026-03-01", "mailbox_added 2026-03-10", "mailbox_added 2026-03-20"});
  CHECK(named_on(given, "2026-03-01") == 3);
  CHECK(named_on(given, "2026-03-10") == 4);
  CHECK(named_on(given, "2026-03-20") == 5);
}

TEST_CASE("Names are for plans by mailbox, from the order to the end", "[names]") {
  Given given = two_counted();
  given.has("2026-01-05", order_of("core"));
  CHECK(refused(given, asked("2026-02-01"), AddMailboxes{2, {{"anna@acme.example"}}}) ==
        "mailboxes.not_counted");
  CHECK(refused(given, effective("2026-02-01", "2025-12-31"),
                AddMailboxes{1, {{"anna@acme.example"}}}) == "effective.before_order");
  CHECK(refused(given, asked("2026-02-01"),
                AddMailboxes{1, {{"anna@acme.example", day("2025-12-31")}}}) ==
        "effective.before_order");
  CHECK(refused(given, asked("2026-02-01"), AddMailboxes{7, {{"anna@acme.example"}}}) ==
        "subscription.unknown");
}
