// Which subscription a user or a device is billed by in a month (MISSION S5).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "msp/billing.h"
#include "msp/units.h"

namespace msp {

/// A subscription billed by activity, as a month has it.
struct Service {
  std::int64_t subscription = 0;
  Days billable = 0;
  Days served = 0;  ///< with its trial
  Pairing pairing;
  std::vector<AttachedFrom> attached;  ///< to groups; before the first it is for everybody
  Rational unit_cost;                  ///< only if there are several to choose from
};

/// What a unit is billed by, or free.
struct Cover {
  const Service* service = nullptr;  ///< nullptr: nothing covers it
  std::string_view group;            ///< through which; empty: the service is for everybody
  bool billed = false;
};

class Coverage {
 public:
  Coverage(const Customer& customer, const Catalog& catalog, Month month);
  /// Of one subscription that is for everybody.
  Coverage(Month month, Days billable, const Pairing& pairing);
  Coverage(const Coverage&) = delete;
  Coverage& operator=(const Coverage&) = delete;

  /// By the dearest service that covered a user on any billable day of those on which it was seen;
  /// if there is none, free by one that did on any other (MISSION 19).
  Cover of_user(std::string_view user, Days seen) const;
  Cover of_lonely_device(Days seen) const;

 private:
  /// A word about one user and one group.
  struct Word {
    const UserGroupId* group;
    const MemberFrom* said;
  };
  struct Membership {
    bool is = false;
    std::string_view group;
  };
  void add_service(const Customer& customer, const Subscription& subscription,
                   const Catalog& catalog);
  void add_memberships(const Customer& customer);
  bool is_member(std::string_view user, const UserGroupId& group, Date on) const;
  Membership is_for(const Service& service, std::string_view user, Date on) const;
  Membership through_group(const Service& service, std::string_view user, Date on) const;
  static bool for_everybody(const Service& service, Date on);
  template <class Fits>
  Cover dearest(Days seen, const Fits& fits) const;

  Month month_;
  std::vector<Service> services_;                                // the dearest first
  std::map<std::string, std::vector<Word>, std::less<>> words_;  // by identity
};

}  // namespace msp
