#include "content/tool/xliff.hpp"

#include <array>

namespace zugang::content::tool::xliff {
namespace {

/// Characters that XML 1.0 cannot hold become spaces.
std::string escape(std::string_view utf8) {
    std::string out;
    for (const char c : utf8) {
        switch (c) {
        case '&':
            out += "&amp;";
            break;
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '"':
            out += "&quot;";
            break;
        case '\r':
            out += "&#13;";
            break;
        default:
            out += static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' ? ' ' : c;
        }
    }
    return out;
}

/// White space in an attribute would be read as a space.
std::string attribute(std::string_view name, std::string_view value) {
    std::string out = " " + std::string(name) + "=\"";
    for (const char c : escape(value)) {
        out += c == '\n' ? "&#10;" : c == '\t' ? "&#9;" : std::string(1, c);
    }
    return out + "\"";
}

std::string optional_attribute(std::string_view name, std::string_view value) {
    return value.empty() ? std::string{} : attribute(name, value);
}

std::string element(std::string_view name, std::string_view text) {
    const std::string tag(name);
    return "<" + tag + ">" + escape(text) + "</" + tag + ">";
}

std::string content_of(const Content& content) {
    std::string out;
    for (const Piece& piece : content) {
        if (piece.kind == Piece::Kind::Text) {
            out += escape(piece.text);
            continue;
        }
        if (piece.kind == Piece::Kind::Close) {
            out += "</" + piece.element + ">";
            continue;
        }
        out += "<" + piece.element;
        for (const auto& [name, value] : piece.attributes) {
            out += attribute(name, value);
        }
        if (piece.kind == Piece::Kind::Open) {
            out += ">";
        } else {
            out +=
                piece.text.empty() ? "/>" : ">" + escape(piece.text) + "</" + piece.element + ">";
        }
    }
    return out;
}

std::string revision_of(const Unit& unit) {
    return optional_attribute("zugang:revision", unit.revision);
}

std::string unit_of_2(const Unit& unit) {
    std::string out = "    <unit" + attribute("id", unit.id) +
                      optional_attribute("name", unit.name) + revision_of(unit) + ">\n";
    if (!unit.glossary.empty()) {
        out += "      <gls:glossary>\n";
        for (const GlossaryEntry& entry : unit.glossary) {
            out += "        <gls:glossEntry>" + element("gls:term", entry.term);
            if (!entry.translation.empty()) {
                out += element("gls:translation", entry.translation);
            }
            if (!entry.definition.empty()) {
                out += element("gls:definition", entry.definition);
            }
            out += "</gls:glossEntry>\n";
        }
        out += "      </gls:glossary>\n";
    }
    if (!unit.notes.empty()) {
        out += "      <notes>\n";
        for (const Note& note : unit.notes) {
            out += "        <note" + optional_attribute("category", note.category) + ">" +
                   escape(note.text) + "</note>\n";
        }
        out += "      </notes>\n";
    }
    if (!unit.original_data.empty()) {
        out += "      <originalData>\n";
        for (const auto& [id, text] : unit.original_data) {
            out += "        <data" + attribute("id", id) + ">" + escape(text) + "</data>\n";
        }
        out += "      </originalData>\n";
    }
    constexpr std::array<std::string_view, 5> states{"", "initial", "translated", "reviewed",
                                                     "final"};
    for (const Segment& segment : unit.segments) {
        const std::string tag = segment.ignorable ? "ignorable" : "segment";
        out += "      <" + tag + optional_attribute("id", segment.id) +
               optional_attribute("state", states.at(static_cast<std::size_t>(segment.state))) +
               optional_attribute("subState", segment.sub_state) + ">\n        <source>" +
               content_of(segment.source) + "</source>\n";
        if (segment.target) {
            out += "        <target>" + content_of(*segment.target) + "</target>\n";
        }
        out += "      </" + tag + ">\n";
    }
    return out + "    </unit>\n";
}

std::string state_of_12(const Segment& segment) {
    constexpr std::array<std::string_view, 5> words{"", "needs-translation", "translated",
                                                    "signed-off", "final"};
    return segment.state_word.empty()
               ? std::string(words.at(static_cast<std::size_t>(segment.state)))
               : segment.state_word;
}

std::string unit_of_12(const Unit& unit) {
    std::string out = "      <trans-unit" + attribute("id", unit.id) +
                      optional_attribute("resname", unit.name) + revision_of(unit) +
                      attribute("xml:space", "preserve") + ">\n";
    for (const Segment& segment : unit.segments) {
        out += "        <source>" + content_of(segment.source) + "</source>\n";
        if (segment.target) {
            out += "        <target" + optional_attribute("state", state_of_12(segment)) + ">" +
                   content_of(*segment.target) + "</target>\n";
        }
    }
    for (const Note& note : unit.notes) {
        out += "        <note" + optional_attribute("from", note.category) + ">" +
               escape(note.text) + "</note>\n";
    }
    return out + "      </trans-unit>\n";
}

std::string header_of_12(const File& file) {
    if (file.glossary.empty()) {
        return {};
    }
    std::string lines;
    for (const GlossaryEntry& entry : file.glossary) {
        lines += entry.term + " = " + entry.translation +
                 (entry.definition.empty() ? "" : " (" + entry.definition + ")") + "\n";
    }
    return "    <header>\n      <glossary><internal-file form=\"text\">" + escape(lines) +
           "</internal-file></glossary>\n    </header>\n";
}

std::string file_of(const File& file, Version version) {
    if (version == Version::V12) {
        std::string out = "  <file" + attribute("original", file.original) +
                          attribute("datatype", "plaintext") +
                          attribute("source-language", file.source_language) +
                          optional_attribute("target-language", file.target_language) + ">\n" +
                          header_of_12(file) + "    <body>\n";
        for (const Unit& unit : file.units) {
            out += unit_of_12(unit);
        }
        return out + "    </body>\n  </file>\n";
    }
    std::string out = "  <file" + attribute("id", file.id) +
                      optional_attribute("original", file.original) +
                      attribute("xml:space", "preserve") + ">\n";
    for (const Unit& unit : file.units) {
        out += unit_of_2(unit);
    }
    return out + "  </file>\n";
}

std::string root_of(const Document& document) {
    if (document.version == Version::V12) {
        return "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:1.2\" "
               "xmlns:zugang=\"urn:zugang:xliff\" version=\"1.2\">\n";
    }
    std::string root = "<xliff xmlns=\"urn:oasis:names:tc:xliff:document:2.0\" "
                       "xmlns:gls=\"urn:oasis:names:tc:xliff:glossary:2.0\" "
                       "xmlns:zugang=\"urn:zugang:xliff\" version=\"";
    root += document.version == Version::V20 ? "2.0\"" : "2.1\"";
    if (!document.files.empty()) {
        root += attribute("srcLang", document.files.front().source_language) +
                optional_attribute("trgLang", document.files.front().target_language);
    }
    return root + ">\n";
}

} // namespace

std::string write(const Document& document) {
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + root_of(document);
    for (const File& file : document.files) {
        out += file_of(file, document.version);
    }
    return out + "</xliff>\n";
}

} // namespace zugang::content::tool::xliff
