#pragma once

#include "content/search/language_index.hpp"
#include "content/search/weights.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace zugang::content::search {

/// How a stem was come by, nearest first.
enum class Way : std::uint8_t { Itself, Form, Prefix, Compound, Family, Typo, Romanised };

/// A stem of a language that a typed word may mean.
struct Sense {
    std::string stem;
    double weight = 1; ///< at most 1
    Way way = Way::Itself;
};

/// The word itself and its other forms.
std::vector<Sense> find_forms(LanguageIndex& index, const Word& word, const Weights& weights);

/// Words that begin as it does, as long as it is and hardly longer: other words of its root, which
/// no stemmer brings together.
void add_family(LanguageIndex& index, const Word& word, const Weights& weights,
                std::vector<Sense>& senses);

/// Words that it begins.
void add_prefixes(LanguageIndex& index, const Word& word, const Weights& weights,
                  std::vector<Sense>& senses);

/// Compounds that it is a part of.
void add_compounds(LanguageIndex& index, const Word& word, const Weights& weights,
                   std::vector<Sense>& senses);

/// For a word that no language knows: the nearest words.
void add_typos(LanguageIndex& index, const Word& word, const Weights& weights,
               std::vector<Sense>& senses);

/// For a word in Latin letters that no language knows: words of another script that sound so.
void add_romanised(LanguageIndex& index, const Word& word, const Weights& weights,
                   std::vector<Sense>& senses);

/// Chinese words of one or two characters by their syllables (Pinyin::part).
std::vector<Sense> find_read(LanguageIndex& index, std::span<const std::string> syllables,
                             bool goes_on, const Weights& weights);

/// The parts of a compound, as surfaces that the index knows; empty where it cannot be split.
std::vector<std::string> split_compound(LanguageIndex& index, const std::string& surface);

/// Adds a sense, or makes a known one heavier.
void add_sense(std::vector<Sense>& senses, Sense sense);

} // namespace zugang::content::search
