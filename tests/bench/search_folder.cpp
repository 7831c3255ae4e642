#include "search_folder.hpp"

#include "content/schema.hpp"
#include "content/search/fold.hpp"
#include "content/search/tokenize.hpp"
#include "content/search/write_index.hpp"

#include <algorithm>
#include <fstream>
#include <set>

#include <nlohmann/json.hpp>

namespace zugang::bench {

namespace fs = std::filesystem;
using content::Access;
using content::Database;
using content::Statement;

Pages read_pages(const fs::path& folder, const std::vector<std::string>& languages) {
    Pages pages;
    for (const std::string& language : languages) {
        std::ifstream file(folder / ("pages." + language + ".jsonl"));
        for (std::string line; std::getline(file, line);) {
            const auto object = nlohmann::json::parse(line);
            pages[object.at("id")][language] = {.title = object.at("title"),
                                                .text = object.at("text")};
        }
    }
    return pages;
}

void write_content(const fs::path& file, const Pages& pages,
                   const std::vector<std::string>& languages) {
    fs::remove(file);
    Database database(file, Access::Create);
    database.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;");
    database.execute(content::schema);
    database.execute("INSERT INTO meta VALUES ('default_language', 'de'); "
                     "INSERT INTO topic VALUES ('t', 0, '', 1, 0);");
    Statement language_row(database, "INSERT INTO language VALUES (?1, ?2, '', '', 0, '', '', 145, "
                                     "'', '', '', '')");
    for (std::size_t i = 0; i < languages.size(); ++i) {
        language_row.bind(1, languages[i]).bind(2, static_cast<std::int64_t>(i));
        language_row.step();
        language_row.reset();
    }
    Statement article(database, "INSERT INTO article VALUES (?1, 't', 0, '', '', 0, '', 1, 1, 0, "
                                "'2026-01-01', '', 'high', '', '', '')");
    Statement translation(database, "INSERT INTO translation VALUES (?1, ?2, ?3, '', ?3, '', '', "
                                    "'', 0, 0, 1)");
    Statement block(database, "INSERT INTO block VALUES (?1, ?2, ?3, ?4, 1, 0, 0, ?5, '', '', 0)");
    for (const auto& [id, texts] : pages) {
        article.bind(1, id);
        article.step();
        article.reset();
        for (const auto& [language, page] : texts) {
            translation.bind(1, id).bind(2, language).bind(3, page.title);
            translation.step();
            translation.reset();
            std::int64_t position = 0;
            for (std::size_t start = 0; start < page.text.size();) {
                const std::size_t end = std::min(page.text.find('\n', start), page.text.size());
                const std::string line = page.text.substr(start, end - start);
                start = end + 1;
                if (line == page.title) {
                    continue;
                }
                block.bind(1, id).bind(2, language).bind(3, position);
                block.bind(4, std::to_string(position)).bind(5, line);
                block.step();
                block.reset();
                ++position;
            }
        }
    }
    content::search::write_index(database);
    database.execute("COMMIT; VACUUM;");
}

void write_fts5(const fs::path& file, const Pages& pages,
                const std::vector<std::string>& languages) {
    fs::remove(file);
    Database database(file, Access::Create);
    database.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;");
    for (const std::string& language : languages) {
        const std::string table = "fts_" + language.substr(0, 2);
        database.execute("CREATE VIRTUAL TABLE " + table +
                         " USING fts5(id UNINDEXED, title, text, prefix = '1 2 3')");
        Statement insert(database, "INSERT INTO " + table + " VALUES (?1, ?2, ?3)");
        for (const auto& [id, texts] : pages) {
            const auto page = texts.find(language);
            if (page != texts.end()) {
                insert.bind(1, id).bind(2, page->second.title).bind(3, page->second.text);
                insert.step();
                insert.reset();
            }
        }
    }
    database.execute("COMMIT");
}

std::vector<std::string> plain_split(const std::string& text) {
    std::vector<std::string> words;
    for (const auto& token : content::search::tokenize(text, content::search::Apostrophe::Parts)) {
        words.push_back(text.substr(token.start, token.length));
    }
    return words;
}

std::vector<std::string> ask_fts5(Database& database, const std::string& language,
                                  const std::string& query, std::size_t limit, bool prefix) {
    // Any of the words, as FTS5 itself parts them: everything else between them is a space.
    std::string match;
    std::string word;
    const auto finish = [&match, &word] {
        if (!word.empty()) {
            match += (match.empty() ? "\"" : " OR \"") + word + "\"";
        }
        word.clear();
    };
    for (const char c : query) {
        const bool plain = static_cast<unsigned char>(c) >= 0x80 || std::isalnum(c) != 0;
        if (plain) {
            word += c;
        } else {
            finish();
        }
    }
    const bool open = !word.empty();
    finish();
    if (prefix && open) {
        match += "*";
    }
    std::vector<std::string> ids;
    if (match.empty()) {
        return ids;
    }
    const std::string table = "fts_" + language.substr(0, 2);
    Statement rows(database, "SELECT id FROM " + table + " WHERE " + table +
                                 " MATCH ?1 ORDER BY rank LIMIT ?2");
    rows.bind(1, match).bind(2, static_cast<std::int64_t>(limit));
    while (rows.step()) {
        ids.emplace_back(rows.text(0));
    }
    return ids;
}

std::size_t index_bytes(Database& database) {
    Statement size(database, "SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'search_%' OR name "
                             "LIKE 'sqlite_autoindex_search_%'");
    return size.step() ? static_cast<std::size_t>(size.integer(0)) : 0;
}

std::size_t text_bytes(const Pages& pages) {
    std::size_t bytes = 0;
    for (const auto& [id, texts] : pages) {
        for (const auto& [language, page] : texts) {
            bytes += page.text.size();
        }
    }
    return bytes;
}

} // namespace zugang::bench
