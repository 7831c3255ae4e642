#include "content/tool/xliff_text.hpp"

#include "content/tool/text_file.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>

namespace zugang::content::tool::xliff {
namespace {

constexpr std::string_view object_replacement = "\ufffc";

bool is_paired(const Text& text, const Span& span) {
    if (span.kind == SpanKind::Value || span.kind == SpanKind::Contact) {
        return false;
    }
    return span.kind != SpanKind::Term ||
           text.utf8.compare(span.start, span.length, span.target) != 0;
}

std::string native(const Code& placeholder) {
    switch (placeholder.kind) {
    case SpanKind::Value:
        return "{value:" + placeholder.target + "}";
    case SpanKind::Contact:
        return "{contact:" + placeholder.target + "}";
    default:
        return "[[" + placeholder.target + "]]";
    }
}

std::string shown_of(const Code& code) {
    switch (code.kind) {
    case SpanKind::Bold:
        return "bold";
    case SpanKind::Italic:
        return "italics";
    case SpanKind::Link:
        return "link to " + code.target;
    default:
        return native(code);
    }
}

Code code_of(const Text& text, const Span& span) {
    Code code{.id = {},
              .kind = span.kind,
              .target = span.target,
              .paired = is_paired(text, span),
              .shown = {}};
    code.shown = shown_of(code);
    return code;
}

std::pair<std::string, std::string> marks_of(const Code& code) {
    switch (code.kind) {
    case SpanKind::Bold:
        return {"**", "**"};
    case SpanKind::Italic:
        return {"*", "*"};
    case SpanKind::Link:
        return {"[", "](" + code.target + ")"};
    default:
        return {"[[" + code.target + "|", "]]"};
    }
}

constexpr std::string_view words_stand_here = "…";

Attributes attributes_12(const Code& code) {
    static constexpr std::array<std::string_view, 6> names{
        "bold", "italic", "link", "x-zugang-value", "x-zugang-contact", "x-zugang-term"};
    Attributes attributes{{"id", code.id},
                          {"ctype", std::string(names.at(static_cast<std::size_t>(code.kind)))}};
    if (!code.paired) {
        attributes.emplace_back("equiv-text", code.shown);
    } else if (!code.target.empty()) {
        const auto [start, end] = marks_of(code);
        attributes.emplace_back("equiv-text", start + std::string(words_stand_here) + end);
    }
    return attributes;
}

std::string data_id(const std::string& text, Unit& unit) {
    const auto found =
        std::ranges::find(unit.original_data, text, &std::pair<std::string, std::string>::second);
    if (found != unit.original_data.end()) {
        return found->first;
    }
    unit.original_data.emplace_back("d" + std::to_string(unit.original_data.size() + 1), text);
    return unit.original_data.back().first;
}

/// The number that the text's own program gives to a mark that the source does not have.
bool is_extra(std::string_view id) {
    return id.size() > 1 && id.front() == 't' &&
           id.find_first_not_of("0123456789", 1) == std::string_view::npos;
}

Attributes attributes_2(const Code& code, Unit& unit) {
    Attributes attributes{{"id", code.id}};
    if (code.kind == SpanKind::Link) {
        attributes.emplace_back("type", "link");
    } else if (code.kind == SpanKind::Bold || code.kind == SpanKind::Italic) {
        attributes.emplace_back("type", "fmt");
        attributes.emplace_back("subType", code.kind == SpanKind::Bold ? "xlf:b" : "xlf:i");
    } else {
        attributes.emplace_back("type", "other");
        attributes.emplace_back("subType", code.kind == SpanKind::Value     ? "zugang:value"
                                           : code.kind == SpanKind::Contact ? "zugang:contact"
                                                                            : "zugang:term");
    }
    attributes.emplace_back("canDelete", is_extra(code.id) ? "yes" : "no");
    attributes.emplace_back("canCopy", "no");
    if (code.paired) {
        const auto [start, end] = marks_of(code);
        attributes.emplace_back("dispStart", "<" + code.shown + ">");
        attributes.emplace_back("dispEnd", "</>");
        attributes.emplace_back("dataRefStart", data_id(start, unit));
        attributes.emplace_back("dataRefEnd", data_id(end, unit));
    } else {
        attributes.emplace_back("disp", code.shown);
        attributes.emplace_back("dataRef", data_id(native(code), unit));
    }
    return attributes;
}

class Writer {
  public:
    Writer(const Text& text, std::span<const Code> codes, Version version, Unit& unit)
        : text_(text), codes_(codes), version_(version), unit_(unit) {}

