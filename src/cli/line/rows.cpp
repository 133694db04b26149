#include "line/rows.h"

#include <algorithm>

#include "byte_source.h"
#include "msp/ascii.h"
#include "msp/ledger.h"

namespace msp::cli {
namespace {

std::string column_name(const Parameter& parameter) {
  std::string name(parameter.name.substr(parameter.is_operand() ? 0 : 2));
  std::replace(name.begin(), name.end(), '-', '_');
  return in_small_letters(name);
}

std::vector<std::string> words_in(std::string_view cell) {
  std::vector<std::string> words;
  while (!cell.empty()) {
    const auto end = std::min(cell.find(' '), cell.size());
    if (end > 0) words.emplace_back(cell.substr(0, end));
    cell.remove_prefix(std::min(end + 1, cell.size()));
  }
  return words;
}

void read_cell(Parameter& parameter, std::string_view cell) {
  if (parameter.is_flag()) {
    if (cell != "true" && cell != "false") malformed(parameter.name, cell, "true or false");
    if (cell == "true") parameter.typed = {"true"};
  } else if (parameter.many) {
    parameter.typed = words_in(cell);
  } else {
    parameter.typed = {std::string(cell)};
  }
  parameter.read();
}

/// What is wrong with a cell: its column is named anyway, and it is not repeated as it is.
std::string why(const Parameter& parameter, std::string_view cell, std::string message) {
  const std::string prefix = std::string(parameter.name) + ": ";
  if (message.starts_with(prefix)) message.erase(0, prefix.size());
  const std::string as_it_is = "`" + std::string(cell) + "`";
  if (message.starts_with(as_it_is)) message.replace(0, as_it_is.size(), shown_cell(cell));
  return message;
}

}  // namespace

bool read_row(const CsvRow& cells, std::vector<Parameter>& parameters) {
  bool right = true;
  for (std::size_t place = 0; place < parameters.size(); ++place) {
    Parameter& parameter = parameters[place];
    if (cells[place].empty() && !parameter.required) continue;
    try {
      read_cell(parameter, cells[place]);
    } catch (const Refused& refused) {
      cells.problem(place, why(parameter, cells[place], refused.refusal().message));
      right = false;
    }
  }
  return right;
}

std::string read_rows(const std::string& path, const std::vector<Parameter>& parameters,
                      FileProblems& problems, const std::function<void(const CsvRow&)>& each) {
  std::vector<std::string> names;
  for (const Parameter& parameter : parameters) names.push_back(column_name(parameter));
  std::vector<CsvColumn> columns;
  for (std::size_t i = 0; i < names.size(); ++i) {
    columns.push_back({names[i], parameters[i].required});
  }
  Digest bytes;
  ByteSource source(path);
  const auto next = [&] {
    const std::string_view piece = source.next();
    bytes.add(piece);
    return piece;
  };
  read_csv(next, columns, problems, each);
  if (problems.count() > 0) throw Refused(problems.refusal());
  return hex(bytes.finish());
}

}  // namespace msp::cli
