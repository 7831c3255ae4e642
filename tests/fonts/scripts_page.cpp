// Draws the picture of fonts/README.md: one page in many scripts, set and drawn as the terminal
// does it. usage: scripts_page CORPUS OUT.png
#include "fonts/glyph_quads.hpp"
#include "tests/fonts/testing.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include <SDL.h>
#include <SDL_image.h>

using namespace zugang::fonts;
using namespace zugang::fonts::testing;

namespace {

struct Sample {
    const char* script;
    const char* file;
    std::size_t line; ///< of the corpus file that is not empty: its first article
    const char* family;
    bool right_to_left = false;
};

constexpr std::array samples{
    Sample{"Latin", "de", 13, "noto-sans"},
    Sample{"Greek", "el", 13, "noto-sans"},
    Sample{"Cyrillic", "ru", 13, "noto-sans"},
    Sample{"Armenian", "hy", 15, "noto-sans-armenian"},
    Sample{"Georgian", "ka", 15, "noto-sans-georgian"},
    Sample{"Hebrew", "he", 11, "noto-sans-hebrew", true},
    Sample{"Arabic (Naskh)", "ar", 13, "noto-naskh-arabic", true},
    Sample{"Arabic (Nastaliq)", "ur", 13, "noto-nastaliq-urdu", true},
    Sample{"Thaana", "dv", 11, "NotoSansThaana", true},
    Sample{"Ethiopic", "am", 12, "noto-sans-ethiopic"},
    Sample{"Devanagari", "hi", 14, "noto-sans-devanagari"},
    Sample{"Bengali", "bn", 15, "noto-sans-bengali"},
    Sample{"Gurmukhi", "pa", 12, "noto-sans-gurmukhi"},
    Sample{"Gujarati", "gu", 14, "NotoSansGujarati"},
    Sample{"Tamil", "ta", 12, "noto-sans-tamil"},
    Sample{"Telugu", "te", 12, "NotoSansTelugu"},
    Sample{"Kannada", "kn", 11, "NotoSansKannada"},
    Sample{"Malayalam", "ml", 12, "NotoSansMalayalam"},
    Sample{"Sinhala", "si", 13, "NotoSansSinhala"},
    Sample{"Thai", "th", 12, "noto-sans-thai"},
    Sample{"Lao", "lo", 13, "NotoSansLao"},
    Sample{"Khmer", "km", 13, "noto-sans-khmer"},
    Sample{"Myanmar", "my", 12, "noto-sans-myanmar"},
    Sample{"Tibetan", "bo", 13, "NotoSerifTibetan"},
    Sample{"Han", "zh", 12, "noto-sans-cjk-sc"},
    Sample{"Kana", "ja", 12, "noto-sans-cjk-jp"},
    Sample{"Hangul", "ko", 14, "noto-sans-cjk-kr"},
    Sample{"Symbols", "", 0, "noto-sans-symbols2"},
};

std::string sample_text(const std::filesystem::path& corpus, const Sample& sample) {
    if (*sample.file == '\0') {
        return "☎ ✉ ✓ ★ ➔ ⚠ ☀ ♥ ☕ ⚖ ⏰ ♿";
    }
    std::size_t number = 0;
    for (const std::string& line :
         lines_of(read_file(corpus / (std::string(sample.file) + ".txt")))) {
        if (line.find_first_not_of(" \t\r") != std::string::npos && ++number == sample.line) {
            return line;
        }
    }
    throw std::runtime_error(std::string(sample.file) + ".txt is shorter than expected");
}

class Page {
  public:
    Page(const FontSet& fonts, int width, int height)
        : width_(width), height_(height), typesetter_(fonts), atlas_(fonts, 2048, 8),
          pixels_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3, 255) {}

    /// Returns its height.
    float draw(const Paragraph& paragraph, float x, float y, std::uint8_t ink) {
        const Layout layout = typesetter_.lay_out(paragraph);
        LayoutQuads quads;
        for (std::size_t line = 0; line < layout.lines.size(); ++line) {
            for (const GlyphQuad& quad : quads.line(layout, line, atlas_)) {
                blend(quad, static_cast<int>(x + quad.x), static_cast<int>(y + quad.y), ink);
            }
        }
        return layout.height;
    }

    void save(const char* file) {
        SDL_Surface* surface = SDL_CreateRGBSurfaceWithFormatFrom(
            pixels_.data(), width_, height_, 24, width_ * 3, SDL_PIXELFORMAT_RGB24);
        if (surface == nullptr || IMG_SavePNG(surface, file) != 0) {
            throw std::runtime_error(std::string(file) + " cannot be written: " + SDL_GetError());
        }
        SDL_FreeSurface(surface);
    }

  private:
    void blend(const GlyphQuad& quad, int left, int top, std::uint8_t ink) {
        const auto page = atlas_.page(quad.page);
        for (int y = 0; y < quad.height; ++y) {
            for (int x = 0; x < quad.width; ++x) {
                const int to_x = left + x;
                const int to_y = top + y;
                if (to_x < 0 || to_x >= width_ || to_y < 0 || to_y >= height_) {
                    continue;
                }
                const int cover =
                    page[static_cast<std::size_t>((quad.v + y) * atlas_.page_size() + quad.u + x)];
                for (int channel = 0; channel < 3; ++channel) {
                    std::uint8_t& value =
                        pixels_[static_cast<std::size_t>((to_y * width_ + to_x) * 3 + channel)];
                    value = static_cast<std::uint8_t>((value * (255 - cover) + ink * cover) / 255);
                }
            }
        }
    }

    int width_;
    int height_;
    Typesetter typesetter_;
    GlyphAtlas atlas_;
    std::vector<std::uint8_t> pixels_;
};

} // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fprintf(stderr, "usage: scripts_page CORPUS OUT.png\n");
        return 2;
    }
    try {
        constexpr float column = 560;
        constexpr float margin = 40;
        constexpr float row = 146;
        constexpr std::size_t rows = samples.size() / 2;
        const FontSet fonts = open_fonts(corpus_font_files());
        Page page(fonts, static_cast<int>(2 * column + 3 * margin),
                  static_cast<int>(row * rows + margin));
        for (std::size_t i = 0; i < samples.size(); ++i) {
            const Sample& sample = samples.at(i);
            const float x = margin + static_cast<float>(i / rows) * (column + margin);
            float y = margin / 2 + static_cast<float>(i % rows) * row;
            const std::vector<std::string> plain{"noto-sans"};
            Paragraph name;
            name.text = sample.script;
            name.style.size_px = 15;
            name.families = plain;
            y += page.draw(name, x, y, 130);
            const std::vector<std::string> families{sample.family, "noto-sans"};
            const std::string text = sample_text(argv[1], sample);
            Paragraph words;
            words.text = text;
            words.style.size_px = 23;
            words.families = families;
            words.language = sample.file;
            words.direction =
                sample.right_to_left ? Direction::RightToLeft : Direction::LeftToRight;
            words.width_px = column;
            words.max_lines = std::string_view(sample.family) == "noto-nastaliq-urdu" ? 2 : 3;
            page.draw(words, x, y, 20);
        }
        page.save(argv[2]);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "scripts_page: %s\n", error.what());
        return 1;
    }
    return 0;
}
