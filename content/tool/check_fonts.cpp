#include "content/tool/check.hpp"
#include "content/tool/compile.hpp"
#include "content/tool/shown_texts.hpp"
#include "fonts/coverage.hpp"
#include "fonts/font_set.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <list>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <tuple>

#include <unicode/unistr.h>
#include <unicode/utf8.h>

namespace zugang::content::tool {
namespace {

template <typename Visit>
void for_each_character(std::string_view utf8, const Visit& visit) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
    const auto size = static_cast<std::int32_t>(utf8.size());
    for (std::int32_t at = 0; at < size;) {
        UChar32 character = 0;
        U8_NEXT(bytes, at, size, character);
        visit(character);
    }
}

std::string to_utf8(UChar32 character) {
    std::string utf8;
    icu::UnicodeString(character).toUTF8String(utf8);
    return utf8;
}

/// Every character of the texts once. Where a value or contact is put in stands U+FFFC, which
/// nobody sees.
std::string characters_of(const std::vector<Shown>& texts) {
    constexpr UChar32 object_replacement = 0xfffc;
    std::vector<bool> seen(0x110000);
    std::string all;
    for (const Shown& text : texts) {
        for_each_character(text.utf8, [&](UChar32 character) {
            if (character >= 0 && character != object_replacement &&
                !seen[static_cast<std::size_t>(character)]) {
                seen[static_cast<std::size_t>(character)] = true;
                all += to_utf8(character);
            }
        });
    }
    return all;
}

/// No value and a finding where a font cannot be looked into: then nothing is known about any
/// character.
/// `bytes`: of fonts that are cut down, which must outlive the set.
std::optional<fonts::FontSet> open_fonts(const Package& package, const Assets& assets,
                                         std::list<std::string>& bytes, Report& report) {
    const std::set<std::string> families = shipped_families(package);
    fonts::FontSet set;
    bool complete = true;
    for (const Assets::FontFile& file : assets.font_files()) {
        if (!families.contains(file.font.family)) {
            continue;
        }
        if (!std::filesystem::exists(file.path)) {
            report.warning(file.place, "the font file is not here: " + file.path.string(),
                           "run packaging/setup; until then nobody looks whether the fonts have "
                           "every character");
            complete = false;
        } else if (!file.characters.empty()) {
            auto cut = assets.font_bytes(file, report);
            complete = complete && cut;
            if (cut) {
                bytes.push_back(*std::move(cut));
                set.add_memory(file.font.family, file.font.weight, file.font.italic,
                               std::as_bytes(std::span(bytes.back())));
            }
        } else if (const auto face = set.add_file(file.font.family, file.font.weight,
                                                  file.font.italic, file.path, file.font.index);
                   set.hb_font(face) == nullptr) {
            report.error(file.place, "the font file cannot be opened: " + set.problems().back(),
                         "run packaging/setup again");
            complete = false;
        }
    }
    return complete ? std::optional(std::move(set)) : std::nullopt;
}

std::string name_of(UChar32 character) {
    std::array<char, 16> name{};
    std::snprintf(name.data(), name.size(), "U+%04X", static_cast<unsigned>(character));
    return name.data();
}

} // namespace

void check_fonts(const Package& package, const Assets* assets, Report& report) {
    if (assets == nullptr) {
        return;
    }
    std::list<std::string> bytes;
    const auto set = open_fonts(package, *assets, bytes, report);
    if (!set) {
        return;
    }
    const std::vector<Shown> texts = shown_texts(package);
    const std::vector<char32_t> missing = fonts::uncovered(*set, characters_of(texts));
    if (missing.empty()) {
        return;
    }
    std::set<std::tuple<std::string, std::string, UChar32>>
        told; // each character once a file and language
    for (const Shown& text : texts) {
        for_each_character(text.utf8, [&](UChar32 character) {
            const bool is_missing =
                character >= 0 &&
                std::ranges::find(missing, static_cast<char32_t>(character)) != missing.end();
            if (is_missing &&
                told.emplace(text.place.file_name(), text.language, character).second) {
                report.error(find_place(text.place, to_utf8(character)),
                             "no font that is shipped has " + name_of(character) + " (language \"" +
                                 std::string(text.language) + "\")",
                             "write it in another way, or add a font to fonts/fonts.toml and "
                             "languages.toml");
            }
        });
    }
}

} // namespace zugang::content::tool
