#include "msp/mail_template.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "read/characters.h"

namespace msp {
namespace {

constexpr std::string_view subject_prefix = "Subject: ";

struct Place {
  std::size_t start = 0;  ///< of the brace
  std::size_t size = 0;   ///< braces included
  std::string_view name;
};

/// The next `{…}` from `from` on.
std::optional<Place> next_place(std::string_view line, std::size_t from) {
  const auto open = line.find('{', from);
  if (open == std::string_view::npos) return std::nullopt;
  const auto close = line.find('}', open);
  if (close == std::string_view::npos) return Place{open, line.size() - open, {}};
  return Place{open, close - open + 1, line.substr(open + 1, close - open - 1)};
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.emplace_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

Refusal rejected(std::string code, const std::string& name, std::size_t line, std::string what,
                 std::string hint) {
  return {std::move(code), fmt::format("{}:{}: {}", name, line, what), std::move(hint),
          Exit::input_rejected};
}

std::optional<Refusal> refuse_places(const std::string& line, const std::string& name,
                                     std::size_t number,
                                     const std::vector<std::string_view>& places) {
  std::size_t at = 0;
  while (const auto place = next_place(line, at)) {
    at = place->start + place->size;
    if (std::find(places.begin(), places.end(), place->name) != places.end()) continue;
    return rejected("template.unknown_place", name, number,
                    place->name.empty() ? "a brace stands for nothing"
                                        : fmt::format("there is no {{{}}}", place->name),
                    fmt::format("Places to fill: {}.", fmt::join(places, ", ")));
  }
  return std::nullopt;
}

/// The line with its places filled; nothing if it has some and all are empty.
std::optional<std::string> filled(const std::string& line,
                                  const std::function<std::string(std::string_view)>& value_of) {
  std::string text;
  std::size_t at = 0;
  bool any = false;
  bool empty = true;
  while (const auto place = next_place(line, at)) {
    const std::string value = value_of(place->name);
    any = true;
    empty = empty && value.empty();
    text += line.substr(at, place->start - at) + value;
    at = place->start + place->size;
  }
  if (any && empty) return std::nullopt;
  return text + line.substr(at);
}

}  // namespace

Result<MailTemplate> MailTemplate::parse(std::string_view text, const std::string& name,
                                         const std::vector<std::string_view>& places) {
  if (!is_utf8(text)) {
    return rejected("template.not_utf8", name, 1, "this is not UTF-8", "Save it as UTF-8.");
  }
  std::vector<std::string> lines = lines_of(text);
  if (lines.empty() || !lines[0].starts_with(subject_prefix) ||
      lines[0].size() == subject_prefix.size()) {
    return rejected("template.malformed", name, 1, "there is no subject",
                    "The first line is `Subject: ` and the subject.");
  }
  if (lines.size() < 3 || !lines[1].empty()) {
    return rejected("template.malformed", name, 2, "this line must be blank, with text below it",
                    "A blank line divides the subject from the body.");
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (auto refusal = refuse_places(lines[i], name, i + 1, places)) return *refusal;
  }
  MailTemplate read;
  read.subject_ = lines[0].substr(subject_prefix.size());
  read.lines_.assign(lines.begin() + 2, lines.end());
  return read;
}

FilledTemplate MailTemplate::fill(
    const std::function<std::string(std::string_view)>& value_of) const {
  FilledTemplate letter{filled(subject_, value_of).value_or(""), ""};
  bool blank = true;  // two blank lines where a line was left out between them are one
  for (const std::string& line : lines_) {
    const auto text = filled(line, value_of);
    if (!text || (blank && text->empty())) continue;
    blank = text->empty();
    letter.body += *text + "\n";
  }
  return letter;
}

std::string template_file(Language language, MessageKind kind) {
  return fmt::format("{}/{}.txt", word(language), word(kind));
}

}  // namespace msp
