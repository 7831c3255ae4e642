#pragma once

#include "content/recording.hpp"
#include "content/tool/cache.hpp"
#include "content/tool/source.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace zugang::content::tool {

/// A recording of a block that says what the text says.
struct FoundRecording {
    std::filesystem::path file;
    std::string slug;
    std::string language;
    const SourceText* text = nullptr; ///< within the package
    Recording recording;              ///< words: as `text` counts; no media yet
};

/// What media/speech/<language>/<slug>/<block>.opus of a folder says aloud, for the articles of
/// `package` that this folder brings. Recordings that belong to no text, say an older one or
/// cannot be played are left out, each with a finding.
std::vector<FoundRecording> find_recordings(const std::filesystem::path& folder,
                                            const Package& package, const Cache& cache,
                                            Report& report);

} // namespace zugang::content::tool
