#include "content/search/lexicon.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace zugang::content::search {
namespace {

constexpr std::size_t longest_text = 100;     ///< stems
constexpr std::size_t most_pairs = 1'500'000; ///< of stems, counted in every text: 30 MB
constexpr int rounds = 6;                     ///< of expectation maximisation
constexpr float of_no_word = 0.02F;           ///< share of what no word of the text explains
constexpr std::size_t most_meanings = 2;
constexpr float least_probability = 0.1F;

} // namespace

std::vector<std::uint32_t> Lexicon::Words::number(std::span<const std::string> text) {
    std::vector<std::uint32_t> numbered;
    for (const std::string& stem : text.first(std::min(text.size(), longest_text))) {
        const auto [known, is_new] =
            numbers.emplace(stem, static_cast<std::uint32_t>(stems.size()));
        if (is_new) {
            stems.push_back(stem);
        }
        numbered.push_back(known->second);
    }
    return numbered;
}

void Lexicon::add(std::span<const std::string> source, std::span<const std::string> target) {
    if (source.empty() || target.empty() || pairs_ >= most_pairs) {
        return;
    }
    texts_.emplace_back(source_.number(source), target_.number(target));
    pairs_ += texts_.back().first.size() * texts_.back().second.size();
}

std::map<std::string, std::vector<Meaning>> Lexicon::learn() const {
    const auto key_of = [](std::uint32_t source, std::uint32_t target) {
        return (std::uint64_t{source} << 32U) | target;
    };
    std::vector<std::uint64_t> keys;
    keys.reserve(pairs_);
    std::vector<std::uint32_t> texts_with(source_.stems.size());
    for (const auto& [source, target] : texts_) {
        for (const std::uint32_t stem : source) {
            ++texts_with[stem];
            for (const std::uint32_t other : target) {
                keys.push_back(key_of(stem, other));
            }
        }
    }
    std::ranges::sort(keys);
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
    std::vector<std::uint32_t> places; // of all pairs, text by text
    places.reserve(pairs_);
    for (const auto& [source, target] : texts_) {
        for (const std::uint32_t other : target) {
            for (const std::uint32_t stem : source) {
                const auto key = std::ranges::lower_bound(keys, key_of(stem, other));
                places.push_back(static_cast<std::uint32_t>(key - keys.begin()));
            }
        }
    }
    const float nothing =
        of_no_word / static_cast<float>(std::max<std::size_t>(target_.stems.size(), 1));
    std::vector<float> probability(keys.size(), 1.0F);
    std::vector<float> counted(keys.size());
    for (int round = 0; round < rounds; ++round) {
        std::ranges::fill(counted, 0.0F);
        auto place = places.begin();
        for (const auto& [source, target] : texts_) {
            for (std::size_t i = 0; i < target.size(); ++i) {
                const std::span<const std::uint32_t> row(&*place, source.size());
                place += static_cast<std::ptrdiff_t>(source.size());
                float sum = nothing;
                for (const std::uint32_t at : row) {
                    sum += probability[at];
                }
                for (const std::uint32_t at : row) {
                    counted[at] += probability[at] / sum;
                }
            }
        }
        for (std::size_t first = 0; first < keys.size();) {
            std::size_t end = first;
            float sum = 0;
            for (; end < keys.size() && keys[end] >> 32U == keys[first] >> 32U; ++end) {
                sum += counted[end];
            }
            for (; first < end; ++first) {
                probability[first] = sum > 0 ? counted[first] / sum : 0;
            }
        }
    }
    std::map<std::string, std::vector<Meaning>> learnt;
    for (std::size_t at = 0; at < keys.size(); ++at) {
        const auto stem = static_cast<std::uint32_t>(keys[at] >> 32U);
        if (probability[at] < least_probability || texts_with[stem] < 2) {
            continue;
        }
        learnt[source_.stems[stem]].push_back(
            {.stem = target_.stems[static_cast<std::uint32_t>(keys[at])],
             .percent = static_cast<int>(std::lround(probability[at] * 100))});
    }
    for (auto& [stem, meanings] : learnt) {
        std::ranges::sort(meanings, [](const Meaning& a, const Meaning& b) {
            return a.percent != b.percent ? a.percent > b.percent : a.stem < b.stem;
        });
        meanings.resize(std::min(most_meanings, meanings.size()));
    }
    return learnt;
}

void append_meanings(std::string& lines, std::string_view stem, std::span<const Meaning> meanings) {
    lines.append(stem);
    char before = '\t';
    for (const Meaning& meaning : meanings) {
        lines += before;
        lines.append(meaning.stem).append(" ").append(std::to_string(meaning.percent));
        before = ' ';
    }
    lines += '\n';
}

std::vector<Meaning> read_meanings(std::string_view lines, std::size_t line) {
    std::string_view text = lines.substr(line, lines.find('\n', line) - line);
    text.remove_prefix(std::min(text.find('\t'), text.size()));
    std::vector<Meaning> meanings;
    while (text.size() > 1) {
        text.remove_prefix(1);
        const std::size_t space = std::min(text.find(' '), text.size());
        Meaning meaning{.stem = std::string(text.substr(0, space))};
        text.remove_prefix(std::min(space + 1, text.size()));
        const std::size_t end = std::min(text.find(' '), text.size());
        const auto read = std::from_chars(text.data(), text.data() + end, meaning.percent);
        text.remove_prefix(end);
        if (read.ec != std::errc{} || meaning.percent < 0 || meaning.percent > 100) {
            break; // damaged
        }
        meanings.push_back(std::move(meaning));
    }
    return meanings;
}

} // namespace zugang::content::search
