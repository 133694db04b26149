#include "msp/user_group.h"

#include <map>

namespace msp {

std::vector<Member> members_on(const UserGroup& group, Date date) {
  return members_on(group.members, date);
}

std::vector<Member> members_on(const std::vector<MemberFrom>& all, Date date) {
  std::map<std::string_view, const MemberFrom*> newest;
  for (const MemberFrom& said : all) {
    if (said.from <= date && !said.user.value.empty()) newest[said.user.value] = &said;
  }
  std::vector<Member> members;
  for (const auto& [user, said] : newest) {
    if (said->member) members.push_back({std::string(user), said->from});
  }
  return members;
}

}  // namespace msp
