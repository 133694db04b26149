#include "msp/held_signals.h"

#include "ending_signals.h"

namespace msp {
namespace {

int holders = 0;
sigset_t before_all{};  // what was held before the first of them

void hold() {
  if (holders++ > 0) return;
  sigset_t ending;
  sigemptyset(&ending);
  for (const int signal : ending_signals) sigaddset(&ending, signal);
  pthread_sigmask(SIG_BLOCK, &ending, &before_all);
}

}  // namespace

HeldSignals::HeldSignals() { hold(); }

void HeldSignals::until_the_end() { hold(); }

HeldSignals::~HeldSignals() {
  if (--holders == 0) pthread_sigmask(SIG_SETMASK, &before_all, nullptr);
}

}  // namespace msp
