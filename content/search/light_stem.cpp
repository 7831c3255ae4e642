#include "content/search/light_stem.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace zugang::content::search {
namespace {

using Endings = std::span<const std::string_view>;

// All folded: й is и, ї is і, ą is a, ة is ه. The longest one that fits is taken off.

constexpr auto ukrainian = std::to_array<std::string_view>(
    {"уваннями", "уванням", "ування", "юваннями", "юванням", "ювання", "остями", "остям",  "ості",
     "істю",     "ість",    "ення",   "енням",    "еннями",  "ань",    "ання",   "анням",  "аннями",
     "ями",      "ами",     "ові",    "еві",      "єві",     "ого",    "ому",    "ими",    "іми",
     "ої",       "ою",      "ею",     "єю",       "іи",      "их",     "им",     "ім",     "ом",
     "ем",       "єм",      "ах",     "ях",       "ам",      "ям",     "ів",     "їв",     "ев",
     "ии",       "ая",      "яя",     "ое",       "ее",      "ие",     "ують",   "уються", "ується",
     "ати",      "ити",     "іти",    "ути",      "яти",     "атися",  "итися",  "ав",     "ив",
     "ала",      "ила",     "али",    "или",      "ає",      "ить",    "ять",    "уть",    "ють",
     "а",        "я",       "о",      "е",        "є",       "и",      "і",      "у",      "ю",
     "ь"});

constexpr auto polish = std::to_array<std::string_view>(
    {"owaniami", "owaniach", "owaniem", "owania", "owanie", "owaniu", "eniami", "eniach", "eniem",
     "enie",     "enia",     "eniu",    "aniami", "aniach", "aniem",  "anie",   "ania",   "aniu",
     "osciami",  "oscia",    "osci",    "osc",    "iejszy", "owego",  "owemu",  "owych",  "owymi",
     "owym",     "owej",     "owa",     "owe",    "owy",    "ego",    "iego",   "emu",    "iemu",
     "ymi",      "imi",      "ych",     "ich",    "ami",    "iami",   "ach",    "iach",   "owi",
     "iowi",     "ow",       "iow",     "om",     "iom",    "em",     "iem",    "ej",     "iej",
     "ym",       "im",       "ie",      "ia",     "iu",     "io",     "ac",     "ic",     "yc",
     "uje",      "uja",      "a",       "e",      "i",      "o",      "u",      "y"});

constexpr auto bulgarian = std::to_array<std::string_view>(
    {"ованията", "ованието", "ования", "оване", "анията", "анието", "ания", "ане",
     "енията",   "ението",   "ения",   "ение",  "остите", "остта",  "ости", "ост",
     "овете",    "ове",      "евете",  "еве",   "ища",    "ищата",  "ията", "ието",
     "иите",     "ите",      "ата",    "ята",   "ото",    "ето",    "еите", "ът",
     "ят",       "та",       "то",     "те",    "ия",     "ии",     "ие",   "а",
     "я",        "о",        "е",      "и",     "ъ",      "ь",      "у",    "ю"});

constexpr auto czech = std::to_array<std::string_view>(
    {"ovani", "ovanim", "eni", "enim", "ani", "anim", "osti", "ostem", "ostmi", "ost",
     "ami",   "emi",    "imi", "ymi",  "eho", "iho",  "emu",  "imu",   "ych",   "ich",
     "ach",   "ech",    "ovi", "um",   "em",  "im",   "ym",   "om",    "am",    "ej",
     "ou",    "a",      "e",   "i",    "o",   "u",    "y"});

constexpr auto albanian = std::to_array<std::string_view>(
    {"imeve", "imet", "imit", "imin", "imi", "ime",  "ve", "ave", "eve", "ive", "ese",
     "ine",   "it",   "in",   "et",   "at",  "esve", "se", "ne",  "es",  "ja",  "jes",
     "jen",   "un",   "ut",   "i",    "e",   "a",    "u",  "n",   "t"});

// What Larkey, Ballesteros and Connell's light10 (2007) takes off, after folding,
// and, of words in teh marbuta, what follows it as teh.
constexpr auto arabic =
    std::to_array<std::string_view>({"تها", "تهم", "تنا", "تكم", "ته", "تي", "ها", "ان", "ات", "ون",
                                     "ين", "يه", "ه", "ي", "نا", "هم", "كم"});

constexpr auto arabic_front =
    std::to_array<std::string_view>({"وبال", "وال", "بال", "كال", "فال", "ولل", "لل", "ال", "و"});

constexpr auto persian = std::to_array<std::string_view>(
    {"هايمان", "هايشان", "هايتان", "هايي", "هاي", "ها", "هايم", "هايت", "هايش", "ترين", "تري",
     "تر",     "مان",    "شان",    "تان",  "ات",  "ان", "يي",   "ي",    "م",    "ش"});

constexpr auto pashto = std::to_array<std::string_view>(
    {"ونكي", "ونو", "ونه", "انو", "ان", "انه", "وو", "تونو", "تونه", "يو", "ي", "و", "ه", "ا"});

constexpr auto sorani =
    std::to_array<std::string_view>({"هكانيان", "هكاني", "هكانم", "هكانت", "هكان", "هكهي", "هكه",
                                     "انيان", "اني", "ان", "يهكان", "يهكه", "يه", "ي", "م", "ت"});

constexpr auto kurmanji =
    std::to_array<std::string_view>({"eyen", "eyan", "eke", "ekan", "eki", "yen", "yan", "ye", "ya",
                                     "en", "an", "in", "em", "e", "a", "i", "o"});

constexpr auto urdu =
    std::to_array<std::string_view>({"يون", "يان", "ون", "ين", "ات", "ئي", "ي", "ا", "ه", "و"});

constexpr auto somali = std::to_array<std::string_view>(
    {"yaasha", "aasha", "yada", "yaal", "kiisa", "keeda", "tooda", "kii", "tii", "gii",
     "dii",    "aha",   "iga",  "ada",  "ka",    "ga",    "ta",    "da",  "sha", "ha",
     "ku",     "tu",    "gu",   "du",   "ki",    "ti",    "o",     "a"});

constexpr auto hebrew =
    std::to_array<std::string_view>({"יהם", "ותיו", "ות", "ימ", "ינ", "ית", "ה", "ת", "י"});

constexpr auto ethiopic = std::to_array<std::string_view>(
    {"ዎቻችን", "ዎቻቸው", "ዎችን", "ዎች", "ኦች", "ችን", "ቻችን", "ቻቸው", "ች", "ዊት", "ውን",
     "ው",    "ዋን",   "ዋ",   "ነት", "ታት", "ኣት", "ይ",   "ን",   "ም", "ና"});

constexpr auto ethiopic_front =
    std::to_array<std::string_view>({"የ", "በ", "ለ", "ከ", "ስለ", "እንደ", "ናይ", "ብ", "ን", "ካብ", "ዝ"});

struct Table {
    std::string_view language;
    Endings endings;
};

constexpr auto tables = std::to_array<Table>(
    {{"uk", ukrainian}, {"be", ukrainian}, {"pl", polish},   {"bg", bulgarian}, {"mk", bulgarian},
     {"cs", czech},     {"sk", czech},     {"sq", albanian}, {"ar", arabic},    {"fa", persian},
     {"prs", persian},  {"ps", pashto},    {"ckb", sorani},  {"kmr", kurmanji}, {"ku", kurmanji},
     {"ur", urdu},      {"so", somali},    {"he", hebrew},   {"am", ethiopic},  {"ti", ethiopic}});

std::size_t count_letters(std::string_view utf8) {
    return static_cast<std::size_t>(std::ranges::count_if(
        utf8, [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0U) != 0x80U; }));
}

