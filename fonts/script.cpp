#include "fonts/script.hpp"

#include <array>
#include <cstddef>

#include <unicode/uchar.h>
#include <unicode/uscript.h>

namespace zugang::fonts {

namespace {

UScriptCode script_of(char32_t character) {
    if (character < 0x80) {
        const char32_t lower = character | 0x20U;
        return lower >= U'a' && lower <= U'z' ? USCRIPT_LATIN : USCRIPT_COMMON;
    }
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(static_cast<UChar32>(character), &status);
    return U_SUCCESS(status) ? script : USCRIPT_COMMON;
}

bool may_be(char32_t character, UScriptCode script) {
    return uscript_hasScript(static_cast<UChar32>(character), script) != 0;
}

/// The scripts a common character is limited to; none: not limited.
std::size_t extensions_of(char32_t character, std::array<UScriptCode, 64>& scripts) {
    if (character < 0xA0) {
        return 0;
    }
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

} // namespace

void find_scripts(std::u32string_view characters, std::vector<Script>& scripts) {
    scripts.assign(characters.size(), USCRIPT_COMMON);
    OpenBrackets brackets;
    UScriptCode current = USCRIPT_COMMON;
    UScriptCode ahead = USCRIPT_COMMON;
    std::size_t looked = 0; // characters before this one have been looked at for `ahead`
    for (std::size_t i = 0; i < characters.size(); ++i) {
        const char32_t c = characters[i];
        const UScriptCode own = script_of(c);
        UScriptCode next = current;
        if (own != USCRIPT_COMMON && own != USCRIPT_INHERITED && own != USCRIPT_UNKNOWN) {
            next = current != USCRIPT_COMMON && current != own && c >= 0x80 && may_be(c, current)
                       ? current
                       : own;
        } else if (own == USCRIPT_COMMON && c >= 0xA0) {
            if (looked <= i) {
                ahead = USCRIPT_COMMON;
                for (looked = i + 1; looked < characters.size() && ahead == USCRIPT_COMMON;
                     ++looked) {
                    const UScriptCode there = script_of(characters[looked]);
                    ahead = there == USCRIPT_INHERITED || there == USCRIPT_UNKNOWN ? USCRIPT_COMMON
                                                                                   : there;
                }
            }
            next = choose(c, current, ahead);
        }
        if (own == USCRIPT_COMMON) {
            const auto type =
                u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_BIDI_PAIRED_BRACKET_TYPE);
            if (type == U_BPT_OPEN) {
                brackets.open(
                    static_cast<char32_t>(u_getBidiPairedBracket(static_cast<UChar32>(c))), next);
            } else if (type == U_BPT_CLOSE) {
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

bool is_common(char32_t character) {
    const UScriptCode script = script_of(character);
    return script == USCRIPT_COMMON || script == USCRIPT_INHERITED;
}

} // namespace zugang::fonts
