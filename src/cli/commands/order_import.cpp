// Many orders from one file (MISSION X4).
#include <fmt/format.h>

#include <map>

#include "byte_source.h"
#include "commands/order_form.h"
#include "line/advice.h"
#include "line/form.h"
#include "line/rows.h"

namespace msp::cli {
namespace {

struct OrderRow {
  CustomerId customer;
  PlaceOrder order;

  static void options(auto& self, auto&& option) {
    option.operand("CUSTOMER", self.customer, "a lower-case word");
    order_options(self.order, option);
  }
  void check() const {
    if (order.plan == PlanId{}) missing_plan();
    check_order(order);
    check_name(customer);
  }
  [[noreturn]] static void missing_plan() { usage_error("usage.missing", "there is no plan", ""); }
};

/// With --draft each customer's rows become one draft.
std::vector<Asked> asked_by(const std::vector<Row<OrderRow>>& rows, const Ledger& ledger,
                            bool draft) {
  std::map<CustomerId, std::int64_t> drafts;
  std::vector<Asked> asked;
  for (const auto& [line, said] : rows) {
    if (!draft) {
      asked.push_back({said.customer, said.order});
      continue;
    }
    const auto [place, first] = drafts.try_emplace(said.customer);
    if (first) {
      const auto known = ledger.customer(said.customer);
      place->second = (known ? known->drafts_begun : 0) + 1;
    }
    asked.push_back({said.customer, DraftOrder{first ? 0 : place->second, said.order}});
  }
  return asked;
}

struct OrderImport {
  std::string file;
  bool draft = false;

  static void options(auto& self, auto&& option) {
    option.operand("FILE", self.file,
                   "CSV: customer, and columns named as the options of `order`; - is stdin",
                   machine_made);
    option.flag("--draft", self.draft, "only draft them: one draft per customer");
  }
  bool is_billed() const { return !draft; }

  Exit run(Invocation& invocation) const {
    FileProblems problems(shown_file(file));
    std::string digest;
    const auto rows = rows_of<OrderRow>(file, problems, digest);
    const Answer answer{
        shown_file(file),
        fmt::format("{} {}", plural(rows.size(), "order", "orders"), draft ? "drafted" : "placed"),
        "msp order list"};
    return invocation.recorded<Outcome>(
        [&](Ledger& ledger, Envelope envelope, const auto& told) {
          envelope.content += "\n" + digest;
          auto outcome = handle(
              ledger, envelope, asked_by(rows, ledger, draft),
              [&](std::size_t place, const Refusal& refusal) {
                problems.add(rows[place].line, 1,
                             in_words(refusal) + ". " + in_words(refusal.hint));
              },
              told);
          if (problems.count() > 0) throw Refused(problems.refusal());
          return outcome;
        },
        [&answer](const Outcome&) { return answer; });
  }
};

constexpr Command order_import_table[] = {command<OrderImport>(
    evidenced, rarely, "order import", "Places every order of a file, or none of them.",
    "msp order import orders.csv --ref mail-22", "msp order import orders.csv --draft")};

}  // namespace

extern const Commands order_import_commands = order_import_table;

}  // namespace msp::cli
