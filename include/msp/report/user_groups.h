// Groups of users and their members.
#pragma once

#include <optional>

#include "msp/ledger.h"
#include "msp/report/query.h"
#include "msp/table.h"

namespace msp {

Columns user_group_columns();
/// User groups on the day `as_of`, of one customer or
/// of all, in the order they came.
Table user_group_list(const Ledger& ledger, const Query& query);

Columns member_columns();
/// The members of one group, or of all, on a day.
Table group_member_list(const Customer& customer, const std::optional<UserGroupId>& group, Date on);

}  // namespace msp
