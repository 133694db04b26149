#include "complete.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "commands.h"
#include "event_types.h"
#include "help.h"
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

class Completion {
 public:
  explicit Completion(std::vector<std::string> words) : typed_(std::move(words)) {
    bare_ = bare_words({typed_.begin(), typed_.end() - 1}).words;
    named_ = named_by(bare_);
  }

  std::vector<std::string> candidates() const {
    if (const auto option = option_before()) return values_of(option->name, option->value);
    if (typed_.back().starts_with("-")) return option_names();
    if (bare_.empty()) return nouns();
    std::vector<std::string> found;
    if (bare_.size() == 1) found = verbs_of(bare_[0]);
    if (bare_.size() == 2) found = verbs_of(bare_[0] + " " + bare_[1]);
    if (named_.command && bare_.size() >= named_.words) {
      const auto& operands = named_.command->operands;
      const std::size_t place = bare_.size() - named_.words;
      const bool more = !operands.empty() && operands.back().many;
      if (place < operands.size() || more) {
        const Operand& operand = operands[std::min(place, operands.size() - 1)];
        for (auto& value : values_of("", operand.name)) found.push_back(std::move(value));
      }
    }
    return found;
  }

 private:
  std::vector<Option> options() const {
    return named_.command ? options_of(*named_.command) : options_of(help);
  }

  /// The option whose value is being typed.
  std::optional<Option> option_before() const {
    if (typed_.size() < 2) return std::nullopt;
    const std::string& word = typed_[typed_.size() - 2];
    const std::string before = word == "-f" ? "--format" : word == "-o" ? "--out" : word;
    for (const Option& option : options()) {
      if (option.name == before && !option.value.empty()) return option;
    }
    return std::nullopt;
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
    if (kind.find('|') != std::string_view::npos) return split(kind, '|');
    if (kind == "STATUS") return words_of<MessageStatus>();
    if (option == "--status") return words_of<Status>();
    for (const SettingKey& key : setting_keys()) {
      if (!key.choices.empty() && option.substr(0, 2) == "--" && option.substr(2) == key.name &&
          option != "--format") {
        return {key.choices.begin(), key.choices.end()};
      }
    }
    if (option == "--format") return {"table", "csv", "tsv", "json", "jsonl", "xlsx"};
    if (option == "--evidence") return words_of<EvidencePolicy>();
    if (kind == "STEP") return words_of<OnboardingStep>();
    if (kind == "SHELL") return {"bash", "zsh", "fish"};
    if (kind == "TYPE") return event_types();
    if (kind == "COMMAND") {
      std::vector<std::string> known = nouns();
      for (std::string& topic : help_topics()) known.push_back(std::move(topic));
      return known;
    }
    if (kind == "VERB") return verbs_of(bare_.back());
    return from_ledger(option == "--user-group" ? "GROUP" : kind);
  }

  /// What a word of this kind can be in today's ledger.
  std::vector<std::string> from_ledger(std::string_view kind) const {
    static constexpr std::string_view live[] = {
        "CUSTOMER", "C",    "ORDER", "SUBSCRIPTION", "S",       "PLAN", "OTHER",
        "NUMBER",   "CODE", "GROUP", "USER",         "MESSAGE", "DRAFT"};
    if (std::find(std::begin(live), std::end(live), kind) == std::end(live)) return {};
    Arguments where;
    for (std::size_t i = 0; i + 1 < typed_.size(); ++i) {
      if (typed_[i] == "--ledger") where.add("--ledger", typed_[i + 1]);
    }
    const Ledger ledger = Invocation(help, where).read_ledger();
    if (kind == "PLAN" || kind == "OTHER") return ledger.catalog().plan_names();
    if (kind == "NUMBER") return ledger.invoice_numbers();
    if (kind == "CODE") return ledger.catalog().discount_names();
    if (kind == "GROUP" || kind == "USER") return groups_or_members(ledger, kind == "USER");
    if (kind == "DRAFT") return drafts(ledger);
    if (kind == "MESSAGE") return messages(ledger, Invocation(help, where).today(ledger));
    return kind == "CUSTOMER" || kind == "C" ? ledger.customer_names() : subscriptions(ledger);
  }

