#include "content/tool/compile.hpp"

#include "content/record_json.hpp"
#include "content/sha256.hpp"
#include "content/tool/hyphenate.hpp"
#include "content/tool/kept_records.hpp"
#include "content/tool/make_keyboard.hpp"
#include "content/tool/media_file.hpp"
#include "content/tool/parallel.hpp"
#include "content/tool/picture.hpp"
#include "content/tool/recording_file.hpp"
#include "content/tool/speech.hpp"
#include "content/tool/text_file.hpp"

#include <algorithm>
#include <functional>
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

TextRecord text_of(const Translation& translation, const Hyphenator& hyphenator,
                   Hyphenator::Names& names) {
    const auto rich = [&](const SourceText& text) {
        return hyphenator.rich(text.text, translation.language, &names);
    };
    const auto lines = [&](const SourceText& text) {
        return hyphenator.rich(hyphenator.on_lines(text.text, translation.language),
                               translation.language, &names);
    };
    TextRecord record{.title = rich(translation.title),
                      .summary = rich(translation.summary),
                      .keywords = translation.keywords,
                      .state = translation.state,
                      .stale = translation.stale,
                      .aligned = translation.aligned,
                      .blocks = {}};
    for (const SourceBlock& block : translation.blocks) {
        const bool heading = block.kind == BlockKind::Heading;
        record.blocks.push_back(
            {.id = block.id,
             .kind = block.kind,
             .level = block.level,
             .number = block.number,
             .text = heading ? rich(block.text) : lines(block.text),
             .media = block.kind == BlockKind::Image ? shipped_name(block.image) : std::string{},
             .stale = block.stale});
    }
    return record;
}

using RecordingsIn = std::function<std::vector<Recording>(const std::string& language)>;

RecordBytes records_of(const SourceArticle& article, const Hyphenator& hyphenator,
                       Hyphenator::Names& names, const RecordingsIn& recordings_in) {
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
        TextRecord text = text_of(translation, hyphenator, names);
        text.recordings = recordings_in(language);
        records[key + "/" + language] = write_record(text);
    }
    return records;
}

