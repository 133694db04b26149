#include "complete.h"

#include <algorithm>
#include <set>

#include "commands.h"
#include "invocation.h"
#include "output.h"
#include "parse.h"

namespace msp::cli {
namespace {

template <WordEnum E>
std::vector<std::string> words_of() {
  return {words<E>.begin(), words<E>.end()};
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (true) {
    const auto end = text.find(separator);
    parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

class Completion {
 public:
  explicit Completion(std::vector<std::string> typed) : typed_(std::move(typed)) {
    if (typed_.empty()) typed_.emplace_back();
    for (const std::size_t place : bare_words({typed_.begin(), typed_.end() - 1})) {
      bare_.push_back(typed_[place]);
    }
    named_ = named_by(bare_);
  }

  std::vector<std::string> candidates() const {
    if (const Option* option = option_before()) return values_of(option->name, option->value);
    if (typed_.back().starts_with("-")) return option_names();
    if (bare_.empty()) return nouns();
    std::vector<std::string> found;
    if (bare_.size() == 1) found = verbs_of(bare_[0]);
    if (bare_.size() == 2) found = verbs_of(bare_[0] + " " + bare_[1]);
    if (named_.command && bare_.size() >= named_.words) {
      const std::size_t place = bare_.size() - named_.words;
      const auto& operands = named_.command->operands;
      if (place < operands.size()) {
        for (auto& value : values_of("", operands[place].name)) found.push_back(std::move(value));
      }
    }
    return found;
  }

 private:
  std::vector<Option> options() const {
    return named_.command ? options_of(*named_.command) : options_of(help);
  }

  /// The option whose value is being typed.
  const Option* option_before() const {
    static std::vector<Option> known;
    if (typed_.size() < 2) return nullptr;
    known = options();
    const std::string& word = typed_[typed_.size() - 2];
    const std::string& before = word == "-f" ? "--format" : word == "-o" ? "--out" : word;
    for (const Option& option : known) {
      if (option.name == before && !option.value.empty()) return &option;
    }
    return nullptr;
  }

  std::vector<std::string> option_names() const {
    std::vector<std::string> names;
    for (const Option& option : options()) names.emplace_back(option.name);
    return names;
  }

  static std::vector<std::string> nouns() {
    std::set<std::string> names;
    for (const Command* command : commands()) {
      names.emplace(command->path.substr(0, command->path.find(' ')));
    }
    return {names.begin(), names.end()};
  }

  std::vector<std::string> values_of(std::string_view option, std::string_view kind) const {
    if (option == "--status") return words_of<Status>();
    if (option == "--format") return {"table", "csv", "tsv", "json", "jsonl", "xlsx"};
    if (option == "--dialect") return {"rfc4180", "excel", "excel-eu"};
    if (option == "--color") return {"auto", "always", "never"};
    if (option == "--evidence") return words_of<EvidencePolicy>();
    if (kind.find('|') != std::string_view::npos) return split(kind, '|');
    if (kind == "STEP") return words_of<OnboardingStep>();
    if (kind == "SHELL") return {"bash", "zsh", "fish"};
    if (kind == "COMMAND") return nouns();
    if (kind == "VERB") return verbs_of(bare_.back());
    return from_ledger(kind);
  }

  std::vector<std::string> from_ledger(std::string_view kind) const {
    const bool customers = kind == "CUSTOMER" || kind == "C";
    const bool subscriptions = kind == "ORDER" || kind == "SUBSCRIPTION" || kind == "S";
    const bool plans = kind == "PLAN" || kind == "OTHER";
    const bool known = customers || subscriptions || plans || kind == "NUMBER" || kind == "CODE";
    if (!known) return {};
    Arguments where;
    for (std::size_t i = 0; i + 1 < typed_.size(); ++i) {
      if (typed_[i] == "--ledger") where.add("--ledger", typed_[i + 1]);
    }
    const Ledger ledger = Invocation(help, where).read_ledger();
    if (plans) return ledger.catalog().plan_names();
    if (kind == "NUMBER") return ledger.invoice_numbers();
    if (kind == "CODE") return ledger.catalog().discount_names();
    const auto id = CustomerId::from_text(typed_.back().substr(0, typed_.back().find('/')));
    const auto customer = !customers && id ? ledger.customer(*id) : std::nullopt;
    if (!customer) return ledger.customer_names();
    std::vector<std::string> refs;
    for (const Subscription& subscription : customer->subscriptions) {
      refs.push_back(customer->ref(subscription).text());
    }
    return refs;
  }

  std::vector<std::string> typed_;
  std::vector<std::string> bare_;
  Named named_;
};

Exit print_script(Invocation& invocation) {
  const std::string shell = *invocation.arguments().raw("SHELL");
  if (shell == "bash") {
    invocation.print(completion_bash);
  } else if (shell == "zsh") {
    invocation.print(completion_zsh);
  } else if (shell == "fish") {
    invocation.print(completion_fish);
  } else {
    Arguments::malformed("SHELL", shell, "one of bash, zsh, fish");
  }
  return Exit::done;
}

}  // namespace

int complete(const std::vector<std::string>& typed) {
  try {
    const std::string prefix = typed.empty() ? "" : typed.back();
    std::string text;
    for (const std::string& candidate : Completion(typed).candidates()) {
      if (candidate.starts_with(prefix)) text += candidate + "\n";
    }
    Output output;
    output.write(text);
    output.finish();
  } catch (const std::exception&) {
    // A completion that fails is silence: the operator is in the middle of typing.
  }
  return 0;
}

const Command completion{"completion",
                         "Prints the completion script of a shell.",
                         Kind::plain,
                         {"msp completion bash > ~/.local/share/bash-completion/completions/msp",
                          "msp completion fish > ~/.config/fish/completions/msp.fish"},
                         {{"SHELL", "bash, zsh or fish"}},
                         {},
                         print_script};

}  // namespace msp::cli
