#include "main.h"

#include <algorithm>
#include <new>

#include "help.h"
#include "invocation.h"
#include "output.h"
#include "parse.h"

namespace msp::cli {
namespace {

Refusal refusal_of(const Fault& fault) {
  return {fault.code(), fault.what(), fault.hint(), fault.exit()};
}

int run_command(const Parsed& parsed) {
  Invocation invocation(*parsed.command, parsed.arguments);
  const auto failed = [&](Refusal refusal) {
    if (invocation.recorded() && refusal.exit == Exit::system) refusal.exit = Exit::unreported;
    return report_failure(refusal, parsed.command->path, invocation.json(), invocation.recorded());
  };
  try {
    return static_cast<int>(parsed.command->run(invocation));
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
  const std::vector<std::string> words(argv + 1, argv + argc);
  const bool json = std::find(words.begin(), words.end(), "json") != words.end();
  try {
    const Parsed parsed = parse(words);
    if (parsed.command) return run_command(parsed);
    Output output;
    output.write(parsed.version ? "msp " MSP_VERSION "\n" : help_for(parsed.help_path));
    output.finish();
    return static_cast<int>(Exit::done);
  } catch (const Refused& refused) {
    return report_failure(refused.refusal(), "", json, false);
  } catch (const Fault& fault) {
    return report_failure(refusal_of(fault), "", json, false);
  }
}

}  // namespace msp::cli
