// Who and what is the same: users, devices, members of groups and named mailboxes, wherever they
// are typed or come from (MISSION 20).
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace msp {

/// What the spellings of one have in common: NFC, without upper and lower case, without space at
/// either end. Never printed: what is printed is the first spelling.
std::string identity_of(std::string_view text);

/// The same for many: refers to `text` where that is it already, else to `space`, which is written
/// over.
std::string_view identity_of(std::string_view text, std::string& space);

/// Spellings as they came first.
class FirstSpellings {
 public:
  /// That of what `text` spells; `text` itself if it is new.
  const std::string& of(const std::string& text) {
    return known_.try_emplace(identity_of(text), text).first->second;
  }

 private:
  std::map<std::string, std::string> known_;
};

}  // namespace msp
