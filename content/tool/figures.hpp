#pragma once

#include "content/records.hpp"
#include "content/tool/source.hpp"

#include <cstdint>
#include <iosfwd>
#include <map>
#include <string>
#include <vector>

namespace zugang::content::tool {

/// How much of a package is in a language. Articles by what visitors see of them: a stale one
/// counts as that, whatever its state.
struct LanguageFigures {
    std::string tag;
    std::string endonym;
    std::size_t reviewed = 0;
    std::size_t draft = 0;
    std::size_t machine = 0;
    std::size_t stale = 0;
    std::size_t missing = 0;
    std::size_t words = 0;        ///< of its articles, by UAX #29; titles and summaries included
    std::uint64_t text_bytes = 0; ///< records: articles, guides, interface, glossary, keyboard
    std::uint64_t speech_bytes = 0;

    std::size_t articles() const { return reviewed + draft + machine + stale; }
};

struct Figures {
    std::string package;
    std::size_t articles = 0;                        ///< that are there in the default language
    std::vector<LanguageFigures> languages;          ///< that the package lists, in its order
    std::map<std::string, std::uint64_t> font_bytes; ///< by family
    std::size_t recordings = 0;
    std::size_t synthetic = 0; ///< of them, those in a machine's voice
    std::uint64_t picture_bytes = 0;                 ///< pictures, pictograms, map
    std::uint64_t fact_bytes = 0;                    ///< what is in no language, as rows of values
    std::uint64_t bytes() const;                     ///< all records
};

/// `records`: as compile makes them of it. `rows`: of all languages, those of its bases included.
Figures figures_of(const Package& package, const RecordBytes& records,
                   const std::vector<SourceLanguage>& rows);

/// A table in Markdown and a line below it. Words in hundreds, texts in 10 kB: what small changes
/// of ICU move stays as it is.
void print_markdown(const Figures& figures, std::ostream& out);

} // namespace zugang::content::tool
