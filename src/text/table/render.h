// The renderers behind msp::render: a whole document each. Private to src/text.
#pragma once

#include <string>

#include "msp/table.h"

namespace msp {

std::string render_csv(const Table& table, const RenderOptions& options);
std::string render_tsv(const Table& table, const RenderOptions& options);
std::string render_json(const Table& table);
std::string render_jsonl(const Table& table);
/// Fault system.workbook_library (exit 6) where what writes workbooks is not installed.
void require_workbooks();
std::string render_xlsx(const Table& table, const RenderOptions& options);
std::string render_terminal(const Table& table, const RenderOptions& options);

}  // namespace msp
