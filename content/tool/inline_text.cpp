#include "content/tool/inline_text.hpp"

#include "content/sha256.hpp"
#include "content/tool/slug.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <md4c.h>
#include <unicode/unistr.h>

namespace zugang::content::tool {
namespace {

// A word before the text keeps md4c from seeing a block in it: "1. Mai" is no list here.
constexpr std::string_view guard = "x ";
constexpr std::string_view object_replacement = "\ufffc";

struct Entity {
    std::string_view name;
    std::string_view text;
};

constexpr std::array<Entity, 10> entities{{{"amp", "&"},
                                           {"lt", "<"},
                                           {"gt", ">"},
                                           {"quot", "\""},
                                           {"apos", "'"},
                                           {"nbsp", "\u00a0"},
                                           {"shy", "\u00ad"},
                                           {"euro", "€"},
                                           {"ndash", "–"},
                                           {"hellip", "…"}}};

std::string decode_entity(std::string_view entity) {
    entity = entity.substr(1, entity.size() - 2); // without '&' and ';'
    if (entity.starts_with('#')) {
        const bool hex = entity.size() > 1 && (entity[1] == 'x' || entity[1] == 'X');
        const std::string_view digits = entity.substr(hex ? 2 : 1);
        UChar32 character = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), character, hex ? 16 : 10);
        std::string utf8;
        if (character >= 0x20 && character <= 0x10ffff &&
            (character < 0xd800 || character > 0xdfff)) {
            icu::UnicodeString(character).toUTF8String(utf8);
        }
        return utf8;
    }
    const auto found = std::ranges::find(entities, entity, &Entity::name);
    return found != entities.end() ? std::string(found->text) : std::string{};
}

std::string decode_attribute(const MD_ATTRIBUTE& attribute) {
    std::string text;
    for (unsigned i = 0; attribute.size > 0 && attribute.substr_offsets[i] < attribute.size; ++i) {
        const unsigned start = attribute.substr_offsets[i];
        const std::string_view part(attribute.text + start,
                                    attribute.substr_offsets[i + 1] - start);
        text +=
            attribute.substr_types[i] == MD_TEXT_ENTITY ? decode_entity(part) : std::string(part);
    }
    return text;
}

class Reader {
  public:
    Reader(const MarkedText& source, Report& report)
        : source_(source), report_(report), guarded_(std::string(guard) + source.text()) {}

