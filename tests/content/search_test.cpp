#include "content/database.hpp"
#include "content/schema.hpp"
#include "content/search.hpp"
#include "content/search/write_index.hpp"
#include "content/search/write_meanings.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <doctest/doctest.h>

using namespace zugang::content;

namespace {

/// A content database in memory. index() once everything is in it.
class Content {
  public:
    Content() {
        database.execute(schema);
        database.execute("INSERT INTO meta VALUES ('default_language', 'de'); "
                         "INSERT INTO topic VALUES ('work', 0, '', 1, 0), ('home', 1, '', 1, 0), "
                         "('phases', 2, '', 1, 1);");
    }

    Content& article(std::string_view slug, std::string_view topic = "work", bool is_public = true,
                     bool discreet = false) {
        Statement insert(database, "INSERT INTO article VALUES (?1, ?2, 0, '', '', 0, '', ?3, 0, "
                                   "?4, '2026-01-01', '', 'high', '', '', '')");
        insert.bind(1, slug).bind(2, topic);
        insert.bind(3, std::int64_t{is_public ? 1 : 0}).bind(4, std::int64_t{discreet ? 1 : 0});
        insert.step();
        return *this;
    }

    Content& text(std::string_view slug, std::string_view language, std::string_view title,
                  const std::vector<std::string>& blocks = {}, std::string_view spans = {}) {
        Statement insert(database, "INSERT INTO translation VALUES (?1, ?2, ?3, '', ?3, '', '', "
                                   "'', 0, 0, 1)");
        insert.bind(1, slug).bind(2, language).bind(3, title);
        insert.step();
        for (std::size_t i = 0; i < blocks.size(); ++i) {
            Statement block(database,
                            "INSERT INTO block VALUES (?1, ?2, ?3, ?4, 1, 0, 0, ?5, ?6, '', 0)");
            block.bind(1, slug).bind(2, language).bind(3, static_cast<std::int64_t>(i));
            block.bind(4, "b/" + std::to_string(i + 1)).bind(5, blocks[i]).bind(6, spans);
            block.step();
        }
        return *this;
    }

    /// An article of one text.
    Content& page(std::string_view slug, std::string_view language, std::string_view title,
                  const std::vector<std::string>& blocks = {}) {
        return article(slug).text(slug, language, title, blocks);
    }

    Content& index() {
        search::write_index(database);
        return *this;
    }

    std::vector<std::string> find(const std::string& language, std::string_view typed) {
        Search search(database, {language, "de"});
        std::vector<std::string> slugs;
        for (const SearchHit& hit : search.query(typed, 10).hits) {
            slugs.push_back(hit.slug);
        }
        return slugs;
    }

    std::string first(const std::string& language, std::string_view typed) {
        const auto slugs = find(language, typed);
        return slugs.empty() ? "" : slugs.front();
    }

    Database database = Database::memory();
};

/// What the marks of a passage cover.
std::vector<std::string> marked(const std::string& text, const std::vector<TextRange>& marks) {
    std::vector<std::string> words;
    for (const TextRange& range : marks) {
        words.push_back(text.substr(range.start, range.length));
    }
    return words;
}

Content some_pages() {
    Content content;
    content.article("title").text("title", "de", "Der Aufenthaltstitel", {"Ihre Erlaubnis."});
    content.text("title", "ar", "تصريح الإقامة", {"البطاقة الخاصة بك.", "اقرأ المزيد."});
    content.page("licence", "de", "Führerschein", {"So fahren Sie Auto."});
    content.page("child", "de", "Kindergeld", {"Geld für Kinder.", "Der Antrag ist lang."});
    content.page("care", "de", "Kinderbetreuung", {"Die Kita."});
    return content;
}

} // namespace

TEST_CASE("a German word leads readers of another language to their own page") {
    Content content = some_pages();
    content.index();
    Search search(content.database, {"ar", "de"});
    for (const char* typed : {"Aufenthaltstitel", "aufenthaltstitel", "AUFENTHALTSTITEL"}) {
        const SearchAnswer answer = search.query(typed, 10);
        REQUIRE(!answer.hits.empty());
        CHECK(answer.hits[0].slug == "title");
        CHECK(answer.hits[0].language == "ar");
        CHECK(answer.hits[0].title == "تصريح الإقامة");
        CHECK(answer.exact);
    }
    CHECK(search.query("Führerschein", 10).hits[0].language == "de"); // there is no other
}

