#include "content/search/write_meanings.hpp"

#include "content/database.hpp"
#include "content/queries.hpp"
#include "content/search/analyse.hpp"
#include "content/search/function_words.hpp"
#include "content/search/lexicon.hpp"
#include "content/search/tokenize.hpp"
#include "content/search/word_list.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace zugang::content::search {
namespace {

constexpr std::string_view insert_part =
    "INSERT OR REPLACE INTO search_meanings VALUES (?1, ?2, ?3)";
constexpr std::string_view remove_parts = "DELETE FROM search_meanings WHERE language = ?1";
constexpr std::string_view changes_part;   ///< the row that counts changes since it was learnt
constexpr std::size_t most_texts = 16'000; ///< that are learnt from; of more every so-manieth

std::string default_language(Database& database) {
    Statement meta(database, queries::meta);
    meta.bind(1, "default_language");
    return meta.step() ? std::string(meta.text(0)) : std::string{};
}

/// Stems of a text that say something, each once.
class StemReader {
  public:
    explicit StemReader(std::string_view language) : language_(language), analyser_(language) {}

    std::vector<std::string> read(std::string_view utf8) {
        std::vector<std::string> stems;
        for (const Token& token : tokenize(utf8, analyser_.apostrophe())) {
            if (token.kind == TokenKind::Gram) {
                continue;
            }
            const std::string written(utf8.substr(token.start, token.length));
            auto known = known_.find(written);
            if (known == known_.end()) {
                Word word = analyser_.analyse(written, token.kind);
                const bool says_nothing =
                    word.surface.empty() || is_function_word(language_, word.surface);
                known = known_.emplace(written, says_nothing ? "" : std::move(word.stem)).first;
            }
            if (!known->second.empty() && std::ranges::find(stems, known->second) == stems.end()) {
                stems.push_back(known->second);
            }
        }
        return stems;
    }

  private:
    std::string language_;
    Analyser analyser_;
    std::unordered_map<std::string, std::string> known_; ///< stems; empty: none
};

/// The texts of an article in one language by what they are: the title's id is empty.
std::map<std::string, std::string> read_texts(Statement& title, Statement& blocks,
                                              std::string_view slug, std::string_view language) {
    std::map<std::string, std::string> texts;
    title.reset();
    title.bind(1, slug).bind(2, language);
    if (title.step()) {
        texts.emplace("", title.text(0));
    }
    blocks.reset();
    blocks.bind(1, slug).bind(2, language);
    while (blocks.step()) {
        texts.emplace(blocks.text(0), blocks.text(1));
    }
    return texts;
}

} // namespace

void write_meanings(Database& database, std::string_view language) {
    {
        Statement remove(database, remove_parts);
        remove.bind(1, language);
        remove.step();
    }
    const std::string home = default_language(database);
    if (language == home) {
        return;
    }
    std::vector<std::pair<std::string, std::string>> same;
    {
        Statement title(database, queries::indexed_text);
        Statement blocks(database, queries::indexed_block_texts);
        Statement articles(database, queries::indexed_articles);
        while (articles.step()) {
            const std::string slug(articles.text(0));
            auto texts = read_texts(title, blocks, slug, language);
            if (texts.empty()) {
                continue;
            }
            auto homes = read_texts(title, blocks, slug, home);
            for (auto& [id, text] : texts) {
                if (const auto other = homes.find(id); other != homes.end()) {
                    same.emplace_back(std::move(text), std::move(other->second));
                }
            }
        }
    }
    Lexicon lexicon;
    StemReader source(language);
    StemReader target(home);
    const std::size_t stride = same.size() / most_texts + 1;
    for (std::size_t i = 0; i < same.size(); i += stride) {
        lexicon.add(source.read(same[i].first), target.read(same[i].second));
    }
    Statement insert(database, insert_part);
    std::string part;
    std::string lines;
    const auto write = [&] {
        if (!lines.empty()) {
            insert.bind(1, language).bind(2, part).bind_bytes(3, lines);
            insert.step();
            insert.reset();
        }
        lines.clear();
    };
    for (const auto& [stem, meanings] : lexicon.learn()) {
        if (std::string other = part_of(stem); other != part) {
            write();
            part = std::move(other);
        }
        append_meanings(lines, stem, meanings);
    }
    write();
}

void renew_meanings(Database& database, std::string_view language, std::size_t changed,
                    std::size_t all) {
    {
        Statement before(database, queries::search_meanings);
        before.bind(1, language).bind(2, changes_part);
        if (before.step()) {
            const std::string_view count = before.bytes(0);
            std::size_t earlier = 0;
            std::from_chars(count.data(), count.data() + count.size(), earlier);
            changed += earlier;
        }
    }
    if (changed * 8 >= all) {
        write_meanings(database, language);
        return;
    }
    Statement insert(database, insert_part);
    insert.bind(1, language).bind(2, changes_part).bind_bytes(3, std::to_string(changed));
    insert.step();
}

void renew_put_off_meanings(Database& database) {
    std::vector<std::string> put_off;
    {
        Statement languages(database, queries::search_languages);
        Statement row(database, queries::search_meanings);
        while (languages.step()) {
            row.reset();
            row.bind(1, languages.text(0)).bind(2, changes_part);
            if (row.step()) {
                put_off.emplace_back(languages.text(0));
            }
        }
    }
    for (const std::string& language : put_off) {
        write_meanings(database, language);
    }
}

} // namespace zugang::content::search
