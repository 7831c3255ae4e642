#include "content/write_state.hpp"

#include "content/database.hpp"
#include "content/digest.hpp"
#include "content/insert.hpp"
#include "content/list_text.hpp"
#include "content/origin.hpp"
#include "content/plain_words.hpp"
#include "content/record_json.hpp"
#include "content/schema.hpp"
#include "content/search/write_index.hpp"
#include "content/search/write_meanings.hpp"
#include "content/span_lines.hpp"
#include "content/write_guides.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace zugang::content {
namespace {

// Rows of one key can only be doubled by a package that nobody has checked: the last one counts.

void write_languages(Database& database, const AppliedPackages& applied) {
    Insert insert(database, "INSERT OR REPLACE INTO language VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, "
                            "?8, ?9, ?10, ?11, ?12)");
    int position = 0;
    for (const std::string& wanted : applied.languages) {
        for (const Language& row : applied.language_rows) {
            if (row.tag != wanted) {
                continue;
            }
            std::vector<std::string> fallback = row.fallback;
            std::erase_if(fallback, [&applied](const std::string& tag) {
                return std::ranges::find(applied.languages, tag) == applied.languages.end();
            });
            insert.row(row.tag, position++, row.endonym, row.greeting,
                       row.direction == Direction::RightToLeft, join_list(fallback),
                       join_list(row.fonts), static_cast<int>(std::lround(row.line_height * 100)),
                       row.digits, row.calendar, row.keyboard, row.voice);
        }
    }
}

void write_keyboards(Database& database, const AppliedPackages& applied) {
    Insert insert(database, "INSERT INTO keyboard VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
    for (const auto& [language, keyboard] : applied.keyboards) {
        int number = 0;
        for (const std::vector<KeyboardKey>& row : keyboard.rows) {
            int position = 0;
            for (const KeyboardKey& key : row) {
                insert.row(language, number, position++, keyboard.layout, keyboard.script, key.text,
                           key.shifted, join_list(key.more));
            }
            ++number;
        }
    }
}

void write_slips(Database& database, const AppliedPackages& applied) {
    Insert block(database,
                 "INSERT INTO slip_block VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
                 "?11)");
    for (const auto& [id, slip] : applied.slips) {
        int position = 0;
        for (const SlipBlock& row : slip.blocks) {
            std::vector<std::string> facts;
            for (const SlipFact& fact : row.facts) {
                facts.push_back(fact.label);
                facts.push_back(fact.value);
            }
            block.row(id, position++, static_cast<int>(row.kind), row.text, row.value, row.icon,
                      row.when, static_cast<int>(row.size), row.centred, row.bold,
                      join_list(facts));
        }
    }
    Insert printer(database,
                   "INSERT OR REPLACE INTO printer VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
    for (const PrinterRow& row : applied.printers) {
        const PrinterProfile& profile = row.profile;
        printer.row(profile.id, profile.name, profile.width_px, profile.dots_per_mm,
                    static_cast<int>(profile.cutter), profile.feed_px, profile.band_rows,
                    static_cast<int>(profile.answers), profile.keeps_data);
    }
}

void write_topics(Database& database, const AppliedPackages& applied) {
    Insert topic(database, "INSERT OR REPLACE INTO topic VALUES (?1, ?2, ?3, ?4, ?5)");
    int position = 0;
    for (const TopicRow& row : applied.topics) {
        topic.row(row.topic.id, position++, row.topic.icon, row.topic.hue, row.topic.hidden);
    }
    Insert phase(database, "INSERT OR REPLACE INTO phase VALUES (?1, ?2, ?3)");
    for (const Phase& row : applied.phases) {
        phase.row(row.number, row.icon, row.article);
    }
}

void write_rows(Database& database, const AppliedPackages& applied) {
    Insert value(database, "INSERT OR REPLACE INTO value VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, "
                           "?9, ?10)");
    for (const ValueRow& row : applied.values) {
        value.row(row.value.id, row.value.valid_from, row.value.valid_to, row.label, row.value.min,
                  row.value.max, row.value.unit, row.law, row.source, row.confidence);
    }
    Insert contact(database, "INSERT OR REPLACE INTO contact VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, "
                             "?8, ?9, ?10, ?11, ?12)");
    Insert for_whom(database, "INSERT OR REPLACE INTO contact_for_whom VALUES (?1, ?2, ?3)");
    for (const ContactRow& row : applied.contacts) {
        contact.row(row.id, row.name, row.phone, row.web, row.mail, row.hours, row.cost,
                    join_list(row.languages), row.source, row.as_of, row.emergency,
                    row.confidence == "low");
        for (const auto& [language, line] : row.for_whom) {
            for_whom.row(row.id, language, line);
        }
    }
    Insert term(database, "INSERT OR REPLACE INTO term VALUES (?1, ?2, ?3)");
    for (const TermRow& row : applied.terms) {
        term.row(row.id, row.term, row.text);
    }
    Insert translation(database, "INSERT OR REPLACE INTO term_translation VALUES (?1, ?2, ?3, ?4)");
    for (const auto& [language, terms] : applied.term_translations) {
        for (const auto& [id, row] : terms) {
            translation.row(id, language, row.term, row.text);
        }
    }
    Insert string(database, "INSERT OR REPLACE INTO string VALUES (?1, ?2, ?3)");
    for (const auto& [language, strings] : applied.strings) {
        for (const auto& [key, text] : strings) {
            string.row(language, key, text);
        }
    }
}

void write_places(Database& database, const AppliedPackages& applied) {
    Insert insert(database, "INSERT OR REPLACE INTO place VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, "
                            "?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)");
    Insert for_whom(database, "INSERT OR REPLACE INTO place_for_whom VALUES (?1, ?2, ?3)");
    for (const PlaceRow& row : applied.places) {
        const int* latitude = row.position ? &row.position->latitude_e6 : nullptr;
        const int* longitude = row.position ? &row.position->longitude_e6 : nullptr;
        insert.row(row.id, row.name, row.kind, row.street, row.postcode, row.city, row.land,
                   latitude, longitude, row.phone, row.web, row.mail, row.hours,
                   join_list(row.languages), join_list(row.services), join_list(row.accessibility),
                   row.source, row.as_of);
        for (const auto& [language, line] : row.for_whom) {
            for_whom.row(row.id, language, line);
        }
    }
}

void write_articles(Database& database, const AppliedPackages& applied) {
    Insert insert(database, "INSERT INTO article VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
                            "?11, ?12, ?13, ?14, ?15, ?16)");
    for (const auto& [slug, article] : applied.articles) {
        const ArticleRecord& facts = article.facts;
        insert.row(slug, facts.topic, facts.order, facts.parent, facts.icon, facts.phase,
                   facts.audience, facts.visibility == Visibility::Public,
                   facts.origin == Origin::Import, facts.discreet, facts.as_of, facts.review_by,
                   facts.confidence, join_list(facts.sources, '\n'), join_list(facts.contacts),
                   join_list(facts.related));
    }
}

class TextWriter {
  public:
    TextWriter(Database& database, const AppliedPackages& applied,
               std::span<const Records> packages)
        : packages_(packages), words_(words_of_terms(applied)),
          translation_(
              database,
              "INSERT INTO translation VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"),
          block_(database,
                 "INSERT INTO block VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"),
          recording_(database, "INSERT OR REPLACE INTO recording "
                               "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)") {}

    std::optional<InstallError> write(const std::string& slug, const AppliedArticle& article,
                                      const std::string& language) {
        const Records& package = packages_[article.package];
        const std::string key = "article/" + slug + "/" + language;
        const auto bytes = read_record(package, key);
        if (!bytes) {
            return bytes.error();
        }
        auto text = read_text_record(*bytes);
        if (!text) {
            return InstallError{InstallProblem::UnreadableRecord, key, article.package};
        }
        fill(text->title, "title", text->recordings);
        fill(text->summary, "summary", text->recordings);
        translation_.row(slug, language, text->title.utf8, write_spans(text->title.spans),
                         plain_words(text->title), text->summary.utf8,
                         write_spans(text->summary.spans), join_list(text->keywords, '\n'),
                         static_cast<int>(text->state), text->stale, text->aligned);
        int position = 0;
        for (Block& block : text->blocks) {
            fill(block.text, block.id, text->recordings);
            const auto picture = package.table.find("media/" + block.media);
            const bool shown = block.kind == BlockKind::Image && picture != package.table.end();
            block_.row(slug, language, position++, block.id, static_cast<int>(block.kind),
                       block.level, block.number, block.text.utf8, write_spans(block.text.spans),
                       shown ? picture->second.sha256 : std::string{}, block.stale);
        }
        write_recordings(slug, language, text->recordings, package.table);
        return std::nullopt;
    }

  private:
    /// With the words of its recording, where it has one.
    void fill(Text& text, std::string_view block, std::vector<Recording>& recordings) const {
        const auto spoken = std::ranges::find(recordings, block, &Recording::block);
        if (spoken == recordings.end()) {
            fill_terms(text, words_);
        } else {
            fill_terms(text, words_, *spoken);
        }
    }

    void write_recordings(const std::string& slug, const std::string& language,
                          const std::vector<Recording>& recordings, const RecordTable& table) {
        for (const Recording& recording : recordings) {
            const auto file = table.find(speech_key(language, slug, recording.block));
            if (file != table.end()) {
                recording_.row(slug, language, recording.block, file->second.sha256,
                               recording.duration_ms, recording.loudness_tenths,
                               recording.synthetic, write_words(recording.words));
            }
        }
    }

    std::span<const Records> packages_;
    std::map<std::string, std::string> words_;
    Insert translation_;
    Insert block_;
    Insert recording_;
};

std::string media_type(std::string_view key) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> types{
        {{".svg", "image/svg+xml"},
         {".png", "image/png"},
         {".jpg", "image/jpeg"},
         {".jpeg", "image/jpeg"},
         {".webp", "image/webp"},
         {".ttf", "font/ttf"},
         {".otf", "font/otf"},
         {".ttc", "font/collection"},
         {".opus", "audio/ogg"}}};
    for (const auto& [extension, type] : types) {
        if (key.ends_with(extension)) {
            return std::string(type);
        }
    }
    return "application/octet-stream";
}

/// After the blocks and recordings: what they show and play is media too.
void write_media(Database& database, const AppliedPackages& applied,
                 std::span<const Records> packages) {
    Insert font(database, "INSERT OR REPLACE INTO font VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
    std::set<std::string> needed;
    int position = 0;
    for (const Font& row : applied.fonts) {
        font.row(row.family, position++, row.weight, row.italic, row.index, row.media);
        needed.insert(row.media);
    }
    Insert pictogram(database, "INSERT INTO pictogram VALUES (?1, ?2)");
    for (const auto& [name, sha256] : applied.pictograms) {
        pictogram.row(name, sha256);
        needed.insert(sha256);
    }
    Insert land(database, "INSERT OR REPLACE INTO land VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
    for (const LandPicture& row : applied.land_pictures) {
        land.row(row.land, row.x, row.y, row.width, row.height, row.media);
        needed.insert(row.media);
    }
    Statement shown(database, "SELECT DISTINCT media FROM block WHERE kind = 5");
    while (shown.step()) {
        needed.insert(std::string(shown.text(0)));
    }
    Statement spoken(database, "SELECT DISTINCT media FROM recording");
    while (spoken.step()) {
        needed.insert(std::string(spoken.text(0)));
    }
    Insert file(database, "INSERT OR REPLACE INTO media VALUES (?1, ?2, ?3)");
    for (const Records& package : packages) {
        for (const auto& [key, record] : package.table) {
            if (is_file_key(key) && needed.contains(record.sha256)) {
                file.row(record.sha256, media_type(key),
                         static_cast<std::int64_t>(record.size_bytes));
            }
        }
    }
}

enum class Digest { Taken, Left };

std::string write_meta(Database& database, const AppliedPackages& applied, Digest wanted) {
    Insert meta(database, "INSERT INTO meta VALUES (?1, ?2)");
    meta.row(std::string_view("as_of"), applied.as_of);
    meta.row(std::string_view("default_language"), applied.default_language);
    meta.row(std::string_view("packages"), join_list(applied.ids));
    std::string digest = wanted == Digest::Taken ? table_digest(database) : std::string{};
    meta.row(std::string_view("digest"), digest);
    return digest;
}

/// Everything but the texts of articles, which are there. Returns the digest.
std::string write_all_but_texts(Database& database, const AppliedPackages& applied,
                                std::span<const Records> packages, Digest wanted) {
    write_languages(database, applied);
    write_keyboards(database, applied);
    write_slips(database, applied);
    write_topics(database, applied);
    write_rows(database, applied);
    write_articles(database, applied);
    write_places(database, applied);
    write_guides(database, applied);
    write_media(database, applied, packages);
    write_origin(database, applied, packages);
    return write_meta(database, applied, wanted);
}

void make_fast(Database& database) { // a draft that dies is thrown away
    database.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;");
}

/// Pages in order and without gaps, whatever order the rows came in: the same rows give the same
/// bytes.
void pack(const std::filesystem::path& draft, const std::filesystem::path& file) {
    {
        Database database(draft, Access::ReadWrite);
        make_fast(database);
        // Counts the changes of the schema, of which every VACUUM is one.
        database.execute("PRAGMA schema_version = 1");
        Statement vacuum(database, "VACUUM INTO ?1");
        vacuum.bind(1, std::string_view(file.string()));
        vacuum.step();
    }
    std::filesystem::remove(draft);
}

} // namespace

tl::expected<WrittenState, InstallError> write_state(const AppliedPackages& applied,
                                                     std::span<const Records> packages,
                                                     const std::filesystem::path& file) {
    const std::filesystem::path draft = file.string() + ".draft";
    WrittenState state;
    {
        Database database(draft, Access::Create);
        database.execute("PRAGMA page_size = 4096; PRAGMA encoding = 'UTF-8'; "
                         "PRAGMA auto_vacuum = NONE;");
        make_fast(database);
        database.execute("PRAGMA application_id = " + std::to_string(application_id) +
                         "; PRAGMA user_version = " + std::to_string(schema_version) + ";");
        database.execute(schema);
        database.execute("BEGIN");
        TextWriter texts(database, applied, packages);
        for (const auto& [slug, article] : applied.articles) {
            for (const auto& [language, record] : article.records) {
                if (auto error = texts.write(slug, article, language)) {
                    return tl::unexpected(std::move(*error));
                }
                state.written.emplace(slug, language);
            }
        }
        state.digest = write_all_but_texts(database, applied, packages, Digest::Taken);
        search::write_index(database);
        database.execute("COMMIT");
    }
    pack(draft, file);
    return state;
}

namespace {

/// In a copy of an older state; no value where everything has to be written.
tl::expected<std::optional<WrittenState>, InstallError>
update_rows(Database& database, const AppliedPackages& applied, std::span<const Records> packages,
            Digest wanted) {
    const auto changes = find_changes(database, applied, packages);
    if (!changes) {
        return std::nullopt;
    }
    database.execute("BEGIN");
    search::IndexUpdate index(database);
    for (const auto& [slug, language] : *changes) {
        index.remove(slug, language);
    }
    for (const auto& [table, sql] : table_rows) {
        if (table != "translation" && table != "block" && table != "recording") {
            database.execute("DELETE FROM " + std::string(table));
        }
    }
    // Guides are written anew whole: '/' is the character behind '.'.
    database.execute("DELETE FROM recording WHERE slug >= 'guide.' AND slug < 'guide/'");
    database.execute("DELETE FROM origin");
    Insert remove_translation(database,
                              "DELETE FROM translation WHERE slug = ?1 AND language = ?2");
    Insert remove_blocks(database, "DELETE FROM block WHERE slug = ?1 AND language = ?2");
    Insert remove_recordings(database, "DELETE FROM recording WHERE slug = ?1 AND language = ?2");
    TextWriter texts(database, applied, packages);
    WrittenState state;
    for (const auto& [slug, language] : *changes) {
        remove_translation.row(slug, language);
        remove_blocks.row(slug, language);
        remove_recordings.row(slug, language);
        const auto article = applied.articles.find(slug);
        if (article == applied.articles.end() || !article->second.records.contains(language)) {
            continue;
        }
        if (auto error = texts.write(slug, article->second, language)) {
            return tl::unexpected(std::move(*error));
        }
        state.written.emplace(slug, language);
    }
    state.digest = write_all_but_texts(database, applied, packages, wanted);
    for (const auto& [slug, language] : state.written) {
        index.add(slug, language);
    }
    index.finish();
    database.execute("COMMIT");
    return state;
}

/// What a new file would have: articles numbered in their order, meanings learnt of all texts.
void index_as_new(const std::filesystem::path& file) {
    Database database(file, Access::ReadWrite);
    make_fast(database);
    database.execute("BEGIN");
    if (search::is_numbered_in_order(database)) {
        search::renew_put_off_meanings(database);
    } else {
        search::remove_index(database);
        search::write_index(database);
    }
    database.execute("COMMIT");
}

} // namespace

tl::expected<std::optional<WrittenState>, InstallError>
update_state(const AppliedPackages& applied, std::span<const Records> packages,
             const std::filesystem::path& older, const std::filesystem::path& file,
             Packing packing) {
    const std::filesystem::path draft =
        packing == Packing::Tight ? file.string() + ".draft" : file.string();
    std::filesystem::copy_file(older, draft);
    const auto updated = [&] {
        Database database(draft, Access::ReadWrite);
        make_fast(database);
        return update_rows(database, applied, packages,
                           packing == Packing::Draft ? Digest::Left : Digest::Taken);
    }();
    if (!updated || !*updated) {
        std::filesystem::remove(draft);
    } else if (packing == Packing::Tight) {
        index_as_new(draft);
        pack(draft, file);
    }
    return updated;
}

} // namespace zugang::content
