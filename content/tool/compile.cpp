#include "content/tool/compile.hpp"

#include "content/record_json.hpp"
#include "content/tool/hyphenate.hpp"
#include "content/tool/kept_records.hpp"
#include "content/tool/media_file.hpp"
#include "content/tool/parallel.hpp"

#include <algorithm>
#include <map>

namespace zugang::content::tool {
namespace {

/// What every language needs beside its own fonts.
const std::vector<std::string> common_families{"noto-sans", "noto-sans-symbols2"};

std::vector<std::string> names_of(const std::vector<Reference>& references) {
    std::vector<std::string> names;
    for (const Reference& reference : references) {
        names.push_back(reference.name);
    }
    return names;
}

class Compiler {
  public:
    Compiler(const Package& package, const Package* base, const Assets& assets,
             PatternFiles& patterns, Report& report)
        : package_(package), assets_(assets), report_(report), cache_(patterns.cache()),
          hyphenator_(package, patterns, report, base) {}

    RecordBytes run() {
        add_facts();
        add_topics();
        add_values();
        add_contacts();
        add_glossary();
        add_strings();
        add_fonts();
        add_articles();
        add_pictograms();
        return std::move(bytes_);
    }

  private:
    std::string plain(const std::string& text, const std::string& language) const {
        return hyphenator_.plain(text, language);
    }
    std::string german(const std::string& text) const {
        return plain(text, package_.default_language);
    }

    /// A package with languages brings what the terminal itself needs.
    bool is_base() const { return !package_.language_rows.empty(); }

    void add_facts() {
        PackageRecord record{.id = package_.id,
                             .title = package_.title,
                             .licence = package_.licence,
                             .default_language = package_.default_language,
                             .languages = names_of(package_.languages),
                             .as_of = package_.as_of,
                             .pictograms = {},
                             .fonts = {}};
        if (is_base()) {
            record.pictograms = assets_.terminal_pictograms();
            record.fonts = common_families;
        }
        bytes_["package"] = write_record(record);
        std::vector<Language> languages;
        for (const SourceLanguage& row : package_.language_rows) {
            languages.push_back(row.language);
            languages.back().fallback = names_of(row.fallback);
        }
        if (!languages.empty()) {
            bytes_["languages"] = write_record(languages);
        }
    }

    void add_topics() {
        TopicsRecord record;
        for (const SourceTopic& row : package_.topics) {
            record.topics.push_back(row);
            want_pictogram(row.topic.icon, row.icon_place);
        }
        for (const SourcePhase& row : package_.phases) {
            record.phases.push_back(row.phase);
            want_pictogram(row.phase.icon, row.icon_place);
        }
        if (!record.topics.empty() || !record.phases.empty()) {
            bytes_["topics"] = write_record(record);
        }
    }

    void add_values() {
        const std::vector<ValueRow> rows(package_.values.begin(), package_.values.end());
        if (!rows.empty()) {
            bytes_["values"] = write_record(rows);
        }
    }

    void add_contacts() {
        std::vector<ContactRow> rows;
        for (const SourceContact& row : package_.contacts) {
            ContactRow contact{.id = row.id,
                               .name = german(row.name),
                               .phone = row.phone,
                               .web = row.web,
                               .mail = row.mail,
                               .hours = row.hours,
                               .cost = row.cost,
                               .languages = row.languages,
                               .source = row.source,
                               .as_of = row.as_of,
                               .confidence = row.confidence,
                               .emergency = row.emergency,
                               .removed = row.removed,
                               .for_whom = {}};
            for (const auto& [language, line] : row.for_whom) {
                contact.for_whom[language] = plain(line.name, language);
            }
            rows.push_back(std::move(contact));
        }
        if (!rows.empty()) {
            bytes_["contacts"] = write_record(rows);
        }
    }

    void add_glossary() {
        std::vector<TermRow> rows(package_.terms.begin(), package_.terms.end());
        for (TermRow& row : rows) {
            row.term = german(row.term);
            row.text = german(row.text);
        }
        if (!rows.empty()) {
            bytes_["terms"] = write_record(rows);
        }
        for (const auto& [language, terms] : package_.term_translations) {
            TermTranslations translations;
            for (const auto& [id, row] : terms) {
                translations[id] = {.term = plain(row.term, language),
                                    .text = plain(row.text, language)};
            }
            bytes_["terms/" + language] = write_record(translations);
        }
    }

    void add_strings() {
        for (const auto& [language, strings] : package_.strings) {
            StringsRecord record;
            for (const auto& [key, text] : strings.strings) {
                record[key] = hyphenator_.message(text.name, language);
            }
            bytes_["strings/" + language] = write_record(record);
        }
    }

    void add_fonts() {
        if (!is_base()) {
            return;
        }
        std::vector<FontRow> rows;
        for (auto& [font, asset] : assets_.fonts(shipped_families(package_), report_)) {
            const std::string name = font.family + "-" + std::to_string(font.weight) +
                                     (font.italic ? "-italic" : "") + extension_of(asset.type);
            rows.push_back({.font = font, .position = assets_.position_of(font)});
            rows.back().font.media = name;
            bytes_["font/" + name] = std::move(asset.bytes);
        }
        bytes_["fonts"] = write_record(rows);
    }

