#include "decide/names.h"

#include <algorithm>

#include "msp/nearest.h"

namespace msp {

std::set<std::string> names_on(const std::vector<MemberFrom>& said, Date date) {
  std::set<std::string> names;
  for (Member& member : members_on(said, date)) names.insert(std::move(member.user));
  return names;
}

namespace {

/// The last word about who is named on a day; nullptr if there is none yet.
const MemberFrom* last_word(const std::vector<MemberFrom>& said, Date on, const std::string& name) {
  const auto about = [&](const MemberFrom& each) {
    return each.from <= on && each.user.value == name;
  };
  const auto last = std::find_if(said.rbegin(), said.rend(), about);
  return last == said.rend() ? nullptr : &*last;
}

bool says(const MemberFrom* word, Date on, bool there) {
  return word && word->from == on && word->member == there;
}

}  // namespace

std::vector<Personal> coming(const std::vector<MemberFrom>& said, Date on,
                             const std::vector<std::string>& names) {
  std::vector<Personal> come;
  std::set<std::string> once;
  for (const std::string& name : names) {
    if (!once.insert(name).second || says(last_word(said, on, name), on, true)) continue;
    come.push_back({name});
  }
  return come;
}

Result<std::vector<Personal>> going(const std::vector<MemberFrom>& said, Date on,
                                    const std::vector<std::string>& names, const Unknown& unknown) {
  std::vector<Personal> gone;
  std::set<std::string> once;
  for (const std::string& name : names) {
    const MemberFrom* word = last_word(said, on, name);
    if (!word) {
      const std::set<std::string> there = names_on(said, on);
      return unknown(name, nearest(name, {there.begin(), there.end()}));
    }
    if (once.insert(name).second && !says(word, on, false)) gone.push_back({name});
  }
  return gone;
}

}  // namespace msp
