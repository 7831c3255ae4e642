#include "kiosk/pages.hpp"

#include "content/collation.hpp"
#include "content/fallback.hpp"
#include "content/public_holidays.hpp"
#include "content/resolve.hpp"
#include "content/soft_hyphens.hpp"

#include <algorithm>
#include <limits>

namespace zugang::kiosk {

namespace {

// Slow readers of a plain text.
constexpr int words_a_minute = 110;

constexpr std::size_t most_hits = 10;
constexpr std::size_t most_suggestions = 3;

std::string key_of(std::string_view what, std::string_view reader) {
    std::string key(reader);
    key += '\n';
    key += what;
    return key;
}

void resolve_all(content::Article& article, Shelf& shelf, const content::Language& language,
                 content::Date today) {
    const content::Strings& strings = shelf.strings(language.tag);
    article.title = content::resolve(article.title, shelf.database(), strings, today);
    article.summary = content::resolve(article.summary, shelf.database(), strings, today);
    for (content::Block& block : article.blocks) {
        block.text = content::resolve(block.text, shelf.database(), strings, today);
    }
}

// Words of languages without spaces are counted by length.
int minutes_of(const content::Article& article) {
    std::size_t words = 0;
    const auto count = [&](const std::string& text) {
        const auto spaces = static_cast<std::size_t>(std::ranges::count(text, ' '));
        words += std::max(spaces + 1, content::without_soft_hyphens(text).size() / 24);
    };
    count(article.summary.utf8);
    for (const content::Block& block : article.blocks) {
        count(block.text.utf8);
    }
    return std::max(1, static_cast<int>(words) / words_a_minute);
}

} // namespace

const ArticlePage* Pages::article(std::string_view slug, std::string_view reader,
                                  content::Date today) {
    const std::string key = key_of(std::string(slug) + "@" + content::iso_date(today), reader);
    const auto known = articles_.find(key);
    if (known != articles_.end()) {
        return known->second ? &*known->second : nullptr;
    }
    std::optional<ArticlePage>& page = articles_[key];
    const std::vector<std::string> preference = shelf_.preference(reader);
    content::Database& database = shelf_.database();
    const auto entry = content::find_entry(database, slug, preference);
    if (!entry) {
        return nullptr;
    }
    auto article = content::find_article(database, slug, entry->language);
    if (!article) {
        return nullptr;
    }
    page.emplace();
    page->language = &shelf_.language(article->language);
    page->minutes = minutes_of(*article);
    resolve_all(*article, shelf_, *page->language, today);
    page->article = std::move(*article);
    if (page->article.language != "de") {
        page->german = content::find_article(database, slug, "de");
        if (page->german) {
            resolve_all(*page->german, shelf_, shelf_.language("de"), today);
        }
    }
    page->contacts = public_contacts(page->article.contacts, reader);
    page->related = entries(page->article.related, preference);
    page->recordings = content::list_recordings(database, slug, page->article.language);
    page->children = content::list_children(database, slug, preference);
    return &*page;
}

std::vector<content::Contact> Pages::public_contacts(const std::vector<std::string>& ids,
                                                     std::string_view reader) {
    std::vector<content::Contact> contacts;
    for (const std::string& id : ids) {
        auto contact = content::find_contact(shelf_.database(), id, reader);
        if (contact && !contact->staff_only) {
            contacts.push_back(std::move(*contact));
        }
    }
    return contacts;
}

std::vector<content::ArticleEntry> Pages::entries(const std::vector<std::string>& slugs,
                                                  const std::vector<std::string>& preference) {
    std::vector<content::ArticleEntry> found;
    for (const std::string& slug : slugs) {
        if (auto entry = content::find_entry(shelf_.database(), slug, preference)) {
            found.push_back(std::move(*entry));
        }
    }
    return found;
}

GuidePlace split_guide_place(std::string_view id) {
    const std::size_t slash = id.find('/');
    return slash == std::string_view::npos
               ? GuidePlace{.guide = id, .node = {}}
               : GuidePlace{.guide = id.substr(0, slash), .node = id.substr(slash + 1)};
}

const std::vector<content::GuideEntry>& Pages::guides(std::string_view reader) {
    const auto known = guides_.find(reader);
    return known != guides_.end()
               ? known->second
               : guides_
                     .emplace(std::string(reader), content::list_guides(shelf_.database(), reader))
                     .first->second;
}

std::optional<GuidePage> Pages::read_guide_page(std::string_view place, std::string_view reader) {
    const GuidePlace wanted = split_guide_place(place);
    content::Database& database = shelf_.database();
    auto guide = content::find_guide(database, wanted.guide, reader);
    if (!guide) {
        return std::nullopt;
    }
    auto step = content::find_guide_step(
        database, wanted.guide, wanted.node.empty() ? guide->start : std::string(wanted.node),
        reader);
    if (!step) {
        return std::nullopt;
    }
    GuidePage page{.guide = std::move(*guide),
                   .step = std::move(*step),
                   .german = std::nullopt,
                   .contacts = {},
                   .articles = {}};
    page.language = &shelf_.language(page.step.language);
    page.recordings = content::list_recordings(database, content::guide_recordings(page.guide.id),
                                               page.step.language);
    if (page.step.node.kind == content::GuideNodeKind::Result) {
        page.contacts = public_contacts(page.step.node.contacts, reader);
        page.articles = entries(page.step.node.articles, shelf_.preference(reader));
        if (page.step.language != "de") {
            if (auto german =
                    content::find_guide_step(database, wanted.guide, page.step.node.id, "de");
                german && german->language == "de") {
                page.german = std::move(german->text);
            }
        }
    }
    return page;
}

const GuidePage* Pages::guide(std::string_view place, std::string_view reader) {
    const std::string key = key_of(place, reader);
    auto known = guide_pages_.find(key);
    if (known == guide_pages_.end()) {
        known = guide_pages_.emplace(key, read_guide_page(place, reader)).first;
    }
    return known->second ? &*known->second : nullptr;
}

const std::vector<GuidePage>& Pages::crisis_results(std::string_view reader) {
    const auto known = crisis_.find(reader);
    if (known != crisis_.end()) {
        return known->second;
    }
    std::vector<GuidePage> pages;
    for (const content::GuideEntry& guide : guides(reader)) {
        if (!guide.crisis) {
            continue;
        }
        for (const std::string& node : content::discreet_results(shelf_.database(), guide.id)) {
            if (auto page = read_guide_page(guide.id + "/" + node, reader)) {
                pages.push_back(std::move(*page));
            }
        }
    }
    return crisis_.emplace(std::string(reader), std::move(pages)).first->second;
}

const Pages::Entries& Pages::topic(std::string_view topic, std::string_view reader) {
    const std::string key = key_of("t" + std::string(topic), reader);
    const auto known = lists_.find(key);
    if (known != lists_.end()) {
        return known->second;
    }
    const std::vector<std::string> preference = shelf_.preference(reader);
    Entries entries = content::list_topic(shelf_.database(), topic, preference);
    if (entries.size() == 1) { // the one page above all others of an imported topic: what is below
                               // it is what is looked for
        Entries below = content::list_children(shelf_.database(), entries.front().slug, preference);
        const auto page = content::find_article(shelf_.database(), entries.front().slug,
                                                entries.front().language);
        if (!below.empty() && page && page->blocks.empty()) {
            entries.clear();
        }
        entries.insert(entries.end(), below.begin(), below.end());
    }
    return lists_.emplace(key, std::move(entries)).first->second;
}

const Pages::Entries& Pages::phase(int number, std::string_view reader) {
    const std::string key = key_of("p" + std::to_string(number), reader);
    const auto known = lists_.find(key);
    return known != lists_.end() ? known->second
                                 : lists_
                                       .emplace(key, content::list_phase(shelf_.database(), number,
                                                                         shelf_.preference(reader)))
                                       .first->second;
}

const std::optional<content::Term>& Pages::term(std::string_view id, std::string_view reader) {
    const std::string key = key_of(id, reader);
    const auto known = terms_.find(key);
    return known != terms_.end()
               ? known->second
               : terms_.emplace(key, content::find_term(shelf_.database(), id, reader))
                     .first->second;
}

const std::optional<content::Contact>& Pages::contact(std::string_view id,
                                                      std::string_view reader) {
    const std::string key = key_of(id, reader);
    const auto known = contacts_.find(key);
    return known != contacts_.end()
               ? known->second
               : contacts_.emplace(key, content::find_contact(shelf_.database(), id, reader))
                     .first->second;
}

const Standpoint& Pages::standpoint() {
    if (!standpoint_) {
        standpoint_ = configured_;
        const auto own = configured_.place.empty()
                             ? std::nullopt
                             : content::find_place(shelf_.database(), configured_.place,
                                                   shelf_.languages().front().tag);
        if (own && standpoint_->land.empty()) {
            standpoint_->land = own->land;
        }
        if (own && !standpoint_->position) {
            standpoint_->position = own->position;
        }
    }
    return *standpoint_;
}

PlacePage Pages::page_of(content::AdvicePlace place) {
    PlacePage page{.place = std::move(place), .hours = std::nullopt, .metres = std::nullopt};
    if (const auto hours = content::parse_opening_hours(page.place.hours)) {
        page.hours = *hours;
    }
    const Standpoint& here = standpoint();
    if (here.position && page.place.position) {
        page.metres = content::distance_in_metres(*here.position, *page.place.position);
    }
    return page;
}

const std::vector<PlacePage>& Pages::places(std::string_view land, std::string_view reader) {
    const std::string key = key_of(land, reader);
    const auto known = places_of_land_.find(key);
    if (known != places_of_land_.end()) {
        return known->second;
    }
    std::vector<PlacePage> pages;
    for (content::AdvicePlace& place :
         content::places_of_land(shelf_.database(), land, {}, reader)) {
        pages.push_back(page_of(std::move(place)));
    }
    std::ranges::stable_sort(pages, {}, [](const PlacePage& page) {
        return page.metres.value_or(std::numeric_limits<double>::infinity());
    });
    return places_of_land_.emplace(key, std::move(pages)).first->second;
}

std::vector<const PlacePage*> Pages::near_places(std::string_view kind, std::size_t limit,
                                                 std::string_view reader) {
    std::vector<const PlacePage*> found;
    const std::string land = standpoint().land;
    if (land.empty() || kind.empty()) {
        return found;
    }
    for (const PlacePage& page : places(land, reader)) {
        if (page.place.kind == kind && found.size() < limit) {
            found.push_back(&page);
        }
    }
    return found;
}

const PlacePage* Pages::place(std::string_view id, std::string_view reader) {
    const std::string key = key_of(id, reader);
    auto known = places_.find(key);
    if (known == places_.end()) {
        auto place = content::find_place(shelf_.database(), id, reader);
        known = places_
                    .emplace(key, place ? std::optional(page_of(*std::move(place)))
                                        : std::optional<PlacePage>())
                    .first;
    }
    return known->second ? &*known->second : nullptr;
}

const std::map<std::string, int>& Pages::place_counts() {
    if (!place_counts_) {
        place_counts_ = content::count_places(shelf_.database());
    }
    return *place_counts_;
}

const std::vector<std::string>& Pages::laender(std::string_view reader) {
    const auto known = laender_.find(reader);
    if (known != laender_.end()) {
        return known->second;
    }
    const content::Strings& strings = shelf_.strings(reader);
    const content::Collation collation(strings.locale());
    std::vector<std::string> result(content::laender().begin(), content::laender().end());
    std::ranges::sort(result, [&](const std::string& a, const std::string& b) {
        return collation.comes_before(strings.get("land." + a), strings.get("land." + b));
    });
    return laender_.emplace(reader, std::move(result)).first->second;
}

namespace {

/// What was found is bold.
content::Text with_marks(std::string_view utf8, const std::vector<content::TextRange>& marks,
                         std::vector<content::Span> spans = {}) {
    for (const content::TextRange& mark : marks) {
        spans.push_back({.kind = content::SpanKind::Bold,
                         .start = mark.start,
                         .length = mark.length,
                         .target = {}});
    }
    std::ranges::sort(spans, {}, &content::Span::start);
    return {.utf8 = std::string(utf8), .spans = std::move(spans)};
}

} // namespace

const SearchPage& Pages::search(const std::string& text, std::string_view reader,
                                content::Date today) {
    if (answer_ && answer_->text == text && answer_->reader == reader) {
        return answer_->page;
    }
    const std::vector<std::string> preference = shelf_.preference(reader);
    if (!search_ || search_reader_ != reader) {
        search_.emplace(shelf_.database(), content::language_chain(shelf_.database(), reader));
        search_reader_ = reader;
    }
    content::SearchAnswer found = search_->query(text, most_hits);
    answer_ = std::make_unique<Answer>();
    Answer& answer = *answer_;
    answer.reader = reader;
    answer.text = text;
    answer.page.exact = found.exact;
    answer.page.unfound = std::move(found.unfound);
    answer.page.topics = std::move(found.topics);
    content::Suggestions suggested = search_->suggest(text, most_suggestions);
    answer.page.suggestions = std::move(suggested.words);
    answer.page.suggested_from = suggested.start;
    answer.page.spaced = suggested.spaced;
    for (content::SearchHit& hit : found.hits) {
        if (const auto entry = content::find_entry(shelf_.database(), hit.slug, preference)) {
            content::Text passage =
                content::resolve(with_marks(hit.passage, hit.marks, std::move(hit.values)),
                                 shelf_.database(), shelf_.strings(hit.language), today);
            answer.page.rows.push_back({.slug = std::move(hit.slug),
                                        .language = std::move(hit.language),
                                        .block = std::move(hit.block),
                                        .title = with_marks(hit.title, hit.title_marks),
                                        .passage = std::move(passage),
                                        .icon = entry->icon,
                                        .topic = entry->topic});
        }
    }
    return answer.page;
}

void Pages::clear() {
    answer_.reset();
    search_.reset();
    articles_.clear();
    lists_.clear();
    guides_.clear();
    guide_pages_.clear();
    crisis_.clear();
    terms_.clear();
    contacts_.clear();
    places_of_land_.clear();
    places_.clear();
}

} // namespace zugang::kiosk