    Content run() {
        add(0, text_.utf8.size());
        return std::move(content_);
    }

  private:
    void add_words(std::size_t start, std::size_t end) {
        if (end > start) {
            content_.push_back({.text = text_.utf8.substr(start, end - start), .element = {}});
        }
    }

    void add(std::size_t start, std::size_t end) {
        while (next_ < text_.spans.size() && text_.spans[next_].start < end) {
            const Span& span = text_.spans[next_];
            const Code& code = codes_[next_++];
            add_words(start, span.start);
            start = span.start + span.length;
            const bool old = version_ == Version::V12;
            const std::string element = code.paired ? (old ? "g" : "pc") : (old ? "x" : "ph");
            content_.push_back(
                {.kind = code.paired ? Piece::Kind::Open : Piece::Kind::Alone,
                 .text = {},
                 .element = element,
                 .attributes = old ? attributes_12(code) : attributes_2(code, unit_)});
            if (code.paired) {
                add(span.start, start);
                content_.push_back({.kind = Piece::Kind::Close, .text = {}, .element = element});
            }
        }
        add_words(start, end);
    }

    const Text& text_;
    std::span<const Code> codes_;
    Version version_;
    Unit& unit_;
    std::size_t next_ = 0;
    Content content_;
};

std::string attribute_of(const Piece& piece, std::string_view name) {
    const auto found =
        std::ranges::find(piece.attributes, name, &std::pair<std::string, std::string>::first);
    return found == piece.attributes.end() ? std::string{} : found->second;
}

bool is_end(const Piece& piece) {
    return piece.element == "ec" || piece.element == "ex" || piece.element == "ept";
}

/// What an opening half and its closing half have in common (2.x: 4.2.2.5; 1.2: 2.4 "rid").
std::string pair_of(const Piece& piece) {
    for (const std::string_view name : {"startRef", "rid"}) {
        if (std::string pair = attribute_of(piece, name); !pair.empty()) {
            return pair;
        }
    }
    return attribute_of(piece, "id");
}

bool is_placeholder(std::string_view element) {
    return element == "x" || element == "ph" || element == "it";
}

/// Native code before and behind the words, as far as the file tells it.
struct Native {
    std::string start;
    std::string end;
};

Native native_of_12(const Piece& piece) {
    const std::string type = attribute_of(piece, "ctype");
    const std::string text = attribute_of(piece, "equiv-text");
    if (is_placeholder(piece.element)) {
        return {text, {}};
    }
    if (type == "bold" || type == "italic") {
        return type == "bold" ? Native{"**", "**"} : Native{"*", "*"};
    }
    const std::size_t at = text.find(words_stand_here);
    return at == std::string::npos
               ? Native{}
               : Native{text.substr(0, at), text.substr(at + words_stand_here.size())};
}

Native native_of(const Content& content, const Piece& piece, const Unit& unit) {
    if (unit.original_data.empty()) {
        return native_of_12(piece);
    }
    const auto data = [&unit](const std::string& id) {
        const auto found =
            std::ranges::find(unit.original_data, id, &std::pair<std::string, std::string>::first);
        return found == unit.original_data.end() ? std::string{} : found->second;
    };
    if (piece.element == "pc") {
        return {data(attribute_of(piece, "dataRefStart")), data(attribute_of(piece, "dataRefEnd"))};
    }
    Native native{data(attribute_of(piece, "dataRef")), {}};
    if (piece.element == "sc") {
        const auto end = std::ranges::find_if(content, [&piece](const Piece& other) {
            return other.element == "ec" && pair_of(other) == attribute_of(piece, "id");
        });
        native.end = end == content.end() ? std::string{} : data(attribute_of(*end, "dataRef"));
    }
    return native;
}

/// What stands between `before` and the first `after` behind it; empty: nothing does.
std::string inside(std::string_view text, std::string_view before, std::string_view after) {
    const std::size_t end = text.find(after, before.size());
    return text.starts_with(before) && end != std::string_view::npos
               ? std::string(text.substr(before.size(), end - before.size()))
               : std::string{};
}

std::optional<Code> placeholder_of(const std::string& native) {
    for (const auto& [kind, before, after] : {std::tuple(SpanKind::Value, "{value:", "}"),
                                              std::tuple(SpanKind::Contact, "{contact:", "}"),
                                              std::tuple(SpanKind::Term, "[[", "]]")}) {
        if (std::string target = inside(native, before, after); !target.empty()) {
            return Code{.id = {}, .kind = kind, .target = std::move(target), .shown = {}};
        }
    }
    return std::nullopt;
}

std::optional<Code> pair_code_of(const Native& native) {
    Code code{.id = {}, .target = {}, .paired = true, .shown = {}};
    if (native.start == "**" || native.start == "*") {
        code.kind = native.start == "**" ? SpanKind::Bold : SpanKind::Italic;
        return code;
    }
    code.kind = native.start == "[" ? SpanKind::Link : SpanKind::Term;
    if (code.kind == SpanKind::Term) {
        code.target = inside(native.start, "[[", "|");
    } else if (native.end.starts_with("](") && native.end.ends_with(")")) {
        code.target = native.end.substr(2, native.end.size() - 3);
    }
    return code.target.empty() ? std::nullopt : std::optional(code);
}

/// Puts the text together; the first thing that is wrong ends it.
class Joiner {
  public:
    explicit Joiner(std::span<const Code> known) : known_(known) {}

