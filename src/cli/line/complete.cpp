#include "line/complete.h"

#include "line/candidates.h"
#include "line/form.h"
#include "output.h"

namespace msp::cli {
namespace {

/// What no shell gives a meaning. Names of the ledger are other people's words: one with a `$(…)`,
/// a `;` or a `*` is typed by hand, in quotes, by someone who sees it.
bool is_harmless(std::string_view candidate) {
  constexpr std::string_view harmless =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789@._/+-";
  return candidate.find_first_not_of(harmless) == std::string_view::npos;
}

}  // namespace

int complete(const std::vector<std::string>& typed) {
  try {
    const Typing typing(typed);
    std::string text;
    for (const std::string& candidate : typing.candidates()) {
      const bool meant = candidate.starts_with(typing.word());
      if (meant && is_harmless(candidate)) text += typing.kept() + candidate + "\n";
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
    nothing, to_start, "completion", "Prints the completion script of a shell.",
    "msp completion bash > ~/.local/share/bash-completion/completions/msp",
    "msp completion fish > ~/.config/fish/completions/msp.fish")};

}  // namespace

extern const Commands completion_commands = completion_table;

}  // namespace msp::cli