/// An Ethiopic syllable as the sixth of its row: ልጆች "children" begins with ልጅ as "child" does.
void end_in_sixth(std::string& word) {
    const std::size_t at = word.size() - 3;
    const auto byte = [&word, at](std::size_t i) {
        return static_cast<std::uint32_t>(static_cast<unsigned char>(word[at + i]));
    };
    const std::uint32_t c =
        ((byte(0) & 0xfU) << 12U) | ((byte(1) & 0x3fU) << 6U) | (byte(2) & 0x3fU);
    if (c < 0x1200 || c >= 0x1358) {
        return;
    }
    const std::uint32_t sixth = (c & ~7U) + 5U;
    word[at + 1] = static_cast<char>(0x80U | ((sixth >> 6U) & 0x3fU));
    word[at + 2] = static_cast<char>(0x80U | (sixth & 0x3fU));
}

} // namespace

std::string light_stem(std::string_view folded, std::string_view language) {
    const auto* table = std::ranges::find(tables, language, &Table::language);
    if (table == tables.end()) {
        return std::string(folded);
    }
    const bool is_ethiopic = table->endings.data() == ethiopic.data();
    const std::size_t least = is_ethiopic ? 2 : 3;
    std::string_view word = folded;
    const Endings fronts = is_ethiopic                              ? Endings(ethiopic_front)
                           : table->endings.data() == arabic.data() ? Endings(arabic_front)
                                                                    : Endings();
    if (!fronts.empty()) {
        for (const std::string_view front : fronts) {
            if (word.starts_with(front) && count_letters(word.substr(front.size())) >= 3) {
                word.remove_prefix(front.size());
                break;
            }
        }
    }
    std::size_t longest = 0;
    for (const std::string_view ending : table->endings) {
        if (ending.size() > longest && word.ends_with(ending) &&
            count_letters(word.substr(0, word.size() - ending.size())) >= least) {
            longest = ending.size();
        }
    }
    std::string stem(word.substr(0, word.size() - longest));
    if (is_ethiopic && stem.size() >= 3 &&
        static_cast<unsigned char>(stem[stem.size() - 3]) == 0xe1) {
        end_in_sixth(stem);
    }
    return stem;
}

} // namespace zugang::content::search
