#include "content/search/rank.hpp"

#include "content/search/layout.hpp"
#include "content/search/postings.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <map>
#include <span>
#include <utility>

namespace zugang::content::search {
namespace {

constexpr std::size_t looked_at = 60;      ///< articles of the second step
constexpr std::uint32_t window_words = 50; ///< words that count as standing together
constexpr std::size_t most_words = 32;     ///< of a query

struct Occurrence {
    std::uint32_t position = 0;
    std::uint32_t word = 0;
    double weight = 0;
};

/// Scores by article.
class Scores {
  public:
    explicit Scores(std::size_t articles) : total_(articles + 1), word_(articles + 1) {}

    void add_list(LanguageIndex& index, const Sense& sense, std::string_view postings,
                  const Weights& weights) {
        const std::string& lengths = index.lengths();
        const std::array<double, 256>& norms = index.norms(weights.k1, weights.b);
        for (PostingReader reader(postings); reader.next();) {
            const std::uint32_t article = reader.article();
            if (article == 0 || article >= total_.size() || article > lengths.size()) {
                continue;
            }
            const double frequency = frequency_of(reader, weights);
            const auto step = static_cast<std::uint8_t>(lengths[article - 1]);
            const double score =
                sense.weight * frequency * (weights.k1 + 1) / (frequency + norms[step]);
            Of& best = word_[article];
            if (best.score == 0) {
                touched_.push_back(article);
            }
            best.score = std::max(best.score, score);
            best.weight = std::max(best.weight, sense.weight);
        }
    }

    /// All lists of a word are there. Returns its weight: the rarer, the more.
    double finish_word(double share, std::size_t texts, const Weights& weights) {
        double found = 0;
        for (const std::uint32_t article : touched_) {
            found += word_[article].weight;
        }
        const auto all = static_cast<double>(std::max<std::size_t>(texts, 1));
        found = std::min(found, all);
        const double rarity =
            share * std::pow(std::log(1 + (all - found + 0.5) / (found + 0.5)), weights.rarity);
        for (const std::uint32_t article : touched_) {
            Of& best = word_[article];
            if (!total_[article].scored) {
                total_[article].scored = true;
                scored_.push_back(article);
            }
            total_[article].score += rarity * best.score;
            total_[article].weight += rarity * std::min(1.0, best.weight * 1.2);
            best = {};
        }
        touched_.clear();
        return touched_.empty() && found == 0 ? 0 : rarity;
    }

    std::vector<Candidate> best(double total, std::size_t most, double coverage) {
        std::vector<Candidate> candidates;
        candidates.reserve(scored_.size());
        for (const std::uint32_t article : scored_) {
            const double covered = total > 0 ? total_[article].weight / total : 0;
            candidates.push_back({.article = article,
                                  .score = total_[article].score / std::max(total, 1e-9) *
                                           (1 - coverage + coverage * covered),
                                  .covered = covered});
        }
        const std::size_t kept = std::min(most, candidates.size());
        std::ranges::partial_sort(
            candidates, candidates.begin() + static_cast<std::ptrdiff_t>(kept), is_better);
        candidates.resize(kept);
        return candidates;
    }

    static bool is_better(const Candidate& a, const Candidate& b) {
        return a.score != b.score ? a.score > b.score : a.article < b.article;
    }

  private:
    struct Of {
        double score = 0;
        double weight = 0;
        bool scored = false;
    };

    static double frequency_of(const PostingReader& reader, const Weights& weights) {
        const unsigned fields = reader.fields();
        const auto elsewhere = static_cast<std::uint32_t>(
            std::popcount(fields & unsigned{InTitle | InHeading | InKeywords | InGlossary}));
        double frequency = reader.count() > elsewhere ? reader.count() - elsewhere
                                                      : ((fields & InBody) != 0 ? 1 : 0);
        frequency += (fields & InTitle) != 0 ? weights.title : 0;
        frequency += (fields & InHeading) != 0 ? weights.heading : 0;
        frequency += (fields & InKeywords) != 0 ? weights.keywords : 0;
        frequency += (fields & InGlossary) != 0 ? weights.glossary : 0;
        return frequency;
    }

    std::vector<Of> total_;
    std::vector<Of> word_;
    std::vector<std::uint32_t> touched_;
    std::vector<std::uint32_t> scored_;
};

/// What stands together in one text.
struct Closeness {
    double passage = 0;
    double phrase = 0;
    double title = 0; ///< the words of the title, as far as the title has no others
    std::uint32_t position = 0;
    bool in_title_only = true;
};

Closeness look_at(std::vector<Occurrence>& occurrences, const std::vector<Section>& layout,
                  const std::vector<double>& rarities) {
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
            if (body[j].position > body[i].position + window_words) {
                break;
            }
            double& weight = together.at(body[j].word);
            weight = std::max(weight, body[j].weight);
        }
        const double window = value(together);
        if (window > best_window) {
            best_window = window;
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

/// The lists of all senses, in the order of words, languages and senses.
using Lists = std::vector<std::string>;

using Texts = std::map<std::pair<std::size_t, LanguageIndex*>, std::vector<Occurrence>>;

/// Where the senses stand in the texts of the candidates.
Texts find_occurrences(std::span<const QueryWord> words, const std::vector<Candidate>& candidates,
                       const Lists& lists, std::size_t articles) {
    std::vector<std::int32_t> places(articles + 1, -1);
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        places[candidates[i].article] = static_cast<std::int32_t>(i);
    }
    Texts texts;
    std::vector<std::uint32_t> positions;
    auto list = lists.begin();
    for (std::size_t i = 0; i < words.size(); ++i) {
        for (const SensesInLanguage& language : words[i].senses) {
            for (const Sense& sense : language.senses) {
                for (PostingReader reader(*list++); reader.next();) {
                    if (reader.count() == 0 || reader.article() >= places.size() ||
                        places[reader.article()] < 0) {
                        continue;
                    }
                    reader.positions(positions);
                    auto& text =
                        texts[{static_cast<std::size_t>(places[reader.article()]), language.index}];
                    for (const std::uint32_t position : positions) {
                        text.push_back({.position = position,
                                        .word = static_cast<std::uint32_t>(i),
                                        .weight = sense.weight});
                    }
                }
            }
        }
    }
    return texts;
}

} // namespace

std::vector<Candidate> rank(const std::vector<QueryWord>& all_words, const Weights& weights,
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
    Scores scores(articles);
    Lists lists;
    std::vector<double> rarities;
    double total = 0;
    for (const QueryWord& word : words) {
        for (const SensesInLanguage& language : word.senses) {
            for (const Sense& sense : language.senses) {
                lists.emplace_back(language.index->postings(sense.stem));
                scores.add_list(*language.index, sense, lists.back(), weights);
            }
        }
        rarities.push_back(scores.finish_word(word.share, texts, weights));
        total += rarities.back();
    }
    std::vector<Candidate> candidates =
        scores.best(total, std::max(most, looked_at), weights.coverage);
    if (total <= 0) {
        return candidates;
    }
    Texts found = find_occurrences(words, candidates, lists, articles);
    for (auto& [key, occurrences] : found) {
        const auto& [place, index] = key;
        Candidate& candidate = candidates[place];
        const Closeness near =
            look_at(occurrences, read_layout(index->layout(candidate.article)), rarities);
        const double gain = (weights.passage * near.passage + weights.phrase * near.phrase +
                             weights.whole_title * near.title) /
                            total;
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
    std::ranges::sort(candidates, Scores::is_better);
    candidates.resize(std::min(most, candidates.size()));
    return candidates;
}

} // namespace zugang::content::search
