#include "content/tool/html.hpp"
#include "content/tool/review.hpp"
#include "content/tool/review_script.hpp"

#include <sstream>

#include <nlohmann/json.hpp>
#include <unicode/locid.h>

namespace zugang::content::tool {
namespace {

std::string direction_of(const Language& language) {
    return language.direction == Direction::RightToLeft ? "rtl" : "ltr";
}

/// A tag that browsers know.
std::string html_tag(const std::string& tag) {
    return tag == "de-simple" ? "de" : tag;
}

void add_row(std::ostream& out, const ReviewUnit& unit, const ReviewRow& row,
             const Language& language) {
    const bool there = !row.translation_hash.empty() && unit.comparable;
    const std::string mark = row.kind == "item" ? "<span class=mark>\u2022</span>"
                             : row.label.empty()
                                 ? std::string()
                                 : "<span class=mark>" + escape_html(row.label) + "</span>";
    out << "<div class=\"row " << row.kind << "\" data-unit=\"" << escape_html(unit.name)
        << "\" data-id=\"" << escape_html(row.id) << "\" data-original=\"" << row.original_hash
        << "\" data-text=\"" << row.translation_hash << "\">\n<div class=text lang=de>" << mark
        << row.original << "</div>\n<div class=\"text translation\" lang=\""
        << escape_html(html_tag(language.tag)) << "\" dir=" << direction_of(language) << ">" << mark
        << row.translation << "</div>\n<div class=answer>";
    if (row.stale) {
        out << "<span class=warn>Der deutsche Text ist neuer.</span>";
    }
    if (!there) {
        out << "<span class=warn>Noch nicht übersetzt.</span>";
    }
    out << "<label><input type=checkbox" << (there ? "" : " disabled")
        << " autocomplete=off>richtig</label><textarea autocomplete=off dir=auto "
           "aria-label=\"Kommentar\" "
           "placeholder=\"Was ist falsch? Wie ist es besser?\"></textarea></div></div>\n";
}

void add_unit(std::ostream& out, const ReviewUnit& unit, const Language& language) {
    out << "<section><h2 id=\"" << escape_html(unit.name) << "\">" << escape_html(unit.title)
        << " <small>" << escape_html(unit.name) << "</small></h2>\n";
    if (!unit.comparable) {
        out << "<p class=warn>Diese Übersetzung hat andere Absätze als der deutsche Text. Sie kann "
               "noch nicht geprüft werden.</p>\n";
    }
    for (const ReviewRow& row : unit.rows) {
        if (unit.comparable) {
            add_row(out, unit, row, language);
        }
    }
    out << "</section>\n";
}

} // namespace

std::string german_name(const std::string& tag) {
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString name;
    icu::Locale::forLanguageTag(tag, status).getDisplayName(icu::Locale::getGerman(), name);
    std::string utf8;
    name.toUTF8String(utf8);
    return U_FAILURE(status) != 0 || utf8.empty() ? tag : utf8;
}

std::string review_page(const Package& package, const Language& language,
                        const std::vector<ReviewUnit>& units, const std::string& fonts) {
    const std::string german = german_name(language.tag);
    const std::string name = german == language.tag || language.tag == "de-simple"
                                 ? language.endonym
                                 : german + " (" + language.endonym + ")";
    std::ostringstream out;
    out << "<!doctype html>\n<html lang=de><head><meta charset=utf-8>\n"
           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
           "'unsafe-inline'; script-src 'unsafe-inline'; font-src data:\">\n"
           "<meta name=viewport content=\"width=device-width\">\n<title>"
        << escape_html(name) << " prüfen: " << escape_html(package.id) << "</title>\n<style>"
        << fonts << review_style << ".translation { line-height: " << language.line_height
        << "; font-family: ";
    for (const std::string& family : language.fonts) {
        out << "\"" << escape_html(family) << "\", ";
    }
    out << "sans-serif; }\n</style></head>\n<body>\n<header><h1>" << escape_html(name)
        << " prüfen</h1>\n<div class=tools><progress id=bar value=0></progress><span "
           "id=count></span>\n"
           "<button type=button id=next>Nächster offener Text</button>\n"
           "<label><input type=checkbox id=only autocomplete=off> nur offene zeigen</label>\n"
           "<label>Ihr Name <input id=reviewer autocomplete=off></label>\n"
           "<button type=button id=save class=main>Als Datei speichern</button>\n"
           "<label class=button>Datei öffnen <input type=file id=open accept=\".json\" "
           "hidden></label></div>\n"
           "<p id=message class=warn role=status></p></header>\n"
           "<div class=how><p>Links steht der deutsche Text, rechts die Übersetzung. Sagt sie das "
           "Gleiche? Ist sie "
           "einfach und höflich? Dann kreuzen Sie <b>richtig</b> an. Ist etwas falsch? Dann "
           "schreiben Sie es daneben. "
           "Blaue Wörter bleiben deutsch, gelbe Zahlen setzt das Gerät ein.</p>\n"
           "<p>Dieser Browser merkt sich Ihre Antworten. Am Ende speichern Sie die Datei und "
           "schicken sie "
           "zurück. Die Seite schickt selbst nichts.</p></div>\n<nav><ul>\n";
    nlohmann::ordered_json data{{"format", "zugang-review"},
                                {"version", 1},
                                {"package", package.id},
                                {"language", language.tag}};
    for (const ReviewUnit& unit : units) {
        out << "<li><a href=\"#" << escape_html(unit.name) << "\">" << escape_html(unit.title)
            << "</a> ";
        if (unit.comparable) {
            out << "<span data-count=\"" << escape_html(unit.name) << "\"></span>";
        }
        out << "</li>\n";
    }
    out << "</ul></nav>\n<main>\n";
    for (const ReviewUnit& unit : units) {
        add_unit(out, unit, language);
    }
    // "<" would end the element within a text.
    std::string json = data.dump();
    for (std::size_t at = json.find('<'); at != std::string::npos; at = json.find('<', at)) {
        json.replace(at, 1, "\\u003c");
    }
    out << "</main>\n<script type=\"application/json\" id=review>" << json << "</script>\n<script>"
        << review_program << "</script>\n</body></html>\n";
    return out.str();
}

} // namespace zugang::content::tool
