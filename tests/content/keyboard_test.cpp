#include "content/apply_packages.hpp"
#include "content/keyboard.hpp"
#include "content/language.hpp"
#include "content/record_json.hpp"
#include "content/tool/make_keyboard.hpp"
#include "content/tool/xkb_layout.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "small_content.hpp"
#include "small_package.hpp"
#include <doctest/doctest.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uloc.h>
#include <unicode/ulocdata.h>
#include <unicode/uniset.h>
#include <unicode/unistr.h>
#include <unicode/usetiter.h>

using namespace zugang::content;
using namespace zugang::content::tool;

namespace {

struct Wanted {
    const char* tag;
    const char* layout;
    const char* script;
};

// All languages that the terminal is for.
constexpr std::array<Wanted, 26> wanted{{
    {"de", "de", "Latn"},          {"de-simple", "de", "Latn"},
    {"en", "us", "Latn"},          {"ar", "ara", "Arab"},
    {"uk", "ua", "Cyrl"},          {"tr", "tr", "Latn"},
    {"ru", "ru", "Cyrl"},          {"fa", "ir", "Arab"},
    {"ro", "ro", "Latn"},          {"pl", "pl", "Latn"},
    {"bg", "bg", "Cyrl"},          {"fr", "fr", "Latn"},
    {"ti", "et", "Ethi"},          {"am", "et", "Ethi"},
    {"ps", "af(ps)", "Arab"},      {"kmr", "iq(ku)", "Latn"},
    {"ckb", "iq(ku_ara)", "Arab"}, {"es", "es", "Latn"},
    {"vi", "vn", "Latn"},          {"so", "us", "Latn"},
    {"sq", "al", "Latn"},          {"sr-Latn", "rs(latin)", "Latn"},
    {"el", "gr", "Grek"},          {"hi", "in", "Deva"},
    {"ur", "pk", "Arab"},          {"zh-Hans", "us", "Latn"},
}};

icu::UnicodeString composed(const icu::UnicodeString& text) {
    UErrorCode status = U_ZERO_ERROR;
    return icu::Normalizer2::getNFCInstance(status)->normalize(text, status);
}

icu::UnicodeString utf16(const std::string& text) {
    return icu::UnicodeString::fromUTF8(text);
}

std::vector<std::string> choices(const KeyboardKey& key) {
    std::vector<std::string> all = key.more;
    all.push_back(key.text);
    if (!key.shifted.empty()) {
        all.push_back(key.shifted);
    }
    return all;
}

std::vector<std::string> choices(const Keyboard& keyboard) {
    std::vector<std::string> all;
    for (const auto& row : keyboard.rows) {
        for (const KeyboardKey& key : row) {
            std::ranges::copy(choices(key), std::back_inserter(all));
        }
    }
    return all;
}

/// What CLDR says that the language is written with, as ICU gives it.
std::vector<icu::UnicodeString> exemplars(const char* tag) {
    char locale[ULOC_FULLNAME_CAPACITY];
    UErrorCode status = U_ZERO_ERROR;
    Language language;
    language.tag = tag;
    uloc_forLanguageTag(icu_locale(language).c_str(), locale, ULOC_FULLNAME_CAPACITY, nullptr,
                        &status);
    ULocaleData* data = ulocdata_open(locale, &status);
    icu::UnicodeSet set;
    ulocdata_getExemplarSet(data, set.toUSet(), 0, ULOCDATA_ES_STANDARD, &status);
    ulocdata_close(data);
    REQUIRE(U_SUCCESS(status));
    std::vector<icu::UnicodeString> items;
    icu::UnicodeSetIterator each(set);
    while (each.next()) {
        items.push_back(each.getString());
    }
    return items;
}

const KeyboardKey* find_key(const Keyboard& keyboard, std::string_view text) {
    for (const auto& row : keyboard.rows) {
        const auto key = std::ranges::find(row, text, &KeyboardKey::text);
        if (key != row.end()) {
            return &*key;
        }
    }
    return nullptr;
}

bool offers(const KeyboardKey* key, std::string_view text) {
    return key != nullptr && std::ranges::find(key->more, text) != key->more.end();
}

std::string row_text(const std::vector<KeyboardKey>& row) {
    std::string text;
    for (const KeyboardKey& key : row) {
        text += key.text;
    }
    return text;
}

} // namespace

