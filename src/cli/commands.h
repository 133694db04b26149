// The commands, one file each, named as typed.
#pragma once

#include "command.h"

namespace msp::cli {

extern const Command init, catalog_load, catalog_check, catalog_list, catalog_show, catalog_diff,
    catalog_discounts;
extern const Command order, order_list, order_show, order_step, order_add, order_review,
    order_finalize, order_discard, order_import;
extern const Command trial_list, trial_convert, trial_decline, trial_sweep;
extern const Command subscription_list, subscription_show, subscription_change, subscription_cancel;
extern const Command mailbox_set, mailbox_add, mailbox_remove, mailbox_list, mailbox_import;
extern const Command customer_list, customer_show, customer_edit, customer_deactivate,
    customer_reactivate, customer_history, customer_erase, customer_payment_method;
extern const Command panel_import, panel_diff, panel_assert;
extern const Command usage_import, usage_show, usage_purge;
extern const Command group_add, group_list, group_member_add, group_member_remove,
    group_member_import, group_member_list, subscription_attach;
extern const Command invoice_run, invoice_list, invoice_show, invoice_explain, invoice_why_not,
    invoice_reproduce, invoice_credit, invoice_export;
extern const Command report_usage, report_trials, report_changes, report_revenue, report_forgone,
    report_security;
extern const Command notify_list, notify_show, notify_send, notify_skip, daily;
extern const Command ledger_info, ledger_head, ledger_log, ledger_verify, ledger_rebuild,
    ledger_export, ledger_import, ledger_backup, ledger_restore;
extern const Command config_show, help, completion;

}  // namespace msp::cli
