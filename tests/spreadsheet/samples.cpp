// Writes tables that are hard on spreadsheets into a folder, in every dialect and as workbooks, and
// as JSON for who compares: samples DIRECTORY. What comes of them is looked at by check.py.
#include <fstream>
#include <string>

#include "msp/table.h"

namespace {

using namespace msp;

void write(const std::string& file, const std::string& text) {
  std::ofstream(file, std::ios::binary) << text;
}

/// One column of each kind, and everything that a spreadsheet is known to change.
Table values() {
  Table table({{"text"},
               {"name"},
               {"date", "", ColumnKind::date},
               {"count", "", ColumnKind::count},
               {"amount", "", ColumnKind::amount},
               {"flag", "", ColumnKind::flag}});
  table.add({"00042", "ä", "2026-03-15", "42", "-12.50", "true"});
  table.add({"1E5", "日本", "1900-03-01", "0", "0.00", "false"});
  table.add({"=1+1", "say \"yes\"", "9999-12-31", "-7", "8888888888888.88", "true"});
  table.add({"-12.50", "two\nlines", "2024-02-29", "999999999999999", "0.125", ""});
  table.add({"+358 40 123", "a,b;c\td", "", "", "", ""});
  table.add({"@sum", "<&>'", "1900-02-28", "1234567890123456", "12345678901234.56", ""});
  table.add({"2026-03-15", "_x0041_", "", "007", "125.00 per 1000", ""});
  table.add({"TRUE", " blanks ", "", "1", "0.12345678", ""});
  table.add({"1/2", "🦊 e\u0301", "", "2", "-0.5", ""});
  table.add({"9007199254740993", "'quoted'", "", "3", "123456789012345", ""});
  return table;
}

/// 25 customers, the first with two subscriptions: 1.10, 2.20, … 27.50, and 0.40 more.
Table usage() {
  Table table({{"customer"},
               {.name = "mailboxes", .kind = ColumnKind::count, .adds_up = true},
               {"unit_price", "", ColumnKind::amount},
               {.name = "amount", .kind = ColumnKind::amount, .adds_up = true},
               {"currency"}});
  for (int i = 1; i <= 25; ++i) {
    const std::string name = "customer-" + std::to_string(i);
    const std::string cents = std::to_string(1000 + i * 110);
    const std::string amount = std::to_string(std::stoi(cents.substr(0, cents.size() - 2)) - 10) +
                               "." + cents.substr(cents.size() - 2);
    table.add({name, std::to_string(i), "1.10", amount, "EUR"});
  }
  table.add({"customer-1", "", "0.40", "0.40", "EUR"});
  table.draw({"Amount by customer, 2026-03", "customer", "amount"});
  return table;
}

Table two_currencies() {
  Table table({{"customer"},
               {.name = "mailboxes", .kind = ColumnKind::count, .adds_up = true},
               {.name = "amount", .kind = ColumnKind::amount, .adds_up = true},
               {"currency"}});
  table.add({"acme", "3", "12.00", "EUR"});
  table.add({"birch", "4", "1600", "JPY"});
  table.draw({"Amount by customer", "customer", "amount"});
  return table;
}

/// Sums that a spreadsheet could not hold, or would get wrong.
Table unsummable() {
  Table table({{.name = "too_large", .kind = ColumnKind::amount, .adds_up = true},
               {.name = "with_text", .kind = ColumnKind::amount, .adds_up = true},
               {.name = "places", .kind = ColumnKind::amount, .adds_up = true}});
  table.add({"9999999999999.99", "1.00", "0.1"});
  table.add({"9999999999999.99", "12345678901234.56", "0.25"});
  table.add({"9999999999999.99", "", "-5"});
  return table;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const std::string folder = std::string(argv[1]) + "/";
  const auto as = [](const Table& table, Format format) {
    return render(table, {.format = format});
  };
  write(folder + "values.json", as(values(), Format::json));
  write(folder + "values.xlsx", as(values(), Format::xlsx));
  write(folder + "values-rfc4180.csv", as(values(), Format::csv));
  const auto in = [](Dialect dialect) {
    return render(values(), {.format = Format::csv, .dialect = dialect});
  };
  write(folder + "values-excel.csv", in(Dialect::excel));
  write(folder + "values-excel-eu.csv", in(Dialect::excel_eu));
  write(folder + "usage.json", as(usage(), Format::json));
  write(folder + "usage.xlsx", as(usage(), Format::xlsx));
  write(folder + "currencies.xlsx", as(two_currencies(), Format::xlsx));
  const auto chosen = two_currencies().select({"customer", "amount"});
  write(folder + "chosen.xlsx", as(*chosen, Format::xlsx));
  write(folder + "unsummable.xlsx", as(unsummable(), Format::xlsx));
  write(folder + "bare.xlsx", render(usage(), {.format = Format::xlsx, .header = false}));
  Table none({{"number"}, {.name = "net", .kind = ColumnKind::amount, .adds_up = true}});
  write(folder + "empty.xlsx", as(none, Format::xlsx));
}
