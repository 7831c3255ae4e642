#include "content/tool/make_keyboard.hpp"

#include "content/language.hpp"
#include "content/tool/ethiopic_keys.hpp"
#include "content/tool/xkb_layout.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/uloc.h>
#include <unicode/ulocdata.h>
#include <unicode/uniset.h>
#include <unicode/uscript.h>
#include <unicode/usetiter.h>

namespace zugang::content::tool {
namespace {

constexpr std::size_t keys_in_row = 12;
constexpr char32_t zero_width_non_joiner = 0x200C;
constexpr char32_t combining_dot_above = 0x0307;

struct CloseLocaleData {
    void operator()(ULocaleData* data) const noexcept { ulocdata_close(data); }
};
using LocaleData = std::unique_ptr<ULocaleData, CloseLocaleData>;

enum class Form { Composed, Decomposed, Compatible };

icu::UnicodeString normalize(const icu::UnicodeString& text, Form form) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* normalizer =
        form == Form::Composed     ? icu::Normalizer2::getNFCInstance(status)
        : form == Form::Decomposed ? icu::Normalizer2::getNFDInstance(status)
                                   : icu::Normalizer2::getNFKCInstance(status);
    return U_FAILURE(status) != 0 ? text : normalizer->normalize(text, status);
}

icu::UnicodeString text_of(char32_t character) {
    return icu::UnicodeString(static_cast<UChar32>(character));
}

std::string utf8_of(const icu::UnicodeString& text) {
    std::string utf8;
    text.toUTF8String(utf8);
    return utf8;
}

char32_t first_of(const std::string& utf8) {
    return static_cast<char32_t>(icu::UnicodeString::fromUTF8(utf8).char32At(0));
}

bool is_small_letter(char32_t c) {
    return (U_GET_GC_MASK(static_cast<UChar32>(c)) &
            (U_GC_LL_MASK | U_GC_LM_MASK | U_GC_LO_MASK | U_GC_M_MASK)) != 0;
}

UScriptCode script_of(char32_t c) {
    UErrorCode status = U_ZERO_ERROR;
    return uscript_getScript(static_cast<UChar32>(c), &status);
}

std::set<char32_t> exemplars(ULocaleData* data, ULocaleDataExemplarSetType type) {
    std::set<char32_t> letters;
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeSet set;
    ulocdata_getExemplarSet(data, set.toUSet(), 0, type, &status);
    if (U_FAILURE(status) != 0) {
        return letters;
    }
    icu::UnicodeSetIterator items(set);
    while (items.next()) {
        const icu::UnicodeString item = normalize(items.getString(), Form::Composed);
        for (int32_t at = 0; at < item.length(); at = item.moveIndex32(at, 1)) {
            const auto c = static_cast<char32_t>(item.char32At(at));
            // The small i with two dots is what lower-casing makes of the Turkish İ: nobody types
            // it.
            if (is_small_letter(c) && c != combining_dot_above) {
                letters.insert(c);
            }
        }
    }
    return letters;
}

/// A mark of Latin, Greek or Cyrillic letters, as the tones of Vietnamese.
bool is_combining(char32_t c) {
    return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_DIACRITIC) != 0 &&
           ublock_getCode(static_cast<UChar32>(c)) == UBLOCK_COMBINING_DIACRITICAL_MARKS;
}

/// The script of most.
UScriptCode script_of(const std::set<std::string>& texts) {
    std::map<UScriptCode, int> counts;
    for (const std::string& text : texts) {
        const UScriptCode script = script_of(first_of(text));
        if (script != USCRIPT_INHERITED && script != USCRIPT_COMMON) {
            ++counts[script];
        }
    }
    const auto most = std::ranges::max_element(
        counts, {}, [](const std::pair<const UScriptCode, int>& entry) { return entry.second; });
    return most == counts.end() ? USCRIPT_COMMON : most->first;
}

/// What a key types on a screen; empty for what is left out.
std::string typed_by(const XkbKey& key, std::size_t level) {
    if (level >= key.levels.size() || key.levels[level] == 0) {
        return {};
    }
    const char32_t c = key.levels[level];
    if (c == zero_width_non_joiner) {
        return level == 0 ? utf8_of(text_of(c)) : std::string();
    }
    const icu::UnicodeString text = normalize(text_of(c), Form::Compatible);
    // NFKC makes a space with a mark of some.
    return is_small_letter(c) && is_small_letter(static_cast<char32_t>(text.char32At(0)))
               ? utf8_of(text)
               : std::string();
}

