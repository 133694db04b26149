#include "main.h"

#include <unistd.h>

#include <exception>
#include <new>

#include "line/complete.h"
#include "line/help.h"
#include "line/invocation.h"
#include "line/manual.h"
#include "line/parse.h"
#include "output.h"
#include "progress_line.h"

namespace msp::cli {
namespace {

/// The command that words are about, for an error in the words themselves; nullptr if none is.
const Command* command_in(const std::vector<std::string>& words) {
  return named_by(bare_words(words).words).command;
}

/// An error in the words themselves, too, is told in the format they ask for.
bool asks_for_json(const std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool apart = i > 0 && (words[i - 1] == "-f" || words[i - 1] == "--format");
    const auto equals = words[i].starts_with("--format=") ? words[i].find('=') + 1 : 0;
    const std::string_view word = std::string_view(words[i]).substr(equals);
    if ((apart || equals > 0) && (word == "json" || word == "jsonl")) return true;
  }
  return false;
}

using Recorded = Invocation::Recorded;

/// What was thrown, whatever it is: called from within a catch.
Refusal refusal_of_anything() {
  try {
    throw;
  } catch (const Refused& refused) {
    return refused.refusal();
  } catch (const Fault& fault) {
    return {fault.code(), fault.what(), fault.hint(), fault.exit()};
  } catch (const std::bad_alloc&) {
    return {"system.memory", "there is not enough memory", "", Exit::system};
  } catch (const std::exception& other) {
    return {"system.unexpected", other.what(), "", Exit::system};
  }
}

/// Nobody catches what is thrown before main begins, or where nothing may be thrown; memory is what
/// can run out there. No buffer, no allocation.
[[noreturn]] void end_in_order() {
  constexpr std::string_view text = "msp: it cannot go on, most likely for want of memory\n";
  [[maybe_unused]] const ssize_t told = ::write(STDERR_FILENO, text.data(), text.size());
  _exit(static_cast<int>(Exit::system));
}
[[gnu::constructor(101)]] void before_all_others() { std::set_terminate(end_in_order); }

int run_command(const Parsed& parsed, bool json) {
  Invocation invocation(*parsed.command);
  try {
    read_words(parsed.words, invocation.given());
    if (invocation.shows_progress()) tell_progress_of(parsed.command->path);
    return static_cast<int>(invocation.given().call->run(invocation));
  } catch (...) {
    Refusal refusal = refusal_of_anything();
    const Recorded recorded = invocation.has_recorded();
    if (recorded == Recorded::all) refusal.exit = Exit::unreported;
    // A refusal of the rest is something left, not nothing changed.
    const bool refused = refusal.exit == Exit::refused || refusal.exit == Exit::usage;
    if (recorded == Recorded::in_part && refused) refusal.exit = Exit::difference;
    return report_failure(refusal, parsed.command, json || invocation.json(), recorded,
                          invocation.as_known());
  }
}

}  // namespace

int run(int argc, char** argv) {
  keep_standard_descriptors();
  std::vector<std::string> words;
  bool json = false;
  try {
    words.assign(argv + 1, argv + argc);
    if (!words.empty() && words.front() == "__complete") {
      return complete({words.begin() + 1, words.end()});
    }
    json = asks_for_json(words);
    if (!words.empty() && words.front() == "__man") {
      Output output;
      output.write(manual_page(words.size() > 1 ? words[1] : ""));
      output.finish();
      return static_cast<int>(Exit::done);
    }
    const Parsed parsed = parse(words);
    if (parsed.command) return run_command(parsed, json);
    Output output;
    output.write(parsed.version ? "msp " MSP_VERSION "\n" : help_for(parsed.help_path));
    output.finish();
    return static_cast<int>(Exit::done);
  } catch (...) {
    const Refusal refusal = refusal_of_anything();
    return report_failure(refusal, command_in(words), json, Recorded::none);
  }
}

}  // namespace msp::cli
