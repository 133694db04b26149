// The signals by which a person or the system ends a command.
#pragma once

#include <array>
#include <csignal>

namespace msp {

inline constexpr std::array ending_signals{SIGHUP, SIGINT, SIGTERM};

}  // namespace msp
