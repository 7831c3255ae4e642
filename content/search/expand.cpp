#include "content/search/expand.hpp"

#include "content/search/code_point.hpp"
#include "content/search/skeleton.hpp"
#include "content/search/typo.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace zugang::content::search {
namespace {

constexpr std::size_t most_prefixes = 48;
constexpr std::size_t most_compounds = 40;
constexpr std::size_t most_typos = 8;
constexpr std::size_t shortest_part = 4; ///< letters of a part of a compound that is looked for

struct Ranked {
    ListedWord word;
    double weight = 0;
};

void keep_best(std::vector<Ranked>& words, std::size_t most) {
    const std::size_t kept = std::min(most, words.size());
    std::ranges::partial_sort(words, words.begin() + static_cast<std::ptrdiff_t>(kept),
                              [](const Ranked& a, const Ranked& b) {
                                  return std::pair(-a.weight, -static_cast<double>(a.word.texts)) <
                                         std::pair(-b.weight, -static_cast<double>(b.word.texts));
                              });
    words.resize(kept);
}

} // namespace

void add_sense(std::vector<Sense>& senses, Sense sense) {
    const auto known = std::ranges::find(senses, sense.stem, &Sense::stem);
    if (known == senses.end()) {
        senses.push_back(std::move(sense));
    } else if (known->weight < sense.weight) {
        *known = std::move(sense);
    }
}

std::vector<Sense> find_forms(LanguageIndex& index, const Word& word, const Weights& weights) {
    std::vector<Sense> senses;
    for (ListedWord& listed : index.find(word.surface)) {
        add_sense(senses, {.stem = std::move(listed.stem), .weight = 1, .way = Way::Itself});
    }
    if (weights.stem > 0 && index.has_stem(word.stem)) {
        add_sense(senses, {.stem = word.stem, .weight = weights.stem, .way = Way::Form});
    }
    return senses;
}

void add_family(LanguageIndex& index, const Word& word, const Weights& weights,
                std::vector<Sense>& senses) {
    constexpr std::size_t most_relatives = 24;
    constexpr std::size_t shortest_root = 5;
    std::size_t letters = 0;
    std::size_t root = 0; // bytes
    const std::size_t all = code_points(word.surface).size();
    const std::size_t wanted = std::max(shortest_root, (all * 3 + 4) / 5);
    while (letters < wanted && root < word.surface.size()) {
        next_code_point(word.surface, root);
        ++letters;
    }
    if (letters < wanted || wanted >= all) {
        return;
    }
    for (ListedWord& listed : index.find_prefix(word.surface.substr(0, root), most_relatives)) {
        if (code_points(listed.surface).size() <= all + 3) {
            add_sense(
                senses,
                {.stem = std::move(listed.stem), .weight = weights.family, .way = Way::Family});
        }
    }
}

void add_prefixes(LanguageIndex& index, const Word& word, const Weights& weights,
                  std::vector<Sense>& senses) {
    for (ListedWord& listed : index.find_prefix(word.surface, most_prefixes)) {
        const double typed =
            static_cast<double>(word.surface.size()) / static_cast<double>(listed.surface.size());
        add_sense(senses, {.stem = std::move(listed.stem),
                           .weight = weights.prefix * (0.5 + 0.5 * typed),
                           .way = Way::Prefix});
    }
}

void add_compounds(LanguageIndex& index, const Word& word, const Weights& weights,
                   std::vector<Sense>& senses) {
    const std::string& part = word.stem.size() >= shortest_part ? word.stem : word.surface;
    if (part.size() < shortest_part) {
        return;
    }
    std::vector<Ranked> found;
    index.find_inside(part, [&](const ListedWord& listed) {
        const std::size_t at = listed.surface.rfind(part);
        const std::size_t rest = listed.surface.size() - at - part.size();
        if (at < 3 && rest < 3) {
            return; // another form
        }
        const bool is_end = at >= 3 && rest <= 2;
        found.push_back({listed, is_end ? weights.compound_end : weights.compound_part});
    });
    keep_best(found, most_compounds);
    for (Ranked& ranked : found) {
        add_sense(
            senses,
            {.stem = std::move(ranked.word.stem), .weight = ranked.weight, .way = Way::Compound});
    }
}

void add_typos(LanguageIndex& index, const Word& word, const Weights& weights,
               std::vector<Sense>& senses) {
    const std::size_t letters = code_points(word.surface).size();
    const std::size_t most = allowed_typos(letters);
    if (most == 0 ||
        std::ranges::any_of(word.surface, [](char c) { return c >= '0' && c <= '9'; })) {
        return;
    }
    std::vector<Ranked> found;
    for (auto& [listed, typos] : index.find_typos(word.surface, most)) {
        found.push_back({std::move(listed), typos == 1 ? weights.typo : weights.typo * 0.5});
    }
    keep_best(found, most_typos);
    for (Ranked& ranked : found) {
        add_sense(senses,
                  {.stem = std::move(ranked.word.stem), .weight = ranked.weight, .way = Way::Typo});
    }
}

void add_romanised(LanguageIndex& index, const Word& word, const Weights& weights,
                   std::vector<Sense>& senses) {
    if (!is_latin(word.surface)) {
        return;
    }
    const std::string typed = as_romanised(word.surface);
    const std::string bones = skeleton(typed, is_arabic_script(index.language()));
    if (bones.size() < 2) {
        return;
    }
    const std::u32string typed_letters = code_points(typed);
    constexpr std::size_t most_vowels = 6; ///< that the typed word has more or others
    std::vector<Ranked> found;
    for (ListedWord& listed : index.find_skeleton(bones)) {
        const std::size_t others =
            count_typos(typed_letters, code_points(romanise(listed.surface)), most_vowels);
        const double near = 1.0 - 0.12 * static_cast<double>(others);
        if (near > 0.2) {
            found.push_back({std::move(listed), weights.romanised * near});
        }
    }
    keep_best(found, most_typos);
    for (Ranked& ranked : found) {
        add_sense(
            senses,
            {.stem = std::move(ranked.word.stem), .weight = ranked.weight, .way = Way::Romanised});
    }
}

std::vector<Sense> find_read(LanguageIndex& index, std::span<const std::string> syllables,
                             bool goes_on, const Weights& weights) {
    std::vector<Sense> senses;
    for (ListedWord& listed : index.find_read(syllables, goes_on, most_prefixes)) {
        add_sense(senses,
                  {.stem = std::move(listed.stem), .weight = weights.pinyin, .way = Way::Form});
    }
    return senses;
}

std::vector<std::string> split_compound(LanguageIndex& index, const std::string& surface) {
    static constexpr auto glue =
        std::to_array<std::string_view>({"", "s", "es", "n", "en", "er", "e"});
    const auto known = [&index](std::string_view part) {
        return part.size() >= 3 && index.knows(part);
    };
    const auto known_left = [&](std::string_view left) -> std::optional<std::string> {
        for (const std::string_view ending : glue) {
            if (left.ends_with(ending)) {
                const std::string_view part = left.substr(0, left.size() - ending.size());
                if (known(part)) {
                    return std::string(part);
                }
            }
        }
        return std::nullopt;
    };
    // The longest last part that leaves something known in front.
    for (std::size_t at = 3; at + shortest_part <= surface.size(); ++at) {
        const std::string_view right = std::string_view(surface).substr(at);
        if (!known(right)) {
            continue;
        }
        if (auto left = known_left(std::string_view(surface).substr(0, at))) {
            return {*std::move(left), std::string(right)};
        }
    }
    return {};
}

} // namespace zugang::content::search
