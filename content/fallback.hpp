#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace zugang::content {

class Database;

/// The language, its fallbacks and the default language of the content, each once.
std::vector<std::string> language_chain(Database& database, std::string_view language);

} // namespace zugang::content
