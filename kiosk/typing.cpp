#include "kiosk/typing.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <optional>
#include <utility>

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf16.h>

namespace zugang::kiosk {
namespace {

constexpr int32_t most_code_points = 200;
constexpr std::size_t most_bytes = std::size_t{most_code_points} * 4;

/// UTF-16 that is overwritten when it is no longer needed. It never grows, so no copy of it stays
/// behind in memory.
struct Line {
    std::array<UChar, 1024> units{};
    int32_t length = 0;

    Line() = default;
    ~Line() { explicit_bzero(units.data(), sizeof units); }
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;

    static constexpr int32_t capacity() { return std::tuple_size_v<decltype(units)>; }
    UChar at(int32_t index) const { return units.at(static_cast<std::size_t>(index)); }
    UChar& at(int32_t index) { return units.at(static_cast<std::size_t>(index)); }
    int32_t code_points() const { return u_countChar32(units.data(), length); }
};

/// False where it is too long.
bool append(Line& line, std::string_view utf8) {
    if (utf8.size() > most_bytes) {
        return false;
    }
    UErrorCode status = U_ZERO_ERROR;
    int32_t added = 0;
    u_strFromUTF8WithSub(line.units.data() + line.length, Line::capacity() - line.length, &added,
                         utf8.data(), static_cast<int32_t>(utf8.size()), 0xFFFD, nullptr, &status);
    if (U_FAILURE(status) != 0) {
        return false;
    }
    line.length += added;
    return true;
}

const UNormalizer2* nfc() {
    UErrorCode status = U_ZERO_ERROR;
    return unorm2_getNFCInstance(&status);
}

/// False where it is too long.
bool compose(Line& line) {
    Line composed;
    UErrorCode status = U_ZERO_ERROR;
    composed.length = unorm2_normalize(nfc(), line.units.data(), line.length, composed.units.data(),
                                       Line::capacity(), &status);
    if (U_FAILURE(status) != 0) {
        return false;
    }
    std::copy_n(composed.units.begin(), composed.length, line.units.begin());
    line.length = composed.length;
    return true;
}

void store(const Line& line, std::string& text) {
    text.reserve(most_bytes); // once: no copy stays behind
    text.resize(most_bytes);
    UErrorCode status = U_ZERO_ERROR;
    int32_t size = 0;
    u_strToUTF8WithSub(text.data(), static_cast<int32_t>(most_bytes), &size, line.units.data(),
                       line.length, 0xFFFD, nullptr, &status);
    text.resize(U_FAILURE(status) != 0 ? 0 : static_cast<std::size_t>(size));
}

struct CloseBreaks {
    void operator()(UBreakIterator* breaks) const noexcept { ubrk_close(breaks); }
};

/// Where the last character that people see begins.
int32_t start_of_last(const Line& line) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UBreakIterator, CloseBreaks> breaks(
        ubrk_open(UBRK_CHARACTER, "", line.units.data(), line.length, &status));
    const int32_t start = U_FAILURE(status) != 0 ? 0 : ubrk_preceding(breaks.get(), line.length);
    return std::max(start, 0);
}

bool is_tone(UChar c) {
    static constexpr std::array<UChar, 5> tones{0x0300, 0x0301, 0x0303, 0x0309, 0x0323};
    return std::ranges::find(tones, c) != tones.end();
}

/// A letter as it is without its tone.
struct Letter {
    UChar plain = 0;
    UChar tone = 0; ///< 0 for none
};

UChar composed(UChar plain, UChar tone) {
    const std::array<UChar, 2> parts{plain, tone};
    std::array<UChar, 4> both{};
    UErrorCode status = U_ZERO_ERROR;
    const int32_t length = unorm2_normalize(nfc(), parts.data(), 2, both.data(), 4, &status);
    return U_SUCCESS(status) != 0 && length == 1 ? both[0] : plain;
}

Letter take_apart(UChar c) {
    std::array<UChar, 8> parts{};
    UErrorCode status = U_ZERO_ERROR;
    const int32_t length = unorm2_getDecomposition(nfc(), c, parts.data(), 8, &status);
    if (U_FAILURE(status) != 0 || length < 2) {
        return {.plain = c};
    }
    Letter letter{.plain = parts[0]};
    for (int32_t i = 1; i < length; ++i) {
        const UChar mark = parts.at(static_cast<std::size_t>(i));
        if (is_tone(mark)) {
            letter.tone = mark;
        } else {
            letter.plain = composed(letter.plain, mark);
        }
    }
    return letter;
}

bool is_one_of(std::u16string_view letters, UChar c) {
    return letters.find(static_cast<UChar>(u_tolower(c))) != std::u16string_view::npos;
}

bool is_vowel(const Letter& letter) {
    return is_one_of(u"aăâeêioôơuưy", letter.plain);
}

/// Where the last word begins.
int32_t start_of_word(const Line& line) {
    int32_t start = line.length;
    while (start > 0 && u_isalpha(line.at(start - 1)) != 0) {
        --start;
    }
    return start;
}

struct Vowels {
    int32_t start = 0;
    int32_t end = 0;
};

/// Of the last syllable; no value where the last word has none.
std::optional<Vowels> find_vowels(const Line& line) {
    const auto letter = [&line](int32_t at) { return take_apart(line.at(at)); };
    const int32_t word = start_of_word(line);
    int32_t end = line.length;
    while (end > word && !is_vowel(letter(end - 1))) {
        --end;
    }
    int32_t start = end;
    while (start > word && is_vowel(letter(start - 1))) {
        --start;
    }
    if (start == end) {
        return std::nullopt;
    }
    if (end - start > 1 && start > word) { // qua, gia
        const UChar before = line.at(start - 1);
        const UChar first = letter(start).plain;
        if ((is_one_of(u"q", before) && is_one_of(u"u", first)) ||
            (is_one_of(u"g", before) && is_one_of(u"i", first))) {
            ++start;
        }
    }
    return Vowels{.start = start, .end = end};
}

int32_t place_of_tone(const Line& line, Vowels vowels) {
    for (int32_t at = vowels.end; at-- > vowels.start;) {
        if (is_one_of(u"ăâêôơư", take_apart(line.at(at)).plain)) {
            return at;
        }
    }
    const int32_t count = vowels.end - vowels.start;
    if (vowels.end < line.length || count == 1) {
        return vowels.end - 1;
    }
    return count == 2 ? vowels.start : vowels.end - 2;
}

/// Takes the tones off the vowels of the last word; the last one of them, 0 for none.
UChar take_tone(Line& line) {
    UChar tone = 0;
    for (int32_t at = start_of_word(line); at < line.length; ++at) {
        const Letter letter = take_apart(line.at(at));
        if (letter.tone != 0 && is_vowel(letter)) {
            tone = letter.tone;
            line.at(at) = letter.plain;
        }
    }
    return tone;
}

/// False where the word has no vowel.
bool put_tone(Line& line, UChar tone) {
    const auto vowels = find_vowels(line);
    if (!vowels) {
        return false;
    }
    take_tone(line);
    UChar& letter = line.at(place_of_tone(line, *vowels));
    letter = composed(letter, tone);
    return true;
}

void wipe(std::string& text) {
    text.resize(text.capacity());
    explicit_bzero(text.data(), text.size());
    text.clear();
}

} // namespace

