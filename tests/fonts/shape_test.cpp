#include "tests/fonts/testing.hpp"

#include <array>
#include <cmath>
#include <cstdio>
#include <map>
#include <sstream>

#include <doctest/doctest.h>
#include <hb.h>

using namespace zugang::fonts;
using namespace zugang::fonts::testing;

namespace {

/// A line of tests/data/shape/*.tests.
struct Golden {
    std::array<int, 3> version{};
    std::string family;
    Direction direction{};
    std::string language;
    std::string text;
    std::string glyphs;
};

Golden read_golden(const std::string& line) {
    std::array<std::string, 6> fields;
    std::istringstream stream(line);
    for (std::size_t i = 0; i < 5; ++i) {
        std::getline(stream, fields.at(i), ';');
    }
    std::getline(stream, fields[5]);
    Golden golden{
        {},        fields[1], fields[2] == "rtl" ? Direction::RightToLeft : Direction::LeftToRight,
        fields[3], fields[4], fields[5]};
    std::sscanf(fields[0].c_str(), "%d.%d.%d", golden.version.data(), &golden.version[1],
                &golden.version[2]);
    return golden;
}

/// The newest line that is not newer than this HarfBuzz.
std::vector<Golden> golden_lines() {
    std::array<unsigned, 3> own{};
    hb_version(own.data(), &own[1], &own[2]);
    const std::array<int, 3> version{static_cast<int>(own[0]), static_cast<int>(own[1]),
                                     static_cast<int>(own[2])};
    std::map<std::string, Golden> chosen;
    for (const auto& entry :
         std::filesystem::directory_iterator(ZUGANG_SOURCE_DIR "/tests/data/shape")) {
        if (entry.path().extension() != ".tests") {
            continue;
        }
        for (const std::string& line : lines_of(read_file(entry.path()))) {
            Golden golden = read_golden(line);
            const std::string key = golden.family + ';' + golden.language + ';' + golden.text;
            const auto known = chosen.find(key);
            if (golden.version <= version &&
                (known == chosen.end() || known->second.version < golden.version)) {
                chosen[key] = std::move(golden);
            }
        }
    }
    std::vector<Golden> result;
    for (auto& [key, golden] : chosen) {
        result.push_back(std::move(golden));
    }
    return result;
}

/// As hb-shape prints it: glyph=cluster@x,y+advance, in font units.
std::string as_hb_shape(const Layout& layout) {
    std::string result;
    for (const PlacedRun& run : layout.runs) {
        float pen = run.x;
        for (std::size_t i = run.first_glyph; i < run.first_glyph + run.glyph_count; ++i) {
            const PlacedGlyph& glyph = layout.glyphs[i];
            const long x = std::lround(glyph.x - pen);
            const long y = std::lround(layout.lines.front().baseline - glyph.y);
            result += (result.empty() ? "[" : "|") + std::to_string(glyph.glyph) + "=" +
                      std::to_string(glyph.cluster);
            if (x != 0 || y != 0) {
                result += "@" + std::to_string(x) + "," + std::to_string(y);
            }
            result += "+" + std::to_string(std::lround(glyph.advance));
            pen += glyph.advance;
        }
    }
    return result + "]";
}

} // namespace

TEST_CASE("the engine shapes every script as hb-shape does") {
    const FontSet fonts = product_fonts();
    Typesetter typesetter(fonts);
    const std::vector<Golden> lines = golden_lines();
    CHECK(lines.size() >= 57);
    for (const Golden& golden : lines) {
        CAPTURE(golden.text);
        const auto face = static_cast<FaceIndex>(fonts.find(golden.family, 400, false));
        REQUIRE(face < fonts.size());
        const auto em = static_cast<float>(hb_face_get_upem(hb_font_get_face(fonts.hb_font(face))));
        const Layout layout = lay_out(typesetter, golden.text,
                                      {.families = {golden.family},
                                       .language = golden.language,
                                       .direction = golden.direction,
                                       .size_px = em});
        CHECK(as_hb_shape(layout) == golden.glyphs);
    }
}
