#include "fonts/dump.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <sstream>
#include <unordered_map>

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H
#include FT_TRUETYPE_TABLES_H

namespace zugang::fonts {

namespace {

std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : text) {
        switch (c) {
        case '&':
            result += "&amp;";
            break;
        case '<':
            result += "&lt;";
            break;
        case '"':
            result += "&quot;";
            break;
        default:
            result += c;
        }
    }
    return result;
}

/// Numbers are cut, not rounded: the pictures to compare with are, and they may differ by one.
struct Path {
    std::ostringstream commands;
    FT_Vector start{};
    bool open = false;

    void command(char letter, std::initializer_list<const FT_Vector*> points) {
        commands << letter;
        for (const FT_Vector* point : points) {
            commands << ' ' << point->x / 64 << ',' << point->y / 64;
        }
        commands << ' ';
        open = true;
    }

    void close() {
        commands << "Z ";
        open = false;
    }

    void end() {
        if (open) {
            close();
        }
    }
};

Path& path_of(void* user) {
    return *static_cast<Path*>(user);
}

int move_to(const FT_Vector* to, void* user) {
    path_of(user).end();
    path_of(user).command('M', {to});
    path_of(user).start = *to;
    return 0;
}

int line_to(const FT_Vector* to, void* user) {
    Path& path = path_of(user);
    if (to->x == path.start.x && to->y == path.start.y) {
        path.close(); // this is how FreeType ends a contour
    } else {
        path.command('L', {to});
    }
    return 0;
}

int conic_to(const FT_Vector* control, const FT_Vector* to, void* user) {
    path_of(user).command('Q', {control, to});
    return 0;
}

int cubic_to(const FT_Vector* first, const FT_Vector* second, const FT_Vector* to, void* user) {
    path_of(user).command('C', {first, second, to});
    return 0;
}

std::string outline_of(FT_Face face, std::uint32_t glyph) {
    if (FT_Set_Char_Size(face, static_cast<FT_F26Dot6>(svg_size) * 64, 0, 72, 72) != 0 ||
        FT_Load_Glyph(face, glyph, FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP) != 0 ||
        face->glyph->format != FT_GLYPH_FORMAT_OUTLINE) {
        return {};
    }
    constexpr FT_Outline_Funcs functions{move_to, line_to, conic_to, cubic_to, 0, 0};
    Path path;
    FT_Outline_Decompose(&face->glyph->outline, &functions, &path);
    path.end();
    std::string commands = path.commands.str();
    if (!commands.empty()) {
        commands.pop_back();
    }
    return commands;
}

std::string name_of(FT_Face face, std::uint32_t glyph) {
    std::array<char, 512> name{};
    if (FT_HAS_GLYPH_NAMES(face) && FT_Get_Glyph_Name(face, glyph, name.data(), name.size()) == 0 &&
        name[0] != '\0') {
        return name.data();
    }
    return "gid" + std::to_string(glyph);
}

struct Extent {
    double ascender = 0;
    double descender = 0; ///< negative below the baseline
};

/// As in table `hhea`, which is what the pictures to compare with show also of fonts that ask for
/// the metrics in `OS/2` (USE_TYPO_METRICS). Where it has none: FreeType's choice.
Extent extent_of(FT_Face face) {
    if (face == nullptr || face->units_per_EM == 0) {
        return {};
    }
    const auto* hhea = static_cast<const TT_HoriHeader*>(FT_Get_Sfnt_Table(face, FT_SFNT_HHEA));
    const bool known = hhea != nullptr && (hhea->Ascender != 0 || hhea->Descender != 0);
    const double scale = static_cast<double>(svg_size) / face->units_per_EM;
    return {scale * (known ? hhea->Ascender : face->ascender),
            scale * (known ? hhea->Descender : face->descender)};
}

} // namespace

std::string svg(const Layout& layout, const FontSet& fonts, std::string_view name) {
    FT_Face face = fonts.ft_face(0);
    const std::string prefix = escaped(name);
    std::ostringstream symbols;
    std::ostringstream uses;
    std::unordered_map<std::uint32_t, std::string> ids;
    double width = 0;
    float left = 0; // spaces hang there at the end of text from right to left
    for (const PlacedRun& run : layout.runs) {
        left = std::min(left, run.x);
    }
    for (const PlacedRun& run : layout.runs) {
        width += static_cast<double>(run.width);
        for (std::size_t i = run.first_glyph;
             face != nullptr && i < run.first_glyph + run.glyph_count; ++i) {
            const PlacedGlyph& glyph = layout.glyphs[i];
            std::string& id = ids[glyph.glyph];
            if (id.empty()) {
                id = prefix + "." + escaped(name_of(face, glyph.glyph));
                symbols << "  <symbol id=\"" << id << "\" overflow=\"visible\"><path d=\""
                        << outline_of(face, glyph.glyph) << "\"/></symbol>\n";
            }
            uses << "  <use xlink:href=\"#" << id << "\" x=\"" << std::lround(glyph.x - left)
                 << "\" y=\"" << std::lround(layout.lines.front().baseline - glyph.y) << "\"/>\n";
        }
    }
    const Extent extent = extent_of(face);
    std::ostringstream picture;
    picture << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            << "<svg version=\"1.1\"\n"
            << "    xmlns=\"http://www.w3.org/2000/svg\"\n"
            << "    xmlns:xlink=\"http://www.w3.org/1999/xlink\"\n"
            << "    viewBox=\"0 " << std::lround(extent.descender) << ' ' << std::lround(width)
            << ' ' << std::lround(extent.ascender - extent.descender) << "\">\n"
            << symbols.str() << uses.str() << "</svg>\n";
    return picture.str();
}

} // namespace zugang::fonts
