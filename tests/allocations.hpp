#pragma once

#include <cstddef>

namespace zugang::testing {

/// How often the program that this is linked into has called operator new so far, all threads.
std::size_t allocations();

} // namespace zugang::testing
