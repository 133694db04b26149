// What an event does to the messages that a customer keeps: a part of evolve().
#pragma once

#include <vector>

#include "msp/event.h"

namespace msp {

void evolve_messages(std::vector<Message>& messages, const Recorded<CustomerEvent>& recorded);

}  // namespace msp
