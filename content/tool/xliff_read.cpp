#include "content/tool/text_file.hpp"
#include "content/tool/xliff.hpp"
#include "content/tool/xml.hpp"

#include <algorithm>
#include <array>

#include <libxml/parser.h>

namespace zugang::content::tool::xliff {
namespace {

constexpr std::string_view namespace_12 = "urn:oasis:names:tc:xliff:document:1.2";
constexpr std::string_view namespace_2 = "urn:oasis:names:tc:xliff:document:2.0";
constexpr std::string_view namespace_glossary = "urn:oasis:names:tc:xliff:glossary:2.0";

struct FreeParser {
    void operator()(xmlParserCtxt* parser) const noexcept { xmlFreeParserCtxt(parser); }
};
using Parser = std::unique_ptr<xmlParserCtxt, FreeParser>;

/// Set on a parser that met a document type: its entities are what attacks are made of.
void refuse_document_type(void* context, const xmlChar*, const xmlChar*, const xmlChar*) noexcept {
    auto* parser = static_cast<xmlParserCtxt*>(context);
    *static_cast<bool*>(parser->_private) = true;
    xmlStopParser(parser);
}

int line_of(const xmlNode* node) {
    return static_cast<int>(std::max(1L, xmlGetLineNo(node)));
}

std::string_view namespace_of(const xmlNode* node) {
    return node->ns == nullptr ? std::string_view{} : view(node->ns->href);
}

bool is_element(const xmlNode* node, std::string_view space, std::string_view name) {
    return node->type == XML_ELEMENT_NODE && view(node->name) == name &&
           namespace_of(node) == space;
}

std::string value_of(const xmlAttr* attribute) {
    std::string value;
    for (const xmlNode* text = attribute->children; text != nullptr; text = text->next) {
        value += view(text->content);
    }
    return value;
}

std::string attribute(const xmlNode* node, std::string_view name, std::string_view space = {}) {
    for (const xmlAttr* at = node->properties; at != nullptr; at = at->next) {
        const std::string_view of = at->ns == nullptr ? std::string_view{} : view(at->ns->href);
        if (view(at->name) == name && of == space) {
            return value_of(at);
        }
    }
    return {};
}

std::string text_of(const xmlNode* node) {
    std::string text;
    for (const xmlNode* at = node->children; at != nullptr; at = at->next) {
        if (at->type == XML_TEXT_NODE || at->type == XML_CDATA_SECTION_NODE) {
            text += view(at->content);
        } else if (at->type == XML_ELEMENT_NODE) {
            text += text_of(at);
        }
    }
    return text;
}

/// Elements whose content is text of the document; of all others it is native code.
bool holds_text(std::string_view element) {
    return element == "g" || element == "pc" || element == "mrk";
}

Attributes attributes_of(const xmlNode* node) {
    Attributes attributes;
    for (const xmlAttr* at = node->properties; at != nullptr; at = at->next) {
        if (at->ns == nullptr) {
            attributes.emplace_back(view(at->name), value_of(at));
        }
    }
    return attributes;
}

void add_content(const xmlNode* parent, Content& content) {
    for (const xmlNode* at = parent->children; at != nullptr; at = at->next) {
        if (at->type == XML_TEXT_NODE || at->type == XML_CDATA_SECTION_NODE) {
            if (!content.empty() && content.back().kind == Piece::Kind::Text) {
                content.back().text += view(at->content);
            } else {
                content.push_back({.text = std::string(view(at->content)), .element = {}});
            }
        } else if (at->type == XML_ELEMENT_NODE) {
            const std::string element(view(at->name));
            const bool open = holds_text(element);
            content.push_back({.kind = open ? Piece::Kind::Open : Piece::Kind::Alone,
                               .text = open ? std::string{} : text_of(at),
                               .element = element,
                               .attributes = attributes_of(at)});
            if (open) {
                add_content(at, content);
                content.push_back({.kind = Piece::Kind::Close, .text = {}, .element = element});
            }
        }
    }
}

Content content_of(const xmlNode* node) {
    Content content;
    add_content(node, content);
    std::erase_if(content, [](const Piece& piece) {
        return piece.kind == Piece::Kind::Text && piece.text.empty();
    });
    return content;
}

State state_of_2(std::string_view word) {
    constexpr std::array<std::string_view, 5> words{"", "initial", "translated", "reviewed",
                                                    "final"};
    const auto found = std::ranges::find(words, word);
    return found == words.end() ? State::None : static_cast<State>(found - words.begin());
}

State state_of_12(std::string_view word) {
    if (word.empty()) {
        return State::None;
    }
    if (word == "final") {
        return State::Final;
    }
    if (word == "signed-off") {
        return State::Reviewed;
    }
    return word == "translated" || word.starts_with("needs-review") ? State::Translated
                                                                    : State::Initial;
}

void read_notes(const xmlNode* parent, std::string_view space, std::string_view category,
                Unit& unit) {
    for (const xmlNode* at = parent->children; at != nullptr; at = at->next) {
        if (is_element(at, space, "note")) {
            unit.notes.push_back({attribute(at, category), text_of(at)});
        }
    }
}

void read_glossary(const xmlNode* parent, Unit& unit) {
    for (const xmlNode* entry = parent->children; entry != nullptr; entry = entry->next) {
        if (!is_element(entry, namespace_glossary, "glossEntry")) {
            continue;
        }
        GlossaryEntry read;
        for (const xmlNode* at = entry->children; at != nullptr; at = at->next) {
            if (is_element(at, namespace_glossary, "term")) {
                read.term = text_of(at);
            } else if (is_element(at, namespace_glossary, "translation")) {
                read.translation = text_of(at);
            } else if (is_element(at, namespace_glossary, "definition")) {
                read.definition = text_of(at);
            }
        }
        unit.glossary.push_back(std::move(read));
    }
}

Segment segment_of_2(const xmlNode* node) {
    Segment segment;
    segment.id = attribute(node, "id");
    segment.ignorable = view(node->name) == "ignorable";
    segment.state = state_of_2(attribute(node, "state"));
    segment.sub_state = attribute(node, "subState");
    for (const xmlNode* at = node->children; at != nullptr; at = at->next) {
        if (is_element(at, namespace_2, "source")) {
            segment.source = content_of(at);
        } else if (is_element(at, namespace_2, "target")) {
            segment.target = content_of(at);
        }
    }
    return segment;
}

Unit unit_of_2(const xmlNode* node) {
    Unit unit;
    for (const xmlNode* at = node->children; at != nullptr; at = at->next) {
        if (is_element(at, namespace_2, "segment") || is_element(at, namespace_2, "ignorable")) {
            unit.segments.push_back(segment_of_2(at));
        } else if (is_element(at, namespace_2, "notes")) {
            read_notes(at, namespace_2, "category", unit);
        } else if (is_element(at, namespace_glossary, "glossary")) {
            read_glossary(at, unit);
        } else if (is_element(at, namespace_2, "originalData")) {
            for (const xmlNode* data = at->children; data != nullptr; data = data->next) {
                if (is_element(data, namespace_2, "data")) {
                    unit.original_data.emplace_back(attribute(data, "id"), text_of(data));
                }
            }
        }
    }
    return unit;
}

Unit unit_of_12(const xmlNode* node) {
    Unit unit;
    Segment segment;
    for (const xmlNode* at = node->children; at != nullptr; at = at->next) {
        if (is_element(at, namespace_12, "source")) {
            segment.source = content_of(at);
        } else if (is_element(at, namespace_12, "target")) {
            segment.target = content_of(at);
            segment.state_word = attribute(at, "state");
            segment.state = state_of_12(segment.state_word);
        }
    }
    read_notes(node, namespace_12, "from", unit);
    unit.segments.push_back(std::move(segment));
    return unit;
}

/// Groups may stand in groups; their units belong to the file.
void add_units(const xmlNode* parent, Version version, File& file) {
    const bool old = version == Version::V12;
    const std::string_view space = old ? namespace_12 : namespace_2;
    for (const xmlNode* at = parent->children; at != nullptr; at = at->next) {
        if (is_element(at, space, "group") || is_element(at, space, "body")) {
            add_units(at, version, file);
        } else if (is_element(at, space, old ? "trans-unit" : "unit")) {
            Unit unit = old ? unit_of_12(at) : unit_of_2(at);
            unit.id = attribute(at, "id");
            unit.name = attribute(at, old ? "resname" : "name");
            unit.revision = attribute(at, "revision", "urn:zugang:xliff");
            unit.line = line_of(at);
            file.units.push_back(std::move(unit));
        }
    }
}

File file_of(const xmlNode* node, const xmlNode* root, Version version) {
    File file;
    file.original = attribute(node, "original");
    if (version == Version::V12) {
        file.id = file.original;
        file.source_language = attribute(node, "source-language");
        file.target_language = attribute(node, "target-language");
    } else {
        file.id = attribute(node, "id");
        file.source_language = attribute(root, "srcLang");
        file.target_language = attribute(root, "trgLang");
    }
    add_units(node, version, file);
    return file;
}

tl::expected<Document, Refusal> document_of(const xmlNode* root) {
    Document document;
    const std::string version = attribute(root, "version");
    if (is_element(root, namespace_12, "xliff") && version == "1.2") {
        document.version = Version::V12;
    } else if (is_element(root, namespace_2, "xliff") && (version == "2.0" || version == "2.1")) {
        document.version = version == "2.0" ? Version::V20 : Version::V21;
    } else {
        return tl::unexpected(Refusal{line_of(root), "this is no XLIFF 1.2, 2.0 or 2.1",
                                      "save it as one of them in the translation program"});
    }
    const std::string_view space = document.version == Version::V12 ? namespace_12 : namespace_2;
    for (const xmlNode* at = root->children; at != nullptr; at = at->next) {
        if (is_element(at, space, "file")) {
            document.files.push_back(file_of(at, root, document.version));
        }
    }
    return document;
}

Refusal refusal_of(xmlParserCtxt* parser, bool document_type) {
    const int line = parser->input == nullptr ? 1 : std::max(1, parser->input->line);
    if (document_type) {
        return {line, "the file has a document type (<!DOCTYPE>)", "take it out"};
    }
    const xmlError* error = xmlCtxtGetLastError(parser);
    std::string what = "this is no XML";
    if (error != nullptr && error->message != nullptr) {
        what += ": " + std::string(error->message);
        what.erase(what.find_last_not_of('\n') + 1);
    }
    return {error == nullptr ? line : std::max(1, error->line), std::move(what),
            "export it again from the translation program"};
}

} // namespace

tl::expected<Document, Refusal> read(std::string_view bytes) {
    if (bytes.size() > max_file_bytes) {
        return tl::unexpected(Refusal{1, "the file is larger than 20 MB", "send it in parts"});
    }
    const Parser parser(xmlNewParserCtxt());
    if (!parser) {
        throw std::bad_alloc();
    }
    bool document_type = false;
    parser->_private = &document_type;
    parser->sax->internalSubset = refuse_document_type;
    const tool::Document xml(
        xmlCtxtReadMemory(parser.get(), bytes.data(), static_cast<int>(bytes.size()), nullptr,
                          nullptr, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING));
    const xmlNode* root = xml && !document_type ? xmlDocGetRootElement(xml.get()) : nullptr;
    if (root == nullptr) {
        return tl::unexpected(refusal_of(parser.get(), document_type));
    }
    return document_of(root);
}

} // namespace zugang::content::tool::xliff
