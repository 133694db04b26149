#include "group_members.h"

#include <fmt/format.h>

#include "arguments.h"
#include "byte_source.h"
#include "msp/csv.h"

namespace msp::cli {
namespace {

const std::vector<CsvColumn> columns = {{"user"}, {"from", false}};
enum Place : std::size_t { user, from };

std::optional<AddGroupMembers::Entry> entry_of(const CsvRow& row) {
  auto name = read_name(row[user]);
  if (!name) {
    row.problem(user, name.refusal().message);
    return std::nullopt;
  }
  AddGroupMembers::Entry entry{*std::move(name)};
  if (row[from].empty()) return entry;
  entry.from = Date::from_text(row[from]);
  if (!entry.from) {
    row.problem(from, fmt::format("{} is not a day of the calendar such as 2026-03-31",
                                  shown_cell(row[from])));
  }
  return entry;
}

}  // namespace

std::vector<AddGroupMembers::Entry> read_members(const std::string& path) {
  FileProblems problems(path == "-" ? "stdin" : path);
  std::vector<AddGroupMembers::Entry> entries;
  ByteSource source(path, false);
  read_csv([&source] { return source.next(); }, columns, problems,
           [&](const CsvRow& row) {
             if (auto entry = entry_of(row)) entries.push_back(*std::move(entry));
           });
  if (problems.count() > 0) throw Refused(problems.refusal());
  return entries;
}

}  // namespace msp::cli