TEST_CASE("where a German block was found, the reader's page opens at the same block") {
    Content content;
    content.article("a");
    content.text("a", "de", "Seite", {"Erstens.", "Der Rundfunkbeitrag."});
    content.text("a", "uk", "Сторінка", {"По-перше.", "Плата за мовлення."});
    content.index();
    Search search(content.database, {"uk", "de"});
    const SearchAnswer answer = search.query("Rundfunkbeitrag", 1);
    REQUIRE(answer.hits.size() == 1);
    CHECK(answer.hits[0].block == "b/2");
    CHECK(answer.hits[0].passage == "Плата за мовлення.");
    CHECK(answer.hits[0].marks.empty());
}

TEST_CASE("one word in many spellings") {
    struct Spelling {
        const char* language;
        const char* written;
        const char* typed;
    };
    const auto spellings = std::to_array<Spelling>({
        {"de", "Führerschein", "Fuehrerschein"},
        {"de", "Führerschein", "fuhrerschein"},
        {"de", "Straße", "STRASSE"},
        {"de", "Oeffnung", "Öffnung"},
        {"tr", "ışık", "IŞIK"},
        {"tr", "İşçi", "isci"},
        {"ar", "إقامة", "اقامه"},
        {"ar", "مدرسة", "المدرسة"},
        {"fa", "کتاب‌ها", "کتابها"},
        {"fa", "بیمه‌نامه", "بیمه نامه"},
        {"fa", "کودک", "كودك"},
        {"fa", "۱۱۲", "112"},
        {"uk", "сім’я", "сімя"},
        {"ru", "ребёнок", "ребенок"},
        {"vi", "bảo hiểm", "bao hiem"},
        {"am", "ሠራተኛ", "ሰራተኛ"},
        {"zh", "居留签证申请", "签证"},
        {"th", "โรงเรียนอนุบาล", "เรียน"},
        {"uk", "робота", "robota"},
        {"ar", "مدرسة", "madrasa"},
        {"fa", "دانشگاه", "daneshgah"},
        {"de", "Aufenthaltserlaubnis", "Erlaubnis"},
        {"de", "Mietvertrag", "Miet Vertrag"},
        {"de", "Kindergeld", "Kindergled"},
        {"en", "passport", "pasport"},
        {"en", "schools", "school"},
        {"fr", "L’école", "ecole"},
    });
    for (const Spelling& spelling : spellings) {
        CAPTURE(spelling.language);
        CAPTURE(spelling.written);
        CAPTURE(spelling.typed);
        Content content;
        content.page("wanted", spelling.language, spelling.written);
        content.page("other", spelling.language, "xyz 9999");
        content.index();
        CHECK(content.find(spelling.language, spelling.typed) ==
              std::vector<std::string>{"wanted"});
    }
}

TEST_CASE("articles for staff are found by nobody, discreet ones by those who look for them") {
    Content content;
    content.article("staff", "work", false).text("staff", "de", "Passwort", {"Geheim."});
    content.article("help", "work", true, true).text("help", "de", "Gewalt", {"Hilfe."});
    content.index();
    CHECK(content.find("de", "Passwort").empty());
    Search search(content.database, {"de"});
    const SearchAnswer answer = search.query("Gewalt", 10);
    REQUIRE(answer.hits.size() == 1);
    CHECK(answer.hits[0].discreet);
    CHECK(search.suggest("Gewa", 5).words.empty());
    CHECK(search.suggest("Passw", 5).words.empty());
}

TEST_CASE("the words of a question decide nothing") {
    Content content;
    content.page("what", "de", "Was ist das und wie geht es", {"Was? Wie? Wo? Wer ist das?"});
    content.page("wage", "de", "Mindestlohn", {"Wer arbeitet, bekommt ihn."});
    content.index();
    CHECK(content.first("de", "Was ist der Mindestlohn?") == "wage");
    CHECK(content.first("de", "was ist das") == "what"); // there is nothing else
}

