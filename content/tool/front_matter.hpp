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

/// The same for any key: `value` is TOML, a string or an array. Whoever calls reads the file again:
/// the line may have stood within a text of several lines.
std::optional<std::string> with_front_value(const std::string& bytes, std::string_view key,
                                            const std::string& value);

/// The same for a key of the table [meta] of guides/<id>/<lang>.toml and ui/<lang>.toml. A guide
/// without one is given one behind its first line that begins with "title".
std::optional<std::string> with_meta_value(const std::string& bytes, std::string_view key,
                                           const std::string& value);

/// `follows` in the table [meta] of guides/<id>/<lang>.toml.
std::optional<std::string> with_follows_of_guide(const std::string& bytes,
                                                 const std::vector<std::string>& hashes);

} // namespace zugang::content::tool
