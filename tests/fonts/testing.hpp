#pragma once

#include "fonts/font_set.hpp"
#include "fonts/paragraph.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::fonts::testing {

/// One entry of fonts/fonts.toml.
struct FontFile {
    std::string family;
    int weight = 400;
    bool italic = false;
    int index = 0;
    std::filesystem::path path; ///< absolute
};

/// The fonts of the product. Throws where the list or one of its files is not there.
std::vector<FontFile> product_font_files();
/// Those, and Debian's for the scripts of ../shared/text-corpus that the product has none for.
std::vector<FontFile> corpus_font_files();
FontSet open_fonts(const std::vector<FontFile>& files);
FontSet product_fonts();

std::string read_file(const std::filesystem::path& file);
std::vector<std::string> lines_of(std::string_view text);

/// The texts of ../shared/text-corpus, by name; each is named for its language. Throws where they
/// are not all there.
std::vector<std::filesystem::path> corpus_files();

/// UTF-8.
std::string encode(std::u32string_view characters);

struct Set {
    std::vector<std::string> families{"noto-sans"};
    std::string language = "en";
    Direction direction = Direction::LeftToRight;
    float width_px = 0;
    float size_px = 32;
    std::vector<StyleRange> ranges{};
    int max_lines = 0;
    Align align = Align::Start;
};
Layout lay_out(Typesetter& typesetter, std::string_view text, const Set& how = {});

/// Text in the order in which it is seen, clusters whole, e.g. "(IQ) גב".
std::string as_seen(const Layout& layout, std::string_view text);

} // namespace zugang::fonts::testing
