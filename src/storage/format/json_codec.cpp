#include "format/json_codec.h"

#include <charconv>
#include <nlohmann/json.hpp>

#include "msp/advice.h"
#include "msp/result.h"
#include "msp/table.h"

namespace msp {

void JsonWriter::key(std::string_view name) {
  if (!first_) out_ += ',';
  first_ = false;
  out_ += '"';
  out_ += name;
  out_ += "\":";
}

void JsonWriter::text(std::string_view text) { append_json_string(out_, text); }

void JsonWriter::number(std::int64_t value) {
  char digits[24];
  const auto written = std::to_chars(digits, digits + sizeof digits, value);
  out_.append(digits, written.ptr);
}

void JsonReader::malformed(std::string_view where) {
  throw Fault(Exit::ledger, "ledger.payload",
              "a payload is not what msp writes, at " + std::string(where), Advice::restore);
}

void JsonReader::expect(char c) {
  if (rest_.empty() || rest_.front() != c) malformed(std::string(1, c));
  rest_.remove_prefix(1);
}

bool JsonReader::skip(std::string_view text) {
  if (!rest_.starts_with(text)) return false;
  rest_.remove_prefix(text.size());
  return true;
}

bool JsonReader::has_key(std::string_view name) {
  const std::size_t start = first_ ? 0 : 1;
  const std::size_t size = start + name.size() + 3;
  if (rest_.size() < size || (!first_ && rest_.front() != ',')) return false;
  const std::string_view found = rest_.substr(start, name.size() + 3);
  if (found.front() != '"' || found.substr(1, name.size()) != name || !found.ends_with("\":")) {
    return false;
  }
  rest_.remove_prefix(size);
  first_ = false;
  return true;
}

std::string_view JsonReader::text() {
  const std::string_view quoted = rest_;
  expect('"');
  bool ascii = true;
  bool escaped = false;
  std::size_t closing = 0;
  for (; closing < rest_.size() && rest_[closing] != '"'; ++closing) {
    const auto byte = static_cast<unsigned char>(rest_[closing]);
    if (byte < 0x20) malformed("a control character");
    if (byte >= 0x80) ascii = false;
    if (byte != '\\') continue;
    escaped = true;
    ++closing;
  }
  if (closing >= rest_.size()) malformed("a string");
  const std::string_view found = escaped ? unescaped(closing) : rest_.substr(0, closing);
  if ((escaped || !ascii) && !is_written_so(found, quoted.substr(0, closing + 2))) {
    malformed("a string");
  }
  rest_.remove_prefix(closing + 1);
  return found;
}

std::string_view JsonReader::unescaped(std::size_t closing) {
  const auto json = nlohmann::json::parse('"' + std::string(rest_.substr(0, closing + 1)), nullptr,
                                          /*allow_exceptions=*/false);
  if (!json.is_string()) malformed("a string");
  unescaped_ = json.get<std::string>();
  return unescaped_;
}

bool JsonReader::is_written_so(std::string_view text, std::string_view quoted) {
  written_.clear();
  append_json_string(written_, text);
  return written_ == quoted;
}

std::int64_t JsonReader::number() {
  std::int64_t value = 0;
  const auto read = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
  if (read.ec != std::errc()) malformed("a number");
  const auto size = static_cast<std::size_t>(read.ptr - rest_.data());
  const std::size_t sign = rest_.front() == '-' ? 1 : 0;
  if (rest_[sign] == '0' && size > 1) malformed("a number");  // -0, 01
  rest_.remove_prefix(size);
  return value;
}

void JsonReader::end() const {
  if (!rest_.empty()) malformed("its end");
}

}  // namespace msp
