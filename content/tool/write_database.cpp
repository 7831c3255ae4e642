#include "content/tool/write_database.hpp"

#include "content/database.hpp"
#include "content/digest.hpp"
#include "content/list_text.hpp"
#include "content/schema.hpp"
#include "content/span_lines.hpp"
#include "content/tool/plain_words.hpp"

#include <algorithm>
#include <cmath>

namespace zugang::content::tool {
namespace {

/// A statement that is given one row after another.
class Insert {
  public:
    Insert(Database& database, std::string_view sql) : statement_(database, sql) {}

    template <typename... Columns>
    void row(const Columns&... columns) {
        int parameter = 0;
        (bind(++parameter, columns), ...);
        statement_.step();
        statement_.reset();
    }

  private:
    void bind(int parameter, std::string_view text) { statement_.bind(parameter, text); }
    void bind(int parameter, const std::string& text) {
        statement_.bind(parameter, std::string_view(text));
    }
    void bind(int parameter, int number) { statement_.bind(parameter, std::int64_t{number}); }
    void bind(int parameter, std::int64_t number) { statement_.bind(parameter, number); }
    void bind(int parameter, bool flag) { statement_.bind(parameter, std::int64_t{flag ? 1 : 0}); }
    void bind(int parameter, const std::optional<Date>& date) {
        statement_.bind(parameter, date ? iso_date(*date) : std::string{});
    }