    InlineText run() {
        MD_PARSER parser{};
        parser.flags = MD_FLAG_WIKILINKS | MD_FLAG_NOINDENTEDCODEBLOCKS;
        // noexcept: an exception must not go through md4c, which is C. Out of memory ends the
        // program.
        parser.enter_block = [](MD_BLOCKTYPE type, void*, void* self) noexcept {
            return static_cast<Reader*>(self)->enter_block(type);
        };
        parser.leave_block = [](MD_BLOCKTYPE, void*, void*) noexcept { return 0; };
        parser.enter_span = [](MD_SPANTYPE type, void* detail, void* self) noexcept {
            return static_cast<Reader*>(self)->enter_span(type, detail);
        };
        parser.leave_span = [](MD_SPANTYPE type, void*, void* self) noexcept {
            return static_cast<Reader*>(self)->leave_span(type);
        };
        parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* self) noexcept {
            return static_cast<Reader*>(self)->add_text(type, {text, size});
        };
        if (md_parse(guarded_.data(), static_cast<MD_SIZE>(guarded_.size()), &parser, this) != 0) {
            report_.error(source_.place(0), "this Markdown cannot be read",
                          "write it in shorter blocks");
        }
        return finish();
    }

  private:
    struct Open {
        std::size_t span = 0;
        bool counts = false; ///< a span of ours; else only its text is kept
        Place place;
    };

    /// Where `offset_` is in the text without the guard.
    std::size_t source_offset() const {
        return offset_ < guard.size() ? 0 : offset_ - guard.size();
    }

    Place here() const { return source_.place(source_offset()); }

    void refuse(std::string what, std::string advice) {
        report_.error(here(), std::move(what), std::move(advice));
    }

    /// md4c says no positions, but its texts are views into what it was given.
    void move_to(const char* pointer) {
        const std::less<const char*> before;
        if (before(pointer, guarded_.data()) ||
            before(guarded_.data() + guarded_.size(), pointer)) {
            return;
        }
        offset_ = static_cast<std::size_t>(pointer - guarded_.data());
    }

    int enter_block(MD_BLOCKTYPE type) {
        if (type != MD_BLOCK_DOC && type != MD_BLOCK_P) {
            refuse("this Markdown is not possible here",
                   "write plain words and the marks of FORMAT.md");
        }
        return 0;
    }

    void open(SpanKind kind, std::string target, Place place) {
        open_.push_back({result_.text.text.spans.size(), true, std::move(place)});
        result_.text.text.spans.push_back(
            {.kind = kind, .start = utf8().size(), .length = 0, .target = std::move(target)});
    }

    int enter_span(MD_SPANTYPE type, void* detail) {
        switch (type) {
        case MD_SPAN_STRONG:
            open(SpanKind::Bold, {}, here());
            return 0;
        case MD_SPAN_EM:
            open(SpanKind::Italic, {}, here());
            return 0;
        case MD_SPAN_A:
            enter_link(decode_attribute(static_cast<MD_SPAN_A_DETAIL*>(detail)->href));
            return 0;
        case MD_SPAN_WIKILINK: {
            const MD_ATTRIBUTE& target = static_cast<MD_SPAN_WIKILINK_DETAIL*>(detail)->target;
            move_to(target.text);
            enter_term(decode_attribute(target));
            return 0;
        }
        case MD_SPAN_IMG:
            ++images_;
            result_.image = decode_attribute(static_cast<MD_SPAN_IMG_DETAIL*>(detail)->src);
            open_.push_back({});
            return 0;
        default: // code: refused with its text, which has a place
            open_.push_back({});
            return 0;
        }
    }

    void enter_link(const std::string& target) {
        const std::size_t at = source_.text().find(target, source_offset());
        const Place place = at != std::string::npos ? source_.place(at) : here();
        const bool known = target.starts_with("https://") || target.starts_with("http://") ||
                           target.starts_with("tel:") || target.starts_with("mailto:") ||
                           target.starts_with("article:");
        if (!known) {
            report_.error(place, "\"" + target + "\" is no target for a link",
                          "write https://..., article:<slug>, tel:+49... or mailto:...");
            open_.push_back({});
            return;
        }
        if (target.starts_with("http://")) {
            report_.advice(place, "the link is not encrypted (http:)",
                           "use https: if the site has it");
        }
        result_.text.marks.push_back({SpanKind::Link, target, place});
        open(SpanKind::Link, target, place);
    }

    void enter_term(const std::string& id) {
        if (!is_slug(id)) {
            refuse("\"" + id + "\" is no id of a glossary term",
                   "write [[id]] or [[id|as written here]]");
        }
        result_.text.marks.push_back({SpanKind::Term, id, here()});
        open(SpanKind::Term, id, here());
    }

    int leave_span(MD_SPANTYPE) {
        const Open closed = open_.back();
        open_.pop_back();
        if (closed.counts) {
            Span& span = result_.text.text.spans[closed.span];
            span.length = utf8().size() - span.start;
            if (span.length == 0) {
                report_.error(closed.place, "there are no words in this mark",
                              "write what is to be read");
            }
        }
        return 0;
    }

    int add_text(MD_TEXTTYPE type, std::string_view text) {
        if (!text.empty() && type != MD_TEXT_SOFTBR && type != MD_TEXT_BR) {
            move_to(text.data());
        }
        switch (type) {
        case MD_TEXT_NORMAL:
            add_words(text);
            break;
        case MD_TEXT_CODE:
            refuse("code and formulas are not possible", "write plain words");
            break;
        case MD_TEXT_ENTITY: {
            const std::string decoded = decode_entity(text);
            if (decoded.empty()) {
                refuse("\"" + std::string(text) + "\" is not known here",
                       "write the character itself");
            }
            utf8() += decoded;
            break;
        }
        case MD_TEXT_HTML:
            refuse("HTML is refused: " + std::string(text.substr(0, 40)),
                   "take it out or write it in Markdown");
            break;
        case MD_TEXT_NULLCHAR:
            break;
        default:
            utf8() += ' ';
            break;
        }
        return 0;
    }

    /// Words, with {value:...} and {contact:...} in between.
    void add_words(std::string_view words) {
        const std::size_t start = offset_;
        const bool escaped = start > 0 && guarded_[start - 1] == '\\';
        for (std::size_t i = 0; i < words.size();) {
            if (words[i] != '{' || (i == 0 && escaped)) {
                utf8() += words[i++];
                continue;
            }
            offset_ = start + i;
            const std::size_t end = words.find('}', i);
            if (end == std::string_view::npos) {
                refuse("\"{\" is not closed", "add \"}\", or write \\{ for the character itself");
                utf8() += words[i++];
                continue;
            }
            add_token(words.substr(i + 1, end - i - 1));
            i = end + 1;
        }
        offset_ = start;
    }

    void add_token(std::string_view token) {
        const std::size_t colon = token.find(':');
        const std::string_view kind = token.substr(0, colon);
        const std::string_view target =
            colon == std::string_view::npos ? std::string_view{} : token.substr(colon + 1);
        if (kind != "value" && kind != "contact") {
            refuse("\"{" + std::string(token) + "}\" is no mark",
                   "write {value:id}, {contact:id}, or \\{ for the character itself");
            return;
        }
        const std::size_t at = target.find('@');
        const bool good = is_slug(target.substr(0, at)) &&
                          (at == std::string_view::npos ||
                           (kind == "value" && parse_date(target.substr(at + 1))));
        if (!good) {
            refuse("\"{" + std::string(token) + "}\" cannot be read",
                   "write {value:id}, {value:id@2027-01-01} or {contact:id}");
            return;
        }
        const SpanKind span = kind == "value" ? SpanKind::Value : SpanKind::Contact;
        result_.text.marks.push_back({span, std::string(target), here()});
        result_.text.text.spans.push_back({.kind = span,
                                           .start = utf8().size(),
                                           .length = object_replacement.size(),
                                           .target = std::string(target)});
        utf8() += object_replacement;
    }

    /// Takes the guard away and the spaces at both ends.
    InlineText finish() {
        std::string& text = utf8();
        std::size_t cut =
            text.starts_with(guard) ? guard.size() : std::min<std::size_t>(1, text.size());
        while (cut < text.size() && text[cut] == ' ') {
            ++cut;
        }
        text.erase(0, cut);
        while (text.ends_with(' ')) {
            text.pop_back();
        }
        std::erase_if(result_.text.text.spans, [](const Span& span) { return span.length == 0; });
        for (Span& span : result_.text.text.spans) {
            span.start -= std::min(cut, span.start);
            span.length = std::min(span.length, text.size() - std::min(span.start, text.size()));
        }
        const std::string& written = source_.text();
        result_.is_image = images_ == 1 && written.starts_with("![") && stands_alone(written);
        if (images_ > 0 && !result_.is_image) {
            offset_ = guard.size() + std::min(written.find("!["), written.size());
            refuse("a picture stands among words", "give it a paragraph of its own");
        }
        result_.text.hash = block_hash(written);
        result_.text.place = source_.place(0);
        return std::move(result_);
    }

    /// "![alt](file)" and nothing behind it.
    static bool stands_alone(std::string_view written) {
        const std::size_t middle = written.find("](");
        return middle != std::string_view::npos && written.find(')', middle) == written.size() - 1;
    }

    std::string& utf8() { return result_.text.text.utf8; }

    const MarkedText& source_;
    Report& report_;
    std::string guarded_;
    std::size_t offset_ = 0;
    std::vector<Open> open_;
    int images_ = 0;
    InlineText result_;
};

} // namespace

