// The door to a terminal: what came from input, a file, a ledger or the environment passes here.
#pragma once

#include <string>
#include <string_view>

namespace msp {

/// `text` as one line that a terminal may show: whatever would move its cursor, colour it, turn the
/// reading direction or stay unseen is spelled out (`\n`, `\u{1b}`, `\u{202e}`), and so is a byte
/// that is not UTF-8 (`\xff`). `room` is used only where that differs from `text`.
std::string_view spelled_out(std::string_view text, std::string& room);
std::string spelled_out(std::string_view text);

/// The same of many lines: their ends, and tabs, stay.
std::string spelled_out_lines(std::string_view text);

}  // namespace msp
