// Every report: one function each, rows in, Table out. They read one Ledger and have no way to
// write.
#pragma once

#include "msp/report/catalog.h"
#include "msp/report/changes.h"
#include "msp/report/customers.h"
#include "msp/report/explain.h"
#include "msp/report/forgone.h"
#include "msp/report/invoices.h"
#include "msp/report/ledger_log.h"
#include "msp/report/mailboxes.h"
#include "msp/report/orders.h"
#include "msp/report/outbox.h"
#include "msp/report/panel_diff.h"
#include "msp/report/query.h"
#include "msp/report/reproduce.h"
#include "msp/report/revenue.h"
#include "msp/report/subscriptions.h"
#include "msp/report/trials.h"
#include "msp/report/usage.h"
#include "msp/report/user_groups.h"
#include "msp/report/why_not.h"
