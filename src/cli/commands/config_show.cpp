#include "line/form.h"

namespace msp::cli {
namespace {

Columns setting_columns() {
  return {{"key", "of a file of settings"},
          {"value", "that holds"},
          {"origin", "with --origin: what says so"}};
}

struct ConfigShow {
  bool origin = false;

  static void options(auto& self, auto&& option) {
    option.flag("--origin", self.origin,
                "a flag, a variable, a file with its line, or the default");
  }
  Exit run(Invocation& invocation) const {
    Table settings(setting_columns());
    for (const SettingKey& key : setting_keys()) {
      const Setting found = invocation.setting(key.name);
      settings.add({key.name, found.value, found.origin});
    }
    return invocation.show(origin ? settings : take(settings.select({"key", "value"})));
  }
};

constexpr Command config_table[] = {
    command<ConfigShow>(list.of(setting_columns), rarely, "config show",
                        "Shows the settings that hold here, and with --origin what says so.",
                        "msp config show", "msp config show --origin -f table")};

}  // namespace

extern const Commands config_commands = config_table;

}  // namespace msp::cli