    Statement statement_;
};

std::vector<std::string> names(const std::vector<Reference>& references) {
    std::vector<std::string> names;
    for (const Reference& reference : references) {
        names.push_back(reference.name);
    }
    return names;
}

bool has_language(const Package& package, std::string_view tag) {
    return std::ranges::find(package.languages, tag, &Reference::name) != package.languages.end();
}

void write_languages(Database& database, const Package& package) {
    Insert insert(
        database,
        "INSERT INTO language VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)");
    int position = 0;
    for (const Reference& wanted : package.languages) {
        for (const SourceLanguage& row : package.language_rows) {
            if (row.language.tag != wanted.name) {
                continue;
            }
            std::vector<std::string> fallback = names(row.fallback);
            std::erase_if(fallback,
                          [&](const std::string& tag) { return !has_language(package, tag); });
            const Language& language = row.language;
            insert.row(language.tag, position++, language.endonym, language.greeting,
                       language.direction == Direction::RightToLeft, join_list(fallback),
                       join_list(language.fonts),
                       static_cast<int>(std::lround(language.line_height * 100)), language.digits,
                       language.calendar, language.keyboard, language.voice);
        }
    }
}

void write_topics(Database& database, const Package& package) {
    Insert topic(database, "INSERT INTO topic VALUES (?1, ?2, ?3, ?4, ?5)");
    int position = 0;
    for (const SourceTopic& row : package.topics) {
        topic.row(row.topic.id, position++, row.topic.icon, row.topic.hue, row.topic.hidden);
    }
    Insert phase(database, "INSERT INTO phase VALUES (?1, ?2, ?3)");
    for (const SourcePhase& row : package.phases) {
        phase.row(row.phase.number, row.phase.icon, row.phase.article);
    }
}

void write_rows(Database& database, const Package& package, const Hyphenator& hyphenator) {
    const std::string& german = package.default_language;
    Insert value(database, "INSERT INTO value VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
    for (const SourceValue& row : package.values) {
        value.row(row.value.id, row.value.valid_from, row.value.valid_to, row.label, row.value.min,
                  row.value.max, row.value.unit, row.law, row.source, row.confidence);
    }
    Insert contact(
        database, "INSERT INTO contact VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)");
    Insert for_whom(database, "INSERT INTO contact_for_whom VALUES (?1, ?2, ?3)");
    for (const SourceContact& row : package.contacts) {
        contact.row(row.id, hyphenator.plain(row.name, german), row.phone, row.web, row.mail,
                    row.hours, row.cost, join_list(row.languages), row.source, row.as_of,
                    row.emergency, row.confidence == "low");
        for (const auto& [language, line] : row.for_whom) {
            for_whom.row(row.id, language, hyphenator.plain(line.name, language));
        }
    }
    Insert term(database, "INSERT INTO term VALUES (?1, ?2, ?3)");
    for (const SourceTerm& row : package.terms) {
        term.row(row.id, hyphenator.plain(row.term, german), hyphenator.plain(row.text, german));
    }
    Insert translation(database, "INSERT INTO term_translation VALUES (?1, ?2, ?3, ?4)");
    for (const auto& [language, terms] : package.term_translations) {
        for (const auto& [id, row] : terms) {
            if (std::ranges::find(package.terms, id, &SourceTerm::id) != package.terms.end()) {
                translation.row(id, language, hyphenator.plain(row.term, language),
                                hyphenator.plain(row.text, language));
            }
        }
    }
    Insert string(database, "INSERT INTO string VALUES (?1, ?2, ?3)");
    for (const auto& [language, strings] : package.strings) {
        for (const auto& [key, text] : strings.strings) {
            string.row(language, key, hyphenator.message(text.name, language));
        }
    }
}

/// What an article refers to and what is there for the same readers.
std::vector<std::string> related(const Package& package, const SourceArticle& article) {
    std::vector<std::string> slugs;
    for (const Reference& reference : article.related) {
        const auto found = package.articles.find(reference.name);
        const bool shown =
            found != package.articles.end() && (found->second.visibility == Visibility::Public ||
                                                article.visibility == Visibility::Staff);
        if (shown) {
            slugs.push_back(reference.name);
        }
    }
    return slugs;
}

std::vector<std::string> contacts(const Package& package, const SourceArticle& article) {
    std::vector<std::string> ids;
    for (const Reference& reference : article.contacts) {
        const auto found = std::ranges::find(package.contacts, reference.name, &SourceContact::id);
        if (found != package.contacts.end()) {
            ids.push_back(reference.name);
        }
    }
    return ids;
}

class ArticleWriter {
  public:
    ArticleWriter(Database& database, const Package& package, const MediaTable& media,
                  const Hyphenator& hyphenator)
        : package_(package), media_(media), hyphenator_(hyphenator),
          article_(
              database,
              "INSERT INTO article VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, "
              "?14, ?15, ?16)"),
          translation_(
              database,
              "INSERT INTO translation VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"),
          block_(database,
                 "INSERT INTO block VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)") {}

    void write(const SourceArticle& article) {
        article_.row(article.slug, article.topic.name, article.order,
                     package_.articles.contains(article.parent.name) ? article.parent.name
                                                                     : std::string{},
                     article.icon.name, article.phase, article.audience,
                     article.visibility == Visibility::Public, article.origin == Origin::Import,
                     article.discreet, article.as_of ? article.as_of : package_.as_of,
                     article.review_by, article.confidence, join_list(article.sources, '\n'),
                     join_list(contacts(package_, article)), join_list(related(package_, article)));
        for (const auto& [language, translation] : article.translations) {
            write(article, translation);
        }
    }

  private:
    void write(const SourceArticle& article, const Translation& translation) {
        Text title = translation.title.text;
        Text summary = translation.summary.text;
        fill_terms(title, package_.terms);
        fill_terms(summary, package_.terms);
        title = hyphenator_.rich(std::move(title), translation.language);
        summary = hyphenator_.rich(std::move(summary), translation.language);
        translation_.row(article.slug, translation.language, title.utf8, write_spans(title.spans),
                         plain_words(title), summary.utf8, write_spans(summary.spans),
                         join_list(translation.keywords, '\n'), static_cast<int>(translation.state),
                         translation.stale, translation.aligned);
        int position = 0;
        for (const SourceBlock& block : translation.blocks) {
            Text text = block.text.text;
            fill_terms(text, package_.terms);
            text = hyphenator_.rich(std::move(text), translation.language);
            const auto picture = media_.pictures.find({article.package_folder, block.image});
            block_.row(article.slug, translation.language, position++, block.id,
                       static_cast<int>(block.kind), block.level, block.number, text.utf8,
                       write_spans(text.spans),
                       picture != media_.pictures.end() ? picture->second : std::string{},
                       block.stale);
        }
    }

    const Package& package_;
    const MediaTable& media_;
    const Hyphenator& hyphenator_;
    Insert article_;
    Insert translation_;
    Insert block_;
};

void write_media(Database& database, const MediaTable& media) {
    Insert font(database, "INSERT INTO font VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
    int position = 0;
    for (const Font& row : media.fonts) {
        font.row(row.family, position++, row.weight, row.italic, row.index, row.media);
    }
    Insert pictogram(database, "INSERT INTO pictogram VALUES (?1, ?2)");
    for (const auto& [name, sha256] : media.pictograms) {
        pictogram.row(name, sha256);
    }
    Insert file(database, "INSERT INTO media VALUES (?1, ?2, ?3)");
    for (const auto& [sha256, row] : media.files) {
        file.row(sha256, row.type, static_cast<std::int64_t>(row.size_bytes));
    }
}

void write_meta(Database& database, const Package& package) {
    Insert meta(database, "INSERT INTO meta VALUES (?1, ?2)");
    meta.row(std::string_view("as_of"), package.as_of);
    meta.row(std::string_view("default_language"), package.default_language);
    meta.row(std::string_view("packages"), package.id);
    meta.row(std::string_view("digest"), table_digest(database));
}

} // namespace

std::string write_database(const Package& package, const MediaTable& media,
                           const Hyphenator& hyphenator, const std::filesystem::path& file) {
    const std::filesystem::path draft = file.string() + ".draft";
    std::string digest;
    {
        Database database(draft, Access::Create);
        database.execute(
            "PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; "
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA auto_vacuum = NONE;");
        database.execute("PRAGMA application_id = " + std::to_string(application_id) +
                         "; PRAGMA user_version = " + std::to_string(schema_version) + ";");
        database.execute(schema);
        database.execute("BEGIN");
        write_languages(database, package);
        write_topics(database, package);
        write_rows(database, package, hyphenator);
        ArticleWriter articles(database, package, media, hyphenator);
        for (const auto& [slug, article] : package.articles) {
            articles.write(article);
        }
        write_media(database, media);
        write_meta(database, package);
        database.execute("COMMIT");
        Statement read(database, "SELECT value FROM meta WHERE key = 'digest'");
        read.step();
        digest = read.text(0);
    }
    { // Pages in order and without gaps, whatever order the rows came in.
        Database database(draft, Access::ReadOnly);
        Statement vacuum(database, "VACUUM INTO ?1");
        vacuum.bind(1, std::string_view(file.string()));
        vacuum.step();
    }
    std::filesystem::remove(draft);
    return digest;
}

} // namespace zugang::content::tool
