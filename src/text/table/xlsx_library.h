// libxlsxwriter, loaded when the first workbook is asked for: it brings zlib and libcrypto, which
// no other command should wait for. Private to src/text.
#pragma once

#include <minizip/unzip.h>
#include <xlsxwriter.h>

namespace msp {

// Each function that is called, once: this list declares them and loads them.
#define MSP_XLSX_FUNCTIONS(f)                                                                      \
  f(workbook_new_opt) f(workbook_set_properties) f(workbook_add_format) f(workbook_add_worksheet)  \
      f(workbook_add_chart) f(workbook_close) f(lxw_workbook_free) f(lxw_strerror)                 \
          f(format_set_num_format) f(format_set_bold) f(format_set_bottom) f(format_set_top)       \
              f(worksheet_write_string) f(worksheet_write_number) f(worksheet_write_blank) f(      \
                  worksheet_write_formula_num) f(worksheet_freeze_panes) f(worksheet_autofilter)   \
                  f(worksheet_set_column) f(worksheet_repeat_rows) f(worksheet_set_landscape)      \
                      f(worksheet_set_paper) f(worksheet_fit_to_pages) f(worksheet_set_margins) f( \
                          worksheet_insert_chart_opt) f(chart_add_series) f(chart_series_set_name) \
                          f(chart_series_set_fill) f(chart_set_series_gap) f(chart_title_set_name) \
                              f(chart_title_set_name_font) f(chart_legend_set_position) f(         \
                                  chart_axis_set_name) f(chart_axis_set_name_font)                 \
                                  f(chart_axis_set_num_format) f(chart_axis_set_reverse) f(        \
                                      chart_axis_set_crossing_max) f(chart_axis_set_interval_unit) \
                                      f(chart_axis_set_label_position) f(chart_axis_set_min) f(    \
                                          chart_axis_set_max) f(chart_axis_set_major_tick_mark)    \
                                          f(chart_axis_major_gridlines_set_line) f(unzOpen64)      \
                                              f(unzClose) f(unzGoToFirstFile) f(unzGoToNextFile)   \
                                                  f(unzGetCurrentFileInfo64) f(unzOpenCurrentFile) \
                                                      f(unzReadCurrentFile) f(unzCloseCurrentFile)

/// The library's functions under their own names.
struct XlsxLibrary {
#define MSP_DECLARE(name) decltype(&::name) name;
  MSP_XLSX_FUNCTIONS(MSP_DECLARE)
#undef MSP_DECLARE
};

/// Fault system.workbook_library (exit 6) where it is not installed.
const XlsxLibrary& xlsx_library();

}  // namespace msp
