// A catalog file, checked and published.
#include "msp/catalog_file.h"

#include <fmt/format.h>

#include "byte_source.h"
#include "line/form.h"
#include "msp/catalog_example.h"

namespace msp::cli {
namespace {

struct CatalogLoad {
  std::string file;

  static void options(auto& self, auto&& option) {
    option.operand("FILE", self.file, "a catalog (TOML)", machine_made);
  }
  Exit run(Invocation& invocation) const {
    const std::string text = read_file(file);
    return invocation.recorded<CatalogOutcome>(
        [&](Ledger& ledger, Envelope envelope, const auto& told) {
          const CatalogFile read =
              take(read_catalog_file(file, text, envelope.request.today, ledger.catalog()));
          // The file itself is the evidence: its name and hash say which one it was.
          std::string& ref = envelope.note.ref;
          if (ref.empty()) ref = file + " " + hex(digest_of(text)).substr(0, 16);
          return handle(ledger, envelope, read, told);
        },
        describe);
  }

  static Answer describe(const CatalogOutcome& outcome) {
    std::int64_t plans = 0;
    std::int64_t prices = 0;
    std::int64_t taxes = 0;
    std::int64_t discounts = 0;
    for (const RecordedEvent& recorded : outcome.events) {
      plans += std::holds_alternative<PlanPublished>(recorded.event) ? 1 : 0;
      prices += std::holds_alternative<PricePublished>(recorded.event) ? 1 : 0;
      taxes += std::holds_alternative<TaxPublished>(recorded.event) ? 1 : 0;
      discounts += std::holds_alternative<DiscountPublished>(recorded.event) ? 1 : 0;
    }
    if (outcome.events.empty()) {
      return {"catalog", "all of it is there already", "msp catalog list"};
    }
    std::string what =
        fmt::format("{}, {}, {}", plural(plans, "plan version", "plan versions"),
                    plural(prices, "price", "prices"), plural(taxes, "tax class", "tax classes"));
    if (discounts > 0) what += ", " + plural(discounts, "discount", "discounts");
    what += " published";
    if (outcome.customers > 0) what += "; the next documents change " + reach_text(outcome);
    return {"catalog", what, "msp catalog list"};
  }
};

struct CatalogCheck {
  std::string file;

  static void options(auto& self, auto&& option) {
    option.operand("FILE", self.file, "a catalog (TOML); - is stdin", machine_made);
  }
  /// What a file may rest on: nothing, where there is no ledger yet.
  static Catalog published(const Invocation& invocation) {
    try {
      return invocation.read_ledger().catalog();
    } catch (const Fault&) {
      return {};
    }
  }
  Exit run(Invocation& invocation) const {
    const Date today = invocation.today(LedgerSettings());
    const CatalogFile read =
        take(read_catalog_file(file, read_file(file), today, published(invocation)));
    invocation.print(fmt::format("{}: {}, {}, {}, no contradiction\n", file,
                                 plural(read.plans.size(), "plan", "plans"),
                                 plural(read.prices.size(), "price", "prices"),
                                 plural(read.taxes.size(), "tax class", "tax classes")));
    return Exit::done;
  }
};

struct CatalogExample {
  Basis basis = Basis::mailbox;

  static void options(auto& self, auto&& option) {
    option.optional("BASIS", self.basis, "what the plan counts: mailbox, flat or activity");
  }
  Exit run(Invocation& invocation) const {
    invocation.print(
        "# A catalog: what is sold, by which terms, for how much. Change what is not yours, then\n"
        "#   msp catalog check FILE   names every mistake, by line and key\n"
        "#   msp catalog load FILE    publishes it\n"
        "# A key behind a # is left out. It shows its default, or what could be said; what can be\n"
        "# said stands behind it, the default in brackets.\n" +
        catalog_example(basis));
    return Exit::done;
  }
};

constexpr Command catalog_file_table[] = {
    command<CatalogExample>(
        nothing, to_start, "catalog example",
        "Prints a catalog file to begin with: every key with what it means, ready to be loaded.",
        "msp catalog example > catalog.toml", "msp catalog example activity"),
    command<CatalogLoad>(
        change, to_start, "catalog load",
        "Publishes what a catalog file says anew: plans, prices, tax classes, discount codes.",
        "msp catalog load examples/catalogs/dfence.toml",
        "msp catalog load prices-2027.toml --dry-run"),
    command<CatalogCheck>(
        nothing, to_start, "catalog check",
        "Reads a catalog file and names every mistake in it, by line and key; records nothing.",
        "msp catalog check examples/catalogs/dfence.toml",
        "msp catalog check - < prices-2027.toml")};

}  // namespace

extern const Commands catalog_file_commands = catalog_file_table;

}  // namespace msp::cli
