#pragma once

#include "sync/metadata.hpp"

#include <string>
#include <vector>

namespace zugang::sync {

struct Subscribed {
    std::vector<std::string> packages;  ///< in the order in which they apply
    std::vector<std::string> not_there; ///< asked for by name, but nobody may sign them
};

/// The packages that these names and patterns ("land/*") stand for, of those that the top-level
/// targets lists or delegates (paths "<package>/*").
Subscribed find_subscribed(const std::vector<std::string>& patterns, const Targets& targets);

} // namespace zugang::sync
