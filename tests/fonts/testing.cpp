#include "tests/fonts/testing.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.h>

namespace zugang::fonts::testing {

namespace fs = std::filesystem;

std::vector<FontFile> product_font_files() {
    const fs::path source = ZUGANG_SOURCE_DIR;
    const toml::table table = toml::parse_file((source / "fonts/fonts.toml").string());
    std::vector<FontFile> files;
    for (const toml::node& node : *table["font"].as_array()) {
        const toml::table& entry = *node.as_table();
        FontFile file;
        file.family = entry["family"].value<std::string>().value();
        file.weight = entry["weight"].value<int>().value();
        file.italic = entry["italic"].value<bool>().value();
        file.index = entry["index"].value<int>().value();
        const std::string origin = entry["source"].value<std::string>().value();
        const fs::path path = entry["path"].value<std::string>().value();
        file.path =
            origin.starts_with("npm:") ? source / "packaging/assets/node_modules" / path : path;
        if (!fs::exists(file.path)) {
            throw std::runtime_error("run packaging/setup: there is no " + file.path.string());
        }
        files.push_back(std::move(file));
    }
    return files;
}

std::vector<FontFile> corpus_font_files() {
    std::vector<FontFile> files = product_font_files();
    const std::string folder = "/usr/share/fonts/truetype/noto/";
    for (const char* name :
         {"NotoSansGujarati", "NotoSansTelugu", "NotoSansKannada", "NotoSansMalayalam",
          "NotoSansSinhala", "NotoSansLao", "NotoSerifTibetan", "NotoSansThaana"}) {
        files.push_back({.family = name, .path = folder + name + "-Regular.ttf"});
    }
    return files;
}

FontSet open_fonts(const std::vector<FontFile>& files) {
    FontSet fonts;
    for (const FontFile& file : files) {
        fonts.add_file(file.family, file.weight, file.italic, file.path, file.index);
    }
    return fonts;
}

FontSet product_fonts() {
    return open_fonts(product_font_files());
}

std::string read_file(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) {
        throw std::runtime_error("cannot read " + file.string());
    }
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        lines.emplace_back(line);
        text.remove_prefix(std::min(text.size(), line.size() + 1));
    }
    return lines;
}

std::vector<fs::path> corpus_files() {
    const fs::path folder = fs::path(ZUGANG_SOURCE_DIR) / "../shared/text-corpus";
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() == ".txt" && entry.path().stem() != "LICENCE") {
            files.push_back(entry.path());
        }
    }
    constexpr std::size_t fewest = 60;
    if (files.size() <= fewest) {
        throw std::runtime_error("texts are missing in " + folder.string());
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::string encode(std::u32string_view characters) {
    std::string utf8;
    const auto add = [&](char32_t byte) {
        utf8 += static_cast<char>(static_cast<unsigned char>(byte));
    };
    for (const char32_t c : characters) {
        if (c < 0x80) {
            add(c);
        } else if (c < 0x800) {
            add(0xC0 | (c >> 6U));
            add(0x80 | (c & 0x3FU));
        } else if (c < 0x10000) {
            add(0xE0 | (c >> 12U));
            add(0x80 | ((c >> 6U) & 0x3FU));
            add(0x80 | (c & 0x3FU));
        } else {
            add(0xF0 | (c >> 18U));
            add(0x80 | ((c >> 12U) & 0x3FU));
            add(0x80 | ((c >> 6U) & 0x3FU));
            add(0x80 | (c & 0x3FU));
        }
    }
    return utf8;
}

Layout lay_out(Typesetter& typesetter, std::string_view text, const Set& how) {
    Paragraph paragraph;
    paragraph.text = text;
    paragraph.style.size_px = how.size_px;
    paragraph.ranges = how.ranges;
    paragraph.language = how.language;
    paragraph.direction = how.direction;
    paragraph.families = how.families;
    paragraph.width_px = how.width_px;
    paragraph.max_lines = how.max_lines;
    paragraph.align = how.align;
    return typesetter.lay_out(paragraph);
}

std::string as_seen(const Layout& layout, std::string_view text) {
    std::string seen;
    for (const PlacedRun& run : layout.runs) {
        std::vector<std::size_t> starts;
        for (std::size_t i = 0; i < run.glyph_count; ++i) {
            const std::size_t cluster = layout.glyphs[run.first_glyph + i].cluster;
            if (starts.empty() || starts.back() != cluster) {
                starts.push_back(cluster);
            }
        }
        std::vector<std::size_t> sorted = starts;
        sorted.push_back(run.start + run.length);
        std::sort(sorted.begin(), sorted.end());
        for (const std::size_t start : starts) {
            const std::size_t end = *std::upper_bound(sorted.begin(), sorted.end(), start);
            seen += text.substr(start, end - start);
        }
    }
    return seen;
}

} // namespace zugang::fonts::testing
