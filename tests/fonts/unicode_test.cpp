#include "fonts/bidi.hpp"
#include "fonts/line_break.hpp"
#include "tests/fonts/testing.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>

#include <doctest/doctest.h>
#include <unicode/uvernum.h>

using namespace zugang::fonts;
using namespace zugang::fonts::testing;

namespace {

constexpr const char* unicode_data = "/usr/share/unicode/";
constexpr int removed = -1; // "x": by rule X9

std::vector<std::string> split(std::string_view text, char by) {
    std::vector<std::string> parts;
    std::istringstream stream{std::string(text)};
    for (std::string part; std::getline(stream, part, by);) {
        parts.push_back(part);
    }
    return parts;
}

std::vector<std::string> words(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::string> result;
    for (std::string word; stream >> word;) {
        result.push_back(word);
    }
    return result;
}

std::vector<int> numbers(const std::string& text) {
    std::vector<int> result;
    for (const std::string& word : words(text)) {
        result.push_back(word == "x" ? removed : std::stoi(word));
    }
    return result;
}

/// As the stages of the engine treat a line: levels, L1 for what hangs, L2.
struct SetLine {
    std::vector<std::uint8_t> levels;
    std::vector<int> order;
};

SetLine set_line(Bidi& bidi, const std::u32string& characters, std::uint8_t base,
                 const std::vector<int>& expected) {
    const std::string utf8 = encode(characters);
    DecodedText text;
    decode(utf8, text);
    SetLine line;
    bidi.find_levels(text, base, line.levels);
    for (std::size_t end = line.levels.size();
         end > 0 && has(text.traits[end - 1], hangs_at_line_end); --end) {
        line.levels[end - 1] = base;
    }
    std::vector<std::uint32_t> order;
    visual_order(line.levels, order);
    for (const std::uint32_t i : order) {
        if (expected.at(i) != removed) {
            line.order.push_back(static_cast<int>(i));
        }
    }
    return line;
}

/// ICU gives a text that runs in one direction the lowest level of that direction. It looks the
/// same.
bool one_direction(const std::vector<std::uint8_t>& levels, const std::vector<int>& expected) {
    int odd = 0;
    int even = 0;
    for (std::size_t i = 0; i < levels.size(); ++i) {
        if (expected[i] != removed) {
            ++((expected[i] & 1) != 0 ? odd : even);
            ++((levels[i] & 1) != 0 ? odd : even);
        }
    }
    return odd == 0 || even == 0;
}

bool same_levels(const std::vector<std::uint8_t>& levels, const std::vector<int>& expected) {
    return levels.size() == expected.size() &&
           (one_direction(levels, expected) ||
            std::equal(levels.begin(), levels.end(), expected.begin(),
                       [](std::uint8_t level, int wanted) {
                           return wanted == removed || level == wanted;
                       }));
}

const std::map<std::string, char32_t>& character_of_class() {
    static const std::map<std::string, char32_t> characters{
        {"L", U'a'},     {"R", 0x5D0},    {"AL", 0x627},   {"EN", U'1'},    {"ES", U'+'},
        {"ET", U'%'},    {"AN", 0x661},   {"CS", U','},    {"NSM", 0x300},  {"BN", 0xAD},
        {"B", 0x2029},   {"S", U'\t'},    {"WS", U' '},    {"ON", U'!'},    {"LRE", 0x202A},
        {"LRO", 0x202D}, {"RLE", 0x202B}, {"RLO", 0x202E}, {"PDF", 0x202C}, {"LRI", 0x2066},
        {"RLI", 0x2067}, {"FSI", 0x2068}, {"PDI", 0x2069}};
    return characters;
}

/// "÷ 0020 × 0308 ÷" -> the characters, and whether there is a boundary before each and before the
/// end.
struct BreakCase {
    std::u32string characters;
    std::vector<bool> boundaries;
};

BreakCase read_break_case(const std::string& line) {
    BreakCase result;
    for (const std::string& word : words(line.substr(0, line.find('#')))) {
        if (word == "÷" || word == "×") {
            result.boundaries.push_back(word == "÷");
        } else {
            result.characters.push_back(static_cast<char32_t>(std::stoul(word, nullptr, 16)));
        }
    }
    return result;
}

struct Tally {
    std::size_t cases = 0;
    std::vector<std::string> different;
};

Tally run_break_file(const std::string& file, Boundary boundary, std::string_view language = "") {
    Segmenter segmenter;
    Boundaries boundaries;
    DecodedText text;
    Tally tally;
    for (const std::string& line : lines_of(read_file(unicode_data + file))) {
        const BreakCase wanted = read_break_case(line);
        if (wanted.characters.empty()) {
            continue;
        }
        const bool has_surrogates =
            std::any_of(wanted.characters.begin(), wanted.characters.end(),
                        [](char32_t c) { return c >= 0xD800 && c < 0xE000; });
        if (has_surrogates) {
            continue; // no text in UTF-8 has one
        }
        ++tally.cases;
        const std::string utf8 = encode(wanted.characters);
        decode(utf8, text);
        segmenter.find(text, language, boundaries);
        segmenter.mark_words(text, language, boundaries);
        for (std::size_t i = 1; i < boundaries.size(); ++i) {
            if (((boundaries[i] & boundary) != 0) != wanted.boundaries.at(i)) {
                std::string wanted_line = line.substr(0, line.find('#'));
                wanted_line.erase(wanted_line.find_last_not_of(" \t") + 1);
                tally.different.push_back(std::move(wanted_line));
                break;
            }
        }
    }
    return tally;
}

/// The list of the newest ICU that is not newer than this one: tests/data/unicode/icu-72-`what`.
/// Debian's unicode-data may be of another Unicode version than its ICU, so a list is of a pair.
std::set<std::string> known_differences(const std::string& what) {
    for (int version = U_ICU_VERSION_MAJOR_NUM; version > 0; --version) {
        const std::filesystem::path path =
            ZUGANG_SOURCE_DIR "/tests/data/unicode/icu-" + std::to_string(version) + "-" + what;
        if (!std::filesystem::exists(path)) {
            continue;
        }
        std::set<std::string> known;
        for (std::string& line : lines_of(read_file(path))) {
            if (!line.starts_with('#')) {
                known.insert(std::move(line));
            }
        }
        return known;
    }
    return {};
}

/// What differs is what the list names with its reason, no more and no less.
void check_differences(const std::vector<std::string>& different, const std::string& list) {
    const std::set<std::string> known = known_differences(list);
    const std::set<std::string> found(different.begin(), different.end());
    for (const std::string& line : found) {
        if (!known.contains(line)) {
            FAIL_CHECK("not in " << list << ": " << line);
        }
    }
    for (const std::string& line : known) {
        if (!found.contains(line)) {
            FAIL_CHECK("in " << list << ", but no longer different: " << line);
        }
    }
}

} // namespace

