// Help, made from the table of commands.
#include "help.h"

#include <fmt/format.h>

#include <algorithm>

#include "arguments.h"
#include "commands.h"
#include "invocation.h"
#include "msp/plan.h"

namespace msp::cli {
namespace {

constexpr std::string_view exit_codes =
    "Exit codes (unknown = failure):\n"
    "  0   done, or already so, or nothing to do: durable and told\n"
    "  1   refused by a rule; nothing changed\n"
    "  2   wrong command line; nothing changed\n"
    "  3   input file rejected: every bad line named (20, then a count); nothing changed\n"
    "  4   ledger busy after --wait; nothing changed, safe to repeat\n"
    "  5   ledger missing, foreign, newer, damaged, tampered with or not writable\n"
    "  6   system error (disk, output); nothing changed\n"
    "  7   recorded, but the answer could not be written\n"
    "  8   outcome unknown: repeat with the same --request-id\n"
    "  9   nothing to do, only with --fail-if-empty\n"
    "  10  a difference was found: ledger verify, invoice reproduce, a parked customer\n"
    "  130, 143, …  ended by a signal\n";

constexpr std::string_view columns =
    "Columns (kept in name and order; new ones only at the end):\n"
    "  invoice list     number,kind,customer,issued_on,due_on,net,tax,gross,currency\n"
    "  invoice show     "
    "line,kind,subscription,plan,from,through,quantity,unit_price,net,tax_rate,\n"
    "                   currency,free_rider,corrects,description\n"
    "  invoice run      number,kind,customer,net,tax,gross,currency\n"
    "  invoice explain  line,step,amount,event,effective_on,received_on,recorded_at,actor,\n"
    "                   requested_by,ref,what\n"
    "  invoice why-not  subscription,plan,status,why,event,next_bill_on\n"
    "  invoice reproduce  line,subscription,from,through,issued,reproduced,changed_since,\n"
    "                   billed_on,currency\n"
    "  report usage     customer,subscription,plan,basis,month,status,quantity,unit_price,amount,\n"
    "                   currency,group\n"
    "  report changes   "
    "seq,effective_on,received_on,recorded_at,customer,subscription,what,old,new,\n"
    "                   actor,requested_by,ref,reason\n"
    "  report forgone   customer,subscription,component,from,through,refund,retro_credit,\n"
    "                   currency,line,decided_on\n"
    "  trial list       customer,subscription,plan,status,connected_on,trial_through,decide_by,\n"
    "                   days_left,sales_rep,monthly_total,currency\n"
    "  customer list    customer,name,status,partner,group,subscriptions,mailboxes,since\n"
    "  usage show       "
    "customer,month,unit,kind,paired_to,first_seen,last_seen,active_days,billed,\n"
    "                   why\n"
    "  ledger log       "
    "seq,recorded_at,effective_on,stream,type,actor,requested_by,ref,payload,hash\n"
    "Amounts have a decimal point and no grouping, dates are ISO, empty means unknown.\n"
    "An invoice run with --diff adds last_net,change,why.\n"
    "On a terminal the usage report also draws last_12_months, the quantity at each month's end.\n";

/// The terms and their values, from the field list that the catalog itself is read by.
class TermHelp {
 public:
  TermHelp(std::string prefix, std::string& out) : prefix_(std::move(prefix)), out_(out) {}

  template <class T>
  void operator()(std::string_view name, const T& value) {
    const std::string full = prefix_ + std::string(name);
    if constexpr (is_optional<T>) {
      using Inner = typename T::value_type;
      if constexpr (Fielded<Inner>) {
        const Inner inner;
        Inner::fields(inner, TermHelp(full + ".", out_));
      } else {
        line(full, std::string(form<Inner>));
      }
    } else if constexpr (WordEnum<T>) {
      line(full, fmt::format("{}", fmt::join(words<T>, " | ")));
    } else if constexpr (std::same_as<T, bool>) {
      line(full, "true | false");
    } else if constexpr (std::same_as<T, std::int64_t>) {
      line(full, "a whole number");
    } else if constexpr (is_vector<T>) {
      line(full, "a list; only in the catalog file");
    } else if constexpr (TextValue<T>) {
      line(full, std::string(form<T>));
    }
    static_cast<void>(value);
  }

