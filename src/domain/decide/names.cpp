#include "decide/names.h"

#include <unordered_map>

#include "msp/identity.h"
#include "msp/nearest.h"

namespace msp {

std::set<std::string> names_on(const std::vector<MemberFrom>& said, Date date) {
  std::set<std::string> names;
  for (Member& member : members_on(said, date)) names.insert(std::move(member.user));
  return names;
}

namespace {

/// The last words about whom on a day, by identity.
class LastWords {
 public:
  LastWords(const std::vector<MemberFrom>& said, Date on) {
    for (const MemberFrom& each : said) {
      if (each.from <= on) words_[identity_of(each.user.value)] = &each;
    }
  }
  /// nullptr if there is none yet.
  const MemberFrom* about(const std::string& identity) const {
    const auto found = words_.find(identity);
    return found == words_.end() ? nullptr : found->second;
  }

 private:
  std::unordered_map<std::string, const MemberFrom*> words_;
};

bool says(const MemberFrom* word, Date on, bool there) {
  return word && word->from == on && word->member == there;
}

}  // namespace

std::vector<Personal> coming(const std::vector<MemberFrom>& said, Date on,
                             const std::vector<std::string>& names) {
  const LastWords last(said, on);
  std::vector<Personal> come;
  std::set<std::string> once;
  for (const std::string& name : names) {
    const std::string identity = identity_of(name);
    if (!once.insert(identity).second || says(last.about(identity), on, true)) continue;
    come.push_back({name});
  }
  return come;
}

Result<std::vector<Personal>> going(const std::vector<MemberFrom>& said, Date on,
                                    const std::vector<std::string>& names, const Unknown& unknown) {
  const LastWords last(said, on);
  std::vector<Personal> gone;
  std::set<std::string> once;
  for (const std::string& name : names) {
    const std::string identity = identity_of(name);
    const MemberFrom* word = last.about(identity);
    if (!word) {
      const std::set<std::string> there = names_on(said, on);
      return unknown(name, nearest(name, {there.begin(), there.end()}));
    }
    if (once.insert(identity).second && !says(word, on, false)) gone.push_back({name});
  }
  return gone;
}

}  // namespace msp
