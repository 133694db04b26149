// A file whose rows are calls of a command: its columns are named as operands and options are,
// `--contact-email` as contact_email.
#pragma once

#include <string>
#include <vector>

#include "line/parameter.h"
#include "msp/csv.h"

namespace msp::cli {

template <class T>
struct Row {
  std::int64_t line = 0;
  T said;
};

/// A flag is `true` or `false`; of what may be repeated each is a word of its cell; an empty cell
/// says nothing. Every cell is read by itself, so that every one that is wrong is named. False if
/// any is.
bool read_row(const CsvRow& cells, std::vector<Parameter>& parameters);

/// Reads the file at `path` (`-` is stdin) through `each`. Returns a digest of its bytes: the same
/// request id with another file is another request.
std::string read_rows(const std::string& path, const std::vector<Parameter>& parameters,
                      FileProblems& problems, const std::function<void(const CsvRow&)>& each);

/// All rows of a file, each as a T, whose check() refuses what its cells say together. Throws
/// Refused `file.rejected` (exit 3), which names every bad line.
template <class T>
std::vector<Row<T>> rows_of(const std::string& path, FileProblems& problems, std::string& digest) {
  std::vector<Row<T>> rows;
  T any;
  std::vector<Parameter> columns;
  T::options(any, Parameters("", columns));
  digest = read_rows(path, columns, problems, [&](const CsvRow& cells) {
    Row<T> row{cells.line(), {}};
    std::vector<Parameter> parameters;
    T::options(row.said, Parameters("", parameters));
    if (!read_row(cells, parameters)) return;
    try {
      row.said.check();
    } catch (const Refused& refused) {
      return cells.problem(0, refused.refusal().message);
    }
    rows.push_back(std::move(row));
  });
  return rows;
}

}  // namespace msp::cli
