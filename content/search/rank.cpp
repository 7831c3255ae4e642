#include "content/search/rank.hpp"

#include "content/search/layout.hpp"
#include "content/search/postings.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <functional>
#include <map>
#include <span>
#include <unordered_map>
#include <utility>

namespace zugang::content::search {
namespace {

constexpr std::size_t looked_at = 60; ///< articles of the second step

constexpr std::size_t most_words = 32; ///< of a query

struct Occurrence {
    std::uint32_t position = 0;
    std::uint32_t word = 0;
    double weight = 0;
};

bool is_better(const Candidate& a, const Candidate& b) {
    return a.score != b.score ? a.score > b.score : a.article < b.article;
}

double frequency_of(const PostingReader& reader, const Weights& weights) {
    const unsigned fields = reader.fields();
    const auto elsewhere = static_cast<std::uint32_t>(
        std::popcount(fields & unsigned{InTitle | InHeading | InKeywords | InGlossary}));
    double frequency =
        reader.count() > elsewhere ? reader.count() - elsewhere : ((fields & InBody) != 0 ? 1 : 0);
    frequency += (fields & InTitle) != 0 ? weights.title : 0;
    frequency += (fields & InHeading) != 0 ? weights.heading : 0;
    frequency += (fields & InKeywords) != 0 ? weights.keywords : 0;
    frequency += (fields & InGlossary) != 0 ? weights.glossary : 0;
    return frequency;
}

/// The list of a sense, with places to begin reading at.
struct SenseList {
    struct Start {
        PostingReader reader;      ///< before its next posting
        std::uint32_t article = 0; ///< the last one before it
    };
    static constexpr std::size_t stride = 64; ///< postings from one start to the next

