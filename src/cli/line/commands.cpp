#include <algorithm>
#include <string>

#include "line/command.h"

namespace msp::cli {

// One table per file of commands, in the order help shows them.
extern const Commands init_commands, catalog_file_commands, catalog_commands, order_commands,
    order_step_commands, order_draft_commands, order_import_commands, trial_commands,
    subscription_commands, mailbox_commands, group_commands, customer_commands,
    customer_erase_commands, customer_payment_commands, usage_commands, panel_commands,
    invoice_run_commands, invoice_commands, invoice_credit_commands, invoice_export_commands,
    report_commands, notify_commands, daily_commands, ledger_commands, config_commands,
    help_commands, completion_commands;

namespace {

constexpr const Commands* tables[] = {&init_commands,           &catalog_file_commands,
                                      &catalog_commands,        &order_commands,
                                      &order_step_commands,     &order_draft_commands,
                                      &order_import_commands,   &trial_commands,
                                      &subscription_commands,   &mailbox_commands,
                                      &group_commands,          &customer_commands,
                                      &customer_erase_commands, &customer_payment_commands,
                                      &usage_commands,          &panel_commands,
                                      &invoice_run_commands,    &invoice_commands,
                                      &invoice_credit_commands, &invoice_export_commands,
                                      &report_commands,         &notify_commands,
                                      &daily_commands,          &ledger_commands,
                                      &config_commands,         &help_commands,
                                      &completion_commands};

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
