#pragma once

#include "content/date.hpp"

#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace zugang::content::tool {

struct PreviewOptions {
    std::vector<std::filesystem::path> sources;
    std::string language;         ///< tag; empty: the language screen
    std::string article;          ///< slug; empty: the home screen
    std::string size;             ///< "1080x1920"; empty: what the terminal takes
    std::filesystem::path shots;  ///< folder for pictures of all pages instead of a window
    std::filesystem::path screen; ///< file that says what is seen, for programs
    std::filesystem::path assets;
    std::optional<Date> as_of; ///< default: today
};

/// Opens the terminal on packages and shows what is saved, or with `shots` writes pictures of every
/// article in every language. Returns the exit code: 0 once the window was closed, it was told to
/// end or all pictures are there; 1 where it cannot begin or the terminal ends by itself.
int run_preview(const PreviewOptions& options, std::ostream& errors);

} // namespace zugang::content::tool
