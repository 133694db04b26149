#include "msp/user_group.h"

#include <map>
#include <set>

#include "msp/identity.h"

namespace msp {

std::vector<Member> members_on(const UserGroup& group, Date date) {
  return members_on(group.members, date);
}

std::vector<Member> members_on(const std::vector<MemberFrom>& all, Date date) {
  struct Word {
    std::string_view user;      ///< as it was spelled first
    std::optional<Date> since;  ///< a member
    Date said;
    std::optional<Date> before;  ///< what was so on the day before `said`
  };
  std::map<std::string, Word> words;  // by identity
  for (const MemberFrom& said : all) {
    if (date < said.from || said.user.value.empty()) continue;
    Word& word = words[identity_of(said.user.value)];
    if (word.user.empty()) word.user = said.user.value;
    if (word.said != said.from) word.before = word.since;
    word.said = said.from;
    // Said again: since the first time. What the last word of a day says holds for all of it.
    const auto since = word.before.value_or(said.from);
    word.since = said.member ? std::optional(since) : std::nullopt;
  }
  std::vector<Member> members;
  for (const auto& [identity, word] : words) {
    if (word.since) members.push_back({std::string(word.user), *word.since});
  }
  return members;
}

std::vector<Personal> news_on(const std::vector<MemberFrom>& known, Date date,
                              const std::vector<Personal>& users, bool member) {
  std::set<std::string> there;
  for (const Member& each : members_on(known, date)) there.insert(identity_of(each.user));
  std::vector<Personal> news;
  for (const Personal& user : users) {
    if (there.contains(identity_of(user.value)) != member) news.push_back(user);
  }
  return news;
}

}  // namespace msp
