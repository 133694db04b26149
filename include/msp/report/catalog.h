// Plans, prices and discount codes.
#pragma once

#include "msp/catalog.h"
#include "msp/table.h"

namespace msp {

/// plan,name,version_from,basis,timing,billing_day,price,per,currency,trial
Table catalog_list(const Catalog& catalog, Date on);
/// term,value: all terms and prices of a plan's version of the day.
Table catalog_show(const Plan& plan, Date on);
/// code,percent,amount,currency,months,valid_from,valid_through; months empty: for ever.
Table discount_list(const Catalog& catalog);
/// term,LEFT,RIGHT (named after the plans): what differs, price included.
Table catalog_diff(const Plan& left, const Plan& right, Date on);

}  // namespace msp
