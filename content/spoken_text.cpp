#include "content/spoken_text.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

namespace zugang::content {
namespace {

struct CloseText {
    void operator()(UText* text) const noexcept { utext_close(text); }
};

// "de-simple" is German to ICU.
icu::Locale locale_of(std::string_view tag) {
    return {std::string(tag.substr(0, tag.find('-'))).c_str()};
}

template <typename Function>
void each_character(std::string_view utf8, Function function) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
    const auto size = static_cast<std::int32_t>(utf8.size());
    for (std::int32_t at = 0; at < size;) {
        const auto start = static_cast<std::size_t>(at);
        UChar32 c = 0;
        U8_NEXT_OR_FFFD(bytes, at, size, c);
        function(c, utf8.substr(start, static_cast<std::size_t>(at) - start));
    }
}

bool can_be_said(std::string_view utf8) {
    bool any = false;
    each_character(utf8, [&any](UChar32 c, std::string_view) {
        any = any || u_isalnum(c) != 0 || c == U'€' || c == U'%';
    });
    return any;
}

bool has_letters(std::string_view utf8) {
    bool any = false;
    each_character(utf8, [&any](UChar32 c, std::string_view) { any = any || u_isalpha(c) != 0; });
    return any;
}

std::size_t leading_spaces(std::string_view text) {
    return std::min(text.find_first_not_of(" \t\n"), text.size());
}

class Cutter {
  public:
    Cutter(std::string_view whole, std::string_view language, std::vector<SpokenPart>& out)
        : whole_(whole), language_(language), out_(out) {}

    void cut_sentence(std::size_t from, std::size_t to, const std::vector<Stretch>& stretches) {
        begun_ = false;
        std::size_t at = from;
        for (const Stretch& stretch : stretches) {
            const std::size_t start = std::max(stretch.start, at);
            const std::size_t end = std::min(stretch.start + stretch.length, to);
            if (start >= end) {
                continue;
            }
            add(at, start, language_, false);
            // Without letters, digits are read in the language of the text.
            add(start, end, stretch.language.empty() ? language_ : stretch.language,
                stretch.spelled && !has_letters(whole_.substr(start, end - start)));
            at = end;
        }
        add(at, to, language_, false);
    }

  private:
    void add(std::size_t from, std::size_t to, std::string_view language, bool spelled) {
        std::string_view text = whole_.substr(from, to - from);
        if (!can_be_said(text)) {
            return;
        }
        const std::size_t spaces = leading_spaces(text);
        text.remove_prefix(spaces);
        text.remove_suffix(text.size() - 1 - text.find_last_not_of(" \t\n"));
        out_.push_back({.start = from + spaces,
                        .length = text.size(),
                        .language = std::string(language),
                        .spelled = spelled,
                        .goes_on = begun_});
        begun_ = true;
    }

    std::string_view whole_;
    std::string_view language_;
    std::vector<SpokenPart>& out_;
    bool begun_ = false; ///< part of this sentence is there already
};

} // namespace

std::vector<Stretch> stretches_of(const Text& text) {
    std::vector<Stretch> result;
    std::size_t end = 0;
    for (const Span& span : text.spans) {
        const bool number = span.kind == SpanKind::Contact ||
                            (span.kind == SpanKind::Link && span.target.starts_with("tel:"));
        if (span.start < end || (span.kind != SpanKind::Term && !number)) {
            continue;
        }
        end = span.start + span.length;
        result.push_back({.start = span.start,
                          .length = span.length,
                          .language = number ? std::string() : std::string("de"),
                          .spelled = number});
    }
    return result;
}

std::vector<SpokenPart> spoken_parts(std::string_view utf8, std::string_view language,
                                     const std::vector<Stretch>& stretches) {
    std::vector<SpokenPart> parts;
    Cutter cutter(utf8, language, parts);
    const auto edges = sentence_edges(utf8, language);
    for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
        cutter.cut_sentence(edges[i], edges[i + 1], stretches);
    }
    return parts;
}

std::vector<std::size_t> sentence_edges(std::string_view utf8, std::string_view language) {
    std::vector<std::size_t> edges{0};
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::BreakIterator> sentences(
        icu::BreakIterator::createSentenceInstance(locale_of(language), status));
    const std::unique_ptr<UText, CloseText> text(
        utext_openUTF8(nullptr, utf8.data(), static_cast<std::int64_t>(utf8.size()), &status));
    if (U_SUCCESS(status) != 0) {
        sentences->setText(text.get(), status);
        for (auto edge = sentences->first(); edge != icu::BreakIterator::DONE;
             edge = sentences->next()) {
            if (edge > 0 && static_cast<std::size_t>(edge) < utf8.size()) {
                edges.push_back(static_cast<std::size_t>(edge));
            }
        }
    }
    if (!utf8.empty()) {
        edges.push_back(utf8.size());
    }
    return edges;
}

std::string said(std::string_view utf8, bool spelled) {
    std::string result;
    each_character(utf8, [&](UChar32 c, std::string_view bytes) {
        const bool direction = c == 0xFFFD || (c >= 0x2066 && c <= 0x2069) || c == 0x200E ||
                               c == 0x200F || c == 0x061C || (c >= 0x202A && c <= 0x202E);
        if (direction || c == 0) {
            result += ' ';
        } else {
            result += bytes;
            if (spelled) {
                result += ' ';
            }
        }
    });
    return result;
}

std::size_t byte_of_character(std::string_view utf8, std::size_t character) {
    std::size_t at = 0;
    while (character > 0 && at < utf8.size()) {
        ++at;
        while (at < utf8.size() && (static_cast<unsigned char>(utf8[at]) & 0xC0U) == 0x80U) {
            ++at;
        }
        --character;
    }
    return at;
}

} // namespace zugang::content
