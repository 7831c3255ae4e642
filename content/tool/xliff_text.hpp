#pragma once

#include "content/text.hpp"
#include "content/tool/xliff.hpp"

#include <span>
#include <string>
#include <vector>

#include <tl/expected.hpp>

/// From the words of a block to the inline codes of XLIFF and back.
namespace zugang::content::tool::xliff {

/// A mark of a text as a code that must come back exactly once.
struct Code {
    std::string id; ///< "1", "2" ... in the order of the source text
    SpanKind kind = SpanKind::Bold;
    std::string target;
    bool paired = false; ///< stands around words; else in place of some
    std::string shown;   ///< what a translator sees of it

    bool stands_for_the_same(const Code& other) const {
        return kind == other.kind && target == other.target;
    }
    bool is_same_mark(const Code& other) const {
        return stands_for_the_same(other) && paired == other.paired;
    }
};

/// The codes of a source text, one for each span in their order.
std::vector<Code> codes_of(const Text& source);

/// One for each span of a translation, with the ids of the same marks of the source. A mark that
/// the source does not have is "t1", "t2" ...
std::vector<Code> codes_of_translation(const Text& translation, std::span<const Code> source);

/// `codes`: one for each span. The data of 2.x codes are added to the unit.
Content content_of(const Text& text, std::span<const Code> codes, Version version, Unit& unit);

/// The codes of content that was written by `content_of` and read again, by what the unit says of
/// them: original data in 2.x (4.2.2.10), "ctype" and "equiv-text" in 1.2. Codes of which it says
/// nothing are left out.
std::vector<Code> codes_of_content(const Content& content, const Unit& unit);

/// The codes that may stand in the target: those of the source and marks "t1", "t2" ... that only
/// the translation has. Fails where a code of the source stands for something else in the target.
[[nodiscard]] tl::expected<std::vector<Code>, std::string>
known_codes(std::span<const Code> source, std::span<const Code> target);

/// The words and marks of content that came back, white space run together. Fails where a code is
/// not `known`, stands twice or crosses another one, or where one of `wanted` is lost: what is
/// wrong, for people.
[[nodiscard]] tl::expected<Text, std::string>
text_of(const Content& content, std::span<const Code> known, std::span<const Code> wanted);

} // namespace zugang::content::tool::xliff
