#include "content/search/write_index.hpp"

#include "content/database.hpp"
#include "content/queries.hpp"
#include "content/search/pinyin.hpp"
#include "content/search/postings.hpp"
#include "content/search/word_list.hpp"
#include "content/search/write_meanings.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

namespace zugang::content::search {
namespace {

constexpr std::string_view insert_article = "INSERT INTO search_article VALUES (?1, ?2)";
constexpr std::string_view replace_language =
    "INSERT OR REPLACE INTO search_language VALUES (?1, ?2)";
constexpr std::string_view replace_text = "INSERT OR REPLACE INTO search_text VALUES (?1, ?2, ?3)";
constexpr std::string_view replace_stem = "INSERT OR REPLACE INTO search_stem VALUES (?1, ?2, ?3)";
constexpr std::string_view replace_words =
    "INSERT OR REPLACE INTO search_words VALUES (?1, ?2, ?4, ?3)";

/// Runs a statement once: texts as columns ?1 …, bytes as the last one.
void write_bytes(Statement& statement, std::string_view first, std::string_view second,
                 std::string_view bytes) {
    statement.bind(1, first).bind(2, second).bind_bytes(3, bytes);
    statement.step();
    statement.reset();
}

/// The words of one first character, and how that is read.
class PartWriter {
  public:
    PartWriter(Database& database, std::string_view language)
        : language_(language), statement_(database, replace_words) {}

    void write(std::string_view part, std::string_view lines) {
        const std::string readings = is_read_in_pinyin(language_) ? reader_.read(part) : "";
        statement_.bind(4, readings);
        write_bytes(statement_, language_, part, lines);
    }

