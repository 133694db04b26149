// While one of these lives, a signal that would end the process waits: what must not be left half
// done is done to its end. For the thread that steers.
#pragma once

namespace msp {

class HeldSignals {
 public:
  HeldSignals();
  ~HeldSignals();  ///< with the last of them, one that came meanwhile has its effect
  /// They wait for good: all that is left to do is to answer.
  static void until_the_end();
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;
};

}  // namespace msp