    static std::string extension_of(const std::string& font_type) {
        return font_type == "font/otf" ? ".otf" : font_type == "font/collection" ? ".ttc" : ".ttf";
    }

    void add_articles() {
        std::vector<const SourceArticle*> articles;
        std::set<std::filesystem::path> pictures;
        for (const auto& [slug, article] : package_.articles) {
            articles.push_back(&article);
            if (article.removed) {
                continue;
            }
            want_pictogram(article.icon.name, article.icon.place);
            for (const auto& [language, translation] : article.translations) {
                for (const SourceBlock& block : translation.blocks) {
                    if (block.kind == BlockKind::Image) {
                        pictures.insert(article.package_folder / "media" / block.image);
                    }
                }
            }
        }
        std::vector<RecordBytes> records(articles.size());
        in_parallel(articles.size(),
                    [&](std::size_t i) { records[i] = kept_records_of(*articles[i]); });
        for (RecordBytes& bytes : records) {
            bytes_.merge(bytes);
        }
        for (const std::filesystem::path& picture : pictures) {
            add_picture(picture);
        }
    }

    /// From the cache where an article, the patterns and the German names in it are the same.
    RecordBytes kept_records_of(const SourceArticle& article) const {
        const std::string name = "records of an article " + program_version() + " " +
                                 hyphenator_.rules_digest() + " " + article.digest;
        if (const auto bytes = cache_.read(name)) {
            auto kept = read_kept_records(*bytes);
            if (kept && hyphenator_.agrees(kept->names)) {
                return std::move(kept->records);
            }
        }
        KeptRecords made;
        made.records = records_of(article, made.names);
        cache_.write(name, write_kept_records(made));
        return std::move(made.records);
    }

    RecordBytes records_of(const SourceArticle& article, Hyphenator::Names& names) const {
        RecordBytes records;
        ArticleRecord record{.topic = article.topic.name,
                             .order = article.order,
                             .parent = article.parent.name,
                             .icon = article.icon.name,
                             .phase = article.phase,
                             .audience = article.audience,
                             .sources = article.sources,
                             .as_of = article.as_of,
                             .review_by = article.review_by,
                             .confidence = article.confidence,
                             .contacts = names_of(article.contacts),
                             .related = names_of(article.related),
                             .visibility = article.visibility,
                             .origin = article.origin,
                             .discreet = article.discreet,
                             .removed = article.removed};
        const std::string key = "article/" + article.slug;
        records[key] = write_record(record);
        if (article.removed) {
            return records;
        }
        for (const auto& [language, translation] : article.translations) {
            records[key + "/" + language] = write_record(text_of(translation, names));
        }
        return records;
    }

    TextRecord text_of(const Translation& translation, Hyphenator::Names& names) const {
        const auto rich = [&](const SourceText& text) {
            return hyphenator_.rich(text.text, translation.language, &names);
        };
        TextRecord record{.title = rich(translation.title),
                          .summary = rich(translation.summary),
                          .keywords = translation.keywords,
                          .state = translation.state,
                          .stale = translation.stale,
                          .aligned = translation.aligned,
                          .blocks = {}};
        for (const SourceBlock& block : translation.blocks) {
            record.blocks.push_back(
                {.id = block.id,
                 .kind = block.kind,
                 .level = block.level,
                 .number = block.number,
                 .text = rich(block.text),
                 .media = block.kind == BlockKind::Image ? block.image : std::string{},
                 .stale = block.stale});
        }
        return record;
    }

    void add_picture(const std::filesystem::path& file) {
        const std::string key = "media/" + file.filename().string();
        if (bytes_.contains(key)) {
            return;
        }
        Picture picture;
        if (auto bytes = read_picture(file, report_, picture)) {
            bytes_[key] = std::move(*bytes);
        }
    }

    void want_pictogram(const std::string& name, const Place& place) {
        pictograms_.emplace(name, place);
    }

    void add_pictograms() {
        if (is_base()) {
            for (const std::string& name : assets_.terminal_pictograms()) {
                want_pictogram(name, package_.place);
            }
        }
        pictograms_.erase("");
        for (const auto& [name, place] : pictograms_) {
            if (auto asset = assets_.pictogram(name, place, report_)) {
                bytes_["pictogram/" + name + ".svg"] = std::move(asset->bytes);
            }
        }
    }

    const Package& package_;
    const Assets& assets_;
    Report& report_;
    const Cache& cache_;
    const Hyphenator hyphenator_;
    RecordBytes bytes_;
    std::map<std::string, Place> pictograms_; ///< wanted, and by whom
};

} // namespace

std::set<std::string> shipped_families(const Package& package) {
    std::set<std::string> families(common_families.begin(), common_families.end());
    for (const SourceLanguage& row : package.language_rows) {
        families.insert(row.language.fonts.begin(), row.language.fonts.end());
    }
    return families;
}

RecordBytes compile(const Package& package, const Package* base, const Assets& assets,
                    PatternFiles& patterns, Report& report) {
    return Compiler(package, base, assets, patterns, report).run();
}

} // namespace zugang::content::tool
