// A table as a workbook: a sheet with its rows, and one with its chart. libxlsxwriter writes each
// row to a temporary file when the next one begins, so that no sheet is ever held as a whole. No
// part knows the time.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <utility>

#include "msp/read.h"
#include "table/render.h"
#include "table/workbook.h"

namespace msp {
namespace {

constexpr std::size_t most_rows = 1'048'576;
constexpr std::size_t narrowest = 8;
constexpr std::size_t widest_column = 60;
constexpr time_t first_of_1980 = 315'532'800;  // the first day an archive can name

/// What has to be known of a column before its first row is written.
struct ColumnMeasure {
  std::size_t width = narrowest;
  std::optional<Figure> sum;  ///< of a column that adds up, as long as all its cells are figures
};

void add(std::optional<Figure>& sum, std::string_view cell) {
  if (!sum || cell.empty()) return;
  const auto figure = figure_from_text(cell);
  if (!figure) return sum.reset();  // SUM would pass over it, and be wrong
  sum->scaled += figure->scaled;
  sum->places = std::max(sum->places, figure->places);
}

std::vector<ColumnMeasure> measures_of(const Table& table, bool header) {
  const auto& columns = table.columns();
  const bool one_currency = table.one_currency();
  constexpr std::size_t button = 3;  // of the filter, beside the name
  std::vector<ColumnMeasure> measures(columns.size());
  for (std::size_t column = 0; column < columns.size(); ++column) {
    auto& [width, sum] = measures[column];
    const Column& about = columns[column];
    if (header) width = std::max(width, display_width(about.name) + button);
    const bool sums = about.adds_up && table.rows() > 0;
    if (sums && (about.kind != ColumnKind::amount || one_currency)) sum.emplace();
    for (std::size_t row = 0; row < table.rows(); ++row) {
      width = std::max(width, display_width(table.cell(row, column)) + 1);
      add(sum, table.cell(row, column));
    }
    width = std::min(width, widest_column);
    if (sum && !figure_text(*sum)) sum.reset();
  }
  return measures;
}

/// libxlsxwriter tells stderr of what fails, beside the error that it returns: of which we tell,
/// in one line.
class Silence {
 public:
  Silence() : told_(fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)) {
    const int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (told_ >= 0 && null >= 0) dup2(null, STDERR_FILENO);
    if (null >= 0) close(null);
  }
  ~Silence() {
    if (told_ < 0) return;
    dup2(told_, STDERR_FILENO);
    close(told_);
  }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;

 private:
  int told_;
};

/// The workbook on its way, in memory: nobody sees it under a name before it is proved whole.
class Workbook {
 public:
  Workbook() : xlsx_(xlsx_library()), file_(memfd_create("workbook", MFD_CLOEXEC)) {
    if (file_ < 0) failed_workbook(std::strerror(errno));
    path_ = fmt::format("/proc/self/fd/{}", file_);
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    workbook_ = xlsx_.workbook_new_opt(path_.c_str(), &options);
    if (workbook_ == nullptr) throw std::bad_alloc();
    lxw_doc_properties properties{};
    properties.created = first_of_1980;  // or the same data would give other bytes a second later
    check(xlsx_.workbook_set_properties(workbook_, &properties));
    make_styles();
  }
  ~Workbook() {
    if (workbook_ != nullptr) xlsx_.lxw_workbook_free(workbook_);
    close(file_);
  }
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;

  Sheet& add_sheet(const char* name) {
    const Silence silence;
    lxw_worksheet* const sheet = xlsx_.workbook_add_worksheet(workbook_, name);
    if (sheet == nullptr) failed_workbook("there is no temporary file for its rows");
    return *sheets_.emplace_back(std::make_unique<Sheet>(xlsx_, sheet, styles_));
  }

  void set_widths(const Sheet& sheet, const std::vector<ColumnMeasure>& measures) {
    for (std::size_t column = 0; column < measures.size(); ++column) {
      const auto at = static_cast<lxw_col_t>(column);
      const auto width = static_cast<double>(measures[column].width);
      check(xlsx_.worksheet_set_column(sheet.handle(), at, at, width, nullptr));
    }
  }

  void set_page(const Sheet& sheet) {
    constexpr std::uint8_t a4 = 9;
    xlsx_.worksheet_set_paper(sheet.handle(), a4);
    xlsx_.worksheet_set_landscape(sheet.handle());
    xlsx_.worksheet_fit_to_pages(sheet.handle(), 1, 0);  // one page wide, any number long
    xlsx_.worksheet_set_margins(sheet.handle(), 0.5, 0.5, 0.75, 0.75);
  }

  /// The first row stays in sight and on every page; it filters the `rows` below it.
  void set_header(const Sheet& sheet, std::size_t rows, std::size_t columns) {
    xlsx_.worksheet_freeze_panes(sheet.handle(), 1, 0);
    check(xlsx_.worksheet_repeat_rows(sheet.handle(), 0, 0));
    check(xlsx_.worksheet_autofilter(sheet.handle(), 0, 0, static_cast<lxw_row_t>(rows),
                                     static_cast<lxw_col_t>(columns - 1)));
  }

  void draw(const Sheet& sheet, const Bars& bars) {
    draw_bars(xlsx_, workbook_, sheet.handle(), bars);
  }

