#pragma once

#include "content/apply_packages.hpp"
#include "content/write_state.hpp"

#include <optional>
#include <span>

namespace zugang::content {

class Database;

/// Notes in a content.db which records it is made of.
void write_origin(Database& database, const AppliedPackages& applied,
                  std::span<const Records> packages);

/// The texts whose rows in this content.db are others than those that the packages give: changed,
/// new or gone. No value where that cannot be told by looking at records: everything has to be
/// written.
std::optional<TextNames> find_changes(Database& database, const AppliedPackages& applied,
                                      std::span<const Records> packages);

} // namespace zugang::content