    tl::expected<Text, std::string> run(const Content& content, std::span<const Code> wanted) {
        for (const Piece& piece : content) {
            if (const std::string wrong = add(piece); !wrong.empty()) {
                return tl::unexpected(wrong);
            }
        }
        if (!open_.empty()) {
            return tl::unexpected("code " + open_.back().id + " is not closed");
        }
        if (const Code* lost = first_lost(wanted); lost != nullptr) {
            return tl::unexpected("code " + lost->id + " (" + lost->shown + ") is lost");
        }
        while (text_.utf8.ends_with(' ')) {
            text_.utf8.pop_back();
        }
        for (Span& span : text_.spans) {
            span.start = std::min(span.start, text_.utf8.size());
            span.length = std::min(span.length, text_.utf8.size() - span.start);
        }
        return std::move(text_);
    }

  private:
    /// A further code that stands for the same is as good.
    const Code* first_lost(std::span<const Code> wanted) const {
        std::vector<std::string> spare;
        for (const std::string& id : seen_) {
            if (std::ranges::find(wanted, id, &Code::id) == wanted.end()) {
                spare.push_back(id);
            }
        }
        for (const Code& code : wanted) {
            if (std::ranges::count(seen_, code.id) > 0) {
                continue;
            }
            const auto other = std::ranges::find_if(spare, [&](const std::string& id) {
                const auto known = std::ranges::find(known_, id, &Code::id);
                return known->stands_for_the_same(code);
            });
            if (other == spare.end()) {
                return &code;
            }
            spare.erase(other);
        }
        return nullptr;
    }

    std::string add(const Piece& piece) {
        if (piece.kind == Piece::Kind::Text) {
            add_words(piece.text);
            return {};
        }
        if (piece.element == "mrk" || piece.element == "sm" || piece.element == "em") {
            return {}; // says something about words, is none
        }
        if (piece.kind == Piece::Kind::Close || is_end(piece)) {
            return close(piece);
        }
        return start(piece);
    }

    void add_words(std::string_view words) {
        for (const char c : to_nfc(words)) {
            const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
            if (!space) {
                text_.utf8 += c;
            } else if (!text_.utf8.empty() && text_.utf8.back() != ' ') {
                text_.utf8 += ' ';
            }
        }
    }

