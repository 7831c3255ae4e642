#pragma once

namespace zugang::content::search {

/// How much each idea counts. 0 switches one off, for the table of the bench. Chosen by measuring
/// (tests/bench/search_bench.cpp).
struct Weights {
    // What a typed word leads to, relative to the word itself.
    double stem = 0.9;           ///< another form of it
    double family = 0.5;         ///< a word with the same beginning ("beraten", "Beratung")
    double prefix = 0.6;         ///< a word that it begins, while it is being typed
    double compound_end = 0.5;   ///< a compound of which it is the last part
    double compound_part = 0.35; ///< a compound that begins with it or has it inside
    double split = 0.7;          ///< the parts of a compound that nobody knows
    double typo = 0.7;           ///< a word one typo away
    double romanised = 0.6;      ///< a word of another script, typed in Latin letters
    double pinyin = 0.9;         ///< Han characters, typed as they are read
    double known_split = 0.2;    ///< the parts of a compound that is known
    double joined = 0.8;         ///< two words that are written as one in the texts
    // Other languages than the reader's.
    double known_abroad = 0.5;   ///< German, for words that the reader's language has too
    double unknown_abroad = 0.9; ///< German, for words that it does not have
    double meaning = 1.0;        ///< German words of the same meaning, times how likely it is
    double far_abroad = 0.6;     ///< all others, for words that neither has
    // Fields, in occurrences in the body.
    double title = 5.0;
    double heading = 2.0;
    double keywords = 2.5;
    double glossary = 0.5;
    // BM25 (Robertson, Zaragoza 2009).
    double k1 = 8;
    double b = 0.8;
    double rarity = 1.0;         ///< power of the inverse document frequency
    double coverage = 0.2;       ///< how much an article loses that lacks words of the query
    double function_word = 0.05; ///< share of a function word's weight
    double request_word = 0.5;   ///< share of the weight of a word that says how is asked
    // Second look at the best ones.
    double window = 50;       ///< words that count as standing together
    double passage = 0.5;     ///< words that stand together
    double whole_title = 1.0; ///< a title that is hardly more than the query
    double phrase = 1.5;      ///< words that follow one another as they were typed
};

} // namespace zugang::content::search
