// Tables as lines of text, so that a test shows what a reader would see.
#pragma once

#include <string>
#include <vector>

#include "msp/result.h"
#include "msp/table.h"

namespace msp::test {

/// `customer,subscription,plan`
inline std::string header(const Table& table) {
  std::string line;
  for (const Column& column : table.columns()) line += (line.empty() ? "" : ",") + column.name;
  return line;
}

/// One line per row, cells between bars; only the named columns, if any are named.
inline std::vector<std::string> rows(const Table& table,
                                     const std::vector<std::string>& columns = {}) {
  const Table chosen = columns.empty() ? table : require(table.select(columns));
  std::vector<std::string> lines;
  for (std::size_t row = 0; row < chosen.rows(); ++row) {
    std::string& line = lines.emplace_back();
    for (std::size_t column = 0; column < chosen.columns().size(); ++column) {
      if (column > 0) line += '|';
      line += chosen.cell(row, column);
    }
  }
  return lines;
}

}  // namespace msp::test