TEST_CASE("every letter that a language is written with can be typed") {
    for (const Wanted& language : wanted) {
        CAPTURE(language.tag);
        const auto keyboard = make_keyboard(language.layout, language.tag);
        REQUIRE(keyboard);
        std::set<std::string> typed;
        for (const std::string& text : choices(*keyboard)) {
            typed.insert(text);
        }
        // A mark behind a letter makes one letter of both.
        for (const std::string& letter : choices(*keyboard)) {
            for (const auto& row : keyboard->rows) {
                for (const KeyboardKey& mark : row) {
                    std::string both;
                    composed(utf16(letter) + utf16(mark.text)).toUTF8String(both);
                    typed.insert(both);
                }
            }
        }
        const bool is_chinese = std::string_view(language.tag) == "zh-Hans"; // in Latin letters
        std::size_t letters = 0;
        for (const icu::UnicodeString& item : exemplars(language.tag)) {
            if (is_chinese || item == u"i\u0307") { // lower case of the Turkish İ, to ICU alone
                continue;
            }
            const icu::UnicodeString text = composed(item);
            for (int32_t at = 0; at < text.length(); at = text.moveIndex32(at, 1)) {
                const UChar32 c = text.char32At(at);
                if ((U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_M_MASK)) == 0 || u_isupper(c) != 0) {
                    continue; // neither punctuation nor capitals
                }
                std::string letter;
                icu::UnicodeString(c).toUTF8String(letter);
                CAPTURE(letter);
                CHECK(typed.contains(letter));
                ++letters;
            }
        }
        CHECK((is_chinese || letters >= 18));
    }
}

TEST_CASE("a keyboard fits on a screen and has each letter once") {
    for (const Wanted& language : wanted) {
        CAPTURE(language.tag);
        const auto keyboard = make_keyboard(language.layout, language.tag);
        REQUIRE(keyboard);
        CHECK(keyboard->layout == language.layout);
        CHECK(keyboard->script == language.script);
        CHECK(keyboard->rows.size() >= 3);
        CHECK(keyboard->rows.size() <= 5);
        bool shift = false;
        std::set<std::string> plain;
        for (const auto& row : keyboard->rows) {
            CHECK(row.size() <= 12);
            CHECK(!row.empty());
            for (const KeyboardKey& key : row) {
                CHECK(plain.insert(key.text).second);
                shift = shift || !key.shifted.empty();
            }
        }
        CHECK(keyboard->has_shift == shift);
        std::set<std::string> all;
        for (const std::string& text : choices(*keyboard)) {
            CAPTURE(text);
            CHECK(all.insert(text).second);
            const icu::UnicodeString letters = utf16(text);
            CHECK(composed(letters) == letters);
            CHECK(!letters.isEmpty());
            for (int32_t at = 0; at < letters.length(); at = letters.moveIndex32(at, 1)) {
                const UChar32 c = letters.char32At(at);
                CHECK((c == 0x200C || (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_M_MASK)) != 0));
                CHECK(u_isupper(c) == 0);
                CHECK((c < 0xFB50 || c > 0xFEFF)); // presentation forms
            }
        }
    }
}

TEST_CASE("keys stand where they stand on a desk") {
    const auto german = *make_keyboard("de", "de");
    CHECK(row_text(german.rows.at(0)) == "qwertzuiopü");
    CHECK(row_text(german.rows.at(1)) == "asdfghjklöä");
    CHECK(row_text(german.rows.at(2)) == "yxcvbnmß");
    CHECK_FALSE(german.has_shift);
    CHECK(offers(find_key(german, "e"), "é"));
    const auto ukrainian = *make_keyboard("ua", "uk");
    CHECK(row_text(ukrainian.rows.at(0)) == "йцукенгшщзхї");
    CHECK(row_text(ukrainian.rows.at(1)) == "фівапролджєґ");
    CHECK(row_text(ukrainian.rows.at(2)) == "ячсмитьбюʼ");
    const auto french = *make_keyboard("fr", "fr");
    CHECK(row_text(french.rows.at(0)).starts_with("azertyuiop"));
    CHECK(offers(find_key(french, "o"), "ô"));
}

TEST_CASE("the traps of some layouts") {
    const auto arabic = *make_keyboard("ara", "ar");
    CHECK(find_key(arabic, "\u0644\u0627") != nullptr); // lam and alef, no ligature
    CHECK(find_key(*make_keyboard("ir", "fa"), "\u200c") != nullptr);
    CHECK(find_key(*make_keyboard("pk", "ur"), "\u200c") == nullptr);
    const auto greek = *make_keyboard("gr", "el"); // has the accent on a dead key
    for (const auto& [base, accented] : {std::pair{"α", "ά"}, {"ι", "ΐ"}, {"υ", "ϋ"}, {"ω", "ώ"}}) {
        CHECK(offers(find_key(greek, base), accented));
    }
    CHECK(find_key(*make_keyboard("vn", "vi"), "\u0301") != nullptr);
    CHECK(offers(find_key(*make_keyboard("pl", "pl"), "l"), "ł")); // beside AltGr
    CHECK(make_keyboard("in", "hi")->has_shift);
    CHECK(find_key(*make_keyboard("us", "zh-Hans"), "q") != nullptr);
}

