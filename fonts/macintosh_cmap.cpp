#include "fonts/macintosh_cmap.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include <unicode/ucnv.h>

namespace zugang::fonts {

namespace {

struct CloseConverter {
    void operator()(UConverter* converter) const noexcept { ucnv_close(converter); }
};

/// Reads as zero past its end.
class Table {
  public:
    explicit Table(std::span<const std::byte> bytes) : bytes_(bytes) {}

    std::uint32_t u8(std::size_t at) const {
        return at < bytes_.size() ? std::to_integer<std::uint32_t>(bytes_[at]) : 0;
    }
    std::uint32_t u16(std::size_t at) const { return u8(at) << 8U | u8(at + 1); }
    std::uint32_t u32(std::size_t at) const { return u16(at) << 16U | u16(at + 2); }

    Table from(std::size_t at) const { return Table(bytes_.subspan(std::min(at, bytes_.size()))); }

  private:
    std::span<const std::byte> bytes_;
};

constexpr std::uint32_t unicode = 0;
constexpr std::uint32_t macintosh = 1;
constexpr std::uint32_t windows = 3;

bool harfbuzz_reads(std::uint32_t platform, std::uint32_t encoding) {
    constexpr std::uint32_t variation_sequences = 5;
    constexpr std::uint32_t symbols = 0;
    constexpr std::uint32_t bmp = 1;
    constexpr std::uint32_t full = 10;
    return (platform == unicode && encoding != variation_sequences) ||
           (platform == windows && (encoding == symbols || encoding == bmp || encoding == full));
}

/// ICU's name of an encoding with one byte a character. In `cmap`, languages count from 1 and those
/// with an own variant of the Roman encoding are known by it; nullptr: ICU lacks that variant.
const char* converter_name(std::uint32_t encoding, std::uint32_t language) {
    constexpr std::uint32_t roman = 0;
    constexpr std::uint32_t greek = 6;
    constexpr std::uint32_t cyrillic = 7;
    constexpr std::uint32_t central_european = 29;
    switch (encoding) {
    case roman: {
        constexpr std::uint32_t turkish = 18;
        // Icelandic, Croatian, Faroese, Romanian.
        constexpr std::array<std::uint32_t, 4> others{16, 19, 31, 38};
        if (language == turkish) {
            return "macos-35-10.2";
        }
        return std::find(others.begin(), others.end(), language) == others.end() ? "macos-0_2-10.2"
                                                                                 : nullptr;
    }
    case greek:
        return "macos-6_2-10.4";
    case cyrillic:
        return "macos-7_3-10.2";
    case central_european:
        return "macos-29-10.2";
    default:
        return nullptr;
    }
}

/// Glyphs of the 256 bytes; no value: the map has another form.
std::optional<std::array<std::uint32_t, 256>> read_glyphs(const Table& map) {
    constexpr std::uint32_t byte_encoding = 0;
    constexpr std::uint32_t trimmed_table = 6;
    constexpr std::size_t header = 6;
    std::array<std::uint32_t, 256> glyphs{};
    switch (map.u16(0)) {
    case byte_encoding:
        for (std::size_t code = 0; code < glyphs.size(); ++code) {
            glyphs[code] = map.u8(header + code);
        }
        return glyphs;
    case trimmed_table: {
        const std::size_t first = map.u16(header);
        const std::size_t count = map.u16(header + 2);
        for (std::size_t i = 0; i < count && first + i < glyphs.size(); ++i) {
            glyphs[first + i] = map.u16(header + 4 + 2 * i);
        }
        return glyphs;
    }
    default:
        return std::nullopt;
    }
}

CharacterMap decode(const std::array<std::uint32_t, 256>& glyphs, const char* name) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open(name, &status));
    if (U_FAILURE(status)) {
        return {};
    }
    CharacterMap map;
    for (std::size_t code = 0; code < glyphs.size(); ++code) {
        const auto byte = static_cast<char>(code);
        const char* source = &byte;
        status = U_ZERO_ERROR;
        const UChar32 character = ucnv_getNextUChar(converter.get(), &source, source + 1, &status);
        constexpr UChar32 replacement = 0xFFFD;
        if (U_SUCCESS(status) && character != replacement && glyphs[code] != 0) {
            map.emplace_back(static_cast<char32_t>(character), glyphs[code]);
        }
    }
    std::sort(map.begin(), map.end());
    return map;
}

} // namespace

CharacterMap read_macintosh_cmap(std::span<const std::byte> table) {
    constexpr std::size_t header = 4;
    constexpr std::size_t record = 8;
    const Table cmap(table);
    const std::size_t count = cmap.u16(2);
    CharacterMap map;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t at = header + record * i;
        const std::uint32_t platform = cmap.u16(at);
        const std::uint32_t encoding = cmap.u16(at + 2);
        if (harfbuzz_reads(platform, encoding)) {
            return {};
        }
        if (platform != macintosh || !map.empty()) {
            continue;
        }
        const Table subtable = cmap.from(cmap.u32(at + 4));
        const char* name = converter_name(encoding, subtable.u16(4));
        if (const auto glyphs = read_glyphs(subtable); glyphs && name != nullptr) {
            map = decode(*glyphs, name);
        }
    }
    return map;
}

} // namespace zugang::fonts
