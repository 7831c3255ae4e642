#pragma once

#include "content/article.hpp"
#include "content/contact.hpp"
#include "content/glossary.hpp"
#include "content/guide.hpp"
#include "content/opening_hours.hpp"
#include "content/place.hpp"
#include "content/recording.hpp"
#include "content/search.hpp"
#include "kiosk/shelf.hpp"
#include "kiosk/standpoint.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::kiosk {

/// An article as a reader sees it: in the best language there is, values and contacts of the day
/// put in.
struct ArticlePage {
    content::Article article;
    const content::Language* language = nullptr; ///< that the article is in
    std::optional<content::Article>
        german; ///< the German original, where the reader's is another language
    std::vector<content::Contact> contacts;
    std::vector<content::ArticleEntry> related;
    std::vector<content::ArticleEntry> children;
    std::vector<content::Recording> recordings; ///< of the reader's text
    int minutes = 1;                            ///< of reading

    bool in_other_language(std::string_view wanted) const { return language->tag != wanted; }
    /// Can German stand beside it block by block?
    bool blocks_match() const {
        return german && article.aligned && german->blocks.size() == article.blocks.size();
    }
};

/// One question or result of a guide, with what a result leads to.
struct GuidePage {
    content::GuideEntry guide;
    content::GuideStep step;
    const content::Language* language = nullptr; ///< that the step is in
    std::optional<content::GuideText> german;    ///< of a result, where `language` is another
    std::vector<content::Contact> contacts;
    std::vector<content::ArticleEntry> articles;
    std::vector<content::Recording> recordings{}; ///< of the guide's questions, in `language`
};

/// "where-do-i-go/q_work" is a node of a guide; "where-do-i-go" its first one.
struct GuidePlace {
    std::string_view guide, node;
};
GuidePlace split_guide_place(std::string_view id);

/// An advice centre as a reader sees it.
struct PlacePage {
    content::AdvicePlace place;
    std::optional<content::OpeningHours> hours; ///< none: not known, or of no form
    std::optional<double> metres;               ///< from the terminal, where both places are known
};

/// What a search has found.
struct SearchPage {
    struct Row {
        std::string slug;
        std::string language; ///< of title and passage
        std::string block;    ///< where to open it; empty: its beginning
        content::Text title;  ///< what was found is bold
        content::Text passage;
        std::string icon;
        std::string topic;
    };
    std::vector<Row> rows;                ///< best first
    bool exact = false;                   ///< see content::SearchAnswer
    std::vector<std::string> unfound;     ///< see content::SearchAnswer
    std::vector<std::string> topics;      ///< ids: where else to look
    std::vector<std::string> suggestions; ///< what the word that is typed may become
    std::size_t suggested_from = 0;       ///< byte of the text from which one of them replaces it
    bool spaced = true;                   ///< a space follows it
};

/// Pages that were looked at during this visit, ready to be drawn. Forgotten with the visit.
class Pages {
  public:
    /// `configured`: where the terminal stands, as far as its configuration says.
    Pages(Shelf& shelf, Standpoint configured)
        : shelf_(shelf), configured_(std::move(configured)) {}

    /// nullptr: no public article of that name. `reader`: language tag.
    const ArticlePage* article(std::string_view slug, std::string_view reader, content::Date today);
    const std::vector<content::GuideEntry>& guides(std::string_view reader);
    /// nullptr: no such guide or node. `place`: see split_guide_place.
    const GuidePage* guide(std::string_view place, std::string_view reader);
    /// The discreet results of the guides for a crisis: one touch away from the help screen.
    const std::vector<GuidePage>& crisis_results(std::string_view reader);
    const std::vector<content::ArticleEntry>& topic(std::string_view topic,
                                                    std::string_view reader);
    /// What was found for a text; the last answer is kept. Valid until the next call.
    const SearchPage& search(const std::string& text, std::string_view reader, content::Date today);
    const std::vector<content::ArticleEntry>& phase(int number, std::string_view reader);
    const std::optional<content::Term>& term(std::string_view id, std::string_view reader);
    const std::optional<content::Contact>& contact(std::string_view id, std::string_view reader);

    /// What the configuration leaves open is known of the advice centre that the terminal stands
    /// in.
    const Standpoint& standpoint();
    /// Nearest first; those that lie nowhere, or all of them where the terminal does, by city and
    /// name.
    const std::vector<PlacePage>& places(std::string_view land, std::string_view reader);
    /// Those of a kind in the Land that the terminal stands in, nearest first, at most `limit`.
    std::vector<const PlacePage*> near_places(std::string_view kind, std::size_t limit,
                                              std::string_view reader);
    /// nullptr: no place of that name.
    const PlacePage* place(std::string_view id, std::string_view reader);
    /// By Land.
    const std::map<std::string, int>& place_counts();
    /// By their names in the language, as its dictionaries are ordered.
    const std::vector<std::string>& laender(std::string_view reader);

    void clear();

  private:
    std::optional<GuidePage> read_guide_page(std::string_view place, std::string_view reader);
    std::vector<content::Contact> public_contacts(const std::vector<std::string>& ids,
                                                  std::string_view reader);
    std::vector<content::ArticleEntry> entries(const std::vector<std::string>& slugs,
                                               const std::vector<std::string>& preference);
    using Entries = std::vector<content::ArticleEntry>;
    PlacePage page_of(content::AdvicePlace place);

    struct Answer {
        std::string reader;
        std::string text;
        SearchPage page;
    };

    Shelf& shelf_;
    std::string search_reader_;
    std::optional<content::Search> search_; ///< of that language
    std::unique_ptr<Answer> answer_; ///< what is freed is overwritten (freed_memory.hpp)
    Standpoint configured_;
    std::optional<Standpoint> standpoint_;
    std::map<std::string, std::optional<ArticlePage>, std::less<>> articles_;
    std::map<std::string, Entries, std::less<>> lists_;
    std::map<std::string, std::vector<content::GuideEntry>, std::less<>> guides_;
    std::map<std::string, std::optional<GuidePage>, std::less<>> guide_pages_;
    std::map<std::string, std::vector<GuidePage>, std::less<>> crisis_;
    std::map<std::string, std::optional<content::Term>, std::less<>> terms_;
    std::map<std::string, std::optional<content::Contact>, std::less<>> contacts_;
    std::map<std::string, std::vector<PlacePage>, std::less<>> places_of_land_;
    std::map<std::string, std::optional<PlacePage>, std::less<>> places_;
    std::optional<std::map<std::string, int>> place_counts_;
    std::map<std::string, std::vector<std::string>, std::less<>> laender_;
};

} // namespace zugang::kiosk