TEST_CASE("a title that is the query comes before pages that only mention it") {
    Content content;
    content.page("mentions", "de", "Allerlei", {"Kindergeld Kindergeld Kindergeld", "Kindergeld"});
    content.page("is", "de", "Kindergeld", {"Geld für Eltern."});
    content.index();
    CHECK(content.first("de", "kindergeld") == "is");
}

TEST_CASE("the last word may still be typed, and suggestions say what it may become") {
    Content content = some_pages();
    content.index();
    CHECK(content.find("de", "kind").size() == 2);
    CHECK(content.find("de", "kinderg").front() == "child");
    CHECK(content.find("de", "k").empty());
    Search search(content.database, {"de"});
    CHECK(search.suggest("kinderb", 5).words == std::vector<std::string>{"Kinderbetreuung"});
    CHECK(search.suggest("der führ", 5).words == std::vector<std::string>{"Führerschein"});
    CHECK(search.suggest("fuehr", 5).words == std::vector<std::string>{"Führerschein"});
    CHECK(search.suggest("kinderb ", 5).words.empty());
    CHECK(search.suggest("", 5).words.empty());
}

namespace {

/// Pages in German and Ukrainian where two translators had a word each for "Kindergarten".
Content& add_two_translators(Content& content) {
    const auto add = [&content](const std::string& slug, const std::string& german,
                                const std::string& ukrainian) {
        content.article(slug).text(slug, "de", german, {german + "."});
        content.text(slug, "uk", ukrainian, {ukrainian + "."});
    };
    const std::vector<std::pair<std::string, std::string>> about{
        {"Anmeldung", "реєстрація"}, {"Kosten", "ціна"}, {"Essen", "їжа"}, {"Weg", "шлях"}};
    for (std::size_t i = 0; i < about.size(); ++i) {
        add("a" + std::to_string(i), "Kindergarten " + about[i].first,
            (i % 2 == 0 ? "садок " : "ясла ") + about[i].second);
        add("b" + std::to_string(i), "Brücke " + about[i].first, "міст " + about[i].second);
    }
    return content;
}

} // namespace

TEST_CASE("a word leads to pages for which another translator took another word") {
    Content content;
    add_two_translators(content).index();
    const auto slugs = [&content](const search::Weights& weights) {
        Search search(content.database, {"uk", "de"}, weights);
        std::vector<std::string> found;
        for (const SearchHit& hit : search.query("ясла", 8).hits) {
            CHECK(hit.language == "uk");
            found.push_back(hit.slug);
        }
        return found;
    };
    search::Weights without;
    without.meaning = 0;
    CHECK(slugs(without) == std::vector<std::string>{"a1", "a3"});
    const std::vector<std::string> found = slugs({});
    REQUIRE(found.size() == 4);
    CHECK(std::set(found.begin(), found.begin() + 2) == std::set<std::string>{"a1", "a3"});
    CHECK(std::set(found.begin() + 2, found.end()) == std::set<std::string>{"a0", "a2"});
}

