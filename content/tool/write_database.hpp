#pragma once

#include "content/media.hpp"
#include "content/tool/hyphenate.hpp"
#include "content/tool/source.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace zugang::content::tool {

struct MediaRow {
    std::string type;
    std::uintmax_t size_bytes = 0;
};

/// The media that a state refers to.
struct MediaTable {
    std::map<std::string, MediaRow> files; ///< by SHA-256
    std::map<std::pair<std::filesystem::path, std::string>, std::string>
        pictures;                                  ///< package folder and name
    std::map<std::string, std::string> pictograms; ///< by name
    std::vector<Font> fonts;
};

/// Writes content.db; `file` must not exist. The same source gives the same bytes. Texts that are
/// shown get soft hyphens. Returns the table digest.
std::string write_database(const Package& package, const MediaTable& media,
                           const Hyphenator& hyphenator, const std::filesystem::path& file);

} // namespace zugang::content::tool