  private:
    std::string language_;
    Statement statement_;
    HanReader reader_;
};

void write_lengths(Database& database, std::string_view language, std::string lengths) {
    while (!lengths.empty() && lengths.back() == '\0') {
        lengths.pop_back();
    }
    if (lengths.empty()) {
        Statement remove(database, "DELETE FROM search_language WHERE language = ?1");
        remove.bind(1, language);
        remove.step();
        return;
    }
    Statement insert(database, replace_language);
    insert.bind(1, language).bind_bytes(2, lengths);
    insert.step();
}

/// Grows the length by article, whose first one is article 1.
void set_length(std::string& lengths, std::uint32_t article, std::uint8_t step) {
    if (lengths.size() < article) {
        lengths.resize(article, '\0');
    }
    lengths[article - 1] = static_cast<char>(step);
}

Posting posting_of(std::uint32_t article, const StemPlaces& places) {
    return {.article = article, .fields = places.fields, .positions = places.positions};
}

/// The lists of one language while they are made.
struct Lists {
    struct List {
        std::string postings;
        std::uint32_t last = 0;
    };
    std::unordered_map<std::string, List> stems;
    std::unordered_map<std::string, std::uint32_t> words; ///< texts, by surface TAB stem
    std::string lengths;
};

void add_text(Lists& lists, std::uint32_t article, const TextWords& text) {
    for (const auto& [stem, places] : text.stems) {
        Lists::List& list = lists.stems[stem];
        append_posting(list.postings, posting_of(article, places), list.last);
        list.last = article;
    }
    std::string word;
    for (const auto& [surface, stem] : text.surfaces) {
        word.assign(surface).append("\t").append(stem);
        ++lists.words[word];
    }
    set_length(lists.lengths, article, length_step(text.words));
}

template <typename Map>
std::vector<const std::string*> sorted_keys(const Map& map) {
    std::vector<const std::string*> keys;
    keys.reserve(map.size());
    for (const auto& [key, value] : map) {
        keys.push_back(&key);
    }
    std::ranges::sort(keys, {}, [](const std::string* key) -> const std::string& { return *key; });
    return keys;
}

void write_lists(Database& database, const std::string& language, Lists& lists) {
    const auto stems = sorted_keys(lists.stems);
    Statement insert(database, replace_stem);
    for (const std::string* stem : stems) {
        write_bytes(insert, language, *stem, lists.stems[*stem].postings);
    }
    PartWriter words(database, language);
    std::string part;
    std::string lines;
    const auto write = [&] {
        if (!lines.empty()) {
            words.write(part, lines);
        }
        lines.clear();
    };
    // A tab comes before every letter: sorted as pairs of surface and stem.
    for (const std::string* word : sorted_keys(lists.words)) {
        if (std::string other = part_of(*word); other != part) {
            write();
            part = std::move(other);
        }
        const std::size_t tab = word->find('\t');
        append_word(lines, {.surface = word->substr(0, tab),
                            .stem = word->substr(tab + 1),
                            .texts = lists.words[*word]});
    }
    write();
    write_lengths(database, language, lists.lengths);
}

std::vector<std::string> read_column(Database& database, std::string_view sql) {
    std::vector<std::string> texts;
    Statement rows(database, sql);
    while (rows.step()) {
        texts.emplace_back(rows.text(0));
    }
    return texts;
}

std::optional<std::uint32_t> number_of(Database& database, std::string_view slug) {
    Statement row(database, queries::search_number);
    row.bind(1, slug);
    return row.step() ? std::optional(static_cast<std::uint32_t>(row.integer(0))) : std::nullopt;
}

std::string read_bytes(Statement& row, std::string_view first, std::string_view second) {
    row.bind(1, first).bind(2, second);
    std::string bytes = row.step() ? std::string(row.bytes(0)) : std::string{};
    row.reset();
    return bytes;
}

using Postings = std::map<std::uint32_t, std::optional<Posting>>; ///< by article; none: to go

/// The list with other postings of some articles.
std::string merge_postings(std::string_view before, const Postings& changes) {
    std::string after;
    std::uint32_t last = 0;
    auto change = changes.begin();
    const auto append = [&after, &last](const Posting& posting) {
        append_posting(after, posting, last);
        last = posting.article;
    };
    const auto append_changes_until = [&](std::uint32_t article) {
        for (; change != changes.end() && change->first <= article; ++change) {
            if (change->second) {
                append(*change->second);
            }
        }
    };
    Posting posting;
    for (PostingReader reader(before); reader.next();) {
        append_changes_until(reader.article());
        if (!changes.contains(reader.article())) {
            posting.article = reader.article();
            posting.fields = reader.fields();
            reader.positions(posting.positions);
            append(posting);
        }
    }
    append_changes_until(UINT32_MAX);
    return after;
}

} // namespace

void write_index(Database& database) {
    std::map<std::string, std::uint32_t> numbers;
    {
        Statement insert(database, insert_article);
        std::uint32_t number = 0;
        for (const std::string& slug : read_column(database, queries::indexed_articles)) {
            insert.bind(1, std::int64_t{++number}).bind(2, slug);
            insert.step();
            insert.reset();
            numbers.emplace(slug, number);
        }
    }
    Statement layout(database, replace_text);
    for (const std::string& language : read_column(database, queries::indexed_languages)) {
        TextReader reader(database, language);
        Lists lists;
        for (const auto& [slug, number] : numbers) { // in the order of numbers too
            const TextWords text = reader.read(slug);
            if (text.layout.empty()) {
                continue;
            }
            add_text(lists, number, text);
            layout.bind(1, std::int64_t{number})
                .bind(2, language)
                .bind_bytes(3, write_layout(text.layout));
            layout.step();
            layout.reset();
        }
        write_lists(database, language, lists);
        write_meanings(database, language);
    }
}

struct IndexUpdate::Changes {
    std::map<std::string, Postings> stems;
    std::map<std::pair<std::string, std::string>, int> words; ///< texts more or fewer
    std::map<std::uint32_t, std::uint8_t> lengths;            ///< by article; 0: no such text
    std::map<std::uint32_t, std::string> layouts;             ///< by article; empty: no such text
};

IndexUpdate::IndexUpdate(Database& database) : database_(database) {
}

IndexUpdate::~IndexUpdate() = default;

TextReader& IndexUpdate::reader(const std::string& language) {
    auto& made = readers_[language];
    if (!made) {
        made = std::make_unique<TextReader>(database_, language);
    }
    return *made;
}

void IndexUpdate::remove(const std::string& slug, const std::string& language) {
    const auto number = number_of(database_, slug);
    if (!number) {
        return;
    }
    Statement indexed(database_, queries::search_layout);
    indexed.bind(1, std::int64_t{*number}).bind(2, language);
    if (!indexed.step()) {
        return;
    }
    auto& changes = changes_[language];
    if (!changes) {
        changes = std::make_unique<Changes>();
    }
    const TextWords text = reader(language).read(slug);
    for (const auto& [stem, places] : text.stems) {
        changes->stems[stem][*number] = std::nullopt;
    }
    for (const auto& word : text.surfaces) {
        --changes->words[word];
    }
    changes->lengths[*number] = 0;
    changes->layouts[*number].clear();
}

void IndexUpdate::add(const std::string& slug, const std::string& language) {
    Statement is_public(database_, "SELECT public FROM article WHERE slug = ?1");
    is_public.bind(1, slug);
    if (!is_public.step() || is_public.integer(0) == 0) {
        return;
    }
    const TextWords text = reader(language).read(slug);
    if (text.layout.empty()) {
        return;
    }
    auto number = number_of(database_, slug);
    if (!number) {
        Statement highest(database_, "SELECT coalesce(max(number), 0) FROM search_article");
        highest.step();
        number = static_cast<std::uint32_t>(highest.integer(0)) + 1;
        Statement insert(database_, insert_article);
        insert.bind(1, std::int64_t{*number}).bind(2, slug);
        insert.step();
    }
    auto& changes = changes_[language];
    if (!changes) {
        changes = std::make_unique<Changes>();
    }
    for (const auto& [stem, places] : text.stems) {
        changes->stems[stem][*number] = posting_of(*number, places);
    }
    for (const auto& word : text.surfaces) {
        ++changes->words[word];
    }
    changes->lengths[*number] = length_step(text.words);
    changes->layouts[*number] = write_layout(text.layout);
}

namespace {

void write_word_changes(Database& database, const std::string& language,
                        const std::map<std::pair<std::string, std::string>, int>& changes) {
    std::set<std::string> parts;
    for (const auto& [word, more] : changes) {
        if (more != 0) {
            parts.insert(part_of(word.first));
        }
    }
    Statement read(database, queries::search_words);
    PartWriter replace(database, language);
    Statement remove(database, "DELETE FROM search_words WHERE language = ?1 AND part = ?2");
    for (const std::string& part : parts) {
        std::map<std::pair<std::string, std::string>, std::int64_t> words;
        for (ListedWord& word : read_words(read_bytes(read, language, part))) {
            words[{std::move(word.surface), std::move(word.stem)}] = word.texts;
        }
        for (auto change = changes.lower_bound({part, {}});
             change != changes.end() && part_of(change->first.first) == part; ++change) {
            words[change->first] += change->second;
        }
        std::string lines;
        for (const auto& [word, texts] : words) {
            if (texts > 0) {
                append_word(lines, {.surface = word.first,
                                    .stem = word.second,
                                    .texts = static_cast<std::uint32_t>(texts)});
            }
        }
        if (lines.empty()) {
            remove.bind(1, language).bind(2, part);
            remove.step();
            remove.reset();
        } else {
            replace.write(part, lines);
        }
    }
}

} // namespace

/// A text and its original say the same: a change of either counts.
void IndexUpdate::renew_all_meanings() {
    Statement meta(database_, queries::meta);
    meta.bind(1, "default_language");
    const auto homes = changes_.find(meta.step() ? std::string(meta.text(0)) : std::string{});
    const std::size_t changed_homes = homes == changes_.end() ? 0 : homes->second->lengths.size();
    std::set<std::string> languages;
    for (const auto& [language, changes] : changes_) {
        languages.insert(language); // may have no text any more
    }
    for (std::string& language : read_column(database_, queries::search_languages)) {
        languages.insert(std::move(language));
    }
    Statement lengths(database_, queries::search_lengths);
    for (const std::string& language : languages) {
        const auto own = changes_.find(language);
        const std::size_t changed =
            std::max(own == changes_.end() ? 0 : own->second->lengths.size(), changed_homes);
        lengths.reset();
        lengths.bind(1, language);
        const std::string_view texts = lengths.step() ? lengths.bytes(0) : std::string_view{};
        if (changed > 0) {
            renew_meanings(database_, language, changed,
                           static_cast<std::size_t>(std::ranges::count_if(
                               texts, [](char length) { return length != 0; })));
        }
    }
}

void IndexUpdate::finish() {
    Statement read(database_, queries::search_postings);
    Statement replace(database_, replace_stem);
    Statement remove(database_, "DELETE FROM search_stem WHERE language = ?1 AND stem = ?2");
    Statement layout(database_, replace_text);
    Statement remove_text(database_,
                          "DELETE FROM search_text WHERE article = ?1 AND language = ?2");
    for (const auto& [language, changes] : changes_) {
        for (const auto& [stem, postings] : changes->stems) {
            const std::string before = read_bytes(read, language, stem);
            const std::string after = merge_postings(before, postings);
            if (after.empty()) {
                remove.bind(1, language).bind(2, stem);
                remove.step();
                remove.reset();
            } else if (after != before) {
                write_bytes(replace, language, stem, after);
            }
        }
        write_word_changes(database_, language, changes->words);
        Statement lengths_row(database_, queries::search_lengths);
        lengths_row.bind(1, language);
        std::string lengths =
            lengths_row.step() ? std::string(lengths_row.bytes(0)) : std::string{};
        for (const auto& [article, step] : changes->lengths) {
            set_length(lengths, article, step);
        }
        lengths_row.reset();
        write_lengths(database_, language, std::move(lengths));
        for (const auto& [article, bytes] : changes->layouts) {
            Statement& statement = bytes.empty() ? remove_text : layout;
            statement.bind(1, std::int64_t{article}).bind(2, language);
            if (!bytes.empty()) {
                statement.bind_bytes(3, bytes);
            }
            statement.step();
            statement.reset();
        }
    }
    renew_all_meanings();
    database_.execute("DELETE FROM search_article WHERE number NOT IN (SELECT article FROM "
                      "search_text)");
    changes_.clear();
    readers_.clear();
}

bool is_numbered_in_order(Database& database) {
    const std::vector<std::string> slugs = read_column(database, queries::indexed_articles);
    std::uint32_t number = 0;
    Statement rows(database, queries::search_numbers);
    while (rows.step()) {
        if (number >= slugs.size() || rows.integer(0) != std::int64_t{number} + 1 ||
            rows.text(1) != slugs[number]) {
            return false;
        }
        ++number;
    }
    return number == slugs.size();
}

void remove_index(Database& database) {
    database.execute("DELETE FROM search_article; DELETE FROM search_language; DELETE FROM "
                     "search_text; DELETE FROM search_stem; DELETE FROM search_words; "
                     "DELETE FROM search_meanings;");
}

} // namespace zugang::content::search
