// What was issued, as bookkeeping asks for it. All of them count documents by the date on them, and
// add up to `invoice list`, and so to each other.
#pragma once

#include "msp/ledger.h"
#include "msp/report/query.h"
#include "msp/table.h"

namespace msp {

Columns vat_columns();
/// By month of issue, the buyer's country, category, rate and currency; credit notes lower it. What
/// carries no tax class has neither category nor rate.
Table vat_report(const Ledger& ledger, const Query& query);

Columns sales_columns();
/// Net by month of issue, plan, kind of line and currency.
Table sales_report(const Ledger& ledger, const Query& query);

Columns partner_columns();
/// What each partner's customers were billed, by month of issue and currency; each document counts
/// for the partner of its day. Without a partner: those who came by themselves.
Table partners_report(const Ledger& ledger, const Query& query);

Columns issued_line_columns();
/// Every line as it was issued, document by document, oldest first.
Table lines_report(const Ledger& ledger, const Query& query);

}  // namespace msp
