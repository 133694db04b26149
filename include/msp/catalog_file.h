// The catalog file (TOML): its keys are a contract, its positions are part of every error.
#pragma once

#include <string>
#include <string_view>

#include "msp/catalog.h"
#include "msp/result.h"

namespace msp {

/// Reads a catalog file. `name` is what errors call it; a plan that does not say `version_from`
/// holds from `today`. All that is wrong is collected: the refusal `catalog.rejected` (exit 3) has
/// one detail per problem, `NAME:LINE: plan.guard.timing: …`.
/// Tax classes may be those of the catalog `known` as well. What lacks nothing but quotes is read
/// as it was meant, so that what else is wrong is told at once.
Result<CatalogFile> read_catalog_file(const std::string& name, std::string_view text, Date today,
                                      const Catalog& known = {});

}  // namespace msp
