// Names that come and go: the members of a user group, the mailboxes of a subscription.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "msp/result.h"
#include "msp/user_group.h"

namespace msp {

/// Who is there on a day.
std::set<std::string> names_on(const std::vector<MemberFrom>& said, Date date);

/// Those of `names`, each once, of whom it is not said for that very day that they are there: also
/// who is there already is remembered, as an earlier day may be spoken of later (MISSION 14).
std::vector<Personal> coming(const std::vector<MemberFrom>& said, Date on,
                             const std::vector<std::string>& names);

/// A refusal about a name that nobody knows, and the one there that it may have been meant to be.
using Unknown = std::function<Refusal(const std::string&, const std::optional<std::string>&)>;

/// The same of names that are no longer there. Who never came is refused.
Result<std::vector<Personal>> going(const std::vector<MemberFrom>& said, Date on,
                                    const std::vector<std::string>& names, const Unknown& unknown);

}  // namespace msp
