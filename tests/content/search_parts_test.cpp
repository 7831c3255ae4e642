#include "content/search/analyse.hpp"
#include "content/search/fold.hpp"
#include "content/search/layout.hpp"
#include "content/search/lexicon.hpp"
#include "content/search/postings.hpp"
#include "content/search/skeleton.hpp"
#include "content/search/tokenize.hpp"
#include "content/search/typo.hpp"
#include "content/search/word_list.hpp"

#include <doctest/doctest.h>

using namespace zugang::content::search;

namespace {

std::vector<std::string> words(const std::string& text, Apostrophe apostrophe = Apostrophe::Joins) {
    std::vector<std::string> out;
    for (const Token& token : tokenize(text, apostrophe)) {
        out.push_back(text.substr(token.start, token.length));
    }
    return out;
}

using List = std::vector<std::string>;

} // namespace

TEST_CASE("texts are parted into words, and scripts without spaces into grams") {
    CHECK(words("Der E-Mail-Brief, 13,90 €!") == List{"Der", "E", "Mail", "Brief", "13", "90"});
    CHECK(words("l'école") == List{"l'école"});
    CHECK(words("l'école", Apostrophe::Parts) == List{"l", "école"});
    CHECK(words("Auf\u00ADent\u00ADhalt") == List{"Auf\u00ADent\u00ADhalt"});
    CHECK(words("'a' ''b''") == List{"a", "b"});
    CHECK(words("签证申") == List{"签证", "证申", "申"});
    CHECK(words("签") == List{"签"});
    CHECK(words("ภาษา") == List{"ภาษ", "าษา"});
    CHECK(words("a签b") == List{"a", "签", "b"});
    CHECK(words("a\xff"
                "b") == List{"a", "b"});
    CHECK(words("").empty());
}

TEST_CASE("spellings of a word have one key") {
    CHECK(fold("Straße") == "strasse");
    CHECK(fold("FÜHRERSCHEIN") == "fuhrerschein");
    CHECK(fold("u\u0308ber") == "uber");
    CHECK(fold("İIıi") == "iiii");
    CHECK(fold("łódź đ ø") == "lodz d o");
    CHECK(fold("إِقَامَــة") == fold("اقامه"));
    CHECK(fold("کی") == fold("كي"));
    CHECK(fold("٣۳३3") == "3333");
    CHECK(fold("ሐሠዐፀ") == fold("ሀሰአጸ"));
    CHECK(fold("שָׁלוֹם") == fold("שלום"));
    CHECK(fold("\xff\xc3") == "");
    CHECK(without_e_of_umlauts("fuehrer steuer quelle israel") == "fuhrer steuer quelle isral");
}

TEST_CASE("a form of a word has the stem of the word") {
    const auto stem = [](const char* language, const char* word) {
        return Analyser(language).analyse(word, TokenKind::Word).stem;
    };
    CHECK(stem("de", "Wohnungen") == stem("de", "Wohnung"));
    CHECK(stem("de-simple", "Wohnungen") == stem("de", "Wohnung"));
    CHECK(stem("en", "schools") == stem("en", "school"));
    CHECK(stem("uk", "школи") == stem("uk", "школа"));
    CHECK(stem("ar", "والمدرسة") == stem("ar", "مدرسه"));
    CHECK(stem("pl", "szkołach") == stem("pl", "szkoła"));
    CHECK(stem("fa", "خانه‌های") == stem("fa", "خانه"));
    CHECK(stem("am", "ልጆች") == stem("am", "ልጅ"));
    CHECK(stem("xx", "abc") == "abc");
}

TEST_CASE("postings come back as they were written, and a damaged list ends") {
    std::string bytes;
    const std::vector<Posting> postings{
        {.article = 1, .fields = InTitle, .positions = {0}},
        {.article = 300, .fields = InBody | InGlossary, .positions = {}},
        {.article = 70000,
         .fields = InBody,
         .positions = {1, 2, 300, 301, 302, 40000, 40001, 40002, 40003}}};
    std::uint32_t last = 0;
    for (const Posting& posting : postings) {
        append_posting(bytes, posting, last);
        last = posting.article;
    }
    PostingReader reader(bytes);
    for (const Posting& posting : postings) {
        REQUIRE(reader.next());
        Posting read{.article = reader.article(), .fields = reader.fields(), .positions = {}};
        reader.positions(read.positions);
        CHECK(read == posting);
    }
    CHECK_FALSE(reader.next());
    CHECK(count_postings(bytes) == 3); // positions passed over
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        CHECK(count_postings(bytes.substr(0, size)) <= 3);
    }
    CHECK(count_postings(std::string(100, '\xff')) <= 100);
}

