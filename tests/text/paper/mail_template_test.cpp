#include "msp/mail_template.h"

#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "msp/letter.h"

using namespace msp;

namespace {

const std::vector<std::string_view> places = {"customer", "total", "by"};

Result<MailTemplate> parsed(std::string_view text) {
  return MailTemplate::parse(text, "fi/x.txt", places);
}

std::string message(const Result<MailTemplate>& result) {
  return result ? "" : result.refusal().message;
}

FilledTemplate filled(std::string_view text, std::map<std::string, std::string> values) {
  return require(parsed(text)).fill([&values](std::string_view place) {
    return values[std::string(place)];
  });
}

}  // namespace

TEST_CASE("Places are filled; a line whose places are all empty is left out", "[template]") {
  const auto text =
      "Subject: To {customer}\n\nHello {customer},\n\nTotal: {total}\nBy: {by}\n\nBye\n";
  const auto all = filled(text, {{"customer", "Acme"}, {"total", "4.00"}, {"by", "May"}});
  CHECK(all.subject == "To Acme");
  CHECK(all.body == "Hello Acme,\n\nTotal: 4.00\nBy: May\n\nBye\n");
  CHECK(filled(text, {{"customer", "Acme"}, {"by", "May"}}).body ==
        "Hello Acme,\n\nBy: May\n\nBye\n");
  CHECK(filled(text, {{"customer", "Acme"}}).body == "Hello Acme,\n\nBye\n");
  CHECK(filled("Subject: x\n\n{total} {by}\n", {{"by", "May"}}).body == " May\n");
}

TEST_CASE("What is filled in is not filled once more", "[template]") {
  CHECK(filled("Subject: {customer}\n\n{customer}\n", {{"customer", "{total}"}}).body ==
        "{total}\n");
}

TEST_CASE("What is wrong with a template is named by line", "[template]") {
  CHECK(message(parsed("")) == "fi/x.txt:1: there is no subject");
  CHECK(message(parsed("Hello\n\nx\n")) == "fi/x.txt:1: there is no subject");
  CHECK(message(parsed("Subject: \n\nx\n")) == "fi/x.txt:1: there is no subject");
  CHECK(message(parsed("Subject: x\nHello\n")) ==
        "fi/x.txt:2: this line must be blank, with text below it");
  CHECK(message(parsed("Subject: x\n\nHello\n{customr}\n")) == "fi/x.txt:4: there is no {customr}");
  CHECK(message(parsed("Subject: {}\n\nHello\n")) == "fi/x.txt:1: a brace stands for nothing");
  CHECK(message(parsed("Subject: x\n\nHello {customer\n")) ==
        "fi/x.txt:3: a brace stands for nothing");
  CHECK(message(parsed("Subject: x\n\n\xE4\n")) == "fi/x.txt:1: this is not UTF-8");
  CHECK(parsed("Subject: x\n\n{nobody}\n").refusal().hint ==
        "Places to fill: customer, total, by.");
  CHECK(message(parsed("Subject: x\r\n\r\nHello\r\n")).empty());
}

TEST_CASE("The shipped templates are whole, and each language asks for the same", "[template]") {
  const Templates shipped = Templates::shipped();
  for (std::size_t i = 0; i < words<MessageKind>.size(); ++i) {
    const auto kind = static_cast<MessageKind>(i);
    std::map<Language, std::set<std::string>> asked;
    for (const Language language : {Language::en, Language::fi}) {
      shipped.of(language, kind).fill([&](std::string_view place) {
        asked[language].emplace(place);
        return std::string("x");
      });
    }
    CHECK(asked[Language::en] == asked[Language::fi]);
    CHECK(asked[Language::en].contains("provider"));
  }
}

TEST_CASE("All that is wrong with a folder of templates is told at once", "[template]") {
  const auto loaded = Templates::load([](const std::string& file) -> std::optional<std::string> {
    if (file == "en/thanks.txt") return std::nullopt;
    if (file == "fi/invoice.txt") return "Subject: {mailboxes}\n\nx\n";
    return "Subject: x\n\nx\n";
  });
  REQUIRE_FALSE(loaded);
  CHECK(loaded.refusal().details ==
        std::vector<std::string>{"en/thanks.txt: is missing",
                                 "fi/invoice.txt:1: there is no {mailboxes}"});
}
