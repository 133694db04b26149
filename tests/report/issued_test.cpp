// What was issued, by tax, by plan and by line.
#include "msp/report/issued.h"

#include <catch2/catch.hpp>
#include <map>

#include "msp/report/invoices.h"
#include "queries.h"
#include "support/half_year.h"
#include "support/property.h"

namespace msp::test {
namespace {

/// acme's month of decision, 25 × 4.00 and 25.5 %, of which 2.00 is given back in April; two months
/// of harbor's 10 × 9.00 dollars, without a tax class.
TestDesk& billed_desk(TestDesk& desk) {
  begin_guard_trial(desk);
  desk.at("2026-01-20").tell("harbor", order_of("exchange-mailbox", 10));
  for (const auto* date : {"2026-02-01", "2026-03-01", "2026-03-15"}) desk.at(date).run();
  desk.at("2026-04-02").credit("3", 200);
  return desk;
}

/// The sums of a column by the values of others; cents, as all three currencies here have them.
std::map<std::string, std::int64_t> sums(const Table& table, const std::vector<std::string>& keys,
                                         const std::string& column) {
  std::map<std::string, std::int64_t> found;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    std::string key;
    for (const std::string& name : keys) {
      key += std::string(table.cell(row, *table.find(name))).substr(0, 7) + " ";
    }
    found[key] += *amount_from_text(table.cell(row, *table.find(column)), Currency());
  }
  return found;
}

}  // namespace

TEST_CASE("What was issued has the columns of the contract", "[issued]") {
  const TestDesk desk(d_fence());
  const Query query = query_on("2026-01-31");
  CHECK(header(vat_report(desk.read(), query)) ==
        "month,country,category,rate,currency,net,tax,gross,documents");
  CHECK(header(sales_report(desk.read(), query)) == "month,plan,kind,currency,net,documents");
  CHECK(header(lines_report(desk.read(), query)) ==
        "number,kind,customer,issued_on,line,line_kind,subscription,plan,from,through,quantity,"
        "unit_price,net,tax_rate,currency,corrects,description");
  CHECK(header(partners_report(desk.read(), query)) ==
        "partner,month,currency,customers,documents,net,tax,gross");
}

TEST_CASE("A document counts for the partner of its day", "[issued]") {
  TestDesk desk(d_fence() + exchange_defender());
  billed_desk(desk);
  EditCustomer edit;
  edit.partner = "New Oy";
  desk.at("2026-03-20").tell("acme", edit);
  CHECK(rows(partners_report(desk.read(), query_on("2026-06-30"))) ==
        Lines{"|2026-02|USD|1|1|90.00|0.00|90.00", "|2026-03|EUR|1|1|100.00|25.50|125.50",
              "|2026-03|USD|1|1|90.00|0.00|90.00", "New Oy|2026-04|EUR|1|1|-2.00|-0.51|-2.51"});
}

SCENARIO("What was issued is counted in the month that the document is dated", "[issued]") {
  TestDesk desk(d_fence() + exchange_defender());
  const Ledger ledger = billed_desk(desk).read();
  const Query all = query_on("2026-06-30");
  CHECK(rows(vat_report(ledger, all)) == Lines{"2026-02|FI|||USD|90.00|0.00|90.00|1",
                                               "2026-03|FI|||USD|90.00|0.00|90.00|1",
                                               "2026-03|FI|S|25.5|EUR|100.00|25.50|125.50|1",
                                               "2026-04|FI|S|25.5|EUR|-2.00|-0.51|-2.51|1"});
  CHECK(rows(sales_report(ledger, all)) == Lines{"2026-02|exchange-mailbox|recurring|USD|90.00|1",
                                                 "2026-03|exchange-mailbox|recurring|USD|90.00|1",
                                                 "2026-03|guard|decision-period|EUR|100.00|1",
                                                 "2026-04|guard|credit|EUR|-2.00|1"});
  CHECK(rows(lines_report(ledger, all), {"number", "kind", "customer", "issued_on", "line",
                                         "line_kind", "plan", "net", "corrects"}) ==
        Lines{"1|invoice|harbor|2026-02-01|1|recurring|exchange-mailbox|90.00|",
              "2|invoice|harbor|2026-03-01|1|recurring|exchange-mailbox|90.00|",
              "3|invoice|acme|2026-03-15|1|decision-period|guard|100.00|",
              "4|credit-note|acme|2026-04-02|1|credit|guard|-2.00|3/1"});

  Query some = all;
  some.month = read<Month>("2026-03");
  some.customer = read<CustomerId>("acme");
  CHECK(rows(vat_report(ledger, some), {"net"}) == Lines{"100.00"});
  some = all;
  some.plan = plan("exchange-mailbox");
  CHECK(rows(lines_report(ledger, some), {"number"}) == Lines{"1", "2"});
  CHECK(rows(sales_report(ledger, some), {"net"}) == Lines{"90.00", "90.00"});
  some = all;
  some.from = day("2026-03-02");
  some.through = day("2026-03-31");
  CHECK(rows(vat_report(ledger, some), {"net"}) == Lines{"100.00"});
  CHECK(rows(vat_report(ledger, query_on("2026-02-28")), {"net"}) == Lines{"90.00"});
}

PROPERTY_OF_SEEDS(3, "What was issued adds up to the documents, however it is counted",
                  "[issued]") {
  const HalfYear half_year(seed);
  const Ledger ledger = half_year.read();
  const Query all = query_on("2030-01-01");
  const Table documents = invoice_list(ledger, {});
  const Table vat = vat_report(ledger, all);
  const Table sales = sales_report(ledger, all);
  const Table lines = lines_report(ledger, all);
  CHECK(documents.rows() > 3);
  CHECK(sums(lines, {"number"}, "net") == sums(documents, {"number"}, "net"));
  for (const std::string column : {"net", "tax", "gross"}) {
    CHECK(sums(vat, {"month", "currency"}, column) ==
          sums(documents, {"issued_on", "currency"}, column));
  }
  CHECK(sums(sales, {"month", "currency"}, "net") == sums(vat, {"month", "currency"}, "net"));
  CHECK(sums(sales, {"plan", "currency"}, "net") == sums(lines, {"plan", "currency"}, "net"));
  CHECK(sums(sales, {"month", "plan", "kind"}, "net") ==
        sums(lines, {"issued_on", "plan", "line_kind"}, "net"));
}

}  // namespace msp::test
