#include "msp/spelled_out.h"

#include <catch2/catch.hpp>

using namespace msp;

TEST_CASE("What a terminal would obey or hide is spelled out", "[read]") {
  CHECK(spelled_out("\x1b]0;pwned\x07") == "\\u{1b}]0;pwned\\u{7}");
  CHECK(spelled_out("a\r\nb\tc") == "a\\r\\nb\\tc");
  CHECK(spelled_out("\u009B31m \u202Etxt\u200B \U000E0041") ==
        "\\u{9b}31m \\u{202e}txt\\u{200b} \\u{e0041}");
  CHECK(spelled_out("M\xE4kinen") == "M\\xe4kinen");
}

TEST_CASE("What is only read stays as it is", "[read]") {
  CHECK(spelled_out("Mäkinen & Söhne · 日本 │ 👍") == "Mäkinen & Söhne · 日本 │ 👍");
  CHECK(spelled_out("") == "");
}

TEST_CASE("Of many lines their ends and tabs stay, and nothing else that is obeyed", "[read]") {
  CHECK(spelled_out_lines("a\tb\r\nc\n\nd") == "a\tb\nc\n\nd");
  CHECK(spelled_out_lines("seen\rhidden\x1b[2K\n") == "seen\\rhidden\\u{1b}[2K\n");
}
