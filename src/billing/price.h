// Prices and tiers are the domain's.
#pragma once

#include "msp/price.h"
