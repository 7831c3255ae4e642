#include "content/search/language_index.hpp"

#include "content/queries.hpp"
#include "content/search/code_point.hpp"
#include "content/search/layout.hpp"
#include "content/search/skeleton.hpp"
#include "content/search/typo.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace zugang::content::search {
namespace {

struct Letters {
    std::uint32_t which = 0; ///< code points modulo 32
    std::uint32_t count = 0;
};

Letters letters_of(std::string_view surface) {
    Letters letters;
    for (std::size_t at = 0; at < surface.size();) {
        letters.which |= 1U << (next_code_point(surface, at) & 31U);
        ++letters.count;
    }
    return letters;
}

/// The first are those that most texts have.
void keep_commonest(std::vector<ListedWord>& words, std::size_t most) {
    const std::size_t kept = std::min(most, words.size());
    std::ranges::partial_sort(words, words.begin() + static_cast<std::ptrdiff_t>(kept),
                              [](const ListedWord& a, const ListedWord& b) {
                                  return a.texts != b.texts ? a.texts > b.texts
                                                            : a.surface < b.surface;
                              });
    words.resize(kept);
}

} // namespace

LanguageIndex::LanguageIndex(Database& database, std::string_view language)
    : language_(language), analyser_(language), words_(database, queries::search_words),
      all_words_(database, queries::search_all_words),
      readings_(database, queries::search_readings), meanings_(database, queries::search_meanings),
      postings_(database, queries::search_postings), layout_(database, queries::search_layout),
      lengths_row_(database, queries::search_lengths) {
}

const std::string& LanguageIndex::lines_of(std::string_view surface) {
    if (all_read_) {
        return all_;
    }
    std::string part = part_of(surface);
    const auto known = parts_.find(part);
    if (known != parts_.end()) {
        return known->second;
    }
    words_.reset();
    words_.bind(1, language_).bind(2, part);
    std::string lines = words_.step() ? std::string(words_.bytes(0)) : std::string{};
    words_.reset();
    return parts_.emplace(std::move(part), std::move(lines)).first->second;
}

const std::string& LanguageIndex::all_lines() {
    if (!all_read_) {
        all_words_.reset();
        all_words_.bind(1, language_);
        while (all_words_.step()) {
            all_ += all_words_.bytes(0);
        }
        all_words_.reset();
        all_read_ = true;
        parts_.clear();
    }
    return all_;
}

std::vector<ListedWord> LanguageIndex::find(std::string_view surface) {
    std::vector<ListedWord> words;
    const std::string& lines = lines_of(surface);
    for (std::size_t line = find_line(lines, surface);
         line < lines.size() && surface_at(lines, line) == surface; line = next_line(lines, line)) {
        words.push_back(read_word(lines, line));
    }
    return words;
}

std::vector<ListedWord> LanguageIndex::find_prefix(std::string_view prefix, std::size_t most) {
    std::vector<ListedWord> words;
    const std::string& lines = lines_of(prefix);
    for (std::size_t line = find_line(lines, prefix);
         line < lines.size() && surface_at(lines, line).starts_with(prefix);
         line = next_line(lines, line)) {
        words.push_back(read_word(lines, line));
    }
    keep_commonest(words, most);
    return words;
}

void LanguageIndex::find_inside(std::string_view part,
                                const std::function<void(const ListedWord&)>& found) {
    const std::string& lines = all_lines();
    std::size_t at = 0;
    while (at < lines.size()) {
        const void* hit = memmem(lines.data() + at, lines.size() - at, part.data(), part.size());
        if (hit == nullptr) {
            return;
        }
        const auto where = static_cast<std::size_t>(static_cast<const char*>(hit) - lines.data());
        const std::size_t before = where == 0 ? std::string::npos : lines.rfind('\n', where - 1);
        const std::size_t line = before == std::string::npos ? 0 : before + 1;
        if (where + part.size() <= line + surface_at(lines, line).size()) {
            found(read_word(lines, line));
        }
        at = next_line(lines, where);
    }
}

std::vector<std::pair<ListedWord, std::size_t>> LanguageIndex::find_typos(std::string_view surface,
                                                                          std::size_t most) {
    const std::string& lines = all_lines();
    if (index_.empty()) {
        for (std::size_t line = 0; line < lines.size(); line = next_line(lines, line)) {
            const Letters letters = letters_of(surface_at(lines, line));
            index_.push_back({.start = static_cast<std::uint32_t>(line),
                              .letters = letters.which,
                              .count = letters.count});
        }
    }
    std::vector<std::pair<ListedWord, std::size_t>> words;
    const std::u32string letters = code_points(surface);
    const Letters wanted = letters_of(surface);
    const auto other_letters = static_cast<int>(most * 2); // a wrong one is one less and one more
    for (const Line& line : index_) {
        if (std::popcount(line.letters ^ wanted.which) > other_letters ||
            line.count > wanted.count + most || wanted.count > line.count + most) {
            continue;
        }
        const std::string_view other = surface_at(lines, line.start);
        const std::size_t typos = count_typos(letters, code_points(other), most);
        if (typos <= most) {
            words.emplace_back(read_word(lines, line.start), typos);
        }
    }
    return words;
}

