#include "content/search/analyse.hpp"

#include "content/search/fold.hpp"
#include "content/search/light_stem.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <libstemmer.h>

namespace zugang::content::search {
namespace {

/// Languages with a stemmer of Snowball 2.2, and those near enough to one. Not Turkish-like
/// guesses.
constexpr auto stemmers = std::to_array<std::pair<std::string_view, const char*>>({
    {"ca", "catalan"},    {"da", "danish"},     {"de", "german"},     {"el", "greek"},
    {"en", "english"},    {"es", "spanish"},    {"et", "estonian"},   {"eu", "basque"},
    {"fi", "finnish"},    {"fr", "french"},     {"ga", "irish"},      {"hi", "hindi"},
    {"hu", "hungarian"},  {"hy", "armenian"},   {"id", "indonesian"}, {"it", "italian"},
    {"lt", "lithuanian"}, {"nb", "norwegian"},  {"ne", "nepali"},     {"nl", "dutch"},
    {"no", "norwegian"},  {"pt", "portuguese"}, {"ro", "romanian"},   {"ru", "russian"},
    {"sr", "serbian"},    {"sv", "swedish"},    {"ta", "tamil"},      {"tr", "turkish"},
    {"yi", "yiddish"},
});

constexpr std::size_t longest_word = 128; ///< bytes; what is longer is cut

} // namespace

void DeleteStemmer::operator()(sb_stemmer* stemmer) const noexcept {
    sb_stemmer_delete(stemmer);
}

Analyser::Analyser(std::string_view language) : language_(language.substr(0, language.find('-'))) {
    const auto* found =
        std::ranges::find(stemmers, language_, &std::pair<std::string_view, const char*>::first);
    if (found != stemmers.end()) {
        stemmer_.reset(sb_stemmer_new(found->second, "UTF_8"));
    }
    if (language_ == "fr" || language_ == "it" || language_ == "ca") {
        apostrophe_ = Apostrophe::Parts;
    }
    static constexpr auto gluing =
        std::to_array<std::string_view>({"de", "nl", "sv", "da", "nb", "no", "fi", "hu"});
    makes_compounds_ = std::ranges::find(gluing, language_) != gluing.end();
}

Word Analyser::analyse(std::string_view written, TokenKind kind) const {
    if (written.size() > longest_word) {
        std::size_t end = longest_word;
        while (end > 0 && (static_cast<unsigned char>(written[end]) & 0xc0U) == 0x80U) {
            --end;
        }
        written = written.substr(0, end);
    }
    Word word;
    word.surface = fold(written);
    if (kind == TokenKind::Gram) {
        word.stem = word.surface;
        return word;
    }
    if (stemmer_) {
        const std::string input = lower(written, language_ == "tr" || language_ == "az");
        const auto* bytes = reinterpret_cast<const sb_symbol*>(input.data());
        const sb_symbol* stem =
            sb_stemmer_stem(stemmer_.get(), bytes, static_cast<int>(input.size()));
        if (stem != nullptr) {
            word.stem = fold({reinterpret_cast<const char*>(stem),
                              static_cast<std::size_t>(sb_stemmer_length(stemmer_.get()))});
        }
    } else {
        word.stem = light_stem(word.surface, language_);
    }
    if (language_ == "de") {
        word.surface = without_e_of_umlauts(word.surface);
        word.stem = without_e_of_umlauts(word.stem);
    }
    if (word.stem.empty()) {
        word.stem = word.surface;
    }
    return word;
}

} // namespace zugang::content::search
