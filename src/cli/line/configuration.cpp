#include "line/configuration.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "line/given.h"
#include "msp/read.h"

namespace msp::cli {
std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

namespace {

const std::vector<SettingKey> keys = {
    {"ledger", "MSP_LEDGER", {}, "", true, "the ledger"},
    {"format",
     "",
     {"table", "csv", "tsv", "json", "jsonl"},
     "table",
     false,
     "of lists on a terminal; a pipe gets CSV"},
    {"color",
     "NO_COLOR",
     {words<Colour>.begin(), words<Colour>.end()},
     "auto",
     false,
     "when to use colour"},
    {"wait", "", {}, "10", false, "how many seconds to wait for a busy ledger"},
    {"actor", "MSP_ACTOR", {}, "", false, "who types: a claim"},
    {"dialect",
     "",
     {words<Dialect>.begin(), words<Dialect>.end()},
     "rfc4180",
     false,
     "of CSV and TSV"},
    {"sendmail", "MSP_SENDMAIL", {}, "/usr/sbin/sendmail", true, "the program that sends mail"},
    {"mail-from", "MSP_MAIL_FROM", {}, "", false, "the address mail is sent from"},
    {"mail-bounce",
     "MSP_MAIL_BOUNCE",
     {},
     "",
     false,
     "the address undeliverable mail goes back to; mail-from, unless set"},
    {"templates", "MSP_TEMPLATES", {}, "", true, "the folder of the desk's own templates"},
    {"language",
     "MSP_LANGUAGE",
     {words<Language>.begin(), words<Language>.end()},
     "en",
     false,
     "of mails and printed invoices"},
    {"logo", "MSP_LOGO", {}, "", true, "a PNG or SVG above who sells, on documents"},
    {"accounts", "MSP_ACCOUNTS", {}, "", true, "the map of accounts that journals are written by"},
    {"witness",
     "MSP_WITNESS",
     {},
     "",
     true,
     "a file elsewhere where daily keeps day and head, which verify --witness asks for"},
};

const SettingKey& key_of(std::string_view name) {
  return *std::find_if(keys.begin(), keys.end(),
                       [name](const SettingKey& key) { return key.name == name; });
}

std::vector<std::string> names() {
  std::vector<std::string> all;
  all.reserve(keys.size());
  for (const SettingKey& key : keys) all.emplace_back(key.name);
  return all;
}

[[noreturn]] void wrong(const std::string& where, const SettingKey& key, const std::string& value,
                        const std::string& form) {
  const bool card = looks_like_card_number(value);  // repeated nowhere (MISSION X3)
  usage_error("settings.value",
              card ? fmt::format("{}: {} must be {}", where, key.name, form)
                   : fmt::format("{}: {} is `{}` and must be {}", where, key.name, value, form),
              "`msp help configuration` shows the keys.");
}

/// `value` as it is used, or a refusal that names `where` it stands.
std::string checked(const SettingKey& key, std::string value, const std::string& where,
                    bool in_file) {
  if (!key.choices.empty() &&
      std::find(key.choices.begin(), key.choices.end(), value) == key.choices.end()) {
    wrong(where, key, value, fmt::format("one of {}", fmt::join(key.choices, ", ")));
  }
  if (key.name == "wait" && !count_from_text(value)) {
    wrong(where, key, value, "a whole number of seconds");
  }
  if (key.name.starts_with("mail-") && !read_mail_address(value)) {
    wrong(where, key, value, "a mail address");
  }
  if (key.name == "actor" && !read_name(value)) wrong(where, key, "…", "a name on one line");
  if (key.is_path && in_file) {
    // Relative to what? The folder somebody happens to be in is no answer.
    if (value.starts_with("~/")) value.replace(0, 1, environment("HOME"));
    if (!value.starts_with("/")) wrong(where, key, value, "an absolute path, or begin with ~/");
  }
  return value;
}

/// What a small file holds; nothing if it is not there.
std::optional<std::string> text_of(const std::string& path) {
  const int file = path.empty() ? -1 : open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    if (path.empty() || errno == ENOENT || errno == ENOTDIR) return std::nullopt;
    usage_error("settings.unreadable", fmt::format("{}: {}", path, std::strerror(errno)),
                "Make it readable, or remove it.");
  }
  std::string text;
  char piece[4096];
  ssize_t size = 0;
  while ((size = ::read(file, piece, sizeof piece)) > 0) {
    text.append(piece, static_cast<std::size_t>(size));
  }
  close(file);
  if (size == 0) return text;
  usage_error("settings.unreadable", fmt::format("{} cannot be read", path),
              "It has to be a file of lines `key = \"value\"`.");
}

}  // namespace

const std::vector<SettingKey>& setting_keys() { return keys; }

std::string Configuration::user_file() {
  const std::string home = environment("HOME");
  std::string folder = environment("XDG_CONFIG_HOME");
  if (folder.empty() && !home.empty()) folder = home + "/.config";
  return folder.empty() ? folder : folder + "/msp/config.toml";
}

std::string Configuration::system_file() {
  const char* other = std::getenv("MSP_CONFIG_SYSTEM");
  return other ? other : "/etc/msp/config.toml";
}

void Configuration::read(const std::string& path) {
  const auto text = text_of(path);
  if (!text) return;
  for (FileSetting& found : take(read_settings(path, *text, names()))) {
    std::string origin = fmt::format("{}:{}", path, found.line);
    const SettingKey& key = key_of(found.key);
    std::string value = checked(key, std::move(found.value), origin, true);
    entries_->push_back({std::move(found.key), {std::move(value), std::move(origin)}});
  }
}

void Configuration::read() {
  if (entries_) return;
  entries_.emplace();
  read(user_file());
  read(system_file());
}

Setting Configuration::setting(std::string_view name) {
  const SettingKey& key = key_of(name);
  if (name == "color") {
    if (!environment("NO_COLOR").empty()) return {"never", "NO_COLOR"};
    if (environment("TERM") == "dumb") return {"never", "TERM"};
  } else if (!key.environment.empty()) {
    const std::string variable(key.environment);
    if (auto set = environment(variable.c_str()); !set.empty()) {
      return {checked(key, std::move(set), variable, false), variable};
    }
  }
  read();
  for (const Entry& entry : *entries_) {
    if (entry.key == name) return entry.setting;
  }
  if (name == "ledger") {
    const std::string data = environment("XDG_DATA_HOME");
    return {(data.empty() ? environment("HOME") + "/.local/share" : data) + "/msp/ledger.db",
            "default"};
  }
  return {std::string(key.fallback), "default"};
}

}  // namespace msp::cli