    std::string start(const Piece& piece) {
        const std::string id = attribute_of(piece, "id");
        const auto code = std::ranges::find(known_, id, &Code::id);
        if (code == known_.end()) {
            return "<" + piece.element + " id=\"" + id + "\"> is no code of the source text";
        }
        if (std::ranges::count(seen_, id) > 0) {
            return "code " + id + " (" + code->shown + ") stands twice";
        }
        const bool alone = is_placeholder(piece.element);
        if (alone == code->paired) {
            return "code " + id + " (" + code->shown + ") has become <" + piece.element + ">";
        }
        seen_.push_back(id);
        Span span{
            .kind = code->kind, .start = text_.utf8.size(), .length = 0, .target = code->target};
        if (alone) {
            text_.utf8 += code->kind == SpanKind::Term ? code->target : object_replacement;
            span.length = text_.utf8.size() - span.start;
        } else {
            open_.push_back({id, pair_of(piece)});
            open_spans_.push_back(text_.spans.size());
        }
        text_.spans.push_back(std::move(span));
        return {};
    }

    std::string close(const Piece& piece) {
        const std::string pair = pair_of(piece);
        if (open_.empty() || (piece.kind != Piece::Kind::Close && pair != open_.back().pair)) {
            return "code " + pair + " crosses another one or was never opened";
        }
        Span& span = text_.spans[open_spans_.back()];
        span.length = text_.utf8.size() - span.start;
        if (span.length == 0) {
            return "there are no words in code " + open_.back().id;
        }
        open_.pop_back();
        open_spans_.pop_back();
        return {};
    }

    struct Open {
        std::string id;
        std::string pair;
    };

    std::span<const Code> known_;
    std::vector<std::string> seen_; ///< ids
    std::vector<Open> open_;
    std::vector<std::size_t> open_spans_;
    Text text_;
};

} // namespace

std::vector<Code> codes_of(const Text& source) {
    std::vector<Code> codes;
    for (const Span& span : source.spans) {
        codes.push_back(code_of(source, span));
        codes.back().id = std::to_string(codes.size());
    }
    return codes;
}

std::vector<Code> codes_of_translation(const Text& translation, std::span<const Code> source) {
    std::vector<Code> codes;
    std::size_t others = 0;
    for (const Span& span : translation.spans) {
        Code code = code_of(translation, span);
        const auto found = std::ranges::find_if(source, [&](const Code& candidate) {
            return candidate.is_same_mark(code) &&
                   std::ranges::find(codes, candidate.id, &Code::id) == codes.end();
        });
        code.id = found == source.end() ? "t" + std::to_string(++others) : found->id;
        codes.push_back(std::move(code));
    }
    return codes;
}

std::vector<Code> codes_of_content(const Content& content, const Unit& unit) {
    std::vector<Code> codes;
    for (const Piece& piece : content) {
        if (piece.kind == Piece::Kind::Text || piece.kind == Piece::Kind::Close || is_end(piece)) {
            continue;
        }
        const Native native = native_of(content, piece, unit);
        std::optional<Code> code =
            is_placeholder(piece.element) ? placeholder_of(native.start) : pair_code_of(native);
        if (code) {
            code->id = attribute_of(piece, "id");
            code->shown = shown_of(*code);
            codes.push_back(std::move(*code));
        }
    }
    return codes;
}

tl::expected<std::vector<Code>, std::string> known_codes(std::span<const Code> source,
                                                         std::span<const Code> target) {
    std::vector<Code> known(source.begin(), source.end());
    for (const Code& code : target) {
        const auto same = std::ranges::find(source, code.id, &Code::id);
        if (same != source.end() && !same->stands_for_the_same(code)) {
            return tl::unexpected("code " + code.id + " (" + same->shown + ") has become " +
                                  code.shown);
        }
        if (same == source.end() && is_extra(code.id)) {
            known.push_back(code);
        }
    }
    return known;
}

Content content_of(const Text& text, std::span<const Code> codes, Version version, Unit& unit) {
    return Writer(text, codes, version, unit).run();
}

tl::expected<Text, std::string> text_of(const Content& content, std::span<const Code> known,
                                        std::span<const Code> wanted) {
    return Joiner(known).run(content, wanted);
}

} // namespace zugang::content::tool::xliff