TEST_CASE("meanings are learnt anew when an eighth of the texts is another") {
    Content content;
    add_two_translators(content).index();
    const auto rows = [&content] {
        Statement all(content.database, "SELECT part || hex(meanings) FROM search_meanings WHERE "
                                        "language = 'uk' AND part <> '' ORDER BY part");
        std::string text;
        while (all.step()) {
            text.append(all.text(0)).append("\n");
        }
        return text;
    };
    const auto counted = [&content] {
        Statement row(content.database,
                      "SELECT CAST(meanings AS TEXT) FROM search_meanings WHERE part = ''");
        return row.step() ? std::string(row.text(0)) : std::string();
    };
    for (int i = 0; i < 12; ++i) { // 20 texts in all
        const std::string slug = "c" + std::to_string(i);
        content.article(slug).text(slug, "de", "Seite").text(slug, "uk", "сторінка");
    }
    search::remove_index(content.database);
    content.index();
    const std::string first = rows();
    CHECK_FALSE(first.empty());
    CHECK(counted().empty());
    bool as_a_build = false;
    SUBCASE("by itself") {
    }
    SUBCASE("in a build") {
        as_a_build = true;
    }
    for (int i = 0; i < 3; ++i) {
        search::IndexUpdate update(content.database);
        const std::string slug = "c" + std::to_string(i);
        update.remove(slug, "uk");
        content.database.execute("UPDATE translation SET title = 'аркуш', plain_title = 'аркуш' "
                                 "WHERE language = 'uk' AND slug = '" +
                                 slug + "'");
        update.add(slug, "uk");
        update.finish();
        CHECK(counted() == (i < 2 ? std::to_string(i + 1) : ""));
        CHECK((rows() == first) == (i < 2));
        if (i == 1 && as_a_build) { // what a build does, whose bytes are those of a new one
            search::renew_put_off_meanings(content.database);
            CHECK(counted().empty());
            const std::string built = rows();
            CHECK(built != first);
            search::remove_index(content.database);
            content.index();
            CHECK(rows() == built);
            return;
        }
    }
    const std::string renewed = rows();
    search::remove_index(content.database);
    content.index();
    CHECK(rows() == renewed);
}

TEST_CASE("words that belong to others say nothing, though somebody forgot a space between them") {
    Content content;
    content.page("a", "de", "Fragen", {"Was kannich tun? Wo kann ich das fragen?"})
        .page("b", "de", "Rechtsberatung", {"Hier ist sie kostenlos."})
        .index();
    Search search(content.database, {"de"});
    const auto hits = search.query("Wo kann ich kostenlose Rechtsberatung finden?", 5).hits;
    REQUIRE_FALSE(hits.empty());
    CHECK(hits.front().slug == "b");
    CHECK(hits.size() == 1);
}

TEST_CASE("Chinese is found by pinyin without tones, together, parted and unfinished") {
    Content content;
    content.page("lohn", "zh-Hans", "最低工资", {"最低工资适用于每一个小时。"})
        .page("arbeit", "zh-Hans", "示例市的就业", {"湖边的工厂招收新员工。"})
        .page("bank", "zh-Hans", "开银行账户", {"请带着证件去银行。"})
        .page("recht", "zh-Hans", "找律师", {"女律师在西安。"})
        .index();
    Search search(content.database, {"zh-Hans", "de"});
    const auto first = [&search](std::string_view text) {
        const auto hits = search.query(text, 5).hits;
        return hits.empty() ? std::string() : hits.front().slug;
    };
    for (const char* text : {"zuidigongzi", "zui di gong zi", "zuidi gongzi", "ZuiDiGongZi",
                             "zuidigongz", "zuidig", "gongzi"}) {
        CAPTURE(text);
        CHECK(first(text) == "lohn");
    }
    CHECK(first("jiuye") == "arbeit");
    CHECK(first("yinhang") == "bank"); // 行 is xing as well
    CHECK(first("lvshi") == "recht");  // ü as pinyin keyboards have it
    CHECK(first("lushi") == "recht");
    CHECK(first("xian") == "recht"); // xi an
    const SearchAnswer answer = search.query("gongzi", 5);
    CHECK(answer.exact);
    REQUIRE_FALSE(answer.hits.front().title_marks.empty());
    CHECK(answer.hits.front().title_marks.front() == TextRange{.start = 6, .length = 6});
    CHECK(first("qqqq").empty());
}

TEST_CASE("a German word stays one for readers of Chinese, whatever it sounds like") {
    Content content;
    content.page("miete", "de", "Die Lage", {"Die Lage der Wohnung."})
        .text("miete", "zh-Hans", "租房")
        .page("spiel", "zh-Hans", "拉歌比赛", {"拉歌比赛"}) // la ge
        .index();
    Search search(content.database, {"zh-Hans", "de"});
    const auto hits = search.query("Lage", 5).hits;
    REQUIRE(hits.size() == 2);
    CHECK(search.query("die", 5).hits.size() == 1); // no di e
}

