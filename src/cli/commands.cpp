#include "commands.h"

#include <algorithm>

namespace msp::cli {
namespace {

const std::vector<Option> common = {
    {"--ledger", "FILE", "the ledger (MSP_LEDGER; default $XDG_DATA_HOME/msp/ledger.db)"},
    {"--today", "DATE", "the business day (MSP_TODAY; default: now in the ledger's zone)"},
    {"--format", "F", "table, csv, tsv, json, jsonl or xlsx (-f)"},
    {"--wait", "SECONDS", "how long to wait for a busy ledger (10)"},
    {"--quiet", "", "say nothing but the result"},
    {"--color", "WHEN", "auto, always or never (NO_COLOR)"},
    {"--yes", "", "agree to what would be asked"},
};

const std::vector<Option> of_lists = {
    {"--out", "FILE", "write there, whole or not at all (-o)"},
    {"--force", "", "let --out overwrite"},
    {"--columns", "A,B", "only these columns, in this order"},
    {"--ascii", "", "draw tables and pictures with plain characters"},
    {"--no-header", "", "leave out the header line"},
    {"--dialect", "D", "rfc4180, excel or excel-eu"},
    {"--fail-if-empty", "", "exit 9 if there is nothing"},
};

const std::vector<Option> of_changes = {
    {"--ref", "REF", "where the request is written: mail id, ticket"},
    {"--requested-by", "WHO", "who asked"},
    {"--received", "DATE", "when the request reached the desk (today)"},
    {"--effective", "DATE", "from when it holds (today)"},
    {"--reason", "TEXT", "why"},
    {"--actor", "NAME", "who types: a claim"},
    {"--request-id", "KEY", "the same key is recorded once, for ever"},
    {"--dry-run", "", "say what would be recorded, and record nothing"},
};

/// In the order help shows them.
const std::vector<const Command*> all = {
    &init,
    &catalog_load,
    &catalog_check,
    &catalog_list,
    &catalog_show,
    &catalog_diff,
    &catalog_discounts,
    &order,
    &order_list,
    &order_show,
    &order_step,
    &order_add,
    &order_review,
    &order_finalize,
    &order_discard,
    &order_import,
    &trial_list,
    &trial_convert,
    &trial_decline,
    &trial_sweep,
    &subscription_list,
    &subscription_show,
    &subscription_change,
    &subscription_cancel,
    &subscription_attach,
    &mailbox_set,
    &mailbox_add,
    &mailbox_remove,
    &mailbox_list,
    &mailbox_import,
    &group_add,
    &group_list,
    &group_member_add,
    &group_member_remove,
    &group_member_import,
    &group_member_list,
    &customer_list,
    &customer_show,
    &customer_edit,
    &customer_deactivate,
    &customer_reactivate,
    &customer_history,
    &customer_erase,
    &customer_payment_method,
    &usage_import,
    &usage_show,
    &usage_purge,
    &panel_import,
    &panel_diff,
    &panel_assert,
    &invoice_run,
    &invoice_list,
    &invoice_show,
    &invoice_explain,
    &invoice_why_not,
    &invoice_reproduce,
    &invoice_credit,
    &invoice_export,
    &report_usage,
    &report_trials,
    &report_changes,
    &report_revenue,
    &report_forgone,
    &report_security,
    &notify_list,
    &notify_show,
    &notify_send,
    &notify_skip,
    &daily,
    &ledger_info,
    &ledger_head,
    &ledger_log,
    &ledger_verify,
    &ledger_rebuild,
    &ledger_export,
    &ledger_import,
    &ledger_backup,
    &ledger_restore,
    &config_show,
    &help,
    &completion,
};

}  // namespace

const std::vector<const Command*>& commands() { return all; }

bool takes_value(std::string_view option) {
  const auto among = [option](const std::vector<Option>& options) {
    return std::any_of(options.begin(), options.end(), [option](const Option& each) {
      return each.name == option && !each.value.empty();
    });
  };
  return among(common) || among(of_lists) || among(of_changes) ||
         std::any_of(all.begin(), all.end(),
                     [&](const Command* command) { return among(command->options); });
}

std::vector<OptionGroup> option_groups(const Command& command) {
  std::vector<OptionGroup> groups;
  if (!command.options.empty()) groups.push_back({own_options, command.options});
  // What a command says of an option itself takes the place of what all say of it.
  const auto add = [&](const char* title, std::vector<Option> shared) {
    std::erase_if(shared, [&command](const Option& option) {
      const auto same = [&option](const Option& own) { return own.name == option.name; };
      return std::any_of(command.options.begin(), command.options.end(), same);
    });
    groups.push_back({title, std::move(shared)});
  };
  if (command.kind == Kind::list) add("Options of lists", of_lists);
  if (command.kind == Kind::change || command.kind == Kind::evidenced) {
    add("Options of changes", of_changes);
  }
  add("Options of every command", common);
  return groups;
}

std::vector<Option> options_of(const Command& command) {
  std::vector<Option> options;
  for (const OptionGroup& group : option_groups(command)) {
    options.insert(options.end(), group.options.begin(), group.options.end());
  }
  return options;
}

}  // namespace msp::cli
