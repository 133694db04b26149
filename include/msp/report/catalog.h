// Plans, prices and discount codes.
#pragma once

#include "msp/catalog.h"
#include "msp/table.h"

namespace msp {

Columns plan_columns();
/// What is sold on a day and what it costs then.
Table catalog_list(const Catalog& catalog, Date on);

Columns term_columns();
/// All terms and prices of a plan's version of the day.
Table catalog_show(const Plan& plan, Date on);

Columns discount_columns();
Table discount_list(const Catalog& catalog);

/// term,LEFT,RIGHT (named after the plans): what differs, price included.
Table catalog_diff(const Plan& left, const Plan& right, Date on);

}  // namespace msp