    LanguageIndex* index = nullptr;
    double weight = 1;
    std::string bytes;
    std::vector<Start> starts;
};

/// What an article has of a word, through its best sense.
struct Part {
    std::uint32_t article = 0;
    float score = 0;
    float weight = 0;
};

/// All that has to do with a word of a query and does not depend on the other words.
struct WordScores {
    std::vector<SenseList> lists;
    std::vector<Part> parts;
    double found = 0; ///< articles, each as far as its sense is near
    bool used = true; ///< by the query that is being answered
};

/// By article; all zero between two uses.
using Scratch = std::vector<Part>;

void add_list(SenseList& list, const Weights& weights, Scratch& scratch, std::vector<Part>& parts) {
    const std::string& lengths = list.index->lengths();
    const std::array<double, 256>& norms = list.index->norms(weights.k1, weights.b);
    PostingReader reader(list.bytes);
    for (std::size_t number = 0;; ++number) {
        if (number % SenseList::stride == 0) {
            list.starts.push_back({.reader = reader, .article = reader.article()});
        }
        if (!reader.next()) {
            return;
        }
        const std::uint32_t article = reader.article();
        if (article == 0 || article > lengths.size() || article >= scratch.size()) {
            continue;
        }
        const double frequency = frequency_of(reader, weights);
        const auto step = static_cast<std::uint8_t>(lengths[article - 1]);
        const double score = list.weight * frequency * (weights.k1 + 1) / (frequency + norms[step]);
        Part& best = scratch[article];
        if (best.article == 0) {
            best.article = article;
            parts.push_back(best);
        }
        best.score = std::max(best.score, static_cast<float>(score));
        best.weight = std::max(best.weight, static_cast<float>(list.weight));
    }
}

WordScores score_word(const QueryWord& word, const Weights& weights, Scratch& scratch) {
    WordScores scores;
    for (const SensesInLanguage& language : word.senses) {
        for (const Sense& sense : language.senses) {
            SenseList& list = scores.lists.emplace_back();
            list.index = language.index;
            list.weight = sense.weight;
            list.bytes = language.index->postings(sense.stem);
        }
    }
    for (SenseList& list : scores.lists) { // where they lie does not change any more
        add_list(list, weights, scratch, scores.parts);
    }
    for (Part& part : scores.parts) {
        part = std::exchange(scratch[part.article], Part{});
        scores.found += part.weight;
    }
    return scores;
}

double rarity_of(double found, double share, std::size_t texts, const Weights& weights) {
    const auto all = static_cast<double>(std::max<std::size_t>(texts, 1));
    found = std::min(found, all);
    return share * std::pow(std::log(1 + (all - found + 0.5) / (found + 0.5)), weights.rarity);
}

/// What stands together in one text.
struct Closeness {
    double passage = 0;
    double phrase = 0;
    double title = 0; ///< the words of the title, as far as the title has no others
    std::uint32_t position = 0;
    bool in_title_only = true;
};

Closeness look_at(std::vector<Occurrence>& occurrences, const std::vector<Section>& layout,
                  const std::vector<double>& rarities, std::uint32_t window) {
    std::ranges::stable_sort(occurrences, {}, &Occurrence::position);
    std::uint32_t front = 0; // words of title, summary and keywords
    for (std::size_t i = 0; i < std::min(first_block_section, layout.size()); ++i) {
        front += layout[i].words;
    }
    const std::uint32_t title = layout.empty() ? 0 : layout[title_section].words;
    std::array<double, most_words> in_title{};
    std::vector<Occurrence> body;
    std::vector<bool> titled(title);
    for (const Occurrence& occurrence : occurrences) {
        if (occurrence.position < title) {
            titled[occurrence.position] = true;
            double& weight = in_title.at(occurrence.word);
            weight = std::max(weight, occurrence.weight * 0.9);
        }
        if (occurrence.position >= front) {
            body.push_back(occurrence);
        }
    }
    const auto value = [&rarities](const std::array<double, most_words>& weights) {
        double sum = 0;
        for (std::size_t i = 0; i < rarities.size(); ++i) {
            sum += rarities[i] * weights.at(i);
        }
        return sum;
    };
    Closeness best{.passage = value(in_title)};
    best.title = best.passage * static_cast<double>(std::ranges::count(titled, true)) /
                 std::max(1.0, static_cast<double>(title));
    double best_window = 0;
    for (std::size_t i = 0; i < body.size(); ++i) {
        std::array<double, most_words> together{};
        for (std::size_t j = i; j < body.size(); ++j) {
            if (body[j].position > body[i].position + window) {
                break;
            }
            double& weight = together.at(body[j].word);
            weight = std::max(weight, body[j].weight);
        }
        const double valued = value(together);
        if (valued > best_window) {
            best_window = valued;
            best.position = body[i].position;
            best.in_title_only = false;
            for (std::size_t k = 0; k < rarities.size(); ++k) {
                together.at(k) = std::max(together.at(k), in_title.at(k));
            }
            best.passage = std::max(best.passage, value(together));
        }
    }
    std::array<double, most_words> follows{};
    for (std::size_t i = 0; i + 1 < occurrences.size(); ++i) {
        for (std::size_t j = i + 1;
             j < occurrences.size() && occurrences[j].position <= occurrences[i].position + 2;
             ++j) {
            if (occurrences[j].word == occurrences[i].word + 1 &&
                occurrences[j].position > occurrences[i].position) {
                double& pair = follows.at(occurrences[i].word);
                pair = std::max(pair, std::min(occurrences[i].weight, occurrences[j].weight) *
                                          std::min(rarities[occurrences[i].word],
                                                   rarities[occurrences[j].word]));
            }
        }
    }
    for (const double pair : follows) {
        best.phrase += pair;
    }
    return best;
}

using Texts = std::map<std::pair<std::size_t, LanguageIndex*>, std::vector<Occurrence>>;

/// Where a list has the candidates, given as article and place in ascending order.
void find_occurrences(const SenseList& list, std::uint32_t word,
                      const std::vector<std::pair<std::uint32_t, std::size_t>>& candidates,
                      Texts& texts) {
    std::vector<std::uint32_t> positions;
    std::size_t start = 0;
    PostingReader reader(list.bytes);
    bool more = reader.next();
    for (const auto& [article, place] : candidates) {
        std::size_t later = start;
        while (later + 1 < list.starts.size() && list.starts[later + 1].article < article) {
            ++later;
        }
        if (later != start && more && list.starts[later].article > reader.article()) {
            reader = list.starts[later].reader;
            more = reader.next();
        }
        start = later;
        while (more && reader.article() < article) {
            more = reader.next();
        }
        if (!more) {
            return;
        }
        if (reader.article() != article || reader.count() == 0) {
            continue;
        }
        reader.positions(positions);
        auto& text = texts[{place, list.index}];
        for (const std::uint32_t position : positions) {
            text.push_back({.position = position, .word = word, .weight = list.weight});
        }
    }
}

/// Tells words with other senses apart.
std::size_t key_of(const QueryWord& word) {
    std::size_t key = 0;
    const auto mix = [&key](std::size_t more) {
        key ^= more + 0x9e3779b97f4a7c15U + (key << 6U) + (key >> 2U);
    };
    for (const SensesInLanguage& language : word.senses) {
        mix(std::hash<const void*>{}(language.index));
        for (const Sense& sense : language.senses) {
            mix(std::hash<std::string>{}(sense.stem));
            mix(std::hash<double>{}(sense.weight));
        }
    }
    return key;
}

} // namespace

struct Ranker::Memory {
    std::unordered_map<std::size_t, WordScores> words; ///< by key_of
    Scratch scratch;
    Scratch total; ///< of the whole query

