#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::content::tool {

/// The file with `follows = ["...", ...]` in its front matter, in place of the old one or at its
/// end; all other bytes and the kind of line ends stay. No value where the front matter is written
/// in a way that this cannot change.
std::optional<std::string> with_follows(const std::string& bytes,
                                        const std::vector<std::string>& hashes);

} // namespace zugang::content::tool
