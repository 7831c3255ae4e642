#include "content/search/fold.hpp"

#include "content/search/code_point.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace zugang::content::search {
namespace {

/// Letters that Unicode does not take apart, or that only look different. 0: dropped.
constexpr auto plain_letters = std::to_array<std::pair<char32_t, char32_t>>({
    {U'\u0111', U'd'},
    {U'\u0127', U'h'},
    {U'\u0131', U'i'},
    {U'\u0142', U'l'},
    {U'\u0180', U'b'},
    {U'\u00f0', U'd'},
    {U'\u00f8', U'o'},
    {U'\u0259', U'a'},
    {U'\u0167', U't'},
    {U'\'', 0},
    {U'\u2019', 0},
    {U'\u02bc', 0},
    {U'\u0640', 0},
    {U'\u05f3', 0},
    {U'\u05f4', 0},
    {U'\u0491', U'\u0433'},
    {U'\u045e', U'\u0443'}, // ґ ў
    {U'\u05da', U'\u05db'},
    {U'\u05dd', U'\u05de'},
    {U'\u05df', U'\u05e0'}, // Hebrew final forms
    {U'\u05e3', U'\u05e4'},
    {U'\u05e5', U'\u05e6'}, //
    // Arabic script: alef, waw and yeh with and without hamza, teh marbuta as heh.
    {U'\u0671', U'\u0627'},
    {U'\u0672', U'\u0627'},
    {U'\u0673', U'\u0627'},
    {U'\u0621', 0},
    {U'\u0629', U'\u0647'},
    {U'\u0649', U'\u064a'},
    {U'\u06cc', U'\u064a'},
    {U'\u06d2', U'\u064a'},
    {U'\u06d0', U'\u064a'},
    {U'\u06cd', U'\u064a'},
    {U'\u06ce', U'\u064a'},
    {U'\u0678', U'\u064a'},
    {U'\u06a9', U'\u0643'},
    {U'\u06aa', U'\u0643'},
    {U'\u06c1', U'\u0647'},
    {U'\u06be', U'\u0647'},
    {U'\u06d5', U'\u0647'},
    {U'\u06c3', U'\u0647'},
    {U'\u06c0', U'\u0647'},
    {U'\u06c6', U'\u0648'},
    {U'\u06c7', U'\u0648'},
    {U'\u06c8', U'\u0648'},
    {U'\u06cb', U'\u0648'},
    {U'\u0695', U'\u0631'},
    {U'\u06b5', U'\u0644'},
    {U'\u06ab', U'\u06af'},
    {U'\u06ba', U'\u0646'},
});

/// First letters of Ethiopic rows that are read alike in Amharic, and the row that stands for them.
constexpr auto homophones = std::to_array<std::pair<char32_t, char32_t>>({
    {U'\u1210', U'\u1200'}, // ሐ as ሀ
    {U'\u1280', U'\u1200'}, // ኀ as ሀ
    {U'\u12b8', U'\u1200'}, // ኸ as ሀ
    {U'\u1220', U'\u1230'}, // ሠ as ሰ
    {U'\u12d0', U'\u12a0'}, // ዐ as አ
    {U'\u1340', U'\u1338'}, // ፀ as ጸ
});

bool is_dropped_mark(char32_t c) {
    return (c >= 0x300 && c <= 0x36f) || (c >= 0x483 && c <= 0x487) || (c >= 0x591 && c <= 0x5c7) ||
           (c >= 0x610 && c <= 0x61a) || (c >= 0x64b && c <= 0x65f) || c == 0x670 ||
           (c >= 0x6d6 && c <= 0x6dc) || (c >= 0x6df && c <= 0x6e8) || (c >= 0x6ea && c <= 0x6ed) ||
           (c >= 0x135d && c <= 0x135f);
}

char32_t plain(char32_t c) {
    if (c >= 0x1200 && c < 0x1380) {
        const char32_t row = c & ~char32_t{7};
        const auto* same =
            std::ranges::find(homophones, row, &std::pair<char32_t, char32_t>::first);
        char32_t folded = same == homophones.end() ? c : same->second + (c & 7U);
        // ሃ is read as ሀ, and ኣ as አ.
        if (folded == U'\u1203' || folded == U'\u12a3') {
            folded -= 3;
        }
        return folded;
    }
    const auto* found = std::ranges::find(plain_letters, c, &std::pair<char32_t, char32_t>::first);
    return found == plain_letters.end() ? c : found->second;
}

void append_utf8(std::string& out, char32_t c) {
    icu::UnicodeString(static_cast<UChar32>(c)).toUTF8String(out);
}

const icu::Normalizer2& case_fold() {
    UErrorCode status = U_ZERO_ERROR;
    return *icu::Normalizer2::getNFKCCasefoldInstance(status);
}

std::string fold_one(char32_t c) {
    std::string out;
    if (u_isdigit(static_cast<UChar32>(c)) != 0) {
        out += static_cast<char>('0' + u_charDigitValue(static_cast<UChar32>(c)));
        return out;
    }
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2& decompose = *icu::Normalizer2::getNFDInstance(status);
    const icu::UnicodeString lowered =
        case_fold().normalize(icu::UnicodeString(static_cast<UChar32>(c)), status);
    // Hangul syllables stay whole.
    const bool hangul = c >= 0xac00 && c <= 0xd7a3;
    const icu::UnicodeString parts = hangul ? lowered : decompose.normalize(lowered, status);
    for (std::int32_t i = 0; i < parts.length(); i = parts.moveIndex32(i, 1)) {
        const auto part = static_cast<char32_t>(parts.char32At(i));
        if (is_dropped_mark(part)) {
            continue;
        }
        if (part == U'\u00e6') {
            out += "ae";
        } else if (part == U'\u0153') {
            out += "oe";
        } else if (part == U'\u00fe') {
            out += "th";
        } else if (const char32_t letter = plain(part); letter != 0) {
            append_utf8(out, letter);
        }
    }
    return out;
}

constexpr std::size_t tabled = 0x700; ///< Latin, Greek, Cyrillic, Hebrew and Arabic

const std::array<std::string, tabled>& fold_table() {
    static const std::array<std::string, tabled> table = [] {
        std::array<std::string, tabled> made;
        for (std::size_t c = 0; c < tabled; ++c) {
            made[c] = fold_one(static_cast<char32_t>(c));
        }
        return made;
    }();
    return table;
}

bool is_plain_ascii(std::string_view text) {
    return std::ranges::all_of(
        text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

} // namespace

std::string fold(std::string_view utf8) {
    if (is_plain_ascii(utf8)) {
        return std::string(utf8);
    }
    const auto& table = fold_table();
    std::string out;
    out.reserve(utf8.size());
    for (std::size_t i = 0; i < utf8.size();) {
        const char32_t c = next_code_point(utf8, i);
        if (c == not_utf8) {
            continue;
        }
        if (c < tabled) {
            out += table[c];
        } else {
            out += fold_one(c);
        }
    }
    return out;
}

std::string lower(std::string_view utf8, bool turkic) {
    if (is_plain_ascii(utf8)) {
        return std::string(utf8);
    }
    std::string text(utf8);
    if (turkic) {
        for (std::size_t at = text.find('I'); at != std::string::npos; at = text.find('I', at)) {
            text.replace(at, 1, "ı");
        }
        for (std::size_t at = text.find("İ"); at != std::string::npos; at = text.find("İ", at)) {
            text.replace(at, 2, "i");
        }
    }
    std::string out;
    icu::StringByteSink<std::string> sink(&out);
    UErrorCode status = U_ZERO_ERROR;
    case_fold().normalizeUTF8(0,
                              icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())),
                              sink, nullptr, status);
    return U_FAILURE(status) ? std::string{} : out;
}

std::string without_e_of_umlauts(std::string_view folded) {
    std::string out;
    out.reserve(folded.size());
    for (const char c : folded) {
        const bool umlaut = c == 'e' && !out.empty() &&
                            (out.back() == 'a' || out.back() == 'o' || out.back() == 'u') &&
                            (out.size() < 2 || std::string_view("aeioq").find(
                                                   out[out.size() - 2]) == std::string_view::npos);
        if (!umlaut) {
            out += c;
        }
    }
    return out;
}

} // namespace zugang::content::search
