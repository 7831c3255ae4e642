#include "fonts/decode.hpp"
#include "fonts/line_break.hpp"
#include "tests/fonts/testing.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <doctest/doctest.h>

using namespace zugang::fonts;
using namespace zugang::fonts::testing;

namespace {

std::size_t grapheme_count(std::string_view text, Segmenter& segmenter) {
    DecodedText decoded;
    Boundaries boundaries;
    decode(text, decoded);
    segmenter.find(decoded, "", boundaries);
    const auto begins = [](std::uint8_t flags) { return (flags & grapheme_boundary) != 0; };
    // What hangs takes no room.
    std::size_t end = decoded.characters.size();
    while (end > 0 && (boundaries[end - 1] & hangs) != 0) {
        --end;
    }
    return static_cast<std::size_t>(std::count_if(
        boundaries.begin(), boundaries.begin() + static_cast<std::ptrdiff_t>(end), begins));
}

/// Empty, or what is wrong with the layout.
std::string fault(const Layout& layout, std::string_view text, float width, Segmenter& segmenter) {
    std::size_t next = 0;
    for (const Line& line : layout.lines) {
        if (line.start != next || (line.length == 0 && !text.empty())) {
            return "a byte is in no line or in two, at " + std::to_string(line.start);
        }
        next = line.start + line.length;
        const bool too_wide = line.width > width + 0.02F || line.x < 0 ||
                              line.x + line.width > std::max(width, line.width) + 1.02F;
        if (too_wide && grapheme_count(text.substr(line.start, line.length), segmenter) > 1) {
            return "a line is " + std::to_string(line.width) + " wide, from " +
                   std::to_string(line.start);
        }
        float runs = 0;
        for (std::size_t r = line.first_run; r < line.first_run + line.run_count; ++r) {
            const PlacedRun& run = layout.runs[r];
            runs += run.width;
            if (run.start < line.start || run.start + run.length > line.start + line.length) {
                return "a run is not within its line";
            }
        }
        if (runs + 0.1F < line.width) {
            return "runs do not fill their line";
        }
    }
    return next == text.size() ? "" : "the end is in no line";
}

const std::set<std::string> right_to_left{"ar", "fa", "prs", "ur", "ps", "ckb",
                                          "ug", "he", "yi",  "dv", "mix"};

} // namespace

TEST_CASE("no line of the corpus is wider than it may be and every byte is in one line, at every "
          "width from 1 to 900") {
    const FontSet fonts = product_fonts();
    Typesetter typesetter(fonts);
    Segmenter segmenter;
    std::set<int> widths;
    std::size_t paragraphs = 0;
    unsigned width = 0;
    for (const std::filesystem::path& file : corpus_files()) {
        const std::string language = file.stem().string();
        Set how{.families = {language == "ur" ? "noto-nastaliq-urdu" : "noto-sans"},
                .language = language,
                .size_px = 24};
        how.direction =
            right_to_left.contains(language) ? Direction::RightToLeft : Direction::LeftToRight;
        for (const std::string& text : lines_of(read_file(file))) {
            ++paragraphs;
            for (int i = 0; i < 4; ++i) {
                width =
                    (width + 331) % 900; // 331 and 900 have no common divisor: all widths, mixed
                how.width_px = static_cast<float>(width + 1);
                widths.insert(static_cast<int>(width) + 1);
                const std::string found =
                    fault(lay_out(typesetter, text, how), text, how.width_px, segmenter);
                if (!found.empty()) {
                    CAPTURE(language);
                    CAPTURE(how.width_px);
                    CAPTURE(text);
                    FAIL_CHECK(found);
                }
            }
        }
    }
    CHECK(widths.size() == 900);
    CHECK(paragraphs > 6000);
    CHECK(fonts.problems().empty());
}