TEST_CASE("Ethiopic has a key for each consonant, with its syllables") {
    const auto tigrinya = *make_keyboard("et", "ti");
    CHECK(row_text(tigrinya.rows.at(0)).starts_with("ሀለሐመ"));
    const KeyboardKey* be = find_key(tigrinya, "በ");
    REQUIRE(be != nullptr);
    CHECK(be->more == std::vector<std::string>{"ቡ", "ቢ", "ባ", "ቤ", "ብ", "ቦ", "ቧ"});
    CHECK(offers(find_key(tigrinya, "ቀ"), "ቈ"));
    CHECK(find_key(tigrinya, "ቐ") != nullptr);
    CHECK(find_key(*make_keyboard("et", "am"), "ቐ") == nullptr);
}

TEST_CASE("a layout that nobody knows makes no keyboard") {
    for (const char* name : {"", "xx", "u", "iq(", "iq()", "iq(ku", "iq(xx)", "../us", "us(ku)"}) {
        CAPTURE(name);
        CHECK_FALSE(make_keyboard(name, "de"));
    }
    CHECK(letters_of("tlh").main.empty());
    const auto unknown = make_keyboard("us", "tlh"); // CLDR does not know the language
    REQUIRE(unknown);
    CHECK(row_text(unknown->rows.at(0)) == "qwertyuiop");
    CHECK(std::ranges::is_sorted(list_xkb_layouts()));
}

TEST_CASE("a record of a keyboard is read as it was written, and put right") {
    for (const Wanted& language : wanted) {
        CAPTURE(language.tag);
        const auto keyboard = *make_keyboard(language.layout, language.tag);
        CHECK(read_keyboard(write_record(keyboard)) == keyboard);
    }
    CHECK_FALSE(read_keyboard("[]"));
    CHECK(read_keyboard("{}")->rows.empty());
    const auto odd = read_keyboard(
        R"({"rows":[[7,"a",["b","B","c d","e"],["",""],[]],"x",[],[" "]],"layout":3})");
    REQUIRE(odd);
    REQUIRE(odd->rows.size() == 1);
    CHECK(odd->rows[0] == std::vector<KeyboardKey>{{.text = "a", .shifted = "", .more = {}},
                                                   {.text = "b", .shifted = "B", .more = {"e"}}});
    CHECK(odd->has_shift);
    std::string many = R"({"rows":[)";
    for (int row = 0; row < 9; ++row) {
        many += row == 0 ? "[" : ",[";
        for (int key = 0; key < 20; ++key) {
            many += key == 0 ? R"("a")" : R"(,"a")";
        }
        many += "]";
    }
    const auto cut = read_keyboard(many + "]}");
    REQUIRE(cut);
    CHECK(cut->rows.size() == 5);
    CHECK(cut->rows[4].size() == 12);
}

TEST_CASE("a keyboard comes with its language, and those of bund stay bund's") {
    const auto with_key = [](const std::string& text) {
        return Keyboard{.layout = "x", .script = "Latn", .rows = {{{text, "", {}}}}};
    };
    RecordBytes bund = small_package();
    bund["keyboard/de"] = write_record(with_key("q"));
    bund["keyboard/xx"] = write_record(with_key("x")); // of no language
    RecordBytes land;
    land["package"] = write_record(
        PackageRecord{.id = "land/by", .default_language = "de", .languages = {"de", "so"}});
    land["languages"] = write_record(std::vector<Language>{{.tag = "de"}, {.tag = "so"}});
    land["keyboard/de"] = write_record(with_key("w"));
    land["keyboard/so"] = write_record(with_key("s"));
    const std::array packages{records_of(bund), records_of(land)};
    const auto applied = apply_packages(packages);
    REQUIRE(applied);
    CHECK(applied->keyboards ==
          std::map<std::string, Keyboard>{{"de", with_key("q")}, {"so", with_key("s")}});
}

TEST_CASE("a terminal finds the keyboard of a language, and the Latin one") {
    Database database = make_content();
    CHECK_FALSE(find_keyboard(database, "de"));
    CHECK_FALSE(find_latin_keyboard(database));
    database.execute(R"(
        INSERT INTO keyboard VALUES ('de', 0, 0, 'de', 'Latn', 'q', '', ''),
            ('de', 0, 1, 'de', 'Latn', 'e', '', 'é è'), ('de', 1, 0, 'de', 'Latn', 'a', '', ''),
            ('hi', 0, 0, 'in', 'Deva', 'क', 'ख', '');)");
    const auto german = find_keyboard(database, "de");
    REQUIRE(german);
    CHECK(*german == Keyboard{.layout = "de",
                              .script = "Latn",
                              .rows = {{{"q", "", {}}, {"e", "", {"é", "è"}}}, {{"a", "", {}}}}});
    CHECK(find_latin_keyboard(database) == german);
    CHECK(find_keyboard(database, "hi")->has_shift);
    CHECK_FALSE(find_keyboard(database, "xx"));
    database.execute("UPDATE meta SET value = 'hi' WHERE key = 'default_language'");
    CHECK_FALSE(find_latin_keyboard(database));
}
