#include "msp/read.h"
#include "support/property.h"

#include <catch2/catch.hpp>
#include <string>

#include "msp/date.h"

using namespace msp;

namespace {

std::string refused(std::string_view text) {
  const auto name = read_name(text);
  return name ? "taken" : name.refusal().code;
}

bool is_mail(std::string_view text) { return bool(read_mail_address(text)); }

}  // namespace

TEST_CASE("A name is taken as it is written", "[read]") {
  const std::string text =
      GENERATE(as<std::string>{}, "Acme Oy", "Mäkinen & Söhne", "日本商事",
               "O'Brien, \"The\" <Ltd>", "=1+1", "00042", "علي", "Zoë 👩💻", "A\u00A0B", "-");
  const auto name = read_name(text);
  REQUIRE(name);
  CHECK(*name == text);
}

TEST_CASE("Names that look the same become the same bytes", "[read]") {
  const auto name = read_name("Ma\u0308kinen");
  REQUIRE(name);
  CHECK(*name == "M\u00E4kinen");
}

TEST_CASE("Bytes that are not UTF-8 are refused", "[read]") {
  const std::string text = GENERATE(as<std::string>{}, "M\xE4kinen",  // Latin-1
                                    "\xC3",                           // cut off
                                    "\xC0\xAF",                       // overlong
                                    "\xED\xA0\x80",                   // a surrogate
                                    "\xF4\x90\x80\x80", "a\x80");     // beyond U+10FFFF; stray
  CHECK(refused(text) == "text.not_utf8");
}

TEST_CASE("Characters that order instead of standing for something are refused", "[read]") {
  const std::string text =
      GENERATE(as<std::string>{}, "a\tb", "a\nb", "a\rb", "\x1b[2J", "a\x7F", "a\u0085b",
               "a\u009Fb", "a\u061Cb", "a\u200Eb", "a\u200Fb", "a\u202Ab", "a\u202Eb", "a\u2066b",
               "a\u2069b", "a\u2028b", "a\u2029b", "\uFEFFa", "a\uFDD0", "a\uFDEF", "a\uFFFE",
               "a\uFFFF", "a\U0001FFFE", "a\U0010FFFF");
  CHECK(refused(text) == "text.forbidden_character");
  CHECK(refused(std::string_view("a\0b", 3)) == "text.forbidden_character");
}

TEST_CASE("What no one sees is refused: it would tell apart what looks the same", "[read]") {
  const std::string text =
      GENERATE(as<std::string>{}, "a\u00ADb", "a\u034Fb", "a\u115Fb", "a\u17B4b", "a\u180Bb",
               "a\u200Bb", "a\u200Cb", "a\u200Db", "a\u2060b", "a\u2064b", "a\u3164b", "a\uFE0Fb",
               "a\uFFA0b", "a\U0001D173b", "a\U000E0041b", "a\U000E01EFb", "Zoë 👩\u200D💻");
  CHECK(refused(text) == "text.forbidden_character");
}

TEST_CASE("The neighbours of forbidden characters are taken", "[read]") {
  const std::string text = GENERATE(as<std::string>{}, "a~b", "a\u00A1b", "a\u2010b", "a\uFDCFb",
                                    "a\uFDF0b", "a\uFFFDb", "a\uFFFCb");
  CHECK(refused(text) == "taken");
}

TEST_CASE("A text without a visible character is refused as empty", "[read]") {
  const std::string text =
      GENERATE(as<std::string>{}, "", " ", "   ", "\u00A0", "\u3000 ", "\u200B", "\u2060");
  CHECK(refused(text) == "text.empty");
}

TEST_CASE("White space at an end is refused, not trimmed", "[read]") {
  const std::string text =
      GENERATE(as<std::string>{}, " Acme", "Acme ", "\u00A0Acme", "Acme\u3000", "Acme\u200B");
  CHECK(refused(text) == "text.stray_space");
}

TEST_CASE("200 characters are taken and 201 are not, however many bytes they are", "[read]") {
  std::string narrow(200, 'x');
  std::string wide;
  for (int i = 0; i < 200; ++i) wide += "日";
  std::string decomposed;
  for (int i = 0; i < 200; ++i) decomposed += "a\u0308";
  CHECK(refused(narrow) == "taken");
  CHECK(refused(wide) == "taken");
  CHECK(refused(decomposed) == "taken");
  CHECK(refused(narrow + "x") == "text.too_long");
  CHECK(refused(wide + "x") == "text.too_long");
}

TEST_CASE("A name with a card's number is refused without repeating it", "[read]") {
  const auto name = read_name("Acme 4111 1111 1111 1111");
  REQUIRE(!name);
  CHECK(name.refusal().code == "text.card_number");
  CHECK(name.refusal().message.find("4111") == std::string::npos);
  CHECK(name.refusal().hint.about.front().find("4111") == std::string::npos);
}

