#include "content/database.hpp"
#include "content/schema.hpp"
#include "content/span_lines.hpp"

#include <array>
#include <fstream>

#include "testing.hpp"

namespace zugang::kiosk::testing {

namespace {

using content::BlockKind;
using content::Database;
using content::Span;
using content::SpanKind;
using content::Statement;

/// Columns of one row after another; numbers and texts as they come.
class Rows {
  public:
    Rows(Database& database, const std::string& table, int columns)
        : statement_(database, sql(table, columns)) {}

    template <typename... Columns>
    void add(const Columns&... columns) {
        int parameter = 0;
        (bind(++parameter, columns), ...);
        statement_.step();
        statement_.reset();
    }

  private:
    static std::string sql(const std::string& table, int columns) {
        std::string result = "INSERT INTO " + table + " VALUES (?1";
        for (int i = 2; i <= columns; ++i) {
            result += ", ?" + std::to_string(i);
        }
        return result + ")";
    }
    void bind(int parameter, int number) { statement_.bind(parameter, std::int64_t{number}); }
    void bind(int parameter, const std::string& text) {
        statement_.bind(parameter, std::string_view(text));
    }
    void bind(int parameter, const char* text) {
        statement_.bind(parameter, std::string_view(text));
    }

    Statement statement_;
};

void write_strings(Database& database, const std::string& title_of_work) {
    // Without numbers and dates, so that they are as wide in one language as in the other.
    Rows rows(database, "string", 3);
    for (const char* language : {"de", "en", "ar"}) {
        rows.add(language, "article.step", "Step {n}"); // said, not drawn
        rows.add(language, "phase.number", "Step {n}");
        for (const char* key : {"language.welcome",
                                "language.touch",
                                "trust.promise",
                                "trust.status",
                                "trust.about",
                                "trust.content",
                                "trust.contact",
                                "trust.until",
                                "trust.expired",
                                "trust.never",
                                "home.title",
                                "topic.work",
                                "topic.rights",
                                "topic.path",
                                "phase.1",
                                "phase.2",
                                "phase.here",
                                "phase.heading",
                                "phase.topics",
                                "nav.back",
                                "nav.home",
                                "nav.help",
                                "nav.advice",
                                "nav.close",
                                "nav.page_up",
                                "nav.page_down",
                                "bar.finish",
                                "bar.text",
                                "bar.contrast",
                                "bar.language",
                                "article.minutes",
                                "article.checked",
                                "article.german",
                                "article.german_off",
                                "article.german_original",
                                "article.contacts",
                                "article.related",
                                "article.below",
                                "article.not_legal",
                                "article.in_short",
                                "article.sources",
                                "state.machine",
                                "state.machine_note",
                                "text_size.percent",
                                "help.title",
                                "help.ask",
                                "help.ask_detail",
                                "help.how",
                                "help.how_touch",
                                "help.how_scroll",
                                "help.emergency",
                                "emergency.medical",
                                "emergency.police",
                                "privacy.title",
                                "privacy.text",
                                "privacy.counts",
                                "session.still_there",
                                "session.will_clear",
                                "session.extend",
                                "session.finish",
                                "session.seconds",
                                "term.title",
                                "bar.reach",
                                "reach.low",
                                "guide.hint",
                                "guide.number",
                                "guide.previous",
                                "guide.restart",
                                "guide.bring",
                                "article.take",
                                "take.title",
                                "take.how",
                                "take.part",
                                "take.code",
                                "session.leave",
                                "session.leave_note",
                                "about.sources",
                                "about.sources_text",
                                "about.licences",
                                "about.licences_text",
                                "advice.title",
                                "advice.choose",
                                "advice.none",
                                "advice.nationwide",
                                "topics.empty",
                                "bar.speech",
                                "bar.speech_off",
                                "article.speak",
                                "article.speak_off",
                                "speech.pause",
                                "speech.resume",
                                "speech.repeat",
                                "speech.slower",
                                "speech.faster",
                                "speech.quieter",
                                "speech.louder",
                                "speech.no_voice",
                                "speech.no_voice_note",
                                "speech.no_voice_keys",
                                "speech.role_button",
                                "speech.role_link",
                                "nav.search",
                                "search.hint",
                                "search.nothing",
                                "search.not_exact",
                                "key.backspace",
                                "key.shift",
                                "key.digits",
                                "key.letters",
                                "key.latin",
                                "key.clear",
                                "key.space",
                                "key.show",
                                "key.non_joiner",
                                "speech.role_heading",
                                "speech.role_image",
                                "speech.role_note",
                                "speech.choose",
                                "speech.welcome",
                                "speech.screen",
                                "speech.screen_home",
                                "speech.screen_article",
                                "speech.beginning",
                                "speech.end",
                                "speech.no_details",
                                "speech.any_key",
                                "speech.goes_on",
                                "speech.finished",
                                "speech.off",
                                "speech.volume",
                                "speech.speed"}) {
            rows.add(language, key,
                     key == std::string_view("topic.work") ? title_of_work
                                                           : std::string("Text of ") + key);
        }
    }
}

void write_article(Database& database, const std::string& slug, const char* topic, int phase,
                   int paragraphs = 12) {
    Rows articles(database, "article", 16);
    articles.add(slug, topic, 1, "", "file", phase, "", 1, 0, 0, "2026-11-01", "", "high",
                 "A source", "help", "four");
    Rows translations(database, "translation", 11);
    Rows blocks(database, "block", 11);
    for (const char* language : {"de", "en", "ar"}) {
        const std::string title = "Article " + slug;
        translations.add(slug, language, title, "", title, "In short: it is so.", "", "", 0, 0, 1);
        int position = 0;
        const auto block = [&](BlockKind kind, int level, int number, const std::string& text,
                               const std::vector<Span>& spans = {}) {
            ++position;
            blocks.add(slug, language, position, "b" + std::to_string(position),
                       static_cast<int>(kind), level, number, text, content::write_spans(spans), "",
                       0);
        };
        block(BlockKind::Paragraph, 0, 0, "A card and a link that say more.",
              {{SpanKind::Term, 2, 4, "card"}, {SpanKind::Link, 13, 4, "article:two"}});
        block(BlockKind::Heading, 2, 0, "What to do");
        block(BlockKind::Step, 1, 1, "Ask for a form and fill it in.");
        block(BlockKind::Step, 1, 2, "Bring it back.");
        block(BlockKind::Item, 1, 0, "Your passport");
        block(BlockKind::Item, 2, 0, "or a copy of it");
        block(BlockKind::Note, 0, 0, "Do not wait too long, and ask somebody who knows.");
        for (int i = 0; i < paragraphs; ++i) {
            block(BlockKind::Paragraph, 0, 0,
                  "A paragraph, number " + std::to_string(i) +
                      ", that is long enough to be broken into lines, so that the page is longer "
                      "than the screen is high.");
        }
    }
}

/// "ways": a first question, a second one with six answers, and the results "office" and, discreet,
/// "danger".
void write_guide(Database& database) {
    Rows guides(database, "guide", 8);
    guides.add("ways", 0, "route", "first", 1, "2026-11-01", "", "");
    Rows nodes(database, "guide_node", 8);
    nodes.add("ways", "first", 0, 2, "", "", "", 0);
    nodes.add("ways", "second", 0, 1, "", "", "", 0);
    nodes.add("ways", "office", 1, 0, "one", "help", "", 0);
    nodes.add("ways", "danger", 1, 0, "one", "notruf_110", "", 1);
    Rows answers(database, "guide_answer", 5);
    answers.add("ways", "first", 0, "mail", "second");
    answers.add("ways", "first", 1, "hand-stop", "danger");
    for (int i = 0; i < 6; ++i) {
        answers.add("ways", "second", i, "", "office");
    }
    Rows titles(database, "guide_translation", 5);
    Rows texts(database, "guide_text", 8);
    Rows words(database, "guide_answer_text", 6);
    for (const char* language : {"de", "en", "ar"}) {
        titles.add("ways", language, "Where to go", 0, 0);
        texts.add("ways", "first", language, "What is it about", "", "", "", 0);
        texts.add("ways", "second", language, "Which of these", "", "", "", 0);
        texts.add("ways", "office", language, "Go to the office", "It is near.", "",
                  "Your passport\nA photograph", 0);
        texts.add("ways", "danger", language, "Help in danger", "", "", "", 0);
        words.add("ways", "first", language, 0, "A letter", "from an office");
        words.add("ways", "first", language, 1, "I am in danger", "");
        for (int i = 0; i < 6; ++i) {
            words.add("ways", "second", language, i, "Answer " + std::to_string(i + 1), "");
        }
    }
}

void write_rows(Database& database, const std::string& state, const std::string& title_of_work) {
    Rows meta(database, "meta", 2);
    meta.add("as_of", "2026-11-01");
    meta.add("default_language", "de");
    Rows languages(database, "language", 12);
    languages.add("de", 0, "Deutsch", "Willkommen", 0, "", "noto-sans", 145, "", "", "", "de");
    languages.add("en", 1, "Language", "Welcome", 0, "de", "noto-sans", 145, "latn", "", "", "en");
    languages.add("ar", 2, "Language", "Welcome", 1, "de", "noto-sans", 145, "latn", "", "", "ar");
    Rows topics(database, "topic", 5);
    topics.add("work", 0, "briefcase", 1, 0);
    topics.add("rights", 1, "scale", 2, 0);
    topics.add("path", 2, "route", 3, 1);
    if (state != "1") {
        topics.add("state" + state, 3, "file", 4, 0);
    }
    Rows phases(database, "phase", 3);
    phases.add(1, "info", "one");
    phases.add(2, "compass", "two");
    for (const char* slug : {"one", "two", "three", "four"}) {
        write_article(database, slug, "work", slug == std::string_view("two") ? 2 : 1);
    }
    write_article(database, "long", "rights", 0, 300);
    Rows terms(database, "term", 3);
    terms.add("card", "Karte", "Eine Karte ist ein Papier.");
    Rows contacts(database, "contact", 12);
    contacts.add("help", "A help line", "0800 123456", "", "", "", "", "", "", "2026-11-01", 0, 0);
    contacts.add("notruf_112", "112", "112", "", "", "", "", "", "", "2026-11-01", 1, 0);
    contacts.add("notruf_110", "110", "110", "", "", "", "", "", "", "2026-11-01", 1, 0);
    write_guide(database);
    write_strings(database, title_of_work);
    Rows fonts(database, "font", 6);
    fonts.add("noto-sans", 0, 400, 0, 0, std::string(64, 'a'));
    fonts.add("noto-sans", 1, 700, 0, 0, std::string(64, 'b'));
}

void link_font(const std::filesystem::path& folder, char letter, const char* file) {
    const auto place = content::media_path(folder, std::string(64, letter));
    std::filesystem::create_directories(place.parent_path());
    std::error_code there;
    std::filesystem::create_symlink(std::filesystem::path("/usr/share/fonts/truetype/noto") / file,
                                    place, there);
}

} // namespace

std::filesystem::path database_of(const std::filesystem::path& folder, const std::string& state) {
    return folder / "states" / state / "content.db";
}

void write_content(const std::filesystem::path& folder, const std::string& state,
                   const std::string& title_of_work) {
    const std::filesystem::path file = database_of(folder, state);
    std::filesystem::create_directories(file.parent_path());
    {
        Database database(file, content::Access::Create);
        database.execute(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA application_id = " +
            std::to_string(content::application_id) +
            "; PRAGMA user_version = " + std::to_string(content::schema_version));
        database.execute(content::schema);
        database.execute("BEGIN");
        write_rows(database, state, title_of_work);
        database.execute("COMMIT");
    }
    link_font(folder, 'a', "NotoSans-Regular.ttf");
    link_font(folder, 'b', "NotoSans-Bold.ttf");
    std::filesystem::create_symlink(std::filesystem::path("states") / state, folder / "next");
    std::filesystem::rename(folder / "next", folder / "current");
}

namespace {

void write_advice_strings(Database& database) {
    struct Text {
        const char* key;
        const char* text;
    };
    constexpr std::array texts{
        Text{"advice.all", "All"},
        Text{"advice.chosen", "chosen"},
        Text{"advice.places", "{n} places"},
        Text{"advice.land_empty", "No place in this Land."},
        Text{"advice.open_until", "Open today until {time}"},
        Text{"advice.open_always", "Open day and night"},
        Text{"advice.closed_now", "Closed now"},
        Text{"advice.closed_today", "Closed today"},
        Text{"advice.closed", "closed"},
        Text{"advice.next_today", "today from {time}"},
        Text{"advice.next_tomorrow", "tomorrow from {time}"},
        Text{"advice.next_day", "{day} from {time}"},
        Text{"advice.holiday", "Holiday."},
        Text{"advice.hours", "Hours"},
        Text{"advice.hours_unknown", "Hours not known"},
        Text{"advice.call_first", "Call first."},
        Text{"advice.distance", "{distance} as the crow flies"},
        Text{"advice.here", "You are here"},
        Text{"advice.we_speak", "We speak"},
        Text{"contact.as_of", "As of {date}"},
        Text{"access.lift", "Lift"},
        Text{"land.by", "Bavaria"},
        Text{"land.sn", "Saxony"},
        Text{"land.bb", "Brandenburg"},
        Text{"land.be", "Berlin"},
        Text{"land.ni", "Lower Saxony"},
        Text{"land.hb", "Bremen"},
    };
    Rows rows(database, "string", 3);
    for (const char* language : {"de", "en", "ar"}) {
        for (const Text& text : texts) {
            rows.add(language, text.key, text.text);
        }
    }
}

/// A picture of so many squares of 8 units; in a ring the middle is free.
void write_land(const std::filesystem::path& folder, Rows& rows, const char* land, char letter,
                const Rect& squares, bool ring) {
    const std::string name(64, letter);
    rows.add(land, static_cast<int>(squares.x), static_cast<int>(squares.y),
             static_cast<int>(squares.width), static_cast<int>(squares.height), name);
    const auto file = content::media_path(folder, name);
    std::filesystem::create_directories(file.parent_path());
    const auto text = [](float number) { return std::to_string(static_cast<int>(number * 8)); };
    const std::string width = text(squares.width);
    const std::string height = text(squares.height);
    std::ofstream(file) << "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" << width
                        << "\" height=\"" << height << "\" viewBox=\"0 0 " << width << ' ' << height
                        << "\"><path fill=\"#ffffff\" fill-rule=\"evenodd\" d=\"M0 0H" << width
                        << 'V' << height << "H0Z"
                        << (ring ? "M16 16V" + text(squares.height - 2) + "H" +
                                       text(squares.width - 2) + "V16Z"
                                 : std::string())
                        << "\"/></svg>";
}

} // namespace

void write_places(const std::filesystem::path& folder) {
    Database database(database_of(folder), content::Access::ReadWrite);
    database.execute("BEGIN");
    Rows land(database, "land", 6);
    write_land(folder, land, "ni", '1', {0, 0, 10, 10}, true);
    write_land(folder, land, "hb", '2', {2, 2, 6, 6}, false);
    write_land(folder, land, "bb", '3', {11, 0, 10, 10}, true);
    write_land(folder, land, "be", '4', {13, 2, 6, 6}, false);
    write_land(folder, land, "by", '5', {0, 11, 12, 12}, false);
    write_land(folder, land, "sn", '6', {12, 11, 9, 8}, false);
    Rows contacts(database, "contact", 12);
    contacts.add("alid", "A hotline", "0800 7", "", "", "", "", "", "", "2026-11-01", 0, 0);
    database.execute(R"(
        INSERT INTO place VALUES
            ('near', 'Near office', 'mbe', 'Street 1', '86150', 'Town', 'by', 48370000, 10900000,
             '0821 1', 'example.org', 'a@example.org', 'Mo-Fr 09:00-12:00,13:00-16:00', 'de ar fr', '',
             'lift', '', '2026-11-20'),
            ('far', 'Far office', 'jmd', 'Street 2', '86151', 'Another town', 'by', 48400000, 11000000,
             '0821 2', '', '', 'Di 10:00-12:00', 'de', '', '', '', ''),
            ('silent', 'Silent office', 'mbe', '', '', 'Town', 'by', 48600000, 11300000,
             '', '', '', '', '', '', '', '', ''),
            ('always', 'Open office', 'mbe', 'Street 4', '86153', 'Town', 'by', 49000000, 11400000,
             '', '', '', '24/7', '', '', '', '', ''),
            ('nowhere', 'Office off the map', 'mbe', 'Street 5', '86154', 'A town', 'by', NULL, NULL,
             '', '', '', 'Mo-Fr 09:00-16:00', '', '', '', '', ''),
            ('capital', 'Office in Berlin', 'mbe', 'Street 6', '10999', 'Berlin', 'be', 52500000, 13400000,
             '030 1', '', '', 'Mo-Fr 09:00-16:00', '', '', '', '', ''),
            ('harbour', 'Office in Bremen', 'mbe', 'Street 7', '28999', 'Bremen', 'hb', 53080000, 8800000,
             '', '', '', 'Mo-Fr 09:00-16:00', '', '', '', '', '');
    )");
    write_advice_strings(database);
    database.execute("COMMIT");
}

} // namespace zugang::kiosk::testing