MarkedText::MarkedText(const TextFile& file, Place fallback)
    : file_(file), fallback_(std::move(fallback)) {
}

void MarkedText::add_line(std::string_view line, std::size_t offset) {
    if (!text_.empty()) {
        text_ += ' ';
    }
    pieces_.push_back({text_.size(), offset});
    text_ += line;
}

void MarkedText::cut(std::size_t size) {
    text_.resize(std::min(size, text_.size()));
}

Place MarkedText::place(std::size_t offset) const {
    const Piece* piece = nullptr;
    for (const Piece& candidate : pieces_) {
        if (candidate.start <= offset) {
            piece = &candidate;
        }
    }
    if (piece == nullptr || piece->file_offset == std::string::npos) {
        return fallback_;
    }
    return file_.place(piece->file_offset + (offset - piece->start));
}

InlineText parse_inline(const MarkedText& source, Report& report) {
    return Reader(source, report).run();
}

std::string block_hash(std::string_view source_text) {
    std::string plain;
    for (const char byte : source_text) {
        const bool space = byte == ' ' || byte == '\n' || byte == '\t';
        if (!space) {
            plain += byte;
        } else if (!plain.empty() && plain.back() != ' ') {
            plain += ' ';
        }
    }
    while (plain.ends_with(' ')) {
        plain.pop_back();
    }
    return sha256(plain).substr(0, 8);
}

} // namespace zugang::content::tool
