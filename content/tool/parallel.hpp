#pragma once

#include <cstddef>
#include <functional>

namespace zugang::content::tool {

/// Calls work(0) to work(count - 1), each once, on all processors; returns once all are done. The
/// calls come in any order and from several threads, so each may only write what belongs to its
/// number. `done`, if given, is called by the caller's thread with how many are done. The first
/// exception of a call is thrown when the others have ended; then not every call was made.
void in_parallel(std::size_t count, const std::function<void(std::size_t)>& work,
                 const std::function<void(std::size_t)>& done = {});

} // namespace zugang::content::tool