    std::vector<Candidate> find_best(const std::vector<const WordScores*>& scores,
                                     const std::vector<double>& rarities, double sum,
                                     const Weights& weights, std::size_t most);
};

Ranker::Ranker() : memory_(std::make_unique<Memory>()) {
}

Ranker::~Ranker() = default;

std::vector<Candidate> Ranker::Memory::find_best(const std::vector<const WordScores*>& scores,
                                                 const std::vector<double>& rarities, double sum,
                                                 const Weights& weights, std::size_t most) {
    std::vector<std::uint32_t> scored;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const auto rarity = static_cast<float>(rarities[i]);
        for (const Part& part : scores[i]->parts) {
            Part& of = total[part.article];
            if (of.article == 0) {
                of.article = part.article;
                scored.push_back(part.article);
            }
            of.score += rarity * part.score;
            of.weight += rarity * std::min(1.0F, part.weight * 1.2F);
        }
    }
    std::vector<Part> best; // score: the final one; weight: the share that is covered
    best.reserve(scored.size());
    const double least = std::max(sum, 1e-9);
    for (const std::uint32_t article : scored) {
        const Part of = std::exchange(total[article], Part{});
        const double covered = of.weight / least;
        best.push_back({.article = article,
                        .score = static_cast<float>(
                            of.score / least * (1 - weights.coverage + weights.coverage * covered)),
                        .weight = static_cast<float>(covered)});
    }
    const auto comes_first = [](const Part& a, const Part& b) {
        return a.score != b.score ? a.score > b.score : a.article < b.article;
    };
    const std::size_t kept = std::min(most, best.size());
    std::ranges::nth_element(best, best.begin() + static_cast<std::ptrdiff_t>(kept), comes_first);
    best.resize(kept);
    std::ranges::sort(best, comes_first);
    std::vector<Candidate> candidates;
    for (const Part& part : best) {
        candidates.push_back(
            {.article = part.article, .score = part.score, .covered = part.weight});
    }
    return candidates;
}

std::vector<Candidate> Ranker::rank(const std::vector<QueryWord>& all_words, const Weights& weights,
                                    std::size_t most) {
    const std::span<const QueryWord> words =
        std::span(all_words).first(std::min(all_words.size(), most_words));
    std::size_t articles = 0;
    std::size_t texts = 0;
    for (const QueryWord& word : words) {
        for (const SensesInLanguage& language : word.senses) {
            articles = std::max(articles, language.index->lengths().size());
            texts = std::max(texts, language.index->texts());
        }
    }
    if (memory_->total.size() < articles + 1) {
        memory_->scratch.resize(articles + 1);
        memory_->total.resize(articles + 1);
    }
    for (auto& [key, scores] : memory_->words) {
        scores.used = false;
    }
    std::vector<const WordScores*> scores;
    std::vector<double> rarities;
    double sum = 0;
    for (const QueryWord& word : words) {
        const std::size_t key = key_of(word);
        auto known = memory_->words.find(key);
        if (known == memory_->words.end()) {
            known = memory_->words.emplace(key, score_word(word, weights, memory_->scratch)).first;
        }
        known->second.used = true;
        scores.push_back(&known->second);
        rarities.push_back(known->second.found > 0
                               ? rarity_of(known->second.found, word.share, texts, weights)
                               : 0);
        sum += rarities.back();
    }
    std::erase_if(memory_->words, [](const auto& entry) { return !entry.second.used; });
    std::vector<Candidate> candidates =
        memory_->find_best(scores, rarities, sum, weights, std::max(most, looked_at));
    if (sum <= 0) {
        candidates.resize(std::min(most, candidates.size()));
        return candidates;
    }
    std::vector<std::pair<std::uint32_t, std::size_t>> places;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        places.emplace_back(candidates[i].article, i);
    }
    std::ranges::sort(places);
    Texts found;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        for (const SenseList& list : scores[i]->lists) {
            find_occurrences(list, static_cast<std::uint32_t>(i), places, found);
        }
    }
    for (auto& [key, occurrences] : found) {
        const auto& [place, index] = key;
        Candidate& candidate = candidates[place];
        const Closeness near = look_at(occurrences, read_layout(index->layout(candidate.article)),
                                       rarities, static_cast<std::uint32_t>(weights.window));
        const double gain = (weights.passage * near.passage + weights.phrase * near.phrase +
                             weights.whole_title * near.title) /
                            sum;
        if (candidate.language == nullptr || gain > candidate.gain) {
            candidate.language = index;
            candidate.position = near.position;
            candidate.in_title_only = near.in_title_only;
            candidate.gain = gain;
        }
    }
    for (Candidate& candidate : candidates) {
        candidate.score += candidate.gain;
    }
    std::ranges::sort(candidates, is_better);
    candidates.resize(std::min(most, candidates.size()));
    return candidates;
}

} // namespace zugang::content::search