TEST_CASE("Card numbers are seen however they are grouped", "[read]") {
  // Published test numbers of the card schemes.
  CHECK(looks_like_card_number("4111111111111111"));
  CHECK(looks_like_card_number("4111-1111-1111-1111"));
  CHECK(looks_like_card_number("4111.1111.1111.1111"));
  CHECK(looks_like_card_number("4111\u00A01111\u20131111 - 1111"));
  CHECK(looks_like_card_number("378282246310005"));      // 15
  CHECK(looks_like_card_number("4222222222222"));        // 13
  CHECK(looks_like_card_number("6304000000000000000"));  // 19
  CHECK(looks_like_card_number("visa5555555555554444, 12/29"));
  CHECK(looks_like_card_number("order 12 4111 1111 1111 1111 99"));
  CHECK(looks_like_card_number("4111 11 1111 111111"));  // the spacing of a hand, and nothing else
  CHECK(looks_like_card_number("\u2460\uFF14\u00B9 4111 1111 1111 1111"));
  CHECK(looks_like_card_number("+4111111111111111"));  // too long for a telephone
}

TEST_CASE("Other numbers are not taken for a card's", "[read]") {
  CHECK(!looks_like_card_number(""));
  CHECK(!looks_like_card_number("4111111111111112"));      // fails the check
  CHECK(!looks_like_card_number("1111111111111117"));      // passes it, but no one issues these
  CHECK(!looks_like_card_number("41111111111111113"));     // nor are Visa's 17 digits long
  CHECK(!looks_like_card_number("411111111111"));          // 12 digits
  CHECK(!looks_like_card_number("000000000000"));          // 12 digits that pass
  CHECK(!looks_like_card_number("00000000000000000000"));  // 20 digits that pass
  CHECK(!looks_like_card_number("4111 1111/1111 1111"));   // two numbers
  CHECK(!looks_like_card_number("+358 9 123 4567"));
  CHECK(!looks_like_card_number("2026-01-31"));
  CHECK(!looks_like_card_number("4111\xFF 1111 1111 1111"));
}

TEST_CASE("A plain mail address is taken, its domain lower-cased", "[read]") {
  const auto address = read_mail_address("Anna.Mäki@Example.COM");
  CHECK(!address);  // not ASCII
  const auto plain = read_mail_address("Anna.O'Brien+bills@Mail.Example.COM");
  REQUIRE(plain);
  CHECK(*plain == "Anna.O'Brien+bills@mail.example.com");
  CHECK(is_mail("a@b.fi"));
  CHECK(is_mail("a@xn--mki-qla.fi"));
  CHECK(is_mail("1@1.2.3a"));
}

TEST_CASE("Whatever is not a plain mail address is refused", "[read]") {
  const std::string text =
      GENERATE(as<std::string>{}, "", "@", "acme", "@example.com", "a@", "a@b", "a@b.", "a@.fi",
               "a@b..fi", "a b@c.fi", " a@b.fi", "a@b.fi ", "a@b@c.fi", "<a@b.fi>", "A <a@b.fi>",
               "\"a\"@b.fi", "a(x)@b.fi", ".a@b.fi", "a.@b.fi", "a..b@c.fi", "-f@b.fi", "a@-b.fi",
               "a@b-.fi", "a@b_c.fi", "a@10.0.0.1", "a@[10.0.0.1]", "a@b.fi\n", "a@b.fi,c@d.fi",
               "a!b@c.fi", "a%b@c.fi", "|x@b.fi", "ä@b.fi");
  const auto address = read_mail_address(text);
  REQUIRE(!address);
  CHECK(address.refusal().code == "mail.malformed");
}

TEST_CASE("A mail address keeps to the lengths that every system takes", "[read]") {
  const std::string mailbox(64, 'a');
  const std::string label(63, 'b');
  CHECK(is_mail(mailbox + "@b.fi"));
  CHECK(!is_mail(mailbox + "a@b.fi"));
  CHECK(is_mail("a@" + label + ".fi"));
  CHECK(!is_mail("a@" + label + "b.fi"));
  // 64 + 1 + 63 + 1 + 63 + 1 + 61 = 254
  const std::string longest = mailbox + "@" + label + "." + label + "." + std::string(61, 'c');
  REQUIRE(longest.size() == 254);
  CHECK(is_mail(longest));
  CHECK(!is_mail(longest + "c"));
}

