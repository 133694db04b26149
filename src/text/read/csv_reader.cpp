#include "read/csv_reader.h"

#include <algorithm>
#include <new>

namespace msp {
namespace {

constexpr std::size_t most_fields = 1000;  // of a row: the rest is counted, not kept

std::int64_t line_feeds(std::string_view text) {
  return std::count(text.begin(), text.end(), '\n');
}

}  // namespace

CsvSplitter::CsvSplitter() {
  if (csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0) throw std::bad_alloc();
  csv_set_blk_size(&parser_, 4096);
  // As much as one piece and what is left of the one before can come to: the callbacks never grow
  // anything, so nothing is thrown through libcsv.
  bytes_.reserve(2 * (longest_row + most_at_once));
  ends_.reserve(most_at_once + 2 * most_fields);
  rows_.reserve(most_at_once + 1);
}

void CsvSplitter::on_field(void* bytes, std::size_t size, void* self) {
  static_cast<CsvSplitter*>(self)->add_field({static_cast<const char*>(bytes), size});
}

void CsvSplitter::on_row(int end, void* self) { static_cast<CsvSplitter*>(self)->end_row(end); }

void CsvSplitter::add_field(std::string_view field) {
  after_return_ = false;
  if (open_.fields == 0) open_.line = line_;
  ++open_.fields;
  open_size_ += field.size();
  if (quotes_) line_ += line_feeds(field);
  if (open_.fields > most_fields || open_size_ > longest_row) {
    open_.too_long = true;
  } else {
    bytes_ += field;
    ends_.push_back(bytes_.size());
  }
}

void CsvSplitter::end_row(int end) {
  const bool second_half = after_return_ && end == '\n';
  after_return_ = end == '\r';
  if (second_half) return;
  if (open_.fields > 0) rows_.push_back(open_);
  ++line_;
  open_ = {};
  open_.first_field = ends_.size();
  open_size_ = 0;
}

/// Keeps only the fields of the row that is not complete yet.
void CsvSplitter::forget_rows() {
  breaks_.clear();
  if (rows_.empty() && open_.first_field == 0) return;
  rows_.clear();
  const std::size_t start = open_.first_field == 0 ? 0 : ends_[open_.first_field - 1];
  bytes_.erase(0, start);
  ends_.erase(ends_.begin(), ends_.begin() + static_cast<std::ptrdiff_t>(open_.first_field));
  for (std::size_t& end : ends_) end -= start;
  open_.first_field = 0;
}

/// Gives up the row being read; the next one begins behind the next end of a line.
void CsvSplitter::broken(Break::Kind kind) {
  breaks_.push_back({open_.fields == 0 ? line_ : open_.line, open_.fields + 1, kind});
  line_ += line_feeds({reinterpret_cast<const char*>(parser_.entry_buf), parser_.entry_pos});
  bytes_.resize(open_.first_field == 0 ? 0 : ends_[open_.first_field - 1]);
  ends_.resize(open_.first_field);
  open_ = {};
  open_.first_field = ends_.size();
  open_size_ = 0;
  csv_set_opts(&parser_, CSV_STRICT | CSV_REPALL_NL);  // an open quote is no error once more
  csv_fini(&parser_, nullptr, nullptr, nullptr);
  csv_set_opts(&parser_, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL);
  skipping_ = true;
}

std::string_view CsvSplitter::skip_line(std::string_view bytes) {
  const std::size_t end = bytes.find('\n');
  if (end == std::string_view::npos) return {};
  skipping_ = false;
  after_return_ = false;
  ++line_;
  return bytes.substr(end + 1);
}

void CsvSplitter::feed(std::string_view bytes) {
  forget_rows();
  quotes_ = quotes_ || bytes.find('"') != std::string_view::npos;
  while (!bytes.empty()) {
    if (skipping_) {
      bytes = skip_line(bytes);
      continue;
    }
    const std::size_t taken =
        csv_parse(&parser_, bytes.data(), bytes.size(), on_field, on_row, this);
    if (csv_error(&parser_) == CSV_ENOMEM) throw std::bad_alloc();
    bytes.remove_prefix(taken);
    if (!bytes.empty()) {
      broken(Break::Kind::quote);
    } else if (open_size_ + parser_.entry_pos > longest_row || open_.too_long) {
      broken(parser_.quoted != 0 ? Break::Kind::unclosed : Break::Kind::too_long);
    }
  }
}

void CsvSplitter::finish() {
  forget_rows();
  if (csv_fini(&parser_, on_field, on_row, this) != 0) broken(Break::Kind::unclosed);
}

}  // namespace msp
