#include "content/plain_words.hpp"
#include "content/tool/html.hpp"
#include "content/tool/inline_text.hpp"
#include "content/tool/review.hpp"

#include <algorithm>

namespace zugang::content::tool {
namespace {

/// What a visitor sees instead of a token: the value of the package's day, the telephone number.
class StandIn {
  public:
    explicit StandIn(const Package& merged) : merged_(merged) {}

    /// Of the package's day, or of the day that the token names.
    std::string value(const std::string& target) const {
        const std::size_t at = target.find('@');
        const std::string id = target.substr(0, at);
        const std::optional<Date> day =
            at == std::string::npos ? merged_.as_of : parse_date(target.substr(at + 1));
        const SourceValue* best = nullptr;
        for (const SourceValue& row : merged_.values) {
            const bool later = day && row.value.valid_from && *row.value.valid_from > *day;
            if (row.value.id == id && (best == nullptr || !later)) {
                best = &row;
            }
        }
        if (best == nullptr) {
            return id;
        }
        const Value& value = best->value;
        const std::string unit = value.unit == "percent" ? " %"
                                 : value.unit == "plain" ? ""
                                                         : " " + value.unit;
        return value.min + (value.max == value.min ? "" : "\u2013" + value.max) + unit;
    }

    std::string contact(const std::string& id) const {
        const auto row = std::ranges::find(merged_.contacts, id, &SourceContact::id);
        return row == merged_.contacts.end() ? id : row->phone.empty() ? row->web : row->phone;
    }

    std::string term(const std::string& id) const {
        const auto row = std::ranges::find(merged_.terms, id, &SourceTerm::id);
        return row == merged_.terms.end() ? id : short_term(row->term);
    }

  private:
    const Package& merged_;
};

/// HTML of a text; spans nest and never cross.
class InlineHtml {
  public:
    InlineHtml(const Text& text, const StandIn& stand_in) : text_(text), stand_in_(stand_in) {
        spans_ = text.spans;
        // Outer ones first where two begin at one place.
        std::ranges::stable_sort(spans_, [](const Span& a, const Span& b) {
            return a.start != b.start ? a.start < b.start : a.length > b.length;
        });
    }

    std::string write() { return write(0, text_.utf8.size()); }

  private:
    std::string write(std::size_t start, std::size_t end) {
        std::string html;
        while (next_ < spans_.size() && spans_[next_].start < end) {
            const Span span = spans_[next_++];
            html += escape_html(text_.utf8.substr(start, span.start - start));
            const std::string inside = write(span.start, span.start + span.length);
            html += wrapped(span, inside);
            start = span.start + span.length;
        }
        return html + escape_html(text_.utf8.substr(start, end - start));
    }

    std::string wrapped(const Span& span, const std::string& inside) const {
        const auto token = [](const std::string& title, const std::string& words) {
            return "<bdi class=token dir=ltr title=\"" + escape_html(title) + "\">" +
                   escape_html(words) + "</bdi>";
        };
        switch (span.kind) {
        case SpanKind::Bold:
            return "<b>" + inside + "</b>";
        case SpanKind::Italic:
            return "<i>" + inside + "</i>";
        case SpanKind::Link:
            return "<u title=\"" + escape_html(span.target) + "\">" + inside + "</u>";
        case SpanKind::Value:
            return token("{value:" + span.target + "}", stand_in_.value(span.target));
        case SpanKind::Contact:
            return token("{contact:" + span.target + "}", stand_in_.contact(span.target));
        case SpanKind::Term:
            break;
        }
        // [[term]] without words stands as its id.
        const bool alone = text_.utf8.substr(span.start, span.length) == span.target;
        return "<bdi class=term lang=de title=\"[[" + escape_html(span.target) + "]]\">" +
               (alone ? escape_html(stand_in_.term(span.target)) : inside) + "</bdi>";
    }