class KeyboardMaker {
  public:
    KeyboardMaker(const XkbLayout& layout, const LanguageLetters& letters)
        : layout_(layout), letters_(letters) {}

    std::vector<std::vector<KeyboardKey>> rows(bool wants_non_joiner) {
        for (std::size_t row = 1; row < layout_.size(); ++row) {
            rows_.push_back(plain_keys(layout_.at(row)));
        }
        script_ = script_of(typed_);
        std::vector<Made> beside = plain_keys(layout_[0]);
        std::erase_if(beside, [this](const Made& made) {
            if (is_combining(first_of(made.key.text)) || is_of_language(made.key.text)) {
                return false;
            }
            typed_.erase(made.key.text);
            return true;
        });
        put(std::move(beside), Where::Top);
        add_shifted();
        find_marks();
        std::vector<Made> left;
        for (const char32_t letter : letters_.main) {
            if (!is_typed(letter) && !offer(letter)) {
                left.push_back(
                    {.key = {.text = utf8_of(text_of(letter)), .shifted = {}, .more = {}}});
            }
        }
        for (const char32_t letter : letters_.auxiliary) {
            if (!is_typed(letter) && is_of_names(letter)) {
                offer_below_base(letter);
            }
        }
        if (wants_non_joiner && !typed_.contains(utf8_of(text_of(zero_width_non_joiner)))) {
            left.push_back({.key = {.text = utf8_of(text_of(zero_width_non_joiner)),
                                    .shifted = {},
                                    .more = {}}});
        }
        put(std::move(left), Where::Bottom);
        return finished();
    }

  private:
    struct Made {
        KeyboardKey key;
        const XkbKey* source = nullptr; ///< null for what the layout does not have
    };
    enum class Where { Top, Bottom };

    std::vector<Made> plain_keys(const std::vector<XkbKey>& keys) {
        std::vector<Made> made;
        for (const XkbKey& key : keys) {
            const std::string text = typed_by(key, 0);
            if (!text.empty() && typed_.insert(text).second) {
                made.push_back({.key = {.text = text, .shifted = {}, .more = {}}, .source = &key});
            }
        }
        return made;
    }

    /// True too where nobody knows what the language has.
    bool is_of_language(const std::string& text) const {
        if (letters_.main.empty()) {
            return true;
        }
        const icu::UnicodeString utf16 = icu::UnicodeString::fromUTF8(text);
        for (int32_t at = 0; at < utf16.length(); at = utf16.moveIndex32(at, 1)) {
            const auto c = static_cast<char32_t>(utf16.char32At(at));
            if (!letters_.main.contains(c) && !letters_.auxiliary.contains(c)) {
                return false;
            }
        }
        return true;
    }

    void add_shifted() {
        for (std::vector<Made>& row : rows_) {
            for (Made& made : row) {
                const std::string text = typed_by(*made.source, 1);
                if (!text.empty() && is_of_language(text) && typed_.insert(text).second) {
                    made.key.shifted = text;
                }
            }
        }
    }

    /// Marks on keys of their own that compose with letters, as the tones of Vietnamese.
    void find_marks() {
        std::vector<icu::UnicodeString> marks;
        for (const std::vector<Made>& row : rows_) {
            for (const Made& made : row) {
                const char32_t first = first_of(made.key.text);
                if (is_combining(first)) {
                    marks.push_back(text_of(first));
                }
            }
        }
        for (const std::string& text : typed_) {
            for (const icu::UnicodeString& mark : marks) {
                const auto composed =
                    normalize(icu::UnicodeString::fromUTF8(text) + mark, Form::Composed);
                if (composed.countChar32() == 1) {
                    composed_.insert(static_cast<char32_t>(composed.char32At(0)));
                }
            }
        }
    }

    bool is_typed(char32_t letter) const {
        return composed_.contains(letter) || typed_.contains(utf8_of(text_of(letter)));
    }

    /// Of another script than the keyboard: Chinese is typed in Latin letters.
    bool is_foreign(char32_t letter) const {
        const UScriptCode script = script_of(letter);
        return script != USCRIPT_INHERITED && script != USCRIPT_COMMON && script != script_;
    }

    /// Latin and Cyrillic letters of foreign names; CLDR also lists ancient Greek ones.
    static bool is_of_names(char32_t letter) {
        constexpr char32_t end_of_latin_extended_a = 0x0180;
        return u_islower(static_cast<UChar32>(letter)) != 0 &&
               (letter < end_of_latin_extended_a || script_of(letter) == USCRIPT_CYRILLIC);
    }

