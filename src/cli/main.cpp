#include "main.h"

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

Refusal refusal_of(const Fault& fault) {
  return {fault.code(), fault.what(), fault.hint(), fault.exit()};
}

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

int run_command(const Parsed& parsed, bool json) {
  Invocation invocation(*parsed.command);
  const auto failed = [&](Refusal refusal) {
    const bool recorded = invocation.has_recorded();
    if (recorded) refusal.exit = Exit::unreported;
    return report_failure(refusal, parsed.command, json || invocation.json(), recorded,
                          invocation.as_known());
  };
  try {
    read_words(parsed.words, invocation.given());
    if (invocation.shows_progress()) tell_progress_of(parsed.command->path);
    return static_cast<int>(invocation.given().call->run(invocation));
  } catch (const Refused& refused) {
    return failed(refused.refusal());
  } catch (const Fault& fault) {
    return failed(refusal_of(fault));
  } catch (const std::bad_alloc&) {
    return failed({"system.memory", "there is not enough memory", "", Exit::system});
  }
}

}  // namespace

int run(int argc, char** argv) {
  keep_standard_descriptors();
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (!words.empty() && words.front() == "__complete") {
    return complete({words.begin() + 1, words.end()});
  }
  const bool json = asks_for_json(words);
  try {
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
  } catch (const Refused& refused) {
    return report_failure(refused.refusal(), command_in(words), json, false);
  } catch (const Fault& fault) {
    return report_failure(refusal_of(fault), nullptr, json, false);
  }
}

}  // namespace msp::cli
