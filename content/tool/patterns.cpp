#include "content/tool/patterns.hpp"

#include "content/sha256.hpp"
#include "content/tool/text_file.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <limits>
#include <stdexcept>

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

std::u32string to_utf32(std::string_view utf8) {
    const auto utf16 =
        icu::UnicodeString::fromUTF8({utf8.data(), static_cast<std::int32_t>(utf8.size())});
    std::u32string result;
    for (std::int32_t i = 0; i < utf16.length(); i = utf16.moveIndex32(i, 1)) {
        result += static_cast<char32_t>(utf16.char32At(i));
    }
    return result;
}

std::string to_utf8(const std::u32string& word) {
    icu::UnicodeString utf16;
    for (const char32_t character : word) {
        utf16.append(static_cast<UChar32>(character));
    }
    std::string utf8;
    return utf16.toUTF8String(utf8);
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

std::shared_ptr<Patterns> Patterns::open(const std::filesystem::path& folder,
                                         const std::string& name, const Cache& cache) {
    Report unread;
    const auto bytes =
        has_patterns(folder, name) ? read_bytes(file_of(folder, name), unread) : std::nullopt;
    if (!bytes) {
        return nullptr;
    }
    auto patterns = std::make_shared<Patterns>();
    patterns->file_ = file_of(folder, name);
    patterns->cache_name_ = "hyphenation " + std::to_string(least_letters) + " " +
                            program_version() + " " + sha256(*bytes);
    if (const auto lines = cache.read(patterns->cache_name_)) {
        patterns->load(*lines);
    }
    return patterns;
}

Patterns::Shelf& Patterns::shelf(const std::u32string& word) {
    return shelves_[std::hash<std::u32string>()(word) % shelves_.size()];
}

/// A word a line, its breaks behind it: "umschulung 2 6".
void Patterns::load(std::string_view lines) {
    while (!lines.empty()) {
        const std::string_view line = lines.substr(0, lines.find('\n'));
        lines.remove_prefix(std::min(line.size() + 1, lines.size()));
        std::size_t space = line.find(' ');
        std::u32string word = to_utf32(line.substr(0, space));
        Breaks breaks;
        while (space != std::string_view::npos) {
            std::uint16_t number = 0;
            std::from_chars(line.data() + space + 1, line.data() + line.size(), number);
            breaks.push_back(number);
            space = line.find(' ', space + 1);
        }
        Shelf& part = shelf(word);
        part.words.emplace(std::move(word), std::move(breaks));
        ++kept_;
    }
}

void Patterns::keep(const Cache& cache) {
    constexpr std::size_t most = 400'000; // of all that editors ever wrote; then it begins anew
    std::map<std::u32string, Breaks> words;
    for (const Shelf& part : shelves_) {
        words.insert(part.words.begin(), part.words.end());
    }
    if (words.size() == kept_) {
        return;
    }
    std::string lines;
    for (const auto& [word, breaks] : words.size() > most ? decltype(words)() : words) {
        lines += to_utf8(word);
        for (const std::uint16_t at : breaks) {
            lines += ' ' + std::to_string(at);
        }
        lines += '\n';
    }
    cache.write(cache_name_, lines);
    kept_ = words.size();
}

std::shared_ptr<Patterns> PatternFiles::open(const std::string& name) {
    const auto [entry, is_new] = opened_.try_emplace(name);
    if (is_new) {
        entry->second = Patterns::open(folder_, name, cache_);
    }
    return entry->second;
}

void PatternFiles::keep() {
    for (const auto& [name, patterns] : opened_) {
        if (patterns) {
            patterns->keep(cache_);
        }
    }
}

void PatternFiles::read() {
    for (const auto& [name, patterns] : opened_) {
        if (patterns) {
            patterns->read();
        }
    }
}

std::vector<std::size_t> Patterns::breaks(const std::u32string& word) {
    Shelf& part = shelf(word);
    {
        const std::lock_guard lock(part.mutex);
        if (const auto found = part.words.find(word); found != part.words.end()) {
            return {found->second.begin(), found->second.end()};
        }
    }
    const Breaks breaks = find_breaks(word);
    const std::lock_guard lock(part.mutex);
    part.words.emplace(word, breaks);
    return {breaks.begin(), breaks.end()};
}

void Patterns::read() {
    std::call_once(read_, [this] { dictionary_.reset(hnj_hyphen_load(file_.c_str())); });
    if (dictionary_ == nullptr) {
        throw std::runtime_error(file_.string() + ": these hyphenation patterns cannot be read; " +
                                 "install the package again that has them");
    }
}

Patterns::Breaks Patterns::find_breaks(const std::u32string& word) {
    read();
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
    Breaks breaks;
    for (std::size_t i = least_letters; i + least_letters <= word.size(); ++i) {
        if ((static_cast<unsigned char>(marks[i - 1]) & 1U) == 0 || replacements.at(i - 1)) {
            continue;
        }
        // "Sozi-a-l-ver": a letter of its own belongs to what is before it.
        if (!breaks.empty() && std::size_t{breaks.back()} + 1 == i) {
            breaks.back() = static_cast<std::uint16_t>(i);
        } else {
            breaks.push_back(static_cast<std::uint16_t>(i));
        }
    }
    return breaks;
}

} // namespace zugang::content::tool