TEST_CASE("only Chinese keeps how its characters are read") {
    Content content;
    content.page("a", "ja", "東京の仕事").page("b", "zh-Hans", "工作").index();
    Statement rows(content.database,
                   "SELECT language, part, readings FROM search_words WHERE readings <> ''");
    std::vector<std::string> found;
    while (rows.step()) {
        found.push_back(std::string(rows.text(0)) + " " + std::string(rows.text(1)) + " " +
                        std::string(rows.text(2)));
    }
    CHECK(found == std::vector<std::string>{"zh-Hans 作 zuo", "zh-Hans 工 gong"});
}

TEST_CASE("texts without spaces suggest up to the end of a word") {
    Content content;
    content.page("lohn", "zh-Hans", "最低工资", {"最低工资适用于每一个小时。"})
        .page("arbeit", "zh-Hans", "示例市的就业", {"就业名单在前台。"})
        .page("thai", "th", "ค่าจ้างขั้นต่ำ", {"ไม่มีใครทำงานได้ค่าจ้างต่ำกว่าค่าจ้างขั้นต่ำ"})
        .page("bank", "th", "เปิดบัญชีธนาคาร", {"ไปที่ธนาคารพร้อมบัตรประจำตัว"})
        .page("leise", "th", "ธนาธร")
        .index();
    content.database.execute("UPDATE article SET discreet = 1 WHERE slug = 'leise'");
    Search thai(content.database, {"th", "de"});
    const auto words = [](Search& search, std::string_view text) {
        return search.suggest(text, 5).words;
    };
    using Words = std::vector<std::string>;
    CHECK(words(thai, "ธน") == Words{"ธนาคาร"});
    CHECK(words(thai, "ธนาค") == Words{"ธนาคาร"});
    CHECK(words(thai, "ค่าจ") == Words{"ค่าจ้าง"});
    CHECK(words(thai, "x ธนาค") == Words{"ธนาคาร"});
    CHECK(thai.suggest("x ธนาค", 5).start == 2);
    CHECK_FALSE(thai.suggest("ธนาค", 5).spaced);
    // Not together in any text: the last word alone.
    const Suggestions last = thai.suggest("ธนาคารค่าจ", 5);
    CHECK(last.words == Words{"ค่าจ้าง"});
    CHECK(last.start == std::string_view("ธนาคาร").size());
    CHECK(words(thai, "ฮฮฮ").empty());

    Search chinese(content.database, {"zh-Hans", "de"});
    CHECK(words(chinese, "最") == Words{"最低"});
    CHECK(words(chinese, "最低") == Words{"最低工资"});
    CHECK(words(chinese, "就") == Words{"就业"});
    CHECK(words(chinese, "jiuy") == Words{"就业"});
    CHECK(chinese.suggest("ab, jiu ye", 5).start == 4);
    CHECK(words(chinese, "zuidigong") == Words{"最低工资"});
    CHECK(words(chinese, "就业 ").empty());
}

TEST_CASE("the passage is the best block, with what was found marked in bytes") {
    Content content;
    content.page("a", "de", "Geld",
                 {"Nichts davon.", "Über den Antrag auf Wohngeld: Der Antrag ist kostenlos.",
                  "Ein Antrag."});
    content.index();
    Search search(content.database, {"de"});
    const SearchHit hit = search.query("Anträge Wohngeld", 1).hits.at(0);
    CHECK(hit.block == "b/2");
    CHECK(marked(hit.passage, hit.marks) ==
          std::vector<std::string>{"Antrag", "Wohngeld", "Antrag"});
    CHECK(marked(hit.title, hit.title_marks).empty());
}

TEST_CASE("a long block is cut between words, around what was found") {
    Content content;
    std::string block;
    for (int i = 0; i < 100; ++i) {
        block += "äußerst ";
    }
    content.page("a", "de", "Lang", {block + "Wohngeld " + block});
    content.page("b", "zh", "长", {std::string("签证") + [] {
                     std::string text;
                     for (int i = 0; i < 200; ++i) {
                         text += "文";
                     }
                     return text;
                 }()});
    content.index();
    Search search(content.database, {"de"});
    const SearchHit hit = search.query("wohngeld", 1).hits.at(0);
    CHECK(hit.passage.size() < 260);
    CHECK(hit.passage.starts_with("…äußerst"));
    CHECK(hit.passage.ends_with("äußerst…"));
    CHECK(marked(hit.passage, hit.marks) == std::vector<std::string>{"Wohngeld"});
    Search chinese(content.database, {"zh", "de"});
    const SearchHit other = chinese.query("签证", 1).hits.at(0);
    CHECK(marked(other.passage, other.marks) == std::vector<std::string>{"签证"});
    CHECK(other.passage.size() % 3 == 0); // whole characters, … has three bytes too
}