    const Text& text_;
    const StandIn& stand_in_;
    std::vector<Span> spans_;
    std::size_t next_ = 0;
};

std::string kind_of(BlockKind kind) {
    switch (kind) {
    case BlockKind::Heading:
        return "heading";
    case BlockKind::Step:
        return "step";
    case BlockKind::Item:
        return "item";
    case BlockKind::Note:
        return "note";
    case BlockKind::Image:
        return "image";
    case BlockKind::Paragraph:
        break;
    }
    return "paragraph";
}

std::string word_of(TranslationState state) {
    return state == TranslationState::Reviewed  ? "reviewed"
           : state == TranslationState::Machine ? "machine"
                                                : "draft";
}

class Units {
  public:
    Units(const Package& package, const Package& merged, const std::string& language)
        : package_(package), stand_in_(merged), language_(language) {}

    std::vector<ReviewUnit> collect() {
        for (const auto& [slug, article] : package_.articles) {
            add(article);
        }
        for (const auto& [id, guide] : package_.guides) {
            add(guide);
        }
        add_interface();
        add_glossary();
        add_contacts();
        return std::move(units_);
    }

  private:
    std::string html_of(const SourceText& text) const {
        return InlineHtml(text.text, stand_in_).write();
    }

    ReviewRow row_of(const std::string& id, const std::string& kind, const SourceText& original,
                     const SourceText& translation) const {
        return {.id = id,
                .kind = kind,
                .label = {},
                .original = html_of(original),
                .translation = html_of(translation),
                .original_hash = original.hash,
                .translation_hash = translation.hash,
                .place = translation.place};
    }

    void add(const SourceArticle& article) {
        const auto original = article.translations.find(article.default_language);
        const auto found = article.translations.find(language_);
        if (article.removed || original == article.translations.end() ||
            found == article.translations.end()) {
            return;
        }
        const Translation& source = original->second;
        const Translation& translation = found->second;
        ReviewUnit unit{.kind = ReviewUnit::Kind::Article,
                        .name = article.slug,
                        .title = source.title.text.utf8,
                        .state = word_of(translation.state)};
        unit.comparable = translation.aligned && translation.blocks.size() == source.blocks.size();
        const auto is_stale = [&translation](const std::string& id) {
            return translation.follows && std::ranges::find(translation.stale_blocks, id) !=
                                              translation.stale_blocks.end();
        };
        unit.rows.push_back(row_of("title", "title", source.title, translation.title));
        unit.rows.push_back(row_of("summary", "summary", source.summary, translation.summary));
        for (std::size_t i = 0; unit.comparable && i < source.blocks.size(); ++i) {
            const SourceBlock& block = source.blocks[i];
            if (block.text.text.utf8.empty()) {
                continue; // a picture that is decoration
            }
            unit.rows.push_back(
                row_of(block.id, kind_of(block.kind), block.text, translation.blocks[i].text));
            if (block.kind == BlockKind::Step) {
                unit.rows.back().label = std::to_string(block.number) + ".";
            }
        }
        for (ReviewRow& row : unit.rows) {
            row.stale = is_stale(row.id);
        }
        units_.push_back(std::move(unit));
    }

    /// All words of a node, one a line.
    std::string html_of(const SourceGuideText& node) const {
        std::string html = "<b>" + escape_html(node.title.name) + "</b>";
        if (!node.text.text.utf8.empty()) {
            html += "<br>" + html_of(node.text);
        }
        for (std::size_t i = 0; i < node.answers.size(); ++i) {
            html += "<br>\u2192 " + escape_html(node.answers[i].name);
            if (i < node.hints.size() && !node.hints[i].name.empty()) {
                html += " <small>" + escape_html(node.hints[i].name) + "</small>";
            }
        }
        for (const Reference& thing : node.bring) {
            html += "<br>\u2022 " + escape_html(thing.name);
        }
        return html;
    }

