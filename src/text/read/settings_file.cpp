#include "msp/settings_file.h"

#include <algorithm>

#include "read/toml_reader.h"

namespace msp {
namespace {

Refusal refused(std::string code, const std::string& path, const toml::source_region& where,
                const std::string& what, std::string hint) {
  return {"settings." + std::move(code), fmt::format("{}:{}: {}", path, where.begin.line, what),
          std::move(hint), Exit::usage};
}

}  // namespace

Result<std::vector<FileSetting>> read_settings(const std::string& path, std::string_view text,
                                               const std::vector<std::string>& known) {
  const toml::parse_result parsed = toml::parse(text, path);
  if (!parsed) {
    return refused("malformed", path, parsed.error().source(),
                   std::string(parsed.error().description()),
                   "A line is `key = \"value\"`, and # begins a remark.");
  }
  std::vector<FileSetting> settings;
  for (const auto& [key, node] : parsed.table()) {
    const std::string name(key.str());
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      const auto like = nearest(name, known);
      return refused("unknown", path, key.source(), fmt::format("there is no key `{}`", name),
                     like ? fmt::format("Did you mean {}?", *like)
                          : fmt::format("The keys are: {}.", fmt::join(known, ", ")));
    }
    if (!node.is_string() && !node.is_integer()) {
      return refused("value", path, node.source(),
                     fmt::format("{} is neither a text nor a whole number", name),
                     fmt::format("Write {} = \"value\".", name));
    }
    settings.push_back({name, text_of_toml(node), key.source().begin.line});
  }
  std::sort(settings.begin(), settings.end(),
            [](const FileSetting& a, const FileSetting& b) { return a.line < b.line; });
  return settings;
}

}  // namespace msp
