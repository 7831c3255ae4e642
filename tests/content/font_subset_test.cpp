#include "content/tool/font_subset.hpp"

#include <array>
#include <memory>
#include <vector>

#include "source_tree.hpp"
#include <doctest/doctest.h>
#include <hb.h>

using namespace zugang::content::tool;

namespace {

constexpr const char* cjk = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";

struct Destroy {
    void operator()(hb_blob_t* blob) const noexcept { hb_blob_destroy(blob); }
    void operator()(hb_face_t* face) const noexcept { hb_face_destroy(face); }
    void operator()(hb_font_t* font) const noexcept { hb_font_destroy(font); }
    void operator()(hb_buffer_t* buffer) const noexcept { hb_buffer_destroy(buffer); }
};

/// Of each glyph: whether there is one, its advance and the box of its ink.
std::vector<std::array<int, 6>> shape(const std::string& bytes, int index, const char* text) {
    const std::unique_ptr<hb_blob_t, Destroy> blob(
        hb_blob_create(bytes.data(), static_cast<unsigned>(bytes.size()), HB_MEMORY_MODE_READONLY,
                       nullptr, nullptr));
    const std::unique_ptr<hb_face_t, Destroy> face(
        hb_face_create(blob.get(), static_cast<unsigned>(index)));
    const std::unique_ptr<hb_font_t, Destroy> font(hb_font_create(face.get()));
    const std::unique_ptr<hb_buffer_t, Destroy> buffer(hb_buffer_create());
    hb_buffer_add_utf8(buffer.get(), text, -1, 0, -1);
    hb_buffer_guess_segment_properties(buffer.get());
    hb_buffer_set_language(buffer.get(), hb_language_from_string("zh-Hans", -1));
    hb_shape(font.get(), buffer.get(), nullptr, 0);
    unsigned count = 0;
    const hb_glyph_info_t* infos = hb_buffer_get_glyph_infos(buffer.get(), &count);
    const hb_glyph_position_t* positions = hb_buffer_get_glyph_positions(buffer.get(), &count);
    std::vector<std::array<int, 6>> glyphs;
    for (unsigned i = 0; i < count; ++i) {
        hb_glyph_extents_t ink{};
        hb_font_get_glyph_extents(font.get(), infos[i].codepoint, &ink);
        glyphs.push_back({infos[i].codepoint != 0 ? 1 : 0, positions[i].x_advance, ink.x_bearing,
                          ink.y_bearing, ink.width, ink.height});
    }
    return glyphs;
}

bool has_all(const std::vector<std::array<int, 6>>& glyphs) {
    for (const auto& glyph : glyphs) {
        if (glyph[0] == 0) {
            return false;
        }
    }
    return !glyphs.empty();
}

} // namespace

TEST_CASE("what is cut out of a font is shaped as the whole one") {
    const std::string whole = read_file(cjk);
    const auto cut = subset_font(whole, 2, "gb2312");
    REQUIRE(cut);
    CHECK(cut->size() < whole.size() / 4);
    for (const char* text : {"职业资格认可，你好。", "“咨询”（免费）：《窗口》！", "ABC 2026",
                             "жизнь, αβγ, ひらがな"}) {
        CAPTURE(text);
        const auto glyphs = shape(*cut, 0, text);
        CHECK(glyphs == shape(whole, 2, text));
        CHECK(has_all(glyphs));
    }
    CHECK_FALSE(has_all(shape(*cut, 0, "한"))); // of no Chinese text
    CHECK(subset_font(whole, 2, "gb2312") == cut);
}

TEST_CASE("nothing is cut out of what is no font, or by a set that nobody knows") {
    CHECK(is_character_set("gb2312"));
    CHECK(is_character_set("big5"));
    CHECK_FALSE(is_character_set("klingon"));
    CHECK_FALSE(is_character_set(""));
    CHECK_FALSE(subset_font("", 0, "gb2312"));
    CHECK_FALSE(subset_font("no font", 0, "gb2312"));
    const std::string font = read_file("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf");
    CHECK_FALSE(subset_font(font, 0, "klingon"));
    for (std::size_t size = 1; size < font.size(); size = size * 3 + 7) {
        subset_font(font.substr(0, size), 0, "gb2312"); // whatever becomes of it
    }
}

TEST_CASE("a font that is cut down is shipped so, and check looks into what is left") {
    const SourceTree tree;
    const std::string whole =
        read_file(tree.root() / "packaging/assets/node_modules/noto-sans.ttf");
    std::string list = read_file(tree.root() / "fonts/fonts.toml");
    list.insert(list.find("path"), "characters = \"iso-8859-1\"\n");
    write_file(tree.root() / "fonts/fonts.toml", list);
    tree.replace("articles/lohn/en.md", "First a sentence", "First \u0416");
    Report report;
    const Cache cache(tree.root() / "cache");
    for (int i = 0; i < 2; ++i) { // made, then kept
        const Assets assets(tree.root(), report, cache);
        const auto fonts = assets.fonts({"noto-sans"}, report);
        REQUIRE(fonts.size() == 1);
        CHECK(fonts[0].second.bytes == subset_font(whole, 0, "iso-8859-1"));
        CHECK(fonts[0].second.type == "font/ttf");
    }
    CHECK(report.count(Severity::Error) == 0);
    CHECK(tree.findings().find("no font that is shipped has U+0416") != std::string::npos);

    list.replace(list.find("iso-8859-1"), 10, "klingon");
    write_file(tree.root() / "fonts/fonts.toml", list);
    CHECK(tree.findings().find("error: \"klingon\" is no character set") != std::string::npos);
}
