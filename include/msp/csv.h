// Reading CSV files (RFC 4180): the one reader of every import. It takes the file piece by piece,
// never as a whole, finds columns by the names in the header, and collects what is wrong by place.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "msp/result.h"

namespace msp {

/// The next bytes of a file, valid until asked again; empty at its end.
using NextBytes = std::function<std::string_view()>;

/// What is wrong with a file: the first 20 problems in words, of the rest only how many there are.
class FileProblems {
 public:
  explicit FileProblems(std::string file) : file_(std::move(file)) {}

  /// Lines and columns are counted from 1; a column is a field, as a spreadsheet counts it.
  void add(std::int64_t line, std::size_t column, std::string_view what);
  std::int64_t count() const { return count_; }
  /// `file.rejected` (exit 3), one detail per problem: `usage.csv:17:2: date: …`.
  Refusal refusal() const;

 private:
  std::string file_;
  std::int64_t count_ = 0;
  std::vector<std::string> first_;
};

/// A column that is looked for in the header; one that is not required may be missing, and reads as
/// empty.
struct CsvColumn {
  std::string_view name;
  bool required = true;
};

/// A row of the file, its cells in the order of the columns asked for, whatever theirs is. White
/// space around an unquoted cell is not part of it. Valid during the call that hands it out.
class CsvRow {
 public:
  std::int64_t line() const { return line_; }  ///< where it begins
  std::string_view operator[](std::size_t column) const { return cells_[column]; }
  /// Something is wrong with a cell: names its place and its column.
  void problem(std::size_t column, std::string_view what) const;

 private:
  friend class CsvReader;
  std::int64_t line_ = 0;
  std::vector<std::string_view> cells_;
  const std::vector<CsvColumn>* columns_ = nullptr;
  const std::vector<std::size_t>* places_ = nullptr;  // of the cells in the file
  FileProblems* problems_ = nullptr;
};

/// Hands every well-formed row to `visit` and adds all else to `problems`: a header without a
/// required column, with an unknown one or with one twice (then no row is read), short and long
/// rows, lines over 64 KiB, quotes that do not match, NUL, what is not UTF-8. A byte order mark,
/// CRLF and empty lines are taken as they come. Memory does not grow with the file.
void read_csv(const NextBytes& next, const std::vector<CsvColumn>& columns, FileProblems& problems,
              const std::function<void(const CsvRow&)>& visit);

/// A cell in the words of a problem: `2026-02-30` in backquotes and cut if it is long, or only that
/// there is a text, where repeating it could move a terminal's cursor or give away a card's number.
std::string shown_cell(std::string_view cell);

}  // namespace msp
