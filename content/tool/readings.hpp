#pragma once

#include "content/recording.hpp"
#include "content/tool/source.hpp"
#include "content/tool/synthesis.hpp"

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace zugang::content::tool {

/// What readings need of all packages that are looked at together.
struct SpokenWith {
    std::map<std::string, std::string> words;  ///< of German terms, by id: as short_term gives them
    std::map<std::string, std::string> voices; ///< by language; none for one without a voice
};
SpokenWith spoken_with(const std::vector<Package>& packages);

/// A text that a recording is to say.
struct Reading {
    std::string language;
    std::string slug;  ///< or that of a guide (guide_recordings)
    std::string block; ///< "title", "summary", or the node of a guide
    Text text;         ///< of the source: a term alone stands as its id
    std::string voice; ///< of the language; a part may have another one
    std::string hash;  ///< of the source, as a recording's companion has it
    Text shown;        ///< with the words of its terms
    std::vector<SaidPart> parts;
    std::vector<std::size_t> starts; ///< where each part begins in `shown`, UTF-8 bytes
    std::vector<std::size_t> ends;
    std::vector<bool> spelled; ///< a telephone number
};

/// What there is to read in a language.
struct LanguageReadings {
    std::string language;
    std::string voice; ///< empty: there is none, and nothing to read
    std::vector<Reading> readings;
    std::size_t changing =
        0; ///< texts with a value or contact: the terminal's own voice reads them
};

/// Titles and summaries of the public articles of a package and the questions of its guides, in the
/// terminal's own pieces (spoken_parts). `languages`: only these; empty: all of the package.
std::vector<LanguageReadings> readings_of(const Package& package, const SpokenWith& with,
                                          const std::set<std::string>& languages);

/// When which word of the source's text is said; what cannot be told is left out. `duration_ms`: of
/// the recording.
std::vector<SpokenWord> words_of(const Reading& reading, const Synthesis& synthesis,
                                 int duration_ms);

} // namespace zugang::content::tool