 private:
  void line(const std::string& name, const std::string& values) {
    out_ += fmt::format("  {:<28}{}\n", name, values);
  }
  std::string prefix_;
  std::string& out_;
};

std::string terms_help() {
  std::string text =
      "Terms of a plan: keys of the catalog file, and of `order --set TERM=VALUE`:\n";
  const Terms terms;
  Terms::fields(terms, TermHelp("", text));
  return text;
}

std::string usage_line(const Command& command) {
  std::string line = fmt::format("msp {}", command.path);
  for (const Operand& operand : command.operands) {
    const std::string name = std::string(operand.name) + (operand.many ? "..." : "");
    line += operand.required ? " " + name : " [" + name + "]";
  }
  return line + " [options]";
}

std::string option_lines(const std::vector<Option>& options) {
  std::string text;
  for (const Option& option : options) {
    const std::string head = option.value.empty() ? std::string(option.name)
                                                  : fmt::format("{} {}", option.name, option.value);
    text +=
        fmt::format("  {:<26}{}{}\n", head, option.help, option.many ? " (may be repeated)" : "");
  }
  return text;
}

std::string help_of(const Command& command) {
  std::string text = fmt::format("{}\n\nExamples:\n", command.summary);
  for (const std::string_view example : command.examples) text += fmt::format("  {}\n", example);
  text += fmt::format("\nUsage:\n  {}\n", usage_line(command));
  for (const Operand& operand : command.operands) {
    text += fmt::format("  {:<26}{}\n", operand.name, operand.help);
  }
  if (!command.options.empty()) text += "\nOptions:\n" + option_lines(command.options);
  std::vector<Option> shared = options_of(command);
  shared.erase(shared.begin(),
               shared.begin() + static_cast<std::ptrdiff_t>(command.options.size()));
  text += "\nShared options:\n" + option_lines(shared);
  return text;
}

std::string overview(std::string_view noun) {
  std::string text =
      noun.empty() ? "msp: a billing ledger for managed security providers.\n\n" : "";
  std::string_view last;
  for (const Command* command : commands()) {
    const std::string_view its_noun = command->path.substr(0, command->path.find(' '));
    if (!noun.empty() && its_noun != noun) continue;
    if (noun.empty() && !last.empty() && its_noun != last) text += "\n";
    last = its_noun;
    text += fmt::format("  {:<22}{}\n", command->path, command->summary);
  }
  if (last.empty()) return {};
  if (noun.empty()) {
    text +=
        "\n`msp COMMAND --help` explains one; `msp help exit-codes`, `terms` and `columns` the "
        "rest.\n";
  }
  return text;
}

Exit run(Invocation& invocation) {
  std::string path = invocation.arguments().raw("COMMAND").value_or("");
  for (const std::string& verb : invocation.arguments().all("VERB")) path += " " + verb;
  invocation.print(help_for(path));
  return Exit::done;
}

}  // namespace

std::string help_for(const std::string& path) {
  if (path == "exit-codes") return std::string(exit_codes);
  if (path == "columns") return std::string(columns);
  if (path == "terms") return terms_help();
  for (const Command* command : commands()) {
    // `msp order acme --help` is about `order`.
    if (command->path == path) return help_of(*command);
  }
  const std::string noun = path.substr(0, path.find(' '));
  const std::string first_two = path.substr(0, path.find(' ', noun.size() + 1));
  if (first_two != path) return help_for(path.substr(0, path.rfind(' ')));
  if (std::string text = overview(path == noun ? noun : ""); path == noun && !text.empty())
    return text;
  if (path != noun) return help_for(noun);
  std::vector<std::string> known = {"exit-codes", "columns", "terms"};
  for (const Command* command : commands()) {
    known.emplace_back(command->path.substr(0, command->path.find(' ')));
  }
  const auto like = nearest(path, known);
  usage_error("usage.command", fmt::format("there is no command `{}`", path),
              like ? fmt::format("Did you mean `{}`?", *like) : "`msp help` lists the commands.");
}

const Command help{"help",
                   "Explains a command, or exit-codes, terms or columns.",
                   Kind::plain,
                   {"msp help mailbox set", "msp help exit-codes"},
                   {{"COMMAND", "a command, or a topic", false}, {"VERB", "its verb", false, true}},
                   {},
                   run};

}  // namespace msp::cli