    /// As second choice of a key; true too for what nobody shall type here.
    bool offer(char32_t letter) {
        return is_foreign(letter) || offer_below_base(letter) || offer_where_layout_has_it(letter);
    }

    bool offer_below_base(char32_t letter) {
        const icu::UnicodeString parts = normalize(text_of(letter), Form::Decomposed);
        const std::string base = utf8_of(icu::UnicodeString(parts.char32At(0)));
        if (parts.countChar32() < 2) {
            return false;
        }
        return offer_on(letter, [&base](const Made& made) { return made.key.text == base; });
    }

    bool offer_where_layout_has_it(char32_t letter) {
        return offer_on(letter, [letter](const Made& made) {
            return made.source != nullptr &&
                   std::ranges::find(made.source->levels, letter) != made.source->levels.end();
        });
    }

    template <typename IsIt>
    bool offer_on(char32_t letter, const IsIt& is_it) {
        for (std::vector<Made>& row : rows_) {
            const auto made = std::ranges::find_if(row, is_it);
            if (made != row.end()) {
                made->key.more.push_back(utf8_of(text_of(letter)));
                return true;
            }
        }
        return false;
    }

    /// A few keys go to the end of the last row, many make rows of their own.
    void put(std::vector<Made> keys, Where where) {
        if (keys.size() <= few && rows_.back().size() + keys.size() <= keys_in_row) {
            std::ranges::move(keys, std::back_inserter(rows_.back()));
            return;
        }
        std::vector<std::vector<Made>> rows;
        for (Made& made : keys) {
            if (rows.empty() || rows.back().size() == keys_in_row) {
                rows.emplace_back();
            }
            rows.back().push_back(std::move(made));
        }
        rows_.insert(where == Where::Top ? rows_.begin() : rows_.end(),
                     std::move_iterator(rows.begin()), std::move_iterator(rows.end()));
    }

    std::vector<std::vector<KeyboardKey>> finished() {
        std::vector<std::vector<KeyboardKey>> rows;
        for (std::vector<Made>& row : rows_) {
            if (row.empty()) {
                continue;
            }
            rows.emplace_back();
            for (Made& made : row) {
                rows.back().push_back(std::move(made.key));
            }
        }
        return rows;
    }

    static constexpr std::size_t few = 4;

    const XkbLayout& layout_;
    const LanguageLetters& letters_;
    std::vector<std::vector<Made>> rows_;
    UScriptCode script_ = USCRIPT_COMMON;
    std::set<std::string> typed_; ///< with keys alone
    std::set<char32_t> composed_; ///< with a mark behind a letter
};

} // namespace

LanguageLetters letters_of(const std::string& tag) {
    char locale[ULOC_FULLNAME_CAPACITY];
    UErrorCode status = U_ZERO_ERROR;
    Language language;
    language.tag = tag;
    uloc_forLanguageTag(icu_locale(language).c_str(), locale, ULOC_FULLNAME_CAPACITY, nullptr,
                        &status);
    const LocaleData data(ulocdata_open(locale, &status));
    if (U_FAILURE(status) != 0 || status == U_USING_DEFAULT_WARNING) {
        return {}; // an unknown one would have the letters of this machine's language
    }
    return {.main = exemplars(data.get(), ULOCDATA_ES_STANDARD),
            .auxiliary = exemplars(data.get(), ULOCDATA_ES_AUXILIARY)};
}

std::optional<Keyboard> make_keyboard(const std::string& layout, const std::string& tag) {
    const auto keys = read_xkb_layout(layout);
    if (!keys) {
        return std::nullopt;
    }
    const LanguageLetters letters = letters_of(tag);
    Keyboard keyboard{.layout = layout, .script = {}, .rows = {}};
    keyboard.rows =
        layout == "et" ? ethiopic_rows(letters) : KeyboardMaker(*keys, letters).rows(tag == "fa");
    std::set<std::string> texts;
    for (const std::vector<KeyboardKey>& row : keyboard.rows) {
        for (const KeyboardKey& key : row) {
            texts.insert(key.text);
            keyboard.has_shift = keyboard.has_shift || !key.shifted.empty();
        }
    }
    keyboard.script = uscript_getShortName(script_of(texts));
    return keyboard;
}

} // namespace zugang::content::tool