/// Names of the pictures that its texts show, in media/.
std::set<std::string> pictures_of(const SourceArticle& article) {
    std::set<std::string> pictures;
    for (const auto& [language, translation] : article.translations) {
        for (const SourceBlock& block : translation.blocks) {
            if (block.kind == BlockKind::Image) {
                pictures.insert(block.image);
            }
        }
    }
    return pictures;
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
        add_places();
        add_glossary();
        add_strings();
        add_keyboards();
        add_fonts();
        add_map();
        find_speech();
        add_articles();
        add_guides();
        add_slips();
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

    void add_places() {
        std::vector<PlaceRow> rows;
        for (const SourcePlace& source : package_.places) {
            PlaceRow place = source.row;
            place.name = german(place.name);
            for (const auto& [language, line] : source.lines) {
                place.for_whom[language] = plain(line.name, language);
            }
            rows.push_back(std::move(place));
        }
        if (!rows.empty()) {
            bytes_["places"] = write_record(rows);
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

    void add_keyboards() {
        for (const SourceLanguage& row : package_.language_rows) {
            const std::string& layout = row.language.keyboard;
            if (layout.empty()) {
                continue;
            }
            if (const auto keyboard = make_keyboard(layout, row.language.tag)) {
                bytes_["keyboard/" + row.language.tag] = write_record(*keyboard);
            } else {
                report_.error(row.keyboard_place,
                              "there is no keyboard \"" + layout + "\" on this machine",
                              "run packaging/setup; zugang-content check names layouts like it");
            }
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

    void add_map() {
        std::vector<LandPicture> rows;
        for (LandDrawing& land :
             is_base() ? assets_.laender(report_) : std::vector<LandDrawing>()) {
            bytes_["map/" + land.picture.media] = std::move(land.svg);
            rows.push_back(std::move(land.picture));
        }
        if (!rows.empty()) {
            bytes_["map"] = write_record(rows);
        }
    }

    static std::string extension_of(const std::string& font_type) {
        return font_type == "font/otf" ? ".otf" : font_type == "font/collection" ? ".ttc" : ".ttf";
    }

    /// What is wrong with a recording and no error, `check` says.
    void find_speech() {
        Report found("recording");
        for (FoundRecording& speech : find_recordings(package_.folder, package_, cache_, found)) {
            auto bytes = read_bytes(speech.file, found, max_recording_bytes);
            const std::string& block = speech.recording.block;
            if (bytes) {
                bytes_[speech_key(speech.language, speech.slug, block)] = *std::move(bytes);
                speech_[{speech.slug, speech.language}].push_back(std::move(speech));
            }
        }
        for (const Finding& finding : found.sorted()) {
            if (finding.severity == Severity::Error) {
                report_.add(finding);
            }
        }
    }

    /// Of an article in a language.
    const std::vector<FoundRecording>& speech_of(const std::string& slug,
                                                 const std::string& language) const {
        static const std::vector<FoundRecording> none;
        const auto found = speech_.find({slug, language});
        return found == speech_.end() ? none : found->second;
    }

    /// All that an article's records say of its recordings.
    std::string digest_of_speech(const SourceArticle& article) const {
        std::string all;
        for (const auto& [language, translation] : article.translations) {
            for (const FoundRecording& speech : speech_of(article.slug, language)) {
                const Recording& recording = speech.recording;
                all += language + " " + recording.block + " " +
                       std::to_string(recording.duration_ms) + " " +
                       std::to_string(recording.loudness_tenths) +
                       (recording.synthetic ? " synthetic\n" : "\n") +
                       write_words(recording.words) + "\n";
            }
        }
        return all.empty() ? all : sha256(all);
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
            for (const std::string& picture : pictures_of(article)) {
                pictures.insert(article.package_folder / "media" / picture);
            }
        }
        std::vector<RecordBytes> records(articles.size());
        in_parallel(articles.size(),
                    [&](std::size_t i) { records[i] = kept_records_of(*articles[i]); });
        for (RecordBytes& bytes : records) {
            bytes_.merge(bytes);
        }
        add_pictures({pictures.begin(), pictures.end()});
    }

    /// From the cache where an article, the patterns and the German names in it are the same.
    RecordBytes kept_records_of(const SourceArticle& article) const {
        const std::string name = "records of an article " + program_version() + " " +
                                 hyphenator_.rules_digest() + " " + article.digest + " " +
                                 digest_of_speech(article);
        if (const auto bytes = cache_.read(name)) {
            auto kept = read_kept_records(*bytes);
            if (kept && hyphenator_.agrees(kept->names)) {
                return std::move(kept->records);
            }
        }
        KeptRecords made;
        made.records =
            records_of(article, hyphenator_, made.names, [&](const std::string& language) {
                std::vector<Recording> recordings;
                for (const FoundRecording& speech : speech_of(article.slug, language)) {
                    recordings.push_back(with_hyphens(speech, made.names));
                }
                return recordings;
            });
        cache_.write(name, write_kept_records(made));
        return std::move(made.records);
    }

    /// Its words as the text counts once it holds soft hyphens.
    Recording with_hyphens(const FoundRecording& speech, Hyphenator::Names& names) const {
        Recording recording = speech.recording;
        Text text = speech.text;
        const std::size_t spans = text.spans.size();
        for (const SpokenWord& word : recording.words) { // as a span it moves like one
            text.spans.push_back(
                {.kind = SpanKind::Bold, .start = word.start, .length = word.length, .target = {}});
        }
        text = hyphenator_.rich(std::move(text), speech.language, &names);
        for (std::size_t i = 0; i < recording.words.size(); ++i) {
            recording.words[i].start = text.spans[spans + i].start;
            recording.words[i].length = text.spans[spans + i].length;
        }
        return recording;
    }

    void add_pictures(const std::vector<std::filesystem::path>& files) {
        struct Shipped {
            std::string bytes;
            Report report;
        };
        std::vector<Shipped> pictures(files.size());
        in_parallel(files.size(), [&](std::size_t i) {
            pictures[i].bytes = shipped_picture(files[i], pictures[i].report);
        });
        for (std::size_t i = 0; i < files.size(); ++i) {
            const std::string key = "media/" + shipped_name(files[i].filename().string());
            report_.append(std::move(pictures[i].report));
            if (!bytes_.emplace(key, std::move(pictures[i].bytes)).second) {
                report_.error(place_of(files[i]), "two pictures would be " + key + " on a terminal",
                              "rename one of them");
            }
        }
    }

    void add_guides() {
        for (const auto& [id, guide] : package_.guides) {
            const std::string key = "guide/" + id;
            bytes_[key] = write_record(record_of(guide));
            if (guide.removed) {
                continue;
            }
            want_pictogram(guide.icon.name, guide.icon.place);
            for (const SourceGuideNode& node : guide.nodes) {
                for (const SourceGuideAnswer& answer : node.answers) {
                    want_pictogram(answer.icon.name, answer.icon.place);
                }
            }
            for (const auto& [language, words] : guide.words) {
                GuideTextRecord record = record_of(words, language);
                for (const FoundRecording& speech : speech_of(guide_recordings(id), language)) {
                    Hyphenator::Names names;
                    record.recordings.push_back(with_hyphens(speech, names));
                }
                bytes_[key + "/" + language] = write_record(record);
            }
        }
    }

    void add_slips() {
        for (const auto& [id, source] : package_.slips) {
            bytes_["slip/" + id] = write_record(source.slip);
            for (const Reference& icon : source.icons) {
                want_pictogram(icon.name, icon.place);
            }
        }
        const std::vector<PrinterRow> rows(package_.printers.begin(), package_.printers.end());
        if (!rows.empty()) {
            bytes_["printers"] = write_record(rows);
        }
    }

    static GuideRecord record_of(const SourceGuide& guide) {
        GuideRecord record{.start = guide.start.name,
                           .order = guide.order,
                           .icon = guide.icon.name,
                           .sources = guide.sources,
                           .as_of = guide.as_of,
                           .review_by = guide.review_by,
                           .crisis = guide.crisis,
                           .removed = guide.removed};
        for (const SourceGuideNode& source : guide.nodes) {
            GuideNode node{.id = source.id,
                           .kind = source.kind,
                           .articles = names_of(source.articles),
                           .contacts = names_of(source.contacts),
                           .places = source.places.name,
                           .discreet = source.discreet};
            for (const SourceGuideAnswer& answer : source.answers) {
                node.answers.push_back({.icon = answer.icon.name, .next = answer.next.name});
            }
            record.nodes.push_back(std::move(node));
        }
        return record;
    }

    GuideTextRecord record_of(const SourceGuideWords& words, const std::string& language) const {
        const auto all = [&](const std::vector<Reference>& texts) {
            std::vector<std::string> shown;
            for (const Reference& text : texts) {
                shown.push_back(plain(text.name, language));
            }
            return shown;
        };
        GuideTextRecord record{
            .title = plain(words.title.name, language), .state = words.state, .stale = words.stale};
        for (const auto& [id, node] : words.nodes) {
            if (node.complete) {
                record.nodes[id] = {.title = plain(node.title.name, language),
                                    .text = hyphenator_.rich(node.text.text, language),
                                    .answers = all(node.answers),
                                    .hints = all(node.hints),
                                    .bring = all(node.bring),
                                    .stale = node.stale};
            }
        }
        return record;
    }

    void add_picture(const std::filesystem::path& file) {
        const std::string key = "media/" + file.filename().string();
        if (bytes_.contains(key)) {
            return;
        }
    }

    /// From the cache where the picture and the libraries are the same.
    std::string shipped_picture(const std::filesystem::path& file, Report& report) const {
        auto read = read_picture(file, report);
        if (!read || read->picture.type == "image/svg+xml") {
            return read ? std::move(read->bytes) : std::string();
        }
        const std::string name = "picture " + program_version() + " " + shipped_webp_version() +
                                 " " + sha256(read->bytes);
        if (auto kept = cache_.read(name)) {
            return *std::move(kept);
        }
        auto made = to_shipped_webp(read->bytes, read->picture);
        if (!made) {
            report.error(place_of(file), made.error(), picture_advice);
            return {};
        }
        cache_.write(name, *made);
        return *std::move(made);
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
    std::map<std::pair<std::string, std::string>, std::vector<FoundRecording>>
        speech_; ///< by slug and language
};

} // namespace

std::set<std::string> shipped_families(const Package& package) {
    std::set<std::string> families(common_families.begin(), common_families.end());
    for (const SourceLanguage& row : package.language_rows) {
        families.insert(row.language.fonts.begin(), row.language.fonts.end());
    }
    return families;
}

RecordBytes compile_article(const SourceArticle& article, const Hyphenator& hyphenator) {
    Hyphenator::Names names;
    return records_of(article, hyphenator, names,
                      [](const std::string&) { return std::vector<Recording>(); });
}

std::set<std::string> file_keys(const SourceArticle& article) {
    std::set<std::string> keys;
    if (!article.removed && !article.icon.name.empty()) {
        keys.insert("pictogram/" + article.icon.name + ".svg");
    }
    if (!article.removed) {
        for (const std::string& picture : pictures_of(article)) {
            keys.insert("media/" + shipped_name(picture));
        }
    }
    return keys;
}

RecordBytes compile(const Package& package, const Package* base, const Assets& assets,
                    PatternFiles& patterns, Report& report) {
    return Compiler(package, base, assets, patterns, report).run();
}

} // namespace zugang::content::tool
