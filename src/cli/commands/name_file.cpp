#include "commands/name_file.h"

#include <fmt/format.h>

#include "byte_source.h"
#include "line/refused.h"
#include "msp/csv.h"
#include "msp/read.h"

namespace msp::cli {
namespace {

enum Place : std::size_t { name, from };

std::optional<NameFrom> entry_of(const CsvRow& row,
                                 Result<std::string> (*reader)(std::string_view)) {
  auto read = reader(row[name]);
  const bool card = looks_like_card_number(row[name]);
  if (!read || card) {
    row.problem(name, card ? "the text may hold a payment card's number" : read.refusal().message);
    return std::nullopt;
  }
  NameFrom entry{*std::move(read)};
  if (row[from].empty()) return entry;
  entry.from = Date::from_text(row[from]);
  if (!entry.from) {
    row.problem(from, fmt::format("{} is not a day of the calendar such as 2026-03-31",
                                  shown_cell(row[from])));
  }
  return entry;
}

}  // namespace

std::vector<NameFrom> read_name_file(const std::string& path, std::string_view column,
                                     Result<std::string> (*reader)(std::string_view)) {
  const std::vector<CsvColumn> columns = {{column}, {"from", false}};
  FileProblems problems(path == "-" ? "stdin" : path);
  std::vector<NameFrom> entries;
  ByteSource source(path);
  read_csv([&source] { return source.next(); }, columns, problems,
           [&](const CsvRow& row) {
             if (auto entry = entry_of(row, reader)) entries.push_back(*std::move(entry));
           });
  if (problems.count() > 0) throw Refused(problems.refusal());
  return entries;
}

}  // namespace msp::cli
