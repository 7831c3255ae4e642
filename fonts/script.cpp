#include "fonts/script.hpp"

#include <array>
#include <cstddef>

#include <unicode/uchar.h>
#include <unicode/uscript.h>

namespace zugang::fonts {

namespace {

bool may_be(char32_t character, UScriptCode script) {
    return uscript_hasScript(static_cast<UChar32>(character), script) != 0;
}

/// The scripts a common character is limited to; none: not limited.
std::size_t extensions_of(char32_t character, std::array<UScriptCode, 64>& scripts) {
    UErrorCode status = U_ZERO_ERROR;
    const std::int32_t count =
        uscript_getScriptExtensions(static_cast<UChar32>(character), scripts.data(),
                                    static_cast<std::int32_t>(scripts.size()), &status);
    const bool unlimited =
        U_FAILURE(status) || count <= 0 ||
        (count == 1 && (scripts[0] == USCRIPT_COMMON || scripts[0] == USCRIPT_INHERITED));
    return unlimited ? 0 : static_cast<std::size_t>(count);
}

/// The openings of brackets that are not closed yet. Those below the deepest 63 are forgotten, as
/// UAX #9 does.
class OpenBrackets {
  public:
    void open(char32_t closing, UScriptCode script) {
        if (count_ < entries_.size()) {
            entries_[count_++] = {closing, script};
        }
    }

    /// The script at the opening; unknown where there is none.
    UScriptCode close(char32_t closing) {
        for (std::size_t i = count_; i > 0; --i) {
            if (entries_[i - 1].closing == closing) {
                count_ = i - 1;
                return entries_[i - 1].script;
            }
        }
        return USCRIPT_INVALID_CODE;
    }

    /// The first script of the text is also that of the brackets before it.
    void resolve(UScriptCode script) {
        for (std::size_t i = 0; i < count_; ++i) {
            if (entries_[i].script == USCRIPT_COMMON) {
                entries_[i].script = script;
            }
        }
    }

  private:
    struct Entry {
        char32_t closing;
        UScriptCode script;
    };
    std::array<Entry, 63> entries_{};
    std::size_t count_ = 0;
};

/// `ahead`: the next character's script that has one of its own.
UScriptCode choose(char32_t character, UScriptCode current, UScriptCode ahead) {
    std::array<UScriptCode, 64> extensions{};
    const std::size_t count = extensions_of(character, extensions);
    if (count == 0 || (current != USCRIPT_COMMON && may_be(character, current))) {
        return current;
    }
    return ahead != USCRIPT_COMMON && may_be(character, ahead) ? ahead : extensions[0];
}

UScriptCode script_of(const CharacterTraits& traits) {
    return static_cast<UScriptCode>(traits.script);
}

} // namespace

void find_scripts(const DecodedText& text, std::vector<Script>& scripts) {
    const std::size_t count = text.characters.size();
    if (text.one_script) {
        scripts.assign(count, static_cast<Script>(text.script));
        return;
    }
    scripts.resize(count);
    OpenBrackets brackets;
    UScriptCode current = USCRIPT_COMMON;
    UScriptCode ahead = USCRIPT_COMMON;
    std::size_t looked = 0; // characters before this one have been looked at for `ahead`
    for (std::size_t i = 0; i < count; ++i) {
        const CharacterTraits& traits = text.traits[i];
        const char32_t c = text.characters[i];
        UScriptCode next = current;
        if (has(traits, has_script)) {
            const UScriptCode own = script_of(traits);
            next = current != own && current != USCRIPT_COMMON && c >= 0x80 && may_be(c, current)
                       ? current
                       : own;
        } else if (has(traits, limits_script)) {
            if (looked <= i) {
                ahead = USCRIPT_COMMON;
                for (looked = i + 1; looked < count && ahead == USCRIPT_COMMON; ++looked) {
                    const CharacterTraits& there = text.traits[looked];
                    ahead = has(there, has_script) ? script_of(there) : USCRIPT_COMMON;
                }
            }
            next = choose(c, current, ahead);
        }
        if (has(traits, is_bracket)) {
            const auto other =
                static_cast<char32_t>(u_getBidiPairedBracket(static_cast<UChar32>(c)));
            if (u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_BIDI_PAIRED_BRACKET_TYPE) ==
                U_BPT_OPEN) {
                brackets.open(other, next);
            } else {
                const UScriptCode opening = brackets.close(c);
                next =
                    opening != USCRIPT_INVALID_CODE && opening != USCRIPT_COMMON ? opening : next;
            }
        }
        if (current == USCRIPT_COMMON && next != USCRIPT_COMMON) {
            brackets.resolve(next);
            for (std::size_t before = i; before > 0 && scripts[before - 1] == USCRIPT_COMMON;
                 --before) {
                scripts[before - 1] = static_cast<Script>(next);
            }
        }
        current = next;
        scripts[i] = static_cast<Script>(current);
    }
}

std::uint32_t script_tag(Script script) {
    const char* name = uscript_getShortName(static_cast<UScriptCode>(script));
    std::uint32_t tag = 0;
    for (int i = 0; i < 4; ++i) {
        const char letter = name != nullptr && *name != '\0' ? *name++ : ' ';
        tag = (tag << 8U) | static_cast<unsigned char>(letter);
    }
    return tag;
}

} // namespace zugang::fonts
