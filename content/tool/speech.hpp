#pragma once

#include "content/recording.hpp"
#include "content/tool/cache.hpp"
#include "content/tool/source.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::content::tool {

/// A recording that says what the text says.
struct FoundRecording {
    std::filesystem::path file;
    std::string slug; ///< or that of a guide (guide_recordings)
    std::string language;
    Text text;
    Recording recording; ///< words: as `text` counts; no media yet
};

/// What <language>/<slug>/<block>.opus and <language>/guide.<id>/<node>.opus say aloud, for the
/// articles and guides of `package` that this folder of a package brings: in its media/speech, and
/// in `package.rendered` what is not there. Recordings that belong to no text, say an older one or
/// cannot be played are left out, each with a finding.
std::vector<FoundRecording> find_recordings(const std::filesystem::path& folder,
                                            const Package& package, const Cache& cache,
                                            Report& report);

/// Sets `package.rendered`: recordings of a package are in `recordings`/<its id>. Empty: nothing.
void lay_over(Package& package, const std::filesystem::path& recordings);

/// The question as a text to be read aloud.
SourceText question_of(const SourceGuideText& words);

/// Does it change by date? Then it is left to the terminal's own voice.
bool holds_values(const SourceText& text);

/// What a recording was made of by `record`, as its companion notes it; no value where the file is
/// another one: somebody has put their own in its place.
std::optional<std::string> made_of(std::string_view companion, std::string_view recording);

} // namespace zugang::content::tool