TEST_CASE("An instant is read as RFC 3339 writes it", "[read]") {
  constexpr std::int64_t half_past_eight = 1'773'563'400'000'000;  // date -u +%s -d, times 10^6
  CHECK(read_instant("1970-01-01T00:00:00Z") == 0);
  CHECK(read_instant("2026-03-15T08:30:00Z") == half_past_eight);
  CHECK(read_instant("2026-03-15T10:30:00+02:00") == half_past_eight);
  CHECK(read_instant("2026-03-15T14:00:00+05:30") == half_past_eight);
  CHECK(read_instant("2026-03-14T23:00:00-09:30") == half_past_eight);
  CHECK(read_instant("2026-03-16T00:00:00+15:30") == half_past_eight);
  CHECK(read_instant("2026-03-15T08:30:00.5Z") == half_past_eight + 500'000);
  CHECK(read_instant("2026-03-15T08:30:00.000001Z") == half_past_eight + 1);
  CHECK(read_instant("2026-03-15T08:30:00.123456999+00:00") == half_past_eight + 123'456);
  CHECK(read_instant("1969-12-31T23:59:59.999999Z") == -1);
}

TEST_CASE("What is not exactly an instant is none", "[read]") {
  const std::string text = GENERATE(
      as<std::string>{}, "", "2026-03-15", "2026-03-15T08:30:00", "2026-03-15T08:30Z",
      "2026-03-15 08:30:00Z", "2026-03-15t08:30:00z", "2026-02-29T08:30:00Z", "26-03-15T08:30:00Z",
      "2026-03-15T24:00:00Z", "2026-03-15T08:60:00Z", "2026-03-15T08:30:60Z", "2026-03-15T8:30:00Z",
      "2026-03-15T08:30:00.Z", "2026-03-15T08:30:00,5Z", "2026-03-15T08:30:00.1234567890Z",
      "2026-03-15T08:30:00+2:00", "2026-03-15T08:30:00+0200", "2026-03-15T08:30:00+24:00",
      "2026-03-15T08:30:00+02:60", "2026-03-15T08:30:00+02:00Z", "2026-03-15T08:30:00Z ",
      " 2026-03-15T08:30:00Z", "2026-03-15T08:30:00ZZ", "2026-03-15T08:30:00",
      "2026-03-15T+8:30:00Z", "1773563400");
  CHECK(!read_instant(text));
}

PROPERTY("An instant that was printed is read as the same instant", "[read]") {
  const auto micros = *rc::gen::inRange<std::int64_t>(0, 253'402'300'799'999'999);
  RC_ASSERT(read_instant(instant_text(micros)) == micros);
}

TEST_CASE("The word that was meant is found within a slip or two", "[read]") {
  const std::vector<std::string> words = {"decline", "convert", "list", "sweep", "add"};
  CHECK(nearest("declin", words) == "decline");
  CHECK(nearest("delcine", words) == "decline");  // swapped neighbours are one slip
  CHECK(nearest("dcelien", words) == "decline");  // two swaps
  CHECK(nearest("lsit", words) == "list");
  CHECK(nearest("list", words) == "list");
  CHECK(nearest("ad", words) == "add");
}

TEST_CASE("A word that is too far from all is not guessed", "[read]") {
  const std::vector<std::string> words = {"decline", "list", "add", "up"};
  CHECK(!nearest("dlcine x", words));  // three slips
  CHECK(!nearest("lits x", words));
  CHECK(!nearest("lxxt", words));  // two slips of four letters are more than a third
  CHECK(!nearest("u", words));     // one of two, too
  CHECK(!nearest("", words));
  CHECK(!nearest("add", {}));
  CHECK(!nearest(std::string(100'000, 'x'), words));
}

TEST_CASE("Of equally near words the first of the alphabet is meant", "[read]") {
  CHECK(nearest("plan-x", {"plan-c", "plan-a", "plan-b"}) == "plan-a");
  CHECK(nearest("plan-x", {"plan-a", "plan-yy", "plan-x"}) == "plan-x");
}

TEST_CASE("Display width counts terminal columns, not bytes", "[read]") {
  CHECK(display_width("") == 0);
  CHECK(display_width("acme") == 4);
  CHECK(display_width("Mäkinen") == 7);
  CHECK(display_width("Ma\u0308kinen") == 7);  // a combining mark takes no column
  CHECK(display_width("日本") == 4);
  CHECK(display_width("a\u200Bb") == 2);
  CHECK(display_width("💻") == 2);
  CHECK(display_width("a\xFF") == 2);
}

PROPERTY("Whatever is read as a name is read again as the same name", "[read]") {
  const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>(
      "a", "A", " ", "\u0308", "\u0301", "ä", "\u212B", "\u1100", "\u1161", "日", "4", "\u0323"));
  std::string text;
  for (const std::string& piece : pieces) text += piece;
  const auto once = read_name(text);
  if (!once) return;
  const auto twice = read_name(*once);
  RC_ASSERT(bool(twice));
  RC_ASSERT(*twice == *once);
}
