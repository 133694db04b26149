#include "line/complete.h"

#include "line/candidates.h"
#include "line/form.h"
#include "output.h"

namespace msp::cli {
namespace {

/// What is typed so far, with `--plan=gu` (in bash `--plan`, `=`, `gu`) as two words.
struct Line {
  std::vector<std::string> words;
  std::string kept;  ///< what the shell takes for a part of the last word: `--plan=`

  explicit Line(std::vector<std::string> typed) : words(std::move(typed)) {
    if (words.empty()) words.emplace_back();
    if (const auto size = words.size(); size > 1 && words[size - 1] == "=") {
      words.back().clear();
    } else if (size > 2 && words[size - 2] == "=" && words[size - 3].starts_with("--")) {
      words.erase(words.end() - 2);
    } else if (const auto equals = words.back().find('=');
               words.back().starts_with("--") && equals != std::string::npos) {
      kept = words.back().substr(0, equals + 1);
      const std::string value = words.back().substr(equals + 1);
      words.back().resize(equals);
      words.push_back(value);
    }
  }
};

}  // namespace

int complete(const std::vector<std::string>& typed) {
  try {
    const Line line(typed);
    std::string text;
    for (const std::string& candidate : Typing(line.words).candidates()) {
      if (candidate.starts_with(line.words.back())) text += line.kept + candidate + "\n";
    }
    Output output;
    output.write(text);
    output.finish();
  } catch (const std::exception&) {
    // A completion that fails is silence: the operator is in the middle of typing.
  }
  return 0;
}

enum class Shell { bash, zsh, fish };

}  // namespace msp::cli

namespace msp {
template <>
inline constexpr auto words<cli::Shell> = worded<cli::Shell>("bash", "zsh", "fish");
}

namespace msp::cli {
namespace {

struct CompletionScript {
  Shell shell = Shell::bash;
  static void options(auto& self, auto&& option) {
    option.operand("SHELL", self.shell, "bash, zsh or fish");
  }
  Exit run(Invocation& invocation) const {
    constexpr const std::string_view* scripts[] = {&completion_bash, &completion_zsh,
                                                   &completion_fish};
    invocation.print(*scripts[static_cast<std::size_t>(shell)]);
    return Exit::done;
  }
};

constexpr Command completion_table[] = {command<CompletionScript>(
    nothing, rarely, "completion", "Prints the completion script of a shell.",
    "msp completion bash > ~/.local/share/bash-completion/completions/msp",
    "msp completion fish > ~/.config/fish/completions/msp.fish")};

}  // namespace

extern const Commands completion_commands = completion_table;

}  // namespace msp::cli
