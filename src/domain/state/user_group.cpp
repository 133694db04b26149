#include "msp/user_group.h"

#include <map>
#include <set>

namespace msp {

std::vector<Member> members_on(const UserGroup& group, Date date) {
  return members_on(group.members, date);
}

std::vector<Member> members_on(const std::vector<MemberFrom>& all, Date date) {
  std::map<std::string_view, Date> since;
  for (const MemberFrom& said : all) {
    if (date < said.from || said.user.value.empty()) continue;
    if (said.member) {
      since.try_emplace(said.user.value, said.from);  // said again: since the first time
    } else {
      since.erase(said.user.value);
    }
  }
  std::vector<Member> members;
  for (const auto& [user, from] : since) members.push_back({std::string(user), from});
  return members;
}

std::vector<Personal> news_on(const std::vector<MemberFrom>& known, Date date,
                              const std::vector<Personal>& users, bool member) {
  std::set<std::string> there;
  for (Member& each : members_on(known, date)) there.insert(std::move(each.user));
  std::vector<Personal> news;
  for (const Personal& user : users) {
    if (there.contains(user.value) != member) news.push_back(user);
  }
  return news;
}

}  // namespace msp
