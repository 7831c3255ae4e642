#include "kiosk/pages.hpp"

#include "content/resolve.hpp"
#include "content/soft_hyphens.hpp"

#include <algorithm>

namespace zugang::kiosk {

namespace {

// Slow readers of a plain text.
constexpr int words_a_minute = 110;

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
    for (const std::string& id : page->article.contacts) {
        auto contact = content::find_contact(database, id, reader);
        if (contact && !contact->staff_only) {
            page->contacts.push_back(std::move(*contact));
        }
    }
    for (const std::string& other : page->article.related) {
        if (auto related = content::find_entry(database, other, preference)) {
            page->related.push_back(std::move(*related));
        }
    }
    page->recordings = content::list_recordings(database, slug, page->article.language);
    page->children = content::list_children(database, slug, preference);
    return &*page;
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

void Pages::clear() {
    articles_.clear();
    lists_.clear();
    terms_.clear();
    contacts_.clear();
}

} // namespace zugang::kiosk
