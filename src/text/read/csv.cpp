#include "msp/csv.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <optional>

#include "msp/nearest.h"
#include "msp/read.h"
#include "read/characters.h"
#include "read/csv_reader.h"

namespace msp {
namespace {

constexpr std::size_t most_problems = 20;
constexpr std::size_t longest_shown = 40;  // code points
constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

bool has_byte(std::string_view bytes, char byte) {
  return std::memchr(bytes.data(), byte, bytes.size()) != nullptr;
}

bool has_high_byte(std::string_view bytes) {
  unsigned all = 0;
  for (const char c : bytes) all |= static_cast<unsigned char>(c);
  return all >= 0x80;
}

}  // namespace

class CsvReader {
 public:
  CsvReader(const std::vector<CsvColumn>& columns, FileProblems& problems,
            const std::function<void(const CsvRow&)>& visit)
      : columns_(columns), problems_(problems), visit_(visit), places_(columns.size(), nowhere) {
    row_.cells_.resize(columns.size());
    row_.columns_ = &columns_;
    row_.places_ = &places_;
    row_.problems_ = &problems_;
  }

  void run(const NextBytes& next) {
    std::string start;  // what may hide a byte order mark
    std::string_view piece;
    while (start.size() < 3 && !(piece = next()).empty()) start += piece;
    if (is_utf16(start)) {
      return problems_.add(1, 1, "this is UTF-16: save the file as CSV UTF-8");
    }
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    take(std::string_view(start).substr(start.starts_with(mark) ? mark.size() : 0));
    while (!stopped_ && !(piece = next()).empty()) take(piece);
    if (stopped_) return;
    splitter_.finish();
    take_rows();
    if (!header_read_ && problems_.count() == 0) {
      problems_.add(1, 1, "the file is empty: its first line names the columns");
    }
  }

 private:
  /// By its mark, or by the zero half of its first character.
  static bool is_utf16(std::string_view start) {
    return start.starts_with("\xFF\xFE") || start.starts_with("\xFE\xFF") ||
           (start.size() > 1 && (start[0] == '\0') != (start[1] == '\0'));
  }

  void take(std::string_view bytes) {
    while (!bytes.empty() && !stopped_) {
      const std::string_view piece = bytes.substr(0, CsvSplitter::most_at_once);
      bytes.remove_prefix(piece.size());
      // Once there was one of them, every field is looked at; most files have none.
      has_zero_ = has_zero_ || has_byte(piece, '\0');
      is_ascii_ = is_ascii_ && !has_high_byte(piece);
      splitter_.feed(piece);
      take_rows();
    }
  }

  /// Rows and breaks of one piece, in the order of their lines.
  void take_rows() {
    auto next_break = splitter_.breaks().begin();
    const auto end = splitter_.breaks().end();
    for (const CsvSplitter::Row& row : splitter_.rows()) {
      for (; next_break != end && next_break->line < row.line; ++next_break) tell(*next_break);
      take_row(row);
      if (stopped_) return;
    }
    for (; next_break != end; ++next_break) tell(*next_break);
  }

  void tell(const CsvSplitter::Break& at) {
    using Kind = CsvSplitter::Break::Kind;
    const char* what = too_long;
    if (at.kind == Kind::quote) {
      what = "a quote stands where none may: one inside a cell is doubled, in a quoted cell";
    } else if (at.kind == Kind::unclosed) {
      what = "a quote is opened here and not closed";
    }
    problems_.add(at.line, at.field, what);
    stopped_ = stopped_ || !header_read_;
  }

  void take_row(const CsvSplitter::Row& row) {
    if (row.too_long) {
      problems_.add(row.line, 1, too_long);
      stopped_ = !header_read_;
    } else if (!is_text(row)) {
      stopped_ = !header_read_;
    } else if (!header_read_) {
      take_header(row);
    } else if (row.fields != width_) {
      const bool several = row.fields != 1;
      problems_.add(row.line, std::min(row.fields, width_) + 1,
                    fmt::format("the line has {} cell{}, the header {}", row.fields,
                                several ? "s" : "", width_));
    } else {
      row_.line_ = row.line;
      for (std::size_t i = 0; i < places_.size(); ++i) {
        row_.cells_[i] = places_[i] == nowhere ? "" : splitter_.field(row.first_field + places_[i]);
      }
      visit_(row_);
    }
  }

