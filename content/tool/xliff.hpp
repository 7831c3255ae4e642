#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

/// XLIFF, the form in which translation tools exchange texts: OASIS XLIFF 1.2, 2.0 and 2.1. Of a
/// file that another program wrote the units, texts, inline codes, notes, states and glossaries of
/// units are kept; groups are flattened, skeletons and modules are not kept.
namespace zugang::content::tool::xliff {

enum class Version : std::uint8_t { V12, V20, V21 };

/// XLIFF 2.1, 4.3.1.27 "state". 1.2 has more words (2.3 "state"): Segment::state_word keeps them.
enum class State : std::uint8_t { None, Initial, Translated, Reviewed, Final };

using Attributes = std::vector<std::pair<std::string, std::string>>;

/// Text or an inline element of the version's own name: <pc>, <ph>, <g>, <x>, <mrk> ...
struct Piece {
    enum class Kind : std::uint8_t { Text, Open, Close, Alone };
    Kind kind = Kind::Text;
    std::string text;        ///< Text: UTF-8. Alone: native code, as <ph> and <bpt> of 1.2 hold it.
    std::string element;     ///< local name; empty for Text
    Attributes attributes{}; ///< those without a namespace, as they stand; none for Close

    bool operator==(const Piece&) const = default;
};
using Content = std::vector<Piece>;

struct Segment {
    std::string id;
    bool ignorable = false; ///< 2.x: white space between segments
    Content source;
    std::optional<Content> target;
    State state = State::None;
    std::string state_word; ///< 1.2: the word of the file; empty: the one of `state`
    std::string sub_state;  ///< 2.x: "prefix:value"

    bool operator==(const Segment&) const = default;
};

struct Note {
    std::string category;
    std::string text;

    bool operator==(const Note&) const = default;
};

/// Glossary module of 2.1 (5.2): a term, what it is called in the target language, what it means.
struct GlossaryEntry {
    std::string term;
    std::string translation;
    std::string definition;

    bool operator==(const GlossaryEntry&) const = default;
};

struct Unit {
    std::string id;
    std::string name;
    std::string revision; ///< of our own: the hash of the text that was sent
    std::vector<Note> notes;
    std::vector<GlossaryEntry> glossary;                            ///< 2.x
    std::vector<std::pair<std::string, std::string>> original_data; ///< 2.x: by id
    std::vector<Segment> segments;
    int line = 0; ///< in the file it was read from
};

struct File {
    std::string id; ///< 2.x: id. 1.2: original.
    std::string original;
    std::string source_language;         ///< BCP 47; the same for all files of 2.x
    std::string target_language;         ///< empty: none
    std::vector<GlossaryEntry> glossary; ///< 1.2, written as a list of lines in the header
    std::vector<Unit> units;
};

struct Document {
    Version version = Version::V21;
    std::vector<File> files;
};

/// Why a file was refused. Line counts from 1.
struct Refusal {
    int line = 1;
    std::string what;
    std::string advice;
};

/// Of any bytes. No document type, no entities but XML's own, nothing is fetched.
[[nodiscard]] tl::expected<Document, Refusal> read(std::string_view bytes);

/// One file of UTF-8. The files of 2.x must have the same languages.
std::string write(const Document& document);

} // namespace zugang::content::tool::xliff