std::vector<ListedWord> LanguageIndex::find_skeleton(std::string_view wanted) {
    const std::string& lines = all_lines();
    const std::hash<std::string_view> hash;
    if (skeletons_.empty()) {
        for (std::size_t line = 0; line < lines.size(); line = next_line(lines, line)) {
            const std::string bones =
                skeleton(romanise(surface_at(lines, line)), is_arabic_script(language_));
            if (!bones.empty()) {
                skeletons_.emplace_back(hash(bones), static_cast<std::uint32_t>(line));
            }
        }
        std::ranges::sort(skeletons_);
    }
    std::vector<ListedWord> words;
    const std::pair<std::size_t, std::uint32_t> first{hash(wanted), 0};
    for (auto found = std::ranges::lower_bound(skeletons_, first);
         found != skeletons_.end() && found->first == first.first; ++found) {
        words.push_back(read_word(lines, found->second));
    }
    return words;
}

const Pinyin& LanguageIndex::pinyin() {
    if (!readings_read_ && is_read_in_pinyin(language_)) {
        readings_.reset();
        readings_.bind(1, language_);
        while (readings_.step()) {
            if (!readings_.text(1).empty()) {
                pinyin_.add(readings_.text(0), readings_.text(1));
            }
        }
        readings_.reset();
    }
    readings_read_ = true;
    return pinyin_;
}

std::vector<ListedWord> LanguageIndex::find_read(std::span<const std::string> syllables,
                                                 bool goes_on, std::size_t most) {
    std::vector<ListedWord> words;
    if (syllables.empty() || pinyin().empty()) {
        return words;
    }
    const bool alone = syllables.size() == 1;
    for (const std::string& first : pinyin_.characters(syllables[0], alone && goes_on)) {
        const std::string& lines = lines_of(first);
        for (std::size_t line = find_line(lines, first);
             line < lines.size() && surface_at(lines, line).starts_with(first);
             line = next_line(lines, line)) {
            const std::string_view second = surface_at(lines, line).substr(first.size());
            if (alone || pinyin_.is_read(second, syllables[1], goes_on && syllables.size() == 2)) {
                words.push_back(read_word(lines, line));
            }
        }
    }
    keep_commonest(words, most);
    return words;
}

std::vector<Meaning> LanguageIndex::meanings(std::string_view stem) {
    std::string part = part_of(stem);
    auto known = meaning_parts_.find(part);
    if (known == meaning_parts_.end()) {
        meanings_.reset();
        meanings_.bind(1, language_).bind(2, part);
        std::string lines =
            !part.empty() && meanings_.step() ? std::string(meanings_.bytes(0)) : std::string{};
        meanings_.reset();
        known = meaning_parts_.emplace(std::move(part), std::move(lines)).first;
    }
    const std::string& lines = known->second;
    const std::size_t line = find_line(lines, stem);
    return line < lines.size() && surface_at(lines, line) == stem ? read_meanings(lines, line)
                                                                  : std::vector<Meaning>{};
}

std::string_view LanguageIndex::postings(std::string_view stem) {
    postings_.reset();
    postings_.bind(1, language_).bind(2, stem);
    return postings_.step() ? postings_.bytes(0) : std::string_view{};
}

std::string LanguageIndex::layout(std::uint32_t article) {
    layout_.reset();
    layout_.bind(1, std::int64_t{article}).bind(2, language_);
    std::string bytes = layout_.step() ? std::string(layout_.bytes(0)) : std::string{};
    layout_.reset();
    return bytes;
}

void LanguageIndex::read_lengths() {
    if (lengths_read_) {
        return;
    }
    lengths_read_ = true;
    lengths_row_.reset();
    lengths_row_.bind(1, language_);
    if (lengths_row_.step()) {
        lengths_ = lengths_row_.bytes(0);
    }
    lengths_row_.reset();
    double words = 0;
    for (const char step : lengths_) {
        if (step != 0) {
            words += words_of_step(static_cast<std::uint8_t>(step));
            ++texts_;
        }
    }
    average_words_ = texts_ == 0 ? 1.0 : std::max(1.0, words / static_cast<double>(texts_));
}

const std::string& LanguageIndex::lengths() {
    read_lengths();
    return lengths_;
}

double LanguageIndex::average_words() {
    read_lengths();
    return average_words_;
}

const std::array<double, 256>& LanguageIndex::norms(double k1, double b) {
    if (norms_[0] == 0) {
        const double average = average_words();
        for (std::size_t step = 0; step < norms_.size(); ++step) {
            const double words = words_of_step(static_cast<std::uint8_t>(step));
            norms_[step] = std::max(1e-9, k1 * (1 - b + b * words / average));
        }
    }
    return norms_;
}

std::size_t LanguageIndex::texts() {
    read_lengths();
    return texts_;
}

} // namespace zugang::content::search
