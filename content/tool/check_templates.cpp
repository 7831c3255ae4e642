#include "content/tool/check.hpp"
#include "content/tool/shown_texts.hpp"
#include "content/tool/template_texts.hpp"

#include <algorithm>

namespace zugang::content::tool {
namespace {

void complain(std::string_view utf8, const Place& place, Report& report) {
    report.warning(place, "\"" + std::string(utf8) + "\" is still what zugang-content new wrote",
                   "write your own words, or take it out");
}

} // namespace

void check_templates(const Package& package, Report& report) {
    for (const Shown& text : shown_texts(package)) {
        if (std::ranges::find(templates::words, text.utf8) != templates::words.end()) {
            complain(text.utf8, text.place, report);
        }
    }
    for (const SourcePlace& place : package.places) {
        if (place.row.street == templates::street) {
            complain(place.row.street, place.places.at("id"), report);
        }
        if (place.row.postcode == templates::postcode) {
            complain(place.row.postcode, place.places.at("postcode"), report);
        }
    }
}

} // namespace zugang::content::tool
