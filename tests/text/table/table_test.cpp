#include "msp/table.h"

#include <catch2/catch.hpp>
#include <stdexcept>

using namespace msp;

namespace {

Table invoices() {
  Table table({{"number"}, {"customer"}, {"net", "", ColumnKind::amount}});
  table.add({"2026-0001", "acme", "12.50"});
  table.add({"2026-0002", "", "-3.00"});
  return table;
}

}  // namespace

TEST_CASE("A table gives back the cells it was given", "[table]") {
  const Table table = invoices();
  REQUIRE(table.rows() == 2);
  CHECK(table.cell(0, 0) == "2026-0001");
  CHECK(table.cell(0, 2) == "12.50");
  CHECK(table.cell(1, 1).empty());
  CHECK(table.cell(1, 2) == "-3.00");
}

TEST_CASE("A table without rows has none", "[table]") {
  CHECK(Table({{"number"}}).rows() == 0);
  CHECK(Table({}).rows() == 0);
}

TEST_CASE("A row with too few or too many cells is never taken", "[table]") {
  Table table = invoices();
  CHECK_THROWS_AS(table.add({"2026-0003", "acme"}), std::logic_error);
  CHECK_THROWS_AS(table.add({"2026-0003", "acme", "1.00", "more"}), std::logic_error);
  CHECK(table.rows() == 2);
}

TEST_CASE("A column can be appended, one cell per row", "[table]") {
  Table table = invoices();
  table.append({"paid", "", ColumnKind::flag}, {"true", ""});
  CHECK(table.columns().back().name == "paid");
  CHECK(table.cell(0, 2) == "12.50");
  CHECK(table.cell(0, 3) == "true");
  CHECK(table.cell(1, 0) == "2026-0002");
  CHECK(table.cell(1, 3).empty());
  CHECK_THROWS_AS(table.append({"more"}, {"1"}), std::logic_error);
}

TEST_CASE("Selected columns come in the order they are named, with their kinds", "[table]") {
  const auto selected = invoices().select({"net", "number"});
  REQUIRE(selected);
  REQUIRE(selected->columns().size() == 2);
  CHECK(selected->columns()[0].name == "net");
  CHECK(selected->columns()[0].kind == ColumnKind::amount);
  CHECK(selected->columns()[1].name == "number");
  REQUIRE(selected->rows() == 2);
  CHECK(selected->cell(0, 0) == "12.50");
  CHECK(selected->cell(0, 1) == "2026-0001");
  CHECK(selected->cell(1, 0) == "-3.00");
}

TEST_CASE("A picture that is asked for is text: it is not left out where room is scarce",
          "[table]") {
  Table table = invoices();
  table.append({"drawn", "", ColumnKind::picture}, {"▁", "█"});
  CHECK(require(table.select({"drawn"})).columns()[0].kind == ColumnKind::text);
}

TEST_CASE("An unknown column is refused with all that there are and the one that was meant",
          "[table]") {
  const auto selected = invoices().select({"number", "custommer"});
  REQUIRE(!selected);
  CHECK(selected.refusal() ==
        Refusal{"columns.unknown", "there is no column 'custommer'",
                "Did you mean customer? The columns are: number, customer, net.", Exit::usage});
}

TEST_CASE("An unknown column that resembles none gets no guess", "[table]") {
  const auto selected = invoices().select({"weather"});
  REQUIRE(!selected);
  CHECK(selected.refusal().hint == "The columns are: number, customer, net.");
  CHECK(!invoices().select({""}));
}

TEST_CASE("A column named twice is refused: JSON would lose one of them", "[table]") {
  const auto selected = invoices().select({"net", "number", "net"});
  REQUIRE(!selected);
  CHECK(selected.refusal().code == "columns.repeated");
  CHECK(selected.refusal().exit == Exit::usage);
}

TEST_CASE("Formats and dialects are known by exactly one word each", "[table]") {
  CHECK(from_word<Format>("table") == Format::table);
  CHECK(from_word<Format>("csv") == Format::csv);
  CHECK(from_word<Format>("tsv") == Format::tsv);
  CHECK(from_word<Format>("json") == Format::json);
  CHECK(from_word<Format>("jsonl") == Format::jsonl);
  CHECK(from_word<Format>("xlsx") == Format::xlsx);
  CHECK(!from_word<Format>("CSV"));
  CHECK(!from_word<Format>(""));
  CHECK(from_word<Dialect>("rfc4180") == Dialect::rfc4180);
  CHECK(from_word<Dialect>("excel") == Dialect::excel);
  CHECK(from_word<Dialect>("excel-eu") == Dialect::excel_eu);
  CHECK(!from_word<Dialect>("excel_eu"));
}

TEST_CASE("Each format has its own shape of the same table", "[table]") {
  Table table({{"customer"}, {"mailboxes", "", ColumnKind::count}});
  table.add({"acme", "12"});
  const auto rendered = [&](Format format) { return render(table, {.format = format}); };
  CHECK(rendered(Format::csv) == "customer,mailboxes\nacme,12\n");
  CHECK(rendered(Format::tsv) == "customer\tmailboxes\nacme\t12\n");
  CHECK(rendered(Format::json) == "[\n{\"customer\":\"acme\",\"mailboxes\":12}\n]\n");
  CHECK(rendered(Format::jsonl) == "{\"customer\":\"acme\",\"mailboxes\":12}\n");
  CHECK(rendered(Format::table) ==
        "customer  mailboxes\n"
        "────────  ─────────\n"
        "acme             12\n");
}
