#pragma once

#include <string>
#include <string_view>

namespace zugang::content::tool {

/// Words that stand in HTML, as text or within an attribute in double quotes.
std::string escape_html(std::string_view text);

} // namespace zugang::content::tool
