#include "content/tool/slug.hpp"

#include "content/tool/text_file.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>

#include <unicode/locid.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>

namespace zugang::content::tool {
namespace {

constexpr std::size_t longest_slug = 80;

icu::UnicodeString to_utf16(std::string_view utf8) {
    return icu::UnicodeString::fromUTF8(
        icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
}

/// Slow to make, and an import has thousands of headings.
const icu::Transliterator* latin_ascii() {
    static const std::unique_ptr<icu::Transliterator> owner = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::Transliterator> made(icu::Transliterator::createInstance(
            "Any-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
        return U_SUCCESS(status) ? std::move(made) : nullptr;
    }();
    return owner.get();
}

std::string words_of(std::string_view utf8) {
    std::string lower;
    to_utf16(utf8).toLower(icu::Locale::getRoot()).toUTF8String(lower);
    icu::UnicodeString text = to_utf16(to_nfc(lower));
    text.findAndReplace(u"ä", u"ae")
        .findAndReplace(u"ö", u"oe")
        .findAndReplace(u"ü", u"ue")
        .findAndReplace(u"ß", u"ss");
    if (latin_ascii() != nullptr) {
        latin_ascii()->transliterate(text);
    }
    std::string slug;
    for (std::int32_t i = 0; i < text.length(); ++i) {
        const char16_t c = text.charAt(i);
        const bool kept = (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9');
        if (kept) {
            slug += static_cast<char>(c);
        } else if (!slug.empty() && slug.back() != '-') {
            slug += '-';
        }
    }
    if (slug.ends_with('-')) {
        slug.pop_back();
    }
    return slug;
}

} // namespace

bool is_slug(std::string_view name) {
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

std::string ascii_slug(std::string_view utf8) {
    constexpr std::size_t longest_read = 2000; // an import brings texts of any size
    std::string slug = words_of(utf8.substr(0, longest_read));
    if (slug.size() > longest_slug) {
        const std::size_t word_end = slug.rfind('-', longest_slug);
        slug.resize(word_end == std::string::npos ? longest_slug : word_end);
    }
    return slug;
}

std::string slug_of(std::string_view heading) {
    std::string slug = words_of(heading);
    return slug.empty() ? "heading" : slug;
}

} // namespace zugang::content::tool