  /// Of the customer that is typed so far: `acme/`, or named before; else the customers.
  std::vector<std::string> subscriptions(const Ledger& ledger) const {
    const std::string& word = typed_.back();
    const bool begun = word.find('/') != std::string::npos;
    const auto customer = begun ? customer_named(ledger, word) : customer_before(ledger);
    if (!customer) {
      std::vector<std::string> names = ledger.customer_names();
      const auto exact = std::find(names.begin(), names.end(), word);
      const auto whole = exact == names.end() ? std::nullopt : customer_named(ledger, word);
      return whole ? refs_of(*whole) : names;
    }
    return refs_of(*customer);
  }

  /// Of the customer that is typed so far, else the customers.
  std::vector<std::string> messages(const Ledger& ledger, Date today) const {
    const auto customer = customer_named(ledger, typed_.back());
    if (!customer) return ledger.customer_names();
    std::vector<std::string> names;
    for (const OutboxMessage& message : outbox(*customer, today)) {
      names.push_back(MessageRef{customer->id, message.key}.text());
    }
    return names;
  }

  /// Of the customer that is typed so far, else the customers.
  std::vector<std::string> drafts(const Ledger& ledger) const {
    const auto customer = customer_named(ledger, typed_.back());
    if (!customer) return ledger.customer_names();
    std::vector<std::string> names;
    for (const Draft& draft : customer->drafts) names.push_back(customer->ref(draft).text());
    return names;
  }

  static std::vector<std::string> refs_of(const Customer& customer) {
    std::vector<std::string> refs;
    for (const Subscription& subscription : customer.subscriptions) {
      refs.push_back(customer.ref(subscription).text());
    }
    return refs;
  }

  std::vector<std::string> groups_or_members(const Ledger& ledger, bool members) const {
    const auto customer = customer_before(ledger);
    std::set<std::string> found;
    if (!customer) return {};
    for (const UserGroup& group : customer->user_groups) {
      if (!members) found.insert(group.id.text());
      if (!members || bare_.back() != group.id.text()) continue;
      for (const MemberFrom& member : group.members) found.insert(member.user.value);
    }
    return {found.begin(), found.end()};
  }

  /// The customer that a word typed before names, by itself or by a subscription.
  std::optional<Customer> customer_before(const Ledger& ledger) const {
    if (!named_.command) return std::nullopt;
    for (std::size_t i = 0; i < named_.command->operands.size(); ++i) {
      const std::string_view kind = named_.command->operands[i].name;
      const bool names = kind == "CUSTOMER" || kind == "SUBSCRIPTION" || kind == "ORDER";
      if (names && bare_.size() > named_.words + i) {
        return customer_named(ledger, bare_[named_.words + i]);
      }
    }
    return std::nullopt;
  }

  static std::optional<Customer> customer_named(const Ledger& ledger, const std::string& word) {
    const auto id = CustomerId::from_text(word.substr(0, word.find('/')));
    return id ? ledger.customer(*id) : std::nullopt;
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
    Arguments::not_among("SHELL", shell, {"bash", "zsh", "fish"});
  }
  return Exit::done;
}

}  // namespace

int complete(const std::vector<std::string>& typed) {
  try {
    const Line line(typed);
    std::string text;
    for (const std::string& candidate : Completion(line.words).candidates()) {
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

const Command completion{"completion",
                         "Prints the completion script of a shell.",
                         Kind::plain,
                         {"msp completion bash > ~/.local/share/bash-completion/completions/msp",
                          "msp completion fish > ~/.config/fish/completions/msp.fish"},
                         {{"SHELL", "bash, zsh or fish"}},
                         {},
                         print_script};

}  // namespace msp::cli
