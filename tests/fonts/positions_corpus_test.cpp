#include "fonts/line_break.hpp"
#include "fonts/positions.hpp"
#include "tests/fonts/testing.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <doctest/doctest.h>

using namespace zugang::fonts;
using namespace zugang::fonts::testing;

namespace {

constexpr float tolerance = 0.1F;
constexpr float width_px = 400;

struct Checked {
    const Layout& layout;
    std::string_view text;
    std::vector<std::size_t> clusters{}; ///< where each begins, and the end of the text
    std::size_t round_trips = 0;
    std::size_t narrow = 0; ///< clusters without room, whose edges are one place
};

std::vector<std::size_t> grapheme_clusters(std::string_view text, Segmenter& segmenter) {
    DecodedText decoded;
    Boundaries boundaries;
    decode(text, decoded);
    segmenter.find(decoded, "", boundaries);
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i < boundaries.size(); ++i) {
        if ((boundaries[i] & grapheme_boundary) != 0) {
            starts.push_back(decoded.offsets[i]);
        }
    }
    return starts;
}

/// The edges of a cluster as carets: where it begins and where it ends.
struct Edges {
    Caret start;
    Caret end;
};

Edges edges(const Layout& layout, std::size_t start, std::size_t end) {
    return {caret_at(layout, {start, Affinity::After}), caret_at(layout, {end, Affinity::Before})};
}

/// A point just within the cluster that a caret belongs to leads back to the offset of the caret.
std::string round_trip(Checked& checked) {
    const Layout& layout = checked.layout;
    for (std::size_t i = 0; i + 1 < checked.clusters.size(); ++i) {
        const std::size_t start = checked.clusters[i];
        const std::size_t end = checked.clusters[i + 1];
        const Edges at = edges(layout, start, end);
        const float width = at.end.x - at.start.x;
        if (at.start.top != at.end.top) {
            return "a cluster is on two lines, at " + std::to_string(start);
        }
        if (std::abs(width) < 0.01F) {
            ++checked.narrow;
            continue;
        }
        const float y = at.start.top + at.start.height / 2;
        const Position first = position_at(layout, at.start.x + width / 10, y);
        const Position last = position_at(layout, at.end.x - width / 10, y);
        if (first.offset != start || first.affinity != Affinity::After) {
            return "the start of " + std::to_string(start) + " is " + std::to_string(first.offset);
        }
        if (last.offset != end || last.affinity != Affinity::Before) {
            return "the end of " + std::to_string(end) + " is " + std::to_string(last.offset);
        }
        checked.round_trips += 2;
    }
    return "";
}

/// Exactly at a caret two clusters touch: whichever is found, its caret is the same place.
std::string same_place(const Checked& checked) {
    for (const std::size_t cluster : checked.clusters) {
        for (const Affinity affinity : {Affinity::Before, Affinity::After}) {
            const Caret caret = caret_at(checked.layout, {cluster, affinity});
            const Position found = position_at(checked.layout, caret.x, caret.top);
            const Caret again = caret_at(checked.layout, found);
            if (std::abs(again.x - caret.x) > tolerance || again.top != caret.top) {
                return "another caret than that of " + std::to_string(cluster);
            }
        }
    }
    return "";
}

std::string tiling(const Checked& checked) {
    std::vector<Rect> rects;
    for (std::size_t i = 0; i + 1 < checked.clusters.size(); ++i) {
        const std::size_t start = checked.clusters[i];
        const std::vector<Rect> found =
            rectangles(checked.layout, start, checked.clusters[i + 1] - start);
        if (found.size() > 1) {
            return "a cluster in two parts, at " + std::to_string(start);
        }
        rects.insert(rects.end(), found.begin(), found.end());
    }
    std::sort(rects.begin(), rects.end(),
              [](const Rect& a, const Rect& b) { return a.y != b.y ? a.y < b.y : a.x < b.x; });
    std::size_t next = 0;
    for (const Line& line : checked.layout.lines) {
        float pen = line.x;
        for (; next < rects.size() && rects[next].y == line.top; ++next) {
            if (std::abs(rects[next].x - pen) > tolerance) {
                return "a gap or an overlap in the line of " + std::to_string(line.start);
            }
            pen = rects[next].x + rects[next].width;
        }
        if (std::abs(pen - line.x - line.width) > tolerance) {
            return "the line of " + std::to_string(line.start) + " is not filled";
        }
    }
    return next == rects.size() ? "" : "a rectangle outside of all lines";
}

