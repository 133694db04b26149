// libcsv, held: the rows of a file as they come, and where it is broken.
#pragma once

#include <csv.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace msp {

/// Splits bytes into rows of fields. libcsv is C and calls back for every field: nothing is done
/// there but to keep the bytes, so that nobody's exception has to cross it.
class CsvSplitter {
 public:
  /// A row that is complete; its fields are `first_field` and the `fields - 1` behind it.
  struct Row {
    std::int64_t line = 0;  ///< where it begins
    std::size_t first_field = 0;
    std::size_t fields = 0;
    bool too_long = false;
  };
  /// Where the bytes stopped making sense.
  struct Break {
    std::int64_t line = 0;
    std::size_t field = 0;  ///< counted from 1
    enum class Kind { quote, unclosed, too_long } kind = Kind::quote;
  };

  static constexpr std::size_t longest_row = std::size_t{64} << 10;  ///< bytes of its fields
  static constexpr std::size_t most_at_once = std::size_t{64} << 10;

  CsvSplitter();
  ~CsvSplitter() { csv_free(&parser_); }
  CsvSplitter(const CsvSplitter&) = delete;
  CsvSplitter& operator=(const CsvSplitter&) = delete;

  /// Takes `bytes`, at most `most_at_once`; rows() and breaks() are those completed by them.
  void feed(std::string_view bytes);
  void finish();  ///< there are no more bytes

  const std::vector<Row>& rows() const { return rows_; }
  const std::vector<Break>& breaks() const { return breaks_; }
  std::string_view field(std::size_t index) const {
    const std::size_t start = index == 0 ? 0 : ends_[index - 1];
    return std::string_view(bytes_).substr(start, ends_[index] - start);
  }

 private:
  static void on_field(void* bytes, std::size_t size, void* self);
  static void on_row(int end, void* self);
  void add_field(std::string_view field);
  void end_row(int end);
  void forget_rows();
  void broken(Break::Kind kind);
  std::string_view skip_line(std::string_view bytes);

  csv_parser parser_{};
  std::string bytes_;              // of the fields, one after the other
  std::vector<std::size_t> ends_;  // where each field ends
  std::vector<Row> rows_;
  std::vector<Break> breaks_;
  Row open_;                   // the row being read
  std::size_t open_size_ = 0;  // bytes of its fields
  std::int64_t line_ = 1;
  bool quotes_ = false;        // there was one: a field may hold the end of a line
  bool after_return_ = false;  // a line feed now belongs to the line before
  bool skipping_ = false;      // the rest of a broken line
};

}  // namespace msp