TEST_CASE("levels and order are those of BidiTest.txt") {
    Bidi bidi;
    std::vector<int> levels;
    std::vector<int> order;
    std::size_t cases = 0;
    std::size_t wrong = 0;
    for (const std::string& line :
         lines_of(read_file(std::string(unicode_data) + "BidiTest.txt"))) {
        if (line.starts_with("@Levels:")) {
            levels = numbers(line.substr(8));
        } else if (line.starts_with("@Reorder:")) {
            order = numbers(line.substr(9));
        } else if (!line.empty() && line[0] != '#' && line[0] != '@') {
            const std::vector<std::string> parts = split(line, ';');
            std::u32string characters;
            for (const std::string& bidi_class : words(parts.at(0))) {
                characters.push_back(character_of_class().at(bidi_class));
            }
            const int bits = std::stoi(parts.at(1), nullptr, 16);
            for (const std::uint8_t base : {std::uint8_t{0}, std::uint8_t{1}}) {
                if ((bits & (base == 0 ? 2 : 4)) == 0) {
                    continue;
                }
                ++cases;
                const SetLine got = set_line(bidi, characters, base, levels);
                if (!same_levels(got.levels, levels) || got.order != order) {
                    CAPTURE(line);
                    CHECK(++wrong == 0);
                    REQUIRE(wrong < 10);
                }
            }
        }
    }
    CHECK(cases > 400000);
}

TEST_CASE("levels and order are those of BidiCharacterTest.txt, brackets included") {
    Bidi bidi;
    std::size_t cases = 0;
    std::vector<std::string> different;
    for (const std::string& line :
         lines_of(read_file(std::string(unicode_data) + "BidiCharacterTest.txt"))) {
        const std::vector<std::string> parts = split(line, ';');
        if (line.empty() || line[0] == '#' || parts.size() < 4) {
            continue;
        }
        std::u32string characters;
        for (const std::string& character : words(parts[0])) {
            characters.push_back(static_cast<char32_t>(std::stoul(character, nullptr, 16)));
        }
        const std::vector<int> levels = numbers(parts[3]);
        const std::vector<int> order = parts.size() > 4 ? numbers(parts[4]) : std::vector<int>{};
        ++cases;
        const SetLine got =
            set_line(bidi, characters, static_cast<std::uint8_t>(std::stoi(parts[2])), levels);
        if (!same_levels(got.levels, levels) || got.order != order) {
            different.push_back(line);
        }
    }
    CHECK(cases > 90000);
    check_differences(different, "bidi.txt");
}

TEST_CASE("grapheme clusters are those of GraphemeBreakTest.txt") {
    const Tally tally = run_break_file("auxiliary/GraphemeBreakTest.txt", grapheme_boundary);
    CHECK(tally.cases > 500);
    check_differences(tally.different, "grapheme.txt");
}

TEST_CASE("line breaks are those of LineBreakTest.txt, but for what ICU does on purpose") {
    const Tally tally = run_break_file("auxiliary/LineBreakTest.txt", break_allowed);
    CHECK(tally.cases > 7000);
    check_differences(tally.different, "line-break.txt");
}

TEST_CASE("words are those of WordBreakTest.txt, but for colons, which are Swedish and Finnish") {
    const std::string file = "auxiliary/WordBreakTest.txt";
    const Tally tally = run_break_file(file, word_boundary);
    CHECK(tally.cases > 1800);
    check_differences(tally.different, "word-break.txt");
    CHECK(run_break_file(file, word_boundary, "sv").different.empty());
}
