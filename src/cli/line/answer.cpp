// How commands answer: lists, the one line of a change, errors.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "line/advice.h"
#include "line/invocation.h"
#include "line/narrow.h"
#include "msp/spelled_out.h"

namespace msp::cli {
namespace {

Table answer_table(const Answer& answer, const Outcome& outcome, bool dry_run) {
  Table table({{"object"},
               {"what"},
               {"next"},
               {"seq", "", ColumnKind::count},
               {"head"},
               {"dry_run", "", ColumnKind::flag}});
  table.add({answer.object, answer.what, answer.next,
             dry_run ? "" : std::to_string(outcome.head.seq), dry_run ? "" : outcome.head.text(),
             dry_run ? "true" : "false"});
  return table;
}

/// What time made due on the way, said aloud: an operator has to know. `object` is what the command
/// was about, `acme` or `acme/1`; the event may be about another subscription of that customer.
std::string swept_text(const std::string& object, const RecordedEvent& recorded) {
  const auto told = [&](std::int64_t subscription, std::string_view what) {
    return fmt::format("{}/{}: {} on {}", object.substr(0, object.find('/')), subscription, what,
                       recorded.effective_on.text());
  };
  if (const auto* passed = std::get_if<DecisionDeadlinePassed>(&recorded.event)) {
    return told(passed->subscription, "nobody decided, and the deadline passed");
  }
  if (const auto* ended = std::get_if<TrialEnded>(&recorded.event)) {
    return told(ended->subscription, "the trial ended");
  }
  const auto* ended = std::get_if<SubscriptionEnded>(&recorded.event);
  return ended ? told(ended->subscription, "the service ended") : std::string();
}

std::string joined(const std::vector<std::string>& lines) {
  constexpr std::size_t most = 20;
  std::string text;
  for (std::size_t i = 0; i < std::min(lines.size(), most); ++i)
    text += spelled_out(lines[i]) + "\n";
  if (lines.size() > most) text += fmt::format("… and {} more\n", lines.size() - most);
  return text;
}

/// A table with the columns there is room for, and below it the names of the others.
std::string fitted_to_terminal(const Table& table, const RenderOptions& options) {
  const auto shown = columns_that_fit(table, options.width, options.header);
  if (shown.size() == table.columns().size()) return render(table, options);
  std::string left_out;
  for (const Column& column : table.columns()) {
    const bool there = std::find(shown.begin(), shown.end(), column.name) != shown.end();
    if (there || column.kind == ColumnKind::picture) continue;
    left_out += (left_out.empty() ? "not shown: " : ", ") + column.name;
  }
  std::string text = render(take(table.select(shown)), options);
  if (!left_out.empty()) text += left_out + " (--columns names what to show)\n";
  return text;
}

/// Endings that promise another program something that no list is.
bool is_of_documents(std::string_view ending) {
  constexpr std::array<std::string_view, 14> promised = {"pdf", "html", "htm", "xml",  "xls",
                                                         "ods", "odt",  "doc", "docx", "png",
                                                         "jpg", "svg",  "zip", "gz"};
  return std::find(promised.begin(), promised.end(), ending) != promised.end();
}

std::string error_json(const Refusal& refusal, bool changed, const std::string& hint) {
  std::string text = "{\"error\":{\"code\":";
  append_json_string(text, refusal.code);
  text += fmt::format(",\"exit\":{},\"message\":", static_cast<int>(refusal.exit));
  append_json_string(text, spelled_out(in_words(refusal)));
  text += ",\"hint\":";
  append_json_string(text, spelled_out(hint));
  text += fmt::format(",\"changed\":{}", changed);
  if (!refusal.details.empty()) {
    text += ",\"details\":[";
    for (std::size_t i = 0; i < refusal.details.size(); ++i) {
      if (i > 0) text += ',';
      append_json_string(text, spelled_out(refusal.details[i]));
    }
    text += ']';
  }
  return text + "}}\n";
}

}  // namespace

bool Invocation::json() const {
  const auto& format = given_.common.format;
  return format == Format::json || format == Format::jsonl;
}

Format Invocation::format() const {
  const auto& out = list().out;
  if (const auto& format = given_.common.format) {
    if (*format == Format::xlsx && !out && is_terminal(1)) {
      usage_error("usage.format", "a terminal cannot show a workbook",
                  "--out FILE.xlsx writes it.");
    }
    return *format;
  }
  if (out) {
    const auto dot = out->rfind('.');
    const std::string ending = dot == std::string::npos ? "" : out->substr(dot + 1);
    if (is_of_documents(ending)) {
      usage_error("usage.out", fmt::format("--out: a list is not written as .{}", ending),
                  "Name a file that ends in .csv, .tsv, .json, .jsonl or .xlsx; --format says so "
                  "whatever its name.");
    }
    return from_word<Format>(ending).value_or(Format::csv);
  }
  return is_terminal(1) ? *from_word<Format>(configured("format")) : Format::csv;
}

RenderOptions Invocation::render_options() const {
  RenderOptions options;
  options.format = format();
  options.ascii = list().ascii;
  options.header = !list().no_header;
  options.width = list().out ? 0 : terminal_width();
  const Colour colour = *from_word<Colour>(configured("color"));
  options.color = colour == Colour::always || (colour == Colour::automatic && is_terminal(1));
  options.dialect = *from_word<Dialect>(configured("dialect"));
  return options;
}

Drawing Invocation::drawing() const {
  const bool shown = format() == Format::table && is_terminal(1) && !list().out;
  if (!shown) return Drawing::none;
  return list().ascii ? Drawing::ascii : Drawing::blocks;
}

Listing Invocation::listing(const Table& like) const {
  std::vector<std::string> columns;
  if (const auto& typed = list().columns) {
    std::string rest = *typed + ",";
    for (std::size_t comma; (comma = rest.find(',')) != std::string::npos;
         rest.erase(0, comma + 1)) {
      columns.push_back(rest.substr(0, comma));
    }
    take(like.select(columns));
  }
  const RenderOptions options = render_options();
  require_format(options.format);
  return {options, columns, output(list().out, list().force)};
}

Output Invocation::output(const std::optional<std::string>& out, bool force) const {
  if (!out) return Output();
  return Output(Out{*out, force, ledger_path()});
}

void Listing::write(const Table& table) {
  const bool drawn = options.format == Format::table;
  const bool fitted = columns.empty() && drawn && options.width > 0;
  const std::string text =
      fitted ? fitted_to_terminal(table, options)
             : render(columns.empty() ? table : take(table.select(columns)), options);
  if (drawn) {
    output.write_drawn(text);
  } else {
    output.write(text);
  }
  output.finish();
}

Exit Invocation::show(const Table& table) const {
  listing(table).write(table);
  return nothing_or(table.rows());
}

Exit Invocation::nothing_or(std::size_t rows) const {
  return rows == 0 && list().fail_if_empty ? Exit::nothing_to_do : Exit::done;
}

void Invocation::print(std::string_view text) const {
  Output output;
  output.write(text);
  output.finish();
}

void Invocation::answer(const Outcome& outcome) {
  Answer answer = outcome.answer;
  // What a dry run names may not be there: it leads to nothing but the same command for real.
  if (dry_run() && answer.next != fmt::format("msp {}", command().path)) answer.next.clear();
  for (std::size_t i = 0; i < outcome.swept && !answer.object.empty(); ++i) {
    note(swept_text(answer.object, outcome.events[i]));
  }
  if (json()) {
    print(render(answer_table(answer, outcome, dry_run()), {.format = Format::jsonl}));
    return;
  }
  std::string line = answer.object.empty() ? answer.what : answer.object + ": " + answer.what;
  if (dry_run()) {
    line += " (dry run: nothing was recorded)";
  } else if (outcome.head.seq > 0) {
    line += " · head " + outcome.head.short_text();
  }
  print(line + "\n");
  if (!answer.next.empty()) note("next: " + answer.next);
}

void Invocation::note(const std::string& text) const {
  if (!quiet() && !json()) tell(text + "\n");
}

int report_failure(const Refusal& refusal, const Command* command, bool json,
                   Invocation::Recorded recorded, const std::string& as_known) {
  const std::string hint = in_words(refusal.hint, as_known);
  if (json) {
    tell(error_json(refusal, recorded != Invocation::Recorded::none, hint));
    return static_cast<int>(refusal.exit);
  }
  std::string text = joined(refusal.details);
  text += "msp: ";
  if (command) text += std::string(command->path) + ": ";
  text += spelled_out(in_words(refusal));
  if (refusal.exit == Exit::unreported) {
    text += "; the change is recorded.";
  } else if (recorded == Invocation::Recorded::in_part) {
    text += "; what was done before stays done, and may be repeated.";
  } else if (refusal.exit == Exit::unknown_outcome || (command && command->only_reads())) {
    text += ".";
  } else {
    text += "; nothing was changed.";
  }
  tell(text + (hint.empty() ? "\n" : " " + spelled_out(hint) + "\n"));
  return static_cast<int>(refusal.exit);
}

}  // namespace msp::cli
