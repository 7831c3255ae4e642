#include "content/tool/assets.hpp"

#include "content/sha256.hpp"
#include "content/tool/font_subset.hpp"
#include "content/tool/toml_tree.hpp"

#include <algorithm>

namespace zugang::content::tool {
namespace {

constexpr std::uintmax_t max_font_bytes = 100'000'000;

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos;
         at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

std::string font_type(const std::filesystem::path& path) {
    const std::string extension = path.extension().string();
    return extension == ".otf" ? "font/otf" : extension == ".ttc" ? "font/collection" : "font/ttf";
}

/// By its first bytes (OpenType, "Organization of an OpenType Font").
std::string font_type_of(std::string_view bytes) {
    return bytes.starts_with("OTTO") ? "font/otf" : "font/ttf";
}

} // namespace

Assets::Assets(const std::filesystem::path& root, Report& report, Cache cache)
    : root_(root), cache_(std::move(cache)) {
    if (const auto list = read_toml(root / "content/assets.toml", report)) {
        TableReader file(*list, report);
        if (const TomlNode* table = file.table("pictograms")) {
            TableReader row(*table, report);
            row.text("package");
            row.text("version");
            row.text("licence");
            pictograms_ = root / row.required_text("path");
            pictograms_place_ = row.place("path");
            terminal_pictograms_ = row.texts("terminal");
            row.finish();
        }
        if (const TomlNode* table = file.table("map")) {
            TableReader row(*table, report);
            row.text("package");
            row.text("version");
            row.text("licence");
            map_ = root / row.required_text("path");
            map_place_ = row.place("path");
            row.finish();
        }
        file.finish();
    }
    if (const auto list = read_toml(root / "fonts/fonts.toml", report)) {
        TableReader file(*list, report);
        for (const TomlNode* node : file.rows("font")) {
            TableReader row(*node, report);
            FontFile font;
            font.place = node->place;
            font.font.family = row.required_text("family");
            font.font.weight = static_cast<int>(row.integer("weight", 100, 900, 400));
            font.font.italic = row.flag("italic");
            font.font.index = static_cast<int>(row.integer("index", 0, 63, 0));
            const std::string path = row.required_text("path");
            font.path = path.starts_with('/') ? std::filesystem::path(path)
                                              : root / "packaging/assets/node_modules" / path;
            const bool several = std::ranges::any_of(node->entries, [](const TomlEntry& entry) {
                return entry.key == "sha256" && entry.node.kind == TomlNode::Kind::Array;
            });
            font.sha256 = several ? row.texts("sha256")
                                  : std::vector<std::string>{row.required_text("sha256")};
            font.characters = row.text("characters");
            if (!font.characters.empty() && !is_character_set(font.characters)) {
                report.error(row.place("characters"),
                             "\"" + font.characters + "\" is no character set",
                             "write one that ICU knows, as \"gb2312\"");
                font.characters.clear();
            }
            families_.insert(font.font.family);
            font_files_.push_back(std::move(font));
        }
    }
}

bool Assets::has_pictogram(const std::string& name) const {
    return name.find('/') == std::string::npos &&
           std::filesystem::exists(pictograms_ / (name + ".svg"));
}

std::vector<std::string> Assets::pictogram_names() const {
    std::vector<std::string> names;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(pictograms_, error)) {
        if (entry.path().extension() == ".svg") {
            names.push_back(entry.path().stem().string());
        }
    }
    std::ranges::sort(names);
    return names;
}

std::optional<Asset> Assets::pictogram(const std::string& name, const Place& place,
                                       Report& report) const {
    if (!has_pictogram(name)) {
        const bool fetched = std::filesystem::exists(pictograms_);
        report.error(fetched ? place : pictograms_place_,
                     fetched ? "there is no pictogram \"" + name + "\""
                             : "the pictograms are not here: " + pictograms_.string(),
                     fetched ? suggestion(name, pictogram_names(), "choose one of tabler.io/icons")
                             : "run packaging/setup, or name another root with --assets");
        return std::nullopt;
    }
    auto bytes = read_bytes(pictograms_ / (name + ".svg"), report);
    if (!bytes) {
        return std::nullopt;
    }
    replace_all(*bytes, "stroke-width=\"2\"", "stroke-width=\"1.75\"");
    replace_all(*bytes, "currentColor", "#ffffff");
    return Asset{.sha256 = sha256(*bytes), .type = "image/svg+xml", .bytes = std::move(*bytes)};
}

