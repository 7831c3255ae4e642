#include "content/tool/patterns.hpp"

#include <algorithm>
#include <cstdlib>
#include <limits>

#include <hyphen.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

namespace zugang::content::tool {
namespace {

constexpr int least_letters = 3; // on each side of a hyphen: less tells a slow reader nothing

struct CloseConverter {
    void operator()(UConverter* converter) const noexcept { ucnv_close(converter); }
};

/// In the character set of the patterns, lower case; empty where it cannot be written in that.
std::string encode(std::u32string_view word, const char* charset) {
    icu::UnicodeString lower;
    for (const char32_t character : word) { // one by one: their number must stay
        lower.append(u_tolower(static_cast<UChar32>(character)));
    }
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open(charset, &status));
    if (U_FAILURE(status) != 0) {
        return {};
    }
    ucnv_setFromUCallBack(converter.get(), UCNV_FROM_U_CALLBACK_STOP, nullptr, nullptr, nullptr,
                          &status);
    std::string bytes(static_cast<std::size_t>(lower.length()) * 4, '\0');
    const std::int32_t size =
        ucnv_fromUChars(converter.get(), bytes.data(), static_cast<std::int32_t>(bytes.size()),
                        lower.getBuffer(), lower.length(), &status);
    bytes.resize(U_SUCCESS(status) != 0 ? static_cast<std::size_t>(size) : 0);
    return bytes;
}

std::filesystem::path file_of(const std::filesystem::path& folder, const std::string& name) {
    return folder / ("hyph_" + name + ".dic");
}

/// What a non-standard hyphenation would put in place of letters; a soft hyphen cannot do that.
struct Replacements {
    char** texts = nullptr;
    int* positions = nullptr;
    int* cuts = nullptr;
    std::size_t size;

    explicit Replacements(std::size_t word_size) : size(word_size) {}
    Replacements(const Replacements&) = delete;
    Replacements& operator=(const Replacements&) = delete;
    ~Replacements() {
        for (std::size_t i = 0; texts != nullptr && i < size; ++i) {
            std::free(texts[i]); // NOLINT(cppcoreguidelines-no-malloc): the C library's own
        }
        for (void* block :
             {static_cast<void*>(texts), static_cast<void*>(positions), static_cast<void*>(cuts)}) {
            std::free(block); // NOLINT(cppcoreguidelines-no-malloc)
        }
    }
    bool at(std::size_t i) const { return texts != nullptr && texts[i] != nullptr; }
};

} // namespace

void FreeHyphenDict::operator()(_HyphenDict* dictionary) const noexcept {
    hnj_hyphen_free(dictionary);
}

bool is_patterns_name(std::string_view name) {
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_' || c == '-';
    });
}

bool has_patterns(const std::filesystem::path& folder, const std::string& name) {
    std::error_code error;
    return is_patterns_name(name) && std::filesystem::is_regular_file(file_of(folder, name), error);
}

std::optional<Patterns> Patterns::open(const std::filesystem::path& folder,
                                       const std::string& name) {
    if (!has_patterns(folder, name)) {
        return std::nullopt;
    }
    Patterns patterns;
    patterns.dictionary_.reset(hnj_hyphen_load(file_of(folder, name).c_str()));
    return patterns.dictionary_ == nullptr ? std::nullopt : std::optional(std::move(patterns));
}

std::shared_ptr<const Patterns> PatternFiles::open(const std::string& name) {
    const auto [entry, is_new] = opened_.try_emplace(name);
    if (is_new) {
        if (auto patterns = Patterns::open(folder_, name)) {
            entry->second = std::make_shared<const Patterns>(std::move(*patterns));
        }
    }
    return entry->second;
}

std::vector<std::size_t> Patterns::breaks(std::u32string_view word) const {
    constexpr std::size_t longest = 500; // nobody's word
    const std::string bytes =
        word.size() > longest ? std::string()
                              : encode(word, dictionary_->utf8 != 0 ? "UTF-8" : dictionary_->cset);
    if (bytes.empty()) {
        return {};
    }
    std::string marks(bytes.size() + 5, '\0');
    Replacements replacements(bytes.size());
    if (hnj_hyphen_hyphenate3(dictionary_.get(), bytes.data(), static_cast<int>(bytes.size()),
                              marks.data(), nullptr, &replacements.texts, &replacements.positions,
                              &replacements.cuts, least_letters, least_letters, 0, 0) != 0) {
        return {};
    }
    std::vector<std::size_t> breaks;
    for (std::size_t i = least_letters; i + least_letters <= word.size(); ++i) {
        if ((static_cast<unsigned char>(marks[i - 1]) & 1U) == 0 || replacements.at(i - 1)) {
            continue;
        }
        // "Sozi-a-l-ver": a letter of its own belongs to what is before it.
        if (!breaks.empty() && breaks.back() + 1 == i) {
            breaks.back() = i;
        } else {
            breaks.push_back(i);
        }
    }
    return breaks;
}

} // namespace zugang::content::tool
