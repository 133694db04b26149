#include "line/form.h"

namespace msp::cli {
namespace {

struct ConfigShow {
  bool origin = false;

  static void options(auto& self, auto&& option) {
    option.flag("--origin", self.origin,
                "a flag, a variable, a file with its line, or the default");
  }
  Exit run(Invocation& invocation) const {
    Table settings({{"key"}, {"value"}});
    std::vector<std::string> origins;
    for (const SettingKey& key : setting_keys()) {
      const Setting found = invocation.setting(key.name);
      settings.add({key.name, found.value});
      origins.push_back(found.origin);
    }
    if (origin) settings.append({"origin"}, origins);
    return invocation.show(settings);
  }
};

constexpr Command config_table[] = {
    command<ConfigShow>(list, rarely, "config show",
                        "Shows the settings that hold here, and with --origin what says so.",
                        "msp config show", "msp config show --origin -f table")};

}  // namespace

extern const Commands config_commands = config_table;

}  // namespace msp::cli