std::vector<LandDrawing> Assets::laender(Report& report) const {
    if (map_.empty()) {
        return {};
    }
    if (!std::filesystem::exists(map_)) {
        report.error(map_place_, "the map is not here: " + map_.string(),
                     "run packaging/setup, or name another root with --assets");
        return {};
    }
    return draw_laender(map_, report);
}

std::vector<std::pair<Font, Asset>> Assets::fonts(const std::set<std::string>& families,
                                                  Report& report) const {
    std::vector<std::pair<Font, Asset>> fonts;
    for (const FontFile& file : font_files_) {
        if (!families.contains(file.font.family)) {
            continue;
        }
        auto bytes = font_bytes(file, report);
        if (!bytes) {
            continue;
        }
        std::string sum = sha256(*bytes);
        Font font = file.font;
        font.media = sum;
        const bool is_cut = !file.characters.empty();
        font.index = is_cut ? 0 : font.index;
        fonts.emplace_back(std::move(font),
                           Asset{.sha256 = std::move(sum),
                                 .type = is_cut ? font_type_of(*bytes) : font_type(file.path),
                                 .bytes = std::move(*bytes)});
    }
    return fonts;
}

std::optional<std::string> Assets::font_bytes(const FontFile& file, Report& report) const {
    if (!std::filesystem::exists(file.path)) {
        report.error(file.place, "the font file is not here: " + file.path.string(),
                     "run packaging/setup");
        return std::nullopt;
    }
    auto bytes = read_bytes(file.path, report, max_font_bytes);
    if (!bytes) {
        return std::nullopt;
    }
    const std::string sum = sha256(*bytes);
    if (std::ranges::find(file.sha256, sum) == file.sha256.end()) {
        report.error(file.place,
                     "the font file is another one than was tested: " + file.path.string() +
                         " has SHA-256 " + sum,
                     "run packaging/setup again, or add this SHA-256 after testing the font");
        return std::nullopt;
    }
    if (file.characters.empty()) {
        return bytes;
    }
    const std::string name = "font " + subsetter_version() + " " + sum + " " +
                             std::to_string(file.font.index) + " " + file.characters;
    if (auto kept = cache_.read(name)) {
        return kept;
    }
    auto cut = subset_font(*bytes, file.font.index, file.characters);
    if (!cut) {
        report.error(file.place, "nothing can be cut out of this font: " + file.path.string(),
                     "take \"characters\" out, or name another font");
        return std::nullopt;
    }
    cache_.write(name, *cut);
    return cut;
}

int Assets::position_of(const Font& font) const {
    const auto found = std::ranges::find_if(font_files_, [&font](const FontFile& file) {
        return file.font.family == font.family && file.font.weight == font.weight &&
               file.font.italic == font.italic;
    });
    return static_cast<int>(found - font_files_.begin());
}

std::optional<std::filesystem::path> find_assets(const std::filesystem::path& from) {
    std::filesystem::path folder = std::filesystem::absolute(from).lexically_normal();
    while (true) {
        if (std::filesystem::exists(folder / "content/assets.toml")) {
            return folder;
        }
        if (folder == folder.parent_path()) {
            break;
        }
        folder = folder.parent_path();
    }
    // Installed: bin/zugang-content and share/zugang/editor.
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    auto installed = program.parent_path().parent_path() / "share/zugang/editor";
    return !error && std::filesystem::exists(installed / "content/assets.toml")
               ? std::optional(std::move(installed))
               : std::nullopt;
}

std::optional<std::filesystem::path> find_assets(std::span<const std::filesystem::path> packages) {
    for (const std::filesystem::path& package : packages) {
        if (auto found = find_assets(package)) {
            return found;
        }
    }
    return std::nullopt;
}

} // namespace zugang::content::tool