TEST_CASE("what is not exact says so and offers topics") {
    Content content = some_pages();
    content.article("roof", "home").text("roof", "de", "Wohnung");
    content.index();
    Search search(content.database, {"de"});
    CHECK(search.query("Kindergeld", 5).exact);
    const SearchAnswer typo = search.query("Wohnugn", 5);
    CHECK_FALSE(typo.exact);
    REQUIRE(!typo.hits.empty());
    CHECK(typo.topics == std::vector<std::string>{"home", "work"}); // hidden ones are not offered
    const SearchAnswer nothing = search.query("qqqqq", 5);
    CHECK(nothing.hits.empty());
    CHECK_FALSE(nothing.exact);
    CHECK(nothing.topics == std::vector<std::string>{"work", "home"});
}

TEST_CASE("a glossary term is found by what it is called in the reader's language") {
    Content content;
    content.database.execute("INSERT INTO term VALUES ('lohn', 'der Lohn', '');"
                             "INSERT INTO term_translation VALUES ('lohn', 'en', 'wage', '');");
    content.article("a").text("a", "en", "Work", {"You get Lohn."}, "T 8 4 lohn\n");
    content.index();
    CHECK(content.first("en", "wages") == "a");
}

TEST_CASE("whatever is typed, there is an answer") {
    Content content = some_pages();
    content.index();
    std::string long_text;
    while (long_text.size() < 10'000) {
        long_text += "Kindergeld für alle ";
    }
    const auto texts = std::to_array<std::string>({"",
                                                   " ",
                                                   "?!.,;:-",
                                                   "\"",
                                                   "'",
                                                   "kinder\"geld",
                                                   "NEAR(a b)",
                                                   "a AND b OR NOT c*",
                                                   "title:x",
                                                   "'; DROP TABLE article; --",
                                                   "%",
                                                   "_",
                                                   "*",
                                                   "^",
                                                   std::string("a\0b", 3),
                                                   "\x01\x02",
                                                   "\u202eabc\u202c",
                                                   "\u2066\u2069",
                                                   "\u200d\u200c",
                                                   "\xff\xfe",
                                                   "Kinder\xc3",
                                                   "\xe4\xb8",
                                                   "\xed\xa0\x80",
                                                   "ع Kinder 签 ሀ",
                                                   long_text,
                                                   std::string(10'000, 'a'),
                                                   std::string(10'000, '\xff')});
    for (const char* language : {"de", "ar", "xx"}) {
        Search search(content.database, {language, "de"});
        for (const std::string& text : texts) {
            CAPTURE(text);
            CHECK(search.query(text, 10).topics.size() == 2);
            CHECK(search.suggest(text, 5).words.size() <= 5);
        }
    }
    Content empty;
    empty.index();
    CHECK(empty.find("de", "Kindergeld").empty());
    Search without_index(empty.database, {});
    CHECK(without_index.query("Kindergeld", 0).hits.empty());
}

TEST_CASE("the same is answered however often it is asked, and on every way to it") {
    Content content = some_pages();
    content.index();
    Search search(content.database, {"de"});
    const auto before = search.query("kindergeld antrag", 10);
    const std::string text = "kindergeld antrag";
    for (std::size_t end = 1; end <= text.size(); ++end) {
        search.query(text.substr(0, end), 10);
    }
    const auto after = search.query("kindergeld antrag", 10);
    REQUIRE(before.hits.size() == after.hits.size());
    for (std::size_t i = 0; i < before.hits.size(); ++i) {
        CHECK(before.hits[i].slug == after.hits[i].slug);
        CHECK(before.hits[i].score == after.hits[i].score);
    }
}
