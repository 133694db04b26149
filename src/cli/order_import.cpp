// Many orders from one file (MISSION X4).
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "byte_source.h"
#include "commands.h"
#include "invocation.h"
#include "msp/csv.h"
#include "order_form.h"

namespace msp::cli {
namespace {

/// A column of the file is an option of `order`: `--contact-email` is the column contact_email.
struct Form {
  std::vector<Option> options = order_options();
  std::vector<std::string> names;
  std::vector<CsvColumn> columns;

  Form() {
    names.emplace_back("customer");
    for (const Option& option : options) {
      std::string name(option.name.substr(2));
      std::replace(name.begin(), name.end(), '-', '_');
      names.push_back(std::move(name));
    }
    for (const std::string& name : names) columns.push_back({name, columns.empty()});
  }
};

/// What one cell says, in the words of an option; of those that may be given several times each is
/// a word of the cell.
void say(Arguments& arguments, const Option& option, std::string_view cell) {
  const std::string name(option.name);
  if (option.value.empty()) {
    if (cell == "true") return arguments.add(name, "");
    if (cell != "false") Arguments::malformed(name, cell, "true or false");
    return;
  }
  if (!option.many) return arguments.add(name, std::string(cell));
  while (!cell.empty()) {
    const auto end = std::min(cell.find(' '), cell.size());
    if (end > 0) arguments.add(name, std::string(cell.substr(0, end)));
    cell.remove_prefix(std::min(end + 1, cell.size()));
  }
}

struct Row {
  std::int64_t line = 0;
  CustomerId customer;
  PlaceOrder order;
};

/// Each cell is read alone, so that every one that is wrong is named.
std::optional<Row> row_from(const Form& known, const CsvRow& cells) {
  Arguments all;
  bool right = true;
  const auto wrong = [&](std::size_t column, const std::string& why) {
    cells.problem(column, why);
    right = false;
  };
  const auto customer = CustomerId::from_text(cells[0]);
  if (!customer) {
    wrong(0, shown_cell(cells[0]) + " is not " + std::string(form<CustomerId>));
  }
  for (std::size_t place = 0; place < known.options.size(); ++place) {
    const std::string_view cell = cells[place + 1];
    if (cell.empty()) continue;
    try {
      Arguments one;
      say(one, known.options[place], cell);
      order_from(one);
      say(all, known.options[place], cell);
    } catch (const Refused& refused) {
      const std::string prefix = std::string(known.options[place].name) + ": ";
      const std::string& why = refused.refusal().message;  // the column is named anyway
      wrong(place + 1, why.starts_with(prefix) ? why.substr(prefix.size()) : why);
    }
  }
  if (!right) return std::nullopt;
  try {
    if (!all.has("--plan")) usage_error("usage.missing", "there is no plan", "");
    const PlaceOrder order = order_from(all);
    check(order);
    check_name(*customer);
    return Row{cells.line(), *customer, order};
  } catch (const Refused& refused) {
    wrong(0, refused.refusal().message);
    return std::nullopt;
  }
}

/// `digest` is of the file: the same request id with another file is another request.
std::vector<Row> rows_of(const std::string& path, FileProblems& problems, std::string& digest) {
  const Form known;
  Digest bytes;
  std::vector<Row> rows;
  ByteSource source(path, false);
  const auto next = [&] {
    const std::string_view piece = source.next();
    bytes.add(piece);
    return piece;
  };
  read_csv(next, known.columns, problems, [&](const CsvRow& cells) {
    if (auto row = row_from(known, cells)) rows.push_back(*std::move(row));
  });
  if (problems.count() > 0) throw Refused(problems.refusal());
  digest = hex(bytes.finish());
  return rows;
}

/// With --draft each customer's rows become one draft.
std::vector<Asked> asked_by(const std::vector<Row>& rows, const Ledger& ledger, bool draft) {
  std::map<CustomerId, std::int64_t> drafts;
  std::vector<Asked> asked;
  for (const Row& row : rows) {
    if (!draft) {
      asked.push_back({row.customer, row.order});
      continue;
    }
    const auto [place, first] = drafts.try_emplace(row.customer);
    if (first) {
      const auto known = ledger.customer(row.customer);
      place->second = (known ? known->drafts_begun : 0) + 1;
    }
    asked.push_back({row.customer, DraftOrder{first ? 0 : place->second, row.order}});
  }
  return asked;
}

Exit run(Invocation& invocation) {
  const std::string& path = invocation.arguments().all("FILE").front();
  const std::string file = path == "-" ? "stdin" : path;
  FileProblems problems(file);
  std::string digest;
  const std::vector<Row> rows = rows_of(path, problems, digest);
  const bool draft = invocation.arguments().has("--draft");
  const Answer answer{
      file,
      fmt::format("{} {}", counted(static_cast<std::int64_t>(rows.size()), "order", "orders"),
                  draft ? "drafted" : "placed"),
      "msp order list"};
  Ledger ledger = invocation.write_ledger();
  Envelope envelope = invocation.envelope(ledger);
  envelope.content += "\n" + digest;
  auto outcome = handle(
      ledger, envelope, asked_by(rows, ledger, draft),
      [&](std::size_t place, const Refusal& refusal) {
        problems.add(rows[place].line, 1, refusal.message + ". " + refusal.hint);
      },
      [&](const Outcome&) { return packed(answer); });
  if (problems.count() > 0) throw Refused(problems.refusal());
  const Outcome done = take(std::move(outcome));
  invocation.recorded(done);
  invocation.answer(done.earlier ? unpacked(*done.earlier) : answer, done);
  return Exit::done;
}

}  // namespace

const Command order_import{
    "order import",
    "Places every order of a file, or none of them.",
    Kind::evidenced,
    {"msp order import orders.csv --ref mail-22", "msp order import orders.csv --draft"},
    {{"FILE", "CSV: customer, and columns named as the options of `order`; - is stdin"}},
    {{"--draft", "", "only draft them: one draft per customer"}},
    run};

}  // namespace msp::cli
