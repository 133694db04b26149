#include "names.h"

#include <algorithm>

#include "msp/nearest.h"

namespace msp {

std::set<std::string> names_on(const std::vector<MemberFrom>& said, Date date) {
  std::set<std::string> names;
  for (Member& member : members_on(said, date)) names.insert(std::move(member.user));
  return names;
}

std::vector<Personal> coming(std::set<std::string>& there, const std::vector<std::string>& names) {
  std::vector<Personal> come;
  for (const std::string& name : names) {
    if (there.insert(name).second) come.push_back({name});
  }
  return come;
}

Result<std::vector<Personal>> going(const std::vector<MemberFrom>& said, Date on,
                                    const std::vector<std::string>& names, const Unknown& unknown) {
  std::set<std::string> there = names_on(said, on);
  std::vector<Personal> gone;
  for (const std::string& name : names) {
    const auto came = [&](const MemberFrom& each) {
      return each.from <= on && each.user.value == name;
    };
    if (there.erase(name) > 0) {
      gone.push_back({name});
    } else if (std::none_of(said.begin(), said.end(), came)) {
      return unknown(name, nearest(name, {there.begin(), there.end()}));
    }
  }
  return gone;
}

}  // namespace msp