std::string walk(const Checked& checked) {
    std::size_t at = 0;
    for (const std::size_t cluster : checked.clusters) {
        if (at != cluster) {
            return "the next cluster is not at " + std::to_string(cluster);
        }
        at = next_cluster(checked.layout, at);
    }
    for (std::size_t i = checked.clusters.size() - 1; i > 0; --i) {
        if (previous_cluster(checked.layout, checked.clusters[i]) != checked.clusters[i - 1]) {
            return "the cluster before is not at " + std::to_string(checked.clusters[i - 1]);
        }
    }
    return "";
}

std::string words(const Checked& checked, std::string_view language, Segmenter& segmenter) {
    std::size_t end = 0;
    for (const TextRange& word : segmenter.find_words(checked.text, language)) {
        if (word.start < end || word.length == 0 ||
            word.start + word.length > checked.text.size()) {
            return "words overlap at " + std::to_string(word.start);
        }
        end = word.start + word.length;
        const std::vector<Rect> rects = rectangles(checked.layout, word.start, word.length);
        if (rects.empty()) {
            return "a word without room at " + std::to_string(word.start);
        }
        for (const Rect& rect : rects) {
            const bool within = std::any_of(
                checked.layout.lines.begin(), checked.layout.lines.end(), [&](const Line& line) {
                    return rect.y == line.top && rect.x >= line.x - tolerance &&
                           rect.x + rect.width <= line.x + line.width + tolerance;
                });
            if (!within) {
                return "a word outside of its line at " + std::to_string(word.start);
            }
        }
    }
    return "";
}

const std::set<std::string> right_to_left{"ar", "fa", "prs", "ur", "ps", "ckb",
                                          "ug", "he", "yi",  "dv", "mix"};

} // namespace

TEST_CASE("carets, points and rectangles agree for every grapheme cluster of the corpus") {
    const FontSet fonts = product_fonts();
    Typesetter typesetter(fonts);
    Segmenter segmenter;
    std::size_t paragraphs = 0;
    std::size_t round_trips = 0;
    std::size_t narrow = 0;
    for (const std::filesystem::path& file : corpus_files()) {
        const std::string language = file.stem().string();
        Set how{.families = {language == "ur" ? "noto-nastaliq-urdu" : "noto-sans"},
                .language = language,
                .width_px = width_px,
                .size_px = 24};
        how.direction =
            right_to_left.contains(language) ? Direction::RightToLeft : Direction::LeftToRight;
        for (const std::string& text : lines_of(read_file(file))) {
            ++paragraphs;
            const Layout layout = lay_out(typesetter, text, how);
            Checked checked{layout, text, grapheme_clusters(text, segmenter)};
            for (const std::string& fault :
                 {round_trip(checked), same_place(checked), tiling(checked), walk(checked),
                  words(checked, language, segmenter)}) {
                if (!fault.empty()) {
                    CAPTURE(language);
                    CAPTURE(text);
                    FAIL_CHECK(fault);
                }
            }
            round_trips += checked.round_trips;
            narrow += checked.narrow;
        }
    }
    CHECK(paragraphs > 6000);
    CHECK(round_trips > 1000000);
    CHECK(narrow * 200 < round_trips);
    MESSAGE(round_trips << " round trips, " << narrow << " clusters without room");
}