Typing::~Typing() {
    wipe(text_);
}

Typing::Typing(Typing&& other) noexcept {
    *this = std::move(other);
}

Typing& Typing::operator=(Typing&& other) noexcept {
    text_.swap(other.text_); // a line of its size is never within the object
    std::swap(has_typed_tone_, other.has_typed_tone_);
    return *this;
}

void Typing::type(std::string_view key) {
    Line line;
    if (!append(line, text_)) {
        return;
    }
    const int32_t before = line.length;
    if (!append(line, key) || line.length == before) {
        return;
    }
    bool has_typed_tone = has_typed_tone_;
    if (line.length == before + 1 && is_tone(line.at(before))) {
        const UChar tone = line.at(before);
        line.length = before;
        if (!put_tone(line, tone)) {
            return;
        }
        has_typed_tone = true;
    } else if (!compose(line) || line.code_points() > most_code_points) {
        return;
    } else if (start_of_word(line) == line.length) {
        has_typed_tone = false;
    } else if (has_typed_tone) {
        const UChar tone = take_tone(line);
        if (tone != 0) {
            put_tone(line, tone);
        }
    }
    has_typed_tone_ = has_typed_tone;
    store(line, text_);
}

void Typing::backspace() {
    Line line;
    if (text_.empty() || !append(line, text_)) {
        return;
    }
    const Letter last = take_apart(line.at(line.length - 1));
    if (has_typed_tone_ && last.tone != 0) {
        line.at(line.length - 1) = last.plain;
        has_typed_tone_ = false;
    } else {
        line.length = start_of_last(line);
        has_typed_tone_ = has_typed_tone_ && start_of_word(line) < line.length;
    }
    store(line, text_);
}

void Typing::clear() {
    wipe(text_);
    has_typed_tone_ = false;
}

void Typing::replace(std::string_view text) {
    Line line;
    // A longer one may end in the middle of a character: that goes with the rest.
    const bool is_whole = append(line, text.substr(0, most_bytes)) && compose(line);
    if (!is_whole) {
        line.length = 0;
    }
    while (line.code_points() > most_code_points) {
        line.length = start_of_last(line);
    }
    has_typed_tone_ = false;
    store(line, text_);
}

} // namespace zugang::kiosk