TEST_CASE("a list of words is searched as it lies") {
    const std::vector<ListedWord> listed{
        {"anmelden", "anmeld", 3}, {"anmeldung", "anmeld", 1}, {"az", "az", 12}, {"azz", "axy", 1}};
    std::string lines;
    for (const ListedWord& word : listed) {
        append_word(lines, word);
    }
    CHECK(read_words(lines) == listed);
    CHECK(read_word(lines, find_line(lines, "anmeldung")) == listed[1]);
    CHECK(read_word(lines, find_line(lines, "anmeldunga")) == listed[2]);
    CHECK(find_line(lines, "") == 0);
    CHECK(find_line(lines, "b") == lines.size());
    CHECK(find_line("", "b") == 0);
    CHECK(read_words("no tabs\n\n\t\t\nx\t99\t-\n").size() == 4); // damaged
    CHECK(part_of("äb") == "ä");
}

TEST_CASE("typos are counted up to a bound") {
    const auto typos = [](const char* a, const char* b, std::size_t most) {
        return count_typos(code_points(a), code_points(b), most);
    };
    CHECK(typos("kindergeld", "kindergeld", 2) == 0);
    CHECK(typos("kindergled", "kindergeld", 2) == 1); // swapped
    CHECK(typos("inderged", "kindergeld", 2) == 2);
    CHECK(typos("школв", "школа", 1) == 1);
    CHECK(typos("abcd", "wxyz", 2) == 3);
    CHECK(typos("", "ab", 2) == 2);
    CHECK(typos("a", "abcd", 2) == 3);
    CHECK(allowed_typos(3) == 0);
    CHECK(allowed_typos(4) == 1);
    CHECK(allowed_typos(8) == 2);
}

TEST_CASE("Latin letters are typed for others by their sound") {
    CHECK(as_romanised("shkola") == romanise("школа"));
    CHECK(as_romanised("likar") == romanise("лікар"));
    CHECK(skeleton(as_romanised("madrasah"), true) == skeleton(romanise(fold("مدرسة")), true));
    CHECK(skeleton(as_romanised("7uquq"), true) == skeleton(romanise(fold("حقوق")), true));
    CHECK(romanise("schule").empty());
    CHECK(is_latin("ab1"));
    CHECK_FALSE(is_latin("123"));
    CHECK_FALSE(is_latin("школа"));
}

TEST_CASE("layouts and lengths come back") {
    const auto sections = read_layout(write_layout({{3, false}, {0, false}, {400, true}}));
    REQUIRE(sections.size() == 3);
    CHECK(sections[0].words == 3);
    CHECK(sections[2].words == 400);
    CHECK(sections[2].heading);
    CHECK(length_step(0) == 1);
    CHECK(length_step(4'000'000'000) == 250);
    CHECK(words_of_step(length_step(150)) == doctest::Approx(150).epsilon(0.05));
}

TEST_CASE("meanings are learnt from texts that say the same") {
    Lexicon lexicon;
    using Stems = std::vector<std::string>;
    for (int i = 0; i < 3; ++i) {
        lexicon.add(Stems{"kita", "neu"}, Stems{"nursery", "new"});
        lexicon.add(Stems{"hort", "neu"}, Stems{"nursery", "new"});
        lexicon.add(Stems{"kita", "alt"}, Stems{"nursery", "old"});
        lexicon.add(Stems{"hort", "alt"}, Stems{"nursery", "old"});
    }
    lexicon.add(Stems{"einmal"}, Stems{"once"});
    lexicon.add(Stems{}, Stems{"new"});
    const auto learnt = lexicon.learn();
    for (const auto& [stem, meaning] :
         {std::pair{"kita", "nursery"}, {"hort", "nursery"}, {"neu", "new"}, {"alt", "old"}}) {
        CAPTURE(stem);
        REQUIRE(learnt.contains(stem));
        CHECK(learnt.at(stem).front().stem == meaning);
        CHECK(learnt.at(stem).front().percent > 60);
        CHECK(learnt.at(stem).size() <= 2);
    }
    CHECK_FALSE(learnt.contains("einmal")); // one text tells nothing
    CHECK(learnt == lexicon.learn());
    CHECK(Lexicon().learn().empty());
}

TEST_CASE("meanings are read as they were written, and damaged ones end early") {
    using Meanings = std::vector<Meaning>;
    std::string lines;
    append_meanings(lines, "a", Meanings{{"x", 90}, {"y", 7}});
    append_meanings(lines, "b", Meanings{{"z", 100}});
    CHECK(read_meanings(lines, 0) == Meanings{{"x", 90}, {"y", 7}});
    CHECK(read_meanings(lines, next_line(lines, 0)) == Meanings{{"z", 100}});
    for (const char* damaged : {"", "a", "a\t", "a\tx", "a\tx ", "a\tx y", "a\tx 900", "a\tx -1",
                                "\t", " ", "\n", "a\tx 99999999999999999999"}) {
        CAPTURE(damaged);
        CHECK(read_meanings(damaged, 0).empty());
    }
    CHECK(read_meanings("a\tx 5 y", 0) == Meanings{{"x", 5}});
}
