// What holds when no option says otherwise: the environment, the user's file of settings, the
// system's, a default, in this order.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "msp/settings_file.h"

namespace msp::cli {

/// A key of the files of settings.
struct SettingKey {
  std::string_view name;
  std::string_view environment;           ///< the variable that says the same; empty: none
  std::vector<std::string_view> choices;  ///< what it may be; empty: any text
  std::string_view fallback;              ///< if nothing says anything
  bool is_path = false;                   ///< in a file: absolute, or in the home (`~/`)
  std::string_view help;
};

/// What a variable says; empty if it is not set.
std::string environment(const char* name);

/// All of them, in the order they are shown.
const std::vector<SettingKey>& setting_keys();

struct Setting {
  std::string value;
  std::string origin;  ///< `flag`, a variable's name, a file with its line, or `default`
};

/// The two files, read once, when first asked for. A file that is not there says nothing and costs
/// nothing.
class Configuration {
 public:
  /// What the environment, the files or the default say, in this order. Refused (exit 2) names the
  /// variable, or file and line, of a value that cannot be.
  Setting setting(std::string_view key);

  /// `$XDG_CONFIG_HOME/msp/config.toml`, by default in `~/.config`; empty without a home.
  static std::string user_file();
  /// `/etc/msp/config.toml`; MSP_CONFIG_SYSTEM names another, or (empty) none.
  static std::string system_file();

 private:
  struct Entry {
    std::string key;
    Setting setting;
  };
  void read();
  void read(const std::string& path);

  std::optional<std::vector<Entry>> entries_;  // the user's first
};

}  // namespace msp::cli