  bool is_text(const CsvSplitter::Row& row) {
    if (!has_zero_ && is_ascii_) return true;
    const std::int64_t before = problems_.count();
    for (std::size_t i = 0; i < row.fields; ++i) {
      const std::string_view field = splitter_.field(row.first_field + i);
      if (has_zero_ && has_byte(field, '\0')) {
        problems_.add(row.line, i + 1, "a NUL stands in the cell: this is no text");
      } else if (!is_utf8(field)) {
        problems_.add(row.line, i + 1, "this is not UTF-8: save the file as CSV UTF-8");
      }
    }
    return problems_.count() == before;
  }

  void take_header(const CsvSplitter::Row& row) {
    header_read_ = true;
    width_ = row.fields;
    const std::int64_t before = problems_.count();
    const std::string_view first = splitter_.field(row.first_field);
    if (width_ == 1 && (has_byte(first, ';') || has_byte(first, '\t'))) {
      stopped_ = true;
      return problems_.add(row.line, 1,
                           "the cells are not separated by commas: save the file with commas");
    }
    for (std::size_t i = 0; i < row.fields; ++i) {
      take_name(row.line, i, splitter_.field(row.first_field + i));
    }
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (places_[i] != nowhere || !columns_[i].required) continue;
      problems_.add(row.line, width_ + 1,
                    fmt::format("the column {} is missing", columns_[i].name));
    }
    stopped_ = problems_.count() > before;
  }

  void take_name(std::int64_t line, std::size_t place, std::string_view name) {
    const auto column = std::find_if(columns_.begin(), columns_.end(),
                                     [name](const CsvColumn& known) { return known.name == name; });
    if (column == columns_.end()) return problems_.add(line, place + 1, unknown(name));
    std::size_t& kept = places_[static_cast<std::size_t>(column - columns_.begin())];
    if (kept != nowhere) {
      problems_.add(
          line, place + 1,
          fmt::format("the column {} is there twice, here and as column {}", name, kept + 1));
    }
    kept = place;
  }

  std::string unknown(std::string_view name) const {
    std::vector<std::string> names;
    for (const CsvColumn& column : columns_) names.emplace_back(column.name);
    const auto like = nearest(name, names);
    const std::string hint =
        like ? fmt::format("did you mean {}?", *like)
             : fmt::format("they are {}", fmt::join(names.begin(), names.end(), ", "));
    return fmt::format("{} is no column here; {}", shown_cell(name), hint);
  }

  static constexpr const char* too_long = "the line is longer than 65,536 bytes";

  const std::vector<CsvColumn>& columns_;
  FileProblems& problems_;
  const std::function<void(const CsvRow&)>& visit_;
  CsvSplitter splitter_;
  CsvRow row_;
  std::vector<std::size_t> places_;  // in the file, by column asked for
  std::size_t width_ = 0;            // cells of the header
  bool header_read_ = false;
  bool stopped_ = false;
  bool has_zero_ = false;
  bool is_ascii_ = true;
};

void FileProblems::add(std::int64_t line, std::size_t column, std::string_view what) {
  if (++count_ > static_cast<std::int64_t>(most_problems)) return;
  first_.push_back(fmt::format("{}:{}:{}: {}", file_, line, column, what));
}

Refusal FileProblems::refusal() const {
  const std::string number =
      count_ == 1 ? "1 problem"
                  : fmt::format("{} problems{}", count_,
                                count_ > static_cast<std::int64_t>(most_problems)
                                    ? fmt::format(", the first {} above", most_problems)
                                    : "");
  return {"file.rejected", fmt::format("{} has {}", file_, number),
          "Mend the file and import it again.", Exit::input_rejected, first_};
}

void CsvRow::problem(std::size_t column, std::string_view what) const {
  const std::size_t place = (*places_)[column];
  problems_->add(line_, place == nowhere ? 1 : place + 1,
                 fmt::format("{}: {}", (*columns_)[column].name, what));
}

void read_csv(const NextBytes& next, const std::vector<CsvColumn>& columns, FileProblems& problems,
              const std::function<void(const CsvRow&)>& visit) {
  CsvReader(columns, problems, visit).run(next);
}

std::string shown_cell(std::string_view cell) {
  std::string shown;
  std::size_t characters = 0;
  for (std::string_view rest = cell; !rest.empty();) {
    const CodePoint next = first_code_point(rest);
    if (next.value < 0 || is_forbidden(next.value) || is_ignorable(next.value)) return "the text";
    if (++characters > longest_shown) {
      shown += "…";
      break;
    }
    shown += rest.substr(0, next.bytes);
    rest.remove_prefix(next.bytes);
  }
  return looks_like_card_number(cell) ? "the number" : "`" + shown + "`";
}

}  // namespace msp
