#pragma once

#include <iosfwd>
#include <span>
#include <string_view>

namespace zugang::content::tool {

/// What `check` looks for. content/RULES.md is this table.
struct Rule {
    std::string_view id;
    std::string_view severities; ///< that its findings may have, for people
    std::string_view what;
    std::string_view help; ///< why, and what to do
};

/// In the order of the document.
std::span<const Rule> rules();

/// Null where there is none.
const Rule* find_rule(std::string_view id);

/// content/RULES.md.
void print_rules(std::ostream& out);

} // namespace zugang::content::tool
