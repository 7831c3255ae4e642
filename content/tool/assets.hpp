#pragma once

#include "content/media.hpp"
#include "content/tool/cache.hpp"
#include "content/tool/land_drawings.hpp"
#include "content/tool/report.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace zugang::content::tool {

/// A file that a state needs, by its bytes.
struct Asset {
    std::string sha256;
    std::string type; ///< "image/png", "font/ttf" ...
    std::string bytes;
};

/// Fonts, pictograms and the map come from packages of others; this says where they lie on this
/// machine.
class Assets {
  public:
    /// Reads content/assets.toml and fonts/fonts.toml below `root`. `cache`: for fonts that are
    /// made smaller.
    explicit Assets(const std::filesystem::path& root, Report& report, Cache cache = {});

    bool has_pictogram(const std::string& name) const;
    /// Names that the terminal itself draws.
    const std::vector<std::string>& terminal_pictograms() const { return terminal_pictograms_; }
    std::vector<std::string> pictogram_names() const;

    /// White, with strokes of 1.75; no value and a finding where it is not there.
    std::optional<Asset> pictogram(const std::string& name, const Place& place,
                                   Report& report) const;

    /// The map of the Laender; nothing where the list has none, and nothing and a finding where it
    /// is not there.
    std::vector<LandDrawing> laender(Report& report) const;

    /// The faces of these families with their files; a finding for each that is not there or not
    /// the one that was tested.
    std::vector<std::pair<Font, Asset>> fonts(const std::set<std::string>& families,
                                              Report& report) const;

    /// The place of this face in fonts/fonts.toml, from 0.
    int position_of(const Font& font) const;

    const std::set<std::string>& families() const { return families_; }

    /// A row of fonts/fonts.toml; nobody has looked at the file yet.
    struct FontFile {
        Font font;
        std::filesystem::path path;
        std::vector<std::string> sha256; ///< of the files that were tested
        std::string characters;          ///< character set that it is cut down to; empty: as it is
        Place place;
    };
    const std::vector<FontFile>& font_files() const { return font_files_; }

    /// What is shipped of a font: the file, or what is cut out of it; a finding where it is not
    /// there or not the one that was tested.
    std::optional<std::string> font_bytes(const FontFile& file, Report& report) const;

  private:
    std::filesystem::path root_;
    Cache cache_;
    std::filesystem::path pictograms_;
    Place pictograms_place_;
    std::filesystem::path map_; ///< empty: none
    Place map_place_;
    std::vector<std::string> terminal_pictograms_;
    std::vector<FontFile> font_files_;
    std::set<std::string> families_;
};

/// The nearest folder above that holds content/assets.toml; of several packages, above the first
/// that has one. Without any the one that was installed with the program (share/zugang/editor).
std::optional<std::filesystem::path> find_assets(const std::filesystem::path& from);
std::optional<std::filesystem::path> find_assets(std::span<const std::filesystem::path> packages);

} // namespace zugang::content::tool