    void add(const SourceGuide& guide) {
        const auto original = guide.words.find(guide.default_language);
        const auto found = guide.words.find(language_);
        if (guide.removed || original == guide.words.end() || found == guide.words.end()) {
            return;
        }
        const SourceGuideWords& words = found->second;
        ReviewUnit unit{.kind = ReviewUnit::Kind::Guide,
                        .name = "guide/" + guide.id,
                        .title = original->second.title.name,
                        .state = word_of(words.state)};
        unit.rows.push_back(plain_row("title", "title", original->second.title, &words.title));
        for (const SourceGuideNode& node : guide.nodes) {
            const auto german = original->second.nodes.find(node.id);
            const auto text = words.nodes.find(node.id);
            if (german == original->second.nodes.end()) {
                continue;
            }
            ReviewRow row{.id = node.id,
                          .kind = "paragraph",
                          .label = {},
                          .original = html_of(german->second),
                          .translation = {},
                          .original_hash = german->second.hash,
                          .translation_hash = {},
                          .place = words.place};
            if (text != words.nodes.end() && text->second.complete) {
                row.translation = html_of(text->second);
                row.translation_hash = text->second.hash;
                row.place = text->second.place;
            }
            unit.rows.push_back(std::move(row));
        }
        for (ReviewRow& row : unit.rows) {
            row.stale = words.follows &&
                        std::ranges::find(words.stale_nodes, row.id) != words.stale_nodes.end();
        }
        units_.push_back(std::move(unit));
    }

    static ReviewRow plain_row(const std::string& id, const std::string& kind,
                               const Reference& original, const Reference* translation) {
        const bool there = translation != nullptr && !translation->name.empty();
        return {.id = id,
                .kind = kind,
                .label = {},
                .original = escape_html(original.name),
                .translation = there ? escape_html(translation->name) : std::string(),
                .original_hash = block_hash(original.name),
                .translation_hash = there ? block_hash(translation->name) : std::string(),
                .place = there ? translation->place : original.place};
    }

    void add_interface() {
        const auto original = package_.strings.find(package_.default_language);
        const auto found = package_.strings.find(language_);
        if (original == package_.strings.end() || found == package_.strings.end()) {
            return;
        }
        ReviewUnit unit{.kind = ReviewUnit::Kind::Interface,
                        .name = "ui",
                        .title = "Bedienung",
                        .state = found->second.state};
        for (const auto& [key, text] : original->second.strings) {
            const auto words = found->second.strings.find(key);
            unit.rows.push_back(
                plain_row(key, "paragraph", text,
                          words == found->second.strings.end() ? nullptr : &words->second));
        }
        units_.push_back(std::move(unit));
    }

    void add_glossary() {
        const auto found = package_.term_translations.find(language_);
        if (found == package_.term_translations.end()) {
            return;
        }
        ReviewUnit unit{
            .kind = ReviewUnit::Kind::Glossary, .name = "glossary", .title = "Wörter", .state = {}};
        const auto both = [](const TermRow& term) { return term.term + "\n" + term.text; };
        const auto html = [](const TermRow& term) {
            return "<b>" + escape_html(term.term) + "</b><br>" + escape_html(term.text);
        };
        for (const SourceTerm& term : package_.terms) {
            const auto words = found->second.find(term.id);
            const bool there = words != found->second.end();
            unit.rows.push_back(
                {.id = term.id,
                 .kind = "paragraph",
                 .label = {},
                 .original = html(term),
                 .translation = there ? html(words->second) : std::string(),
                 .original_hash = block_hash(both(term)),
                 .translation_hash = there ? block_hash(both(words->second)) : std::string(),
                 .place = there ? words->second.place : term.place});
        }
        units_.push_back(std::move(unit));
    }

    void add_contacts() {
        ReviewUnit unit{.kind = ReviewUnit::Kind::Contacts,
                        .name = "contacts",
                        .title = "Für wen sind die Kontakte?",
                        .state = {}};
        bool there = false;
        for (const SourceContact& contact : package_.contacts) {
            const auto original = contact.for_whom.find(package_.default_language);
            const auto line = contact.for_whom.find(language_);
            if (original != contact.for_whom.end()) {
                unit.rows.push_back(
                    plain_row(contact.id, "paragraph", original->second,
                              line == contact.for_whom.end() ? nullptr : &line->second));
                there = there || line != contact.for_whom.end();
            }
        }
        if (there) {
            units_.push_back(std::move(unit));
        }
    }

    const Package& package_;
    StandIn stand_in_;
    const std::string& language_;
    std::vector<ReviewUnit> units_;
};

} // namespace

std::vector<ReviewUnit> review_units(const Package& package, const Package& merged,
                                     const std::string& language) {
    return Units(package, merged, language).collect();
}

} // namespace zugang::content::tool
