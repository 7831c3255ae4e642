#pragma once

#include "content/states.hpp"
#include "sync/terminal/layout.hpp"
#include "sync/terminal/update.hpp"

#include <string>
#include <vector>

namespace zugang::sync {

/// Reads everything that is on the disk: the state that is shown, the objects that are kept, and
/// the signatures of the trusted metadata. Asks nobody, changes nothing.
std::vector<content::Damage> verify(const Terminal& terminal);

/// Takes away what is damaged, so that update(terminal, Repair::Yes) fetches it again. How many
/// files.
std::size_t remove_damaged(const Terminal& terminal);

} // namespace zugang::sync
