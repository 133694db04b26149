// What no font draws.
#include "msp/glyphs.h"

#include <catch2/catch.hpp>

namespace msp::test {

TEST_CASE("What no font draws is told, each character once", "[paper]") {
  const std::string fonts = "20-7e a0-17f 20ac\n590-5ff\n\n1f600\n";
  CHECK(without_glyph("Acme Oy, Ä €", fonts) == "");
  CHECK(without_glyph("株式会社 שלום 😀 株", fonts) == "株式会社");
  CHECK(without_glyph("a\u200Db\uFE0F\u00AD", fonts) == "");  // these have no shape
  CHECK(without_glyph("Ä", "") == "Ä");
  // A range that begins earlier may reach further than the one that begins next.
  CHECK(without_glyph("\u0150", "100-17f\n140-142\n") == "");
  CHECK(characters_in_words("株😀") == "株 (U+682A), 😀 (U+1F600)");
  CHECK(characters_in_words("一二三四五六七八九十百千").ends_with("十 (U+5341) and 2 more"));
}

}  // namespace msp::test
