#include "content/tool/text_file.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include <unicode/normalizer2.h>
#include <unicode/utf8.h>

namespace zugang::content::tool {
namespace {

std::optional<std::size_t> find_bad_utf8(std::string_view bytes) {
    std::size_t i = 0;
    while (i < bytes.size()) {
        if (static_cast<unsigned char>(bytes[i]) < 0x80) {
            if (bytes[i] == '\0') {
                return i;
            }
            ++i;
            continue;
        }
        const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
        auto next = static_cast<std::int64_t>(i);
        const auto size = static_cast<std::int64_t>(bytes.size());
        UChar32 character = 0;
        U8_NEXT(data, next, size, character);
        if (character < 0) {
            return i;
        }
        i = static_cast<std::size_t>(next);
    }
    return std::nullopt;
}

bool is_continuation(char byte) {
    return (static_cast<unsigned char>(byte) & 0xc0U) == 0x80U;
}

/// Where a merge of git was left open.
std::optional<std::size_t> find_conflict(std::string_view bytes) {
    const auto at_line_start = [bytes](std::string_view mark, std::size_t from) {
        std::size_t at = bytes.find(mark, from);
        while (at != std::string_view::npos && at > 0 && bytes[at - 1] != '\n') {
            at = bytes.find(mark, at + 1);
        }
        return at;
    };
    const std::size_t start = at_line_start("<<<<<<< ", 0);
    return start != std::string_view::npos &&
                   at_line_start(">>>>>>> ", start) != std::string_view::npos
               ? std::optional(start)
               : std::nullopt;
}

} // namespace

TextFile::TextFile(std::string name, std::string bytes)
    : name_(std::make_shared<const std::string>(std::move(name))), bytes_(std::move(bytes)) {
    lines_.push_back(0);
    for (std::size_t i = 0; i < bytes_.size(); ++i) {
        if (bytes_[i] == '\n') {
            lines_.push_back(i + 1);
        }
    }
}

Place TextFile::place(std::size_t offset) const {
    offset = std::min(offset, bytes_.size());
    const auto after = std::ranges::upper_bound(lines_, offset);
    const std::size_t start = *(after - 1);
    const auto column = std::count_if(bytes_.begin() + static_cast<std::ptrdiff_t>(start),
                                      bytes_.begin() + static_cast<std::ptrdiff_t>(offset),
                                      [](char byte) { return !is_continuation(byte); });
    return {.file = name_,
            .line = static_cast<int>(after - lines_.begin()),
            .column = static_cast<int>(column) + 1};
}

Place TextFile::place_of_line(int line, int column) const {
    return {.file = name_, .line = line, .column = column};
}

std::size_t TextFile::offset(int line, int column) const {
    if (line < 1 || static_cast<std::size_t>(line) > lines_.size()) {
        return bytes_.size();
    }
    std::size_t at = lines_[static_cast<std::size_t>(line) - 1];
    for (int i = 1; i < column && at < bytes_.size() && bytes_[at] != '\n'; ++i) {
        ++at;
        while (at < bytes_.size() && is_continuation(bytes_[at])) {
            ++at;
        }
    }
    return at;
}

Place place_of(const std::filesystem::path& file) {
    return {.file = std::make_shared<const std::string>(file.string())};
}

std::optional<std::string> read_bytes(const std::filesystem::path& file, Report& report,
                                      std::uintmax_t max_bytes) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(file, error)) {
        report.error(place_of(file), "this is no readable file",
                     "put a file here, or take its name out of what refers to it");
        return std::nullopt;
    }
    const std::uintmax_t size = std::filesystem::file_size(file, error);
    if (!error && size > max_bytes) {
        report.error(place_of(file),
                     "the file has " + std::to_string(size / 1'000'000) + " MB; more than " +
                         std::to_string(max_bytes / 1'000'000) + " MB are refused",
                     "make it smaller or take it out of the package");
        return std::nullopt;
    }
    std::ifstream stream(file, std::ios::binary);
    std::string bytes(static_cast<std::size_t>(error ? 0 : size), '\0');
    stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (error || !stream) {
        report.error(place_of(file), "the file cannot be read",
                     "check its permissions and the disk");
        return std::nullopt;
    }
    return bytes;
}

std::optional<TextFile> read_text(const std::filesystem::path& file, Report& report) {
    const std::optional<std::string> bytes = read_bytes(file, report);
    if (!bytes) {
        return std::nullopt;
    }
    TextFile text(file.string(), with_plain_line_ends(*bytes));
    if (const auto bad = find_bad_utf8(text.bytes())) {
        report.error(text.place(*bad), "this is no valid UTF-8",
                     "save the file with the encoding UTF-8 (the rest of it was not read)");
        return std::nullopt;
    }
    if (const auto conflict = find_conflict(text.bytes())) {
        report.add({.severity = Severity::Error,
                    .place = text.place(*conflict),
                    .what = "a merge of git was not finished here",
                    .advice = "choose one of the two texts and take the lines <<<<<<<, ======= and "
                              ">>>>>>> out (the file was not read)",
                    .rule = "conflict"});
        return std::nullopt;
    }
    return text;
}

std::string with_plain_line_ends(std::string bytes) {
    if (bytes.starts_with("\xef\xbb\xbf")) {
        bytes.erase(0, 3);
    }
    std::string plain;
    plain.reserve(bytes.size());
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (bytes[i] != '\r') {
            plain += bytes[i];
        } else if (i + 1 == bytes.size() || bytes[i + 1] != '\n') {
            plain += '\n';
        }
    }
    return plain;
}

std::string to_nfc(std::string_view utf8) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
    if (U_FAILURE(status) != 0) {
        return std::string(utf8);
    }
    const icu::StringPiece piece(utf8.data(), static_cast<int32_t>(utf8.size()));
    if (nfc->isNormalizedUTF8(piece, status) != 0 || U_FAILURE(status) != 0) {
        return std::string(utf8);
    }
    std::string normalized;
    nfc->normalize(icu::UnicodeString::fromUTF8(piece), status).toUTF8String(normalized);
    return normalized;
}

} // namespace zugang::content::tool
