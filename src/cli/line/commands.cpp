#include <algorithm>
#include <string>

#include "line/command.h"

namespace msp::cli {

// One table per file of commands, in the order help shows them.
// clang-format off
#define MSP_FILES_OF_COMMANDS(file)                                                       \
  file(init) file(catalog_file) file(catalog)                                             \
  file(order) file(order_step) file(order_draft) file(order_import)                       \
  file(trial) file(subscription) file(mailbox) file(group)                                \
  file(customer) file(customer_edit) file(customer_erase) file(customer_payment)          \
  file(undo)                                                                              \
  file(usage) file(panel)                                                                 \
  file(invoice_run) file(invoice) file(invoice_credit) file(invoice_export) file(report)  \
  file(journal)                                                                           \
  file(notify) file(daily) file(ledger) file(ledger_edit) file(config) file(help) file(completion)
// clang-format on

#define MSP_DECLARED(name) extern const Commands name##_commands;
MSP_FILES_OF_COMMANDS(MSP_DECLARED)

namespace {

#define MSP_ADDRESS(name) &name##_commands,
constexpr const Commands* tables[] = {MSP_FILES_OF_COMMANDS(MSP_ADDRESS)};

}  // namespace

const std::vector<const Command*>& commands() {
  static const std::vector<const Command*> all = [] {
    std::vector<const Command*> found;
    for (const Commands* table : tables) {
      for (const Command& command : *table) found.push_back(&command);
    }
    return found;
  }();
  return all;
}

std::vector<std::string> nouns() {
  std::vector<std::string> found;
  for (const Command* command : commands()) {
    if (found.empty() || found.back() != command->noun()) found.emplace_back(command->noun());
  }
  return found;
}

const Command* command_of_path(std::string_view path) {
  for (const Command* command : commands()) {
    if (command->path == path) return command;
  }
  return nullptr;
}

std::vector<std::string> verbs_of(std::string_view noun) {
  const std::string prefix = std::string(noun) + " ";
  std::vector<std::string> verbs;
  for (const Command* command : commands()) {
    if (!command->path.starts_with(prefix)) continue;
    const std::string_view rest = command->path.substr(prefix.size());
    std::string verb(rest.substr(0, rest.find(' ')));
    if (std::find(verbs.begin(), verbs.end(), verb) == verbs.end()) {
      verbs.push_back(std::move(verb));
    }
  }
  return verbs;
}

}  // namespace msp::cli
