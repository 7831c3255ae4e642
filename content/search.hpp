#pragma once

#include "content/search/weights.hpp"
#include "content/text.hpp"

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::content {

class Database;

/// A stretch of a text, in UTF-8 bytes.
struct TextRange {
    std::size_t start = 0;
    std::size_t length = 0;

    bool operator==(const TextRange&) const = default;
};

/// An article that answers a query, in the first of the reader's languages that has it.
struct SearchHit {
    std::string slug;
    std::string language;
    std::string title;   ///< plain text
    double score = 0;    ///< the better the higher; to be compared within one answer only
    std::string block;   ///< id of the block to open the article at; empty: its beginning
    std::string passage; ///< words of that block around what was found, or of the summary; values
                         ///< and contacts as in a Text that is not resolved
    std::vector<Span> values;           ///< its values and contacts
    std::vector<TextRange> title_marks; ///< what was found, in order; not in another language
    std::vector<TextRange> marks;       ///< the same in the passage
    bool discreet = false;
};

struct SearchAnswer {
    std::vector<SearchHit> hits; ///< best first
    /// Every word that says something (no article, no question word) was found as it was typed, as
    /// another form of it or as the beginning of one, in one of the hits' articles. Where not, a
    /// screen says "nothing exact".
    bool exact = false;
    /// Words that no text has in any language, form or compound, as the index would have them
    /// (folded): what editors may have to write about. The last one too, though it may go on.
    std::vector<std::string> unfound;
    /// Ids of visible topics: those of what was found first, then the others in their order; at
    /// most four. What a screen offers beside hits that are not exact, or instead of them.
    std::vector<std::string> topics;
};

/// What a text may become.
struct Suggestions {
    std::size_t start = 0; ///< byte of the text from which each of the words replaces it
    /// As texts write them, commonest first. Texts without spaces: all that was typed of such a
    /// run, up to the end of a word.
    std::vector<std::string> words;
    bool spaced = true; ///< a space follows the word
};

/// Looks articles up by what people type, in any language and spelling. Answers say nothing about
/// articles for staff. Discreet articles are found like others: who looks for help with violence
/// must find it, and what was typed is kept nowhere; a screen leaves them out of suggestions and
/// counts.
///
/// One object per content database and reader's language. It reads nothing when it is made and
/// keeps what queries needed, up to some megabytes. The database must outlive it and be used by one
/// thread at a time; objects with connections of their own may work side by side. Throws
/// DatabaseError where the database is damaged; whatever is typed (no UTF-8, 10 kB, syntax of any
/// kind) is no error.
class Search {
  public:
    /// `languages`: the reader's first, as language_chain() gives them.
    Search(Database& database, std::vector<std::string> languages,
           const search::Weights& weights = {});
    ~Search();
    Search(Search&&) noexcept;
    Search& operator=(Search&&) noexcept;

    /// `text`: as far as it is typed; a last word without a space behind it may go on. At most
    /// `limit` hits. Words that were looked up before are remembered, so that one more letter costs
    /// one more word.
    SearchAnswer query(std::string_view text, std::size_t limit);

    /// What the last word of `text` may become: words of the reader's language, at most `limit`. In
    /// Thai or Chinese that is the run of characters before the end, or the Latin letters of
    /// pinyin, which become the characters. Empty where no word is being typed. No words that only
    /// discreet articles have.
    Suggestions suggest(std::string_view text, std::size_t limit);

  private:
    struct Engine;
    std::unique_ptr<Engine> engine_;
};

} // namespace zugang::content
