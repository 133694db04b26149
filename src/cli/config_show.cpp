#include "commands.h"
#include "invocation.h"

namespace msp::cli {
namespace {

Exit run(Invocation& invocation) {
  Table settings({{"key"}, {"value"}});
  std::vector<std::string> origins;
  for (const SettingKey& key : setting_keys()) {
    const Setting found = invocation.setting(key.name);
    settings.add({key.name, found.value});
    origins.push_back(found.origin);
  }
  if (invocation.arguments().has("--origin")) settings.append({"origin"}, origins);
  return invocation.show(settings);
}

}  // namespace

const Command config_show{
    "config show",
    "Shows the settings that hold here, and with --origin what says so.",
    Kind::list,
    {"msp config show", "msp config show --origin -f table"},
    {},
    {{"--origin", "", "a flag, a variable, a file with its line, or the default"}},
    run};

}  // namespace msp::cli
