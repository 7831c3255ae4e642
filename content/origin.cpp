#include "content/origin.hpp"

#include "content/database.hpp"
#include "content/list_text.hpp"
#include "content/recording.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace zugang::content {
namespace {

/// To be raised with every change of what write_state makes of the same records.
constexpr std::string_view writer_version = "3";
constexpr std::string_view of_software = "software"; // no package has this id

/// SHA-256 by key.
using Sums = std::map<std::string, std::string, std::less<>>;

/// What an older state was made of, by package.
std::optional<std::map<std::string, Sums>> read_origin(Database& database) {
    Statement table(database,
                    "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'origin'");
    if (!table.step() || table.integer(0) == 0) {
        return std::nullopt;
    }
    std::map<std::string, Sums> sums;
    Statement rows(database, "SELECT package, key, sha256 FROM origin");
    while (rows.step()) {
        sums[std::string(rows.text(0))].emplace(rows.text(1), rows.text(2));
    }
    const Sums& software = sums[std::string(of_software)];
    const auto version = software.find("writer");
    if (version == software.end() || version->second != writer_version) {
        return std::nullopt;
    }
    return sums;
}

std::string sum_of(const Sums& sums, std::string_view key) {
    const auto found = sums.find(key);
    return found == sums.end() ? std::string() : found->second;
}

std::string sum_of(const RecordTable& table, std::string_view key) {
    const auto found = table.find(key);
    return found == table.end() ? std::string() : found->second.sha256;
}

/// The records of the glossary, in every language, and their sums.
template <typename Table>
Sums glossary_of(const Table& table) {
    Sums glossary;
    for (auto entry = table.lower_bound("terms");
         entry != table.end() && entry->first.starts_with("terms"); ++entry) {
        glossary.emplace(entry->first, sum_of(table, entry->first));
    }
    return glossary;
}

/// Which package an article was from; its number of packages where it was in none.
std::size_t older_package(const std::vector<Sums>& older, const std::string& facts_key) {
    for (std::size_t i = older.size(); i-- > 0;) {
        if (older[i].contains(facts_key)) {
            return i;
        }
    }
    return older.size();
}

class Comparison {
  public:
    Comparison(Database& database, const AppliedPackages& applied,
               std::span<const Records> packages, std::vector<Sums> older)
        : database_(database), applied_(applied), packages_(packages), older_(std::move(older)) {}

    TextNames run() {
        add_older_texts();
        for (const auto& [slug, article] : applied_.articles) {
            const bool same = is_same_article(slug);
            for (const auto& [language, record] : article.records) {
                const std::string key = "article/" + slug + "/" + language;
                if (!same || sum_of(older_[article.package], key) != record.sha256) {
                    changes_.emplace(slug, language);
                }
            }
        }
        for (std::size_t i = 0; i < packages_.size(); ++i) {
            add_texts_with_other_pictures(older_[i], packages_[i].table);
            add_texts_with_other_recordings(older_[i], packages_[i].table);
        }
        return std::move(changes_);
    }

  private:
    bool is_same_article(const std::string& slug) const {
        const auto article = applied_.articles.find(slug);
        if (article == applied_.articles.end()) {
            return false;
        }
        const std::string key = "article/" + slug;
        const std::size_t package = article->second.package;
        return older_package(older_, key) == package &&
               sum_of(older_[package], key) == sum_of(packages_[package].table, key);
    }

    /// Texts that are in the database and must not stay.
    void add_older_texts() {
        Statement rows(database_, "SELECT slug, language FROM translation");
        while (rows.step()) {
            const std::string slug(rows.text(0));
            const std::string language(rows.text(1));
            const auto article = applied_.articles.find(slug);
            if (article == applied_.articles.end() || !is_same_article(slug) ||
                !article->second.records.contains(language)) {
                changes_.emplace(slug, language);
            }
        }
    }

    /// A name of a picture may lead to another file now.
    void add_texts_with_other_pictures(const Sums& older, const RecordTable& newer) {
        constexpr std::string_view prefix = "media/";
        for (auto entry = older.lower_bound(prefix);
             entry != older.end() && entry->first.starts_with(prefix); ++entry) {
            if (sum_of(newer, entry->first) != entry->second) {
                add_texts_showing(entry->second);
            }
        }
        for (auto entry = newer.lower_bound(prefix);
             entry != newer.end() && entry->first.starts_with(prefix); ++entry) {
            if (!older.contains(entry->first)) {
                add_texts_showing({}); // a picture that was not there
                return;
            }
        }
    }

    /// Also those that are gone or new.
    void add_texts_with_other_recordings(const Sums& older, const RecordTable& newer) {
        for (auto entry = older.lower_bound(speech_prefix);
             entry != older.end() && entry->first.starts_with(speech_prefix); ++entry) {
            if (sum_of(newer, entry->first) != entry->second) {
                add_text_spoken_by(entry->first);
            }
        }
        for (auto entry = newer.lower_bound(speech_prefix);
             entry != newer.end() && entry->first.starts_with(speech_prefix); ++entry) {
            if (!older.contains(entry->first)) {
                add_text_spoken_by(entry->first);
            }
        }
    }

    void add_text_spoken_by(std::string_view key) {
        // Guides with their recordings are written anew whole.
        if (const auto speech = read_speech_key(key);
            speech && !guide_of_recordings(speech->slug)) {
            changes_.emplace(speech->slug, speech->language);
        }
    }

    void add_texts_showing(std::string_view sha256) {
        Statement rows(database_,
                       "SELECT DISTINCT slug, language FROM block WHERE kind = 5 AND media = ?1");
        rows.bind(1, sha256);
        while (rows.step()) {
            changes_.emplace(rows.text(0), rows.text(1));
        }
    }

    Database& database_;
    const AppliedPackages& applied_;
    std::span<const Records> packages_;
    std::vector<Sums> older_; ///< in the order of the packages
    TextNames changes_;
};

} // namespace

void write_origin(Database& database, const AppliedPackages& applied,
                  std::span<const Records> packages) {
    Statement insert(database, "INSERT INTO origin VALUES (?1, ?2, ?3)");
    const auto write = [&insert](std::string_view package, std::string_view key,
                                 std::string_view sha256) {
        insert.bind(1, package).bind(2, key).bind(3, sha256);
        insert.step();
        insert.reset();
    };
    write(of_software, "writer", writer_version);
    for (std::size_t i = 0; i < packages.size(); ++i) {
        for (const auto& [key, record] : packages[i].table) {
            write(applied.ids[i], key, record.sha256);
        }
    }
}

std::optional<TextNames> find_changes(Database& database, const AppliedPackages& applied,
                                      std::span<const Records> packages) {
    auto origin = read_origin(database);
    Statement meta(database, "SELECT value FROM meta WHERE key = 'packages'");
    if (!origin || !meta.step() || split_list(meta.text(0)) != applied.ids) {
        return std::nullopt;
    }
    std::vector<Sums> older;
    for (std::size_t i = 0; i < packages.size(); ++i) {
        older.push_back(std::move((*origin)[applied.ids[i]]));
        // German terms stand within the texts of any package, and the search finds those texts by
        // what the terms are called in their language.
        if (glossary_of(older[i]) != glossary_of(packages[i].table)) {
            return std::nullopt;
        }
    }
    return Comparison(database, applied, packages, std::move(older)).run();
}

} // namespace zugang::content