  /// The whole of it, once.
  std::string finish() {
    check(closed());
    std::vector<SheetContent> contents;
    for (const auto& sheet : sheets_) contents.push_back(sheet->content());
    prove_whole(xlsx_, path_, contents);
    struct stat status {};
    if (fstat(file_, &status) != 0) failed_workbook(std::strerror(errno));
    std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
    for (std::size_t at = 0; at < bytes.size();) {
      const ssize_t read =
          pread(file_, bytes.data() + at, bytes.size() - at, static_cast<off_t>(at));
      if (read <= 0) failed_workbook(std::strerror(errno));
      at += static_cast<std::size_t>(read);
    }
    return bytes;
  }

 private:
  lxw_error closed() {
    const Silence silence;
    return xlsx_.workbook_close(std::exchange(workbook_, nullptr));
  }

  lxw_format* style(const std::string& number_format) {
    lxw_format* const format = xlsx_.workbook_add_format(workbook_);
    if (format == nullptr) throw std::bad_alloc();
    xlsx_.format_set_num_format(format, number_format.c_str());
    return format;
  }

  void make_styles() {
    styles_.text = style("@");
    styles_.header = style("@");
    xlsx_.format_set_bold(styles_.header);
    xlsx_.format_set_bottom(styles_.header, LXW_BORDER_THIN);
    styles_.date = style("yyyy\\-mm\\-dd");
    styles_.total = style("@");
    xlsx_.format_set_bold(styles_.total);
    xlsx_.format_set_top(styles_.total, LXW_BORDER_THIN);
    for (std::size_t places = 0; places <= most_places; ++places) {
      const std::string format = (places == 0 ? "0" : "0.") + std::string(places, '0');
      styles_.figure[places] = style(format);
      styles_.sum[places] = style(format);
      xlsx_.format_set_bold(styles_.sum[places]);
      xlsx_.format_set_top(styles_.sum[places], LXW_BORDER_THIN);
    }
  }

  void check(lxw_error error) const {
    if (error != LXW_NO_ERROR) failed_workbook(xlsx_.lxw_strerror(error));
  }

  const XlsxLibrary& xlsx_;
  int file_;
  std::string path_;
  lxw_workbook* workbook_ = nullptr;
  Styles styles_{};
  std::vector<std::unique_ptr<Sheet>> sheets_;
};

void write_sums(Sheet& sheet, const std::vector<ColumnMeasure>& measures, std::size_t first,
                std::size_t last) {
  const Styles& styles = sheet.styles();
  for (std::size_t column = 0; column < measures.size(); ++column) {
    if (const auto& sum = measures[column].sum) {
      sheet.sum(first, last, *figure_text(*sum), styles.sum[static_cast<std::size_t>(sum->places)]);
    } else {
      sheet.text(column == 0 ? "total" : "", styles.total);
    }
  }
}

void write_list(Workbook& workbook, const Table& table, bool header,
                const std::vector<ColumnMeasure>& measures) {
  const auto& columns = table.columns();
  Sheet& sheet = workbook.add_sheet("list");
  workbook.set_widths(sheet, measures);
  workbook.set_page(sheet);
  if (header) {
    workbook.set_header(sheet, table.rows(), columns.size());
    for (const Column& column : columns) sheet.text(column.name, sheet.styles().header);
    sheet.next_row();
  }
  for (std::size_t row = 0; row < table.rows(); ++row) {
    for (std::size_t column = 0; column < columns.size(); ++column) {
      sheet.cell(table.cell(row, column), columns[column].kind);
    }
    sheet.next_row();
  }
  const auto has_sum = [](const ColumnMeasure& measure) { return measure.sum.has_value(); };
  if (std::any_of(measures.begin(), measures.end(), has_sum)) {
    const std::size_t above = header ? 1 : 0;
    write_sums(sheet, measures, above + 1, above + table.rows());
  }
}

void write_chart(Workbook& workbook, const Bars& bars) {
  std::vector<ColumnMeasure> measures(2);
  measures[0].width = 2 + bars.category.size();
  measures[1].width = 2 + bars.value.size();
  for (const auto& [category, figure] : bars.bars) {
    measures[0].width =
        std::min(widest_column, std::max(measures[0].width, display_width(category) + 2));
    measures[1].width = std::max(measures[1].width, figure_text(figure)->size() + 2);
  }
  Sheet& sheet = workbook.add_sheet("chart");
  workbook.set_widths(sheet, measures);
  workbook.set_page(sheet);
  const Styles& styles = sheet.styles();
  sheet.text(bars.category, styles.header);
  sheet.text(bars.value, styles.header);
  for (const auto& [category, figure] : bars.bars) {
    sheet.next_row();
    sheet.text(category, styles.text);
    sheet.number(*figure_text(figure), styles.figure[static_cast<std::size_t>(figure.places)]);
  }
  workbook.draw(sheet, bars);
}

}  // namespace

void require_workbooks() { xlsx_library(); }

std::string render_xlsx(const Table& table, const RenderOptions& options) {
  if (table.columns().empty()) throw std::logic_error("a workbook needs a column");
  const std::vector<ColumnMeasure> measures = measures_of(table, options.header);
  constexpr std::size_t header_and_sums = 2;
  if (table.rows() > most_rows - header_and_sums) {
    throw Fault(Exit::refused, "xlsx.too_many_rows",
                fmt::format("{} rows are more than a sheet holds (1,048,576)", table.rows()),
                "-f csv holds any number; the filters make it less.");
  }
  Workbook workbook;
  write_list(workbook, table, options.header, measures);
  if (const std::optional<Bars> bars = bars_of(table)) write_chart(workbook, *bars);
  return workbook.finish();
}

}  // namespace msp
