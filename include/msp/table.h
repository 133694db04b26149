// What a report is: named, typed columns and rows of text. Every output format is made from it.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "msp/result.h"

namespace msp {

enum class ColumnKind { text, count, amount, date, flag };

struct Column {
  std::string name;
  ColumnKind kind = ColumnKind::text;
};

/// Cells are text in canonical form (dates ISO, amounts with a point, counts in digits, flags
/// `true`/`false`); an empty cell means unknown. All cells lie in one string: a row costs no
/// allocation of its own.
class Table {
 public:
  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  void add(std::initializer_list<std::string_view> row);  ///< one cell per column
  const std::vector<Column>& columns() const { return columns_; }
  std::size_t rows() const { return columns_.empty() ? 0 : ends_.size() / columns_.size(); }
  std::string_view cell(std::size_t row, std::size_t column) const;

  /// Only the named columns, in that order; an unknown name is a usage refusal that lists all.
  Result<Table> select(const std::vector<std::string>& names) const;

 private:
  std::vector<Column> columns_;
  std::string cells_;
  std::vector<std::size_t> ends_;  // where each cell ends in cells_, row by row
};

enum class Format { table, csv, tsv, json, jsonl };
enum class Dialect { rfc4180, excel, excel_eu };

struct RenderOptions {
  Format format = Format::csv;
  Dialect dialect = Dialect::rfc4180;
  bool header = true;
  std::size_t width = 0;  ///< of the terminal, in columns; 0 = unlimited
  bool color = false;
};

/// The whole document, ready to be written.
std::string render(const Table& table, const RenderOptions& options);

std::optional<Format> format_from_text(std::string_view text);
std::optional<Dialect> dialect_from_text(std::string_view text);

/// `text` as a JSON string, quotes included; the one place that knows how to escape.
void append_json_string(std::string& out, std::string_view text);

}  // namespace msp
