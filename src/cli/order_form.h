// What an order says, wherever it is said: with options, in a draft, in a file.
#pragma once

#include <string>
#include <vector>

#include "command.h"
#include "msp/command.h"

namespace msp::cli {

class Arguments;

/// The options that say what is ordered.
std::vector<Option> order_options();

/// What they say; --plan may be left out.
PlaceOrder order_from(const Arguments& arguments);

/// Refuses what contradicts itself; `order` is all that is said of one plan.
void check(const PlaceOrder& order);

/// No verb of `order` may be a customer's name.
void check_name(const CustomerId& customer);

}  // namespace msp::cli
