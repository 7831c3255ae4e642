#include "content/tool/shown_texts.hpp"

#include "content/tool/text_file.hpp"

namespace zugang::content::tool {
namespace {

void add_articles(const Package& package, std::vector<Shown>& texts) {
    for (const auto& [slug, article] : package.articles) {
        const auto kind =
            article.origin == Origin::Import ? Shown::Kind::Import : Shown::Kind::Article;
        for (const auto& [language, translation] : article.translations) {
            for (const SourceText* text : {&translation.title, &translation.summary}) {
                texts.push_back({text->text.utf8, text->place, language, kind});
            }
            for (const SourceBlock& block : translation.blocks) {
                texts.push_back({block.text.text.utf8, block.text.place, language, kind});
            }
        }
    }
}

void add_guide(const SourceGuide& guide, std::vector<Shown>& texts) {
    for (const auto& [language, words] : guide.words) {
        const auto add = [&texts, &language = language](std::string_view utf8, const Place& place) {
            texts.push_back({utf8, place, language, Shown::Kind::Article});
        };
        add(words.title.name, words.title.place);
        for (const auto& [id, node] : words.nodes) {
            add(node.title.name, node.title.place);
            add(node.text.text.utf8, node.text.place);
            for (const auto* list : {&node.answers, &node.hints, &node.bring}) {
                for (const Reference& text : *list) {
                    add(text.name, text.place);
                }
            }
        }
    }
}

void add_term(const SourceTerm& term, std::string_view language, std::vector<Shown>& texts) {
    texts.push_back({term.term, term.place, language});
    texts.push_back({term.text, term.place, language});
}

} // namespace

std::vector<Shown> shown_texts(const Package& package) {
    std::vector<Shown> texts;
    add_articles(package, texts);
    for (const auto& [language, strings] : package.strings) {
        for (const auto& [key, text] : strings.strings) {
            texts.push_back({text.name, text.place, language});
        }
    }
    for (const SourceTerm& term : package.terms) {
        add_term(term, package.default_language, texts);
    }
    for (const auto& [language, terms] : package.term_translations) {
        for (const auto& [id, term] : terms) {
            add_term(term, language, texts);
        }
    }
    for (const SourceContact& contact : package.contacts) {
        texts.push_back({contact.name, contact.place, package.default_language});
        for (const auto& [language, line] : contact.for_whom) {
            texts.push_back({line.name, line.place, language});
        }
    }
    for (const SourcePlace& place : package.places) {
        texts.push_back({place.row.name, place.place(), package.default_language});
        for (const auto& [language, line] : place.lines) {
            texts.push_back({line.name, line.place, language});
        }
    }
    for (const auto& [id, guide] : package.guides) {
        add_guide(guide, texts);
    }
    return texts;
}

Place find_place(const Place& start, std::string_view utf8) {
    Report ignored;
    const auto file = read_text(start.file_name(), ignored);
    const std::size_t at =
        file ? file->bytes().find(utf8, file->offset(start.line, start.column)) : std::string::npos;
    if (at == std::string::npos) {
        return start;
    }
    const Place found = file->place(at);
    return {.file = start.file, .line = found.line, .column = found.column};
}

} // namespace zugang::content::tool
