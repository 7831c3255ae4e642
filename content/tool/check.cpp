#include "content/tool/check.hpp"

#include "content/tool/parallel.hpp"

#include <array>
#include <functional>

namespace zugang::content::tool {

void check(const Package& package, Date as_of, const Assets* assets, const Cache& cache,
           Report& report) {
    struct Part {
        const char* rule;
        std::function<void(Report&)> look;
    };
    const std::array<Part, 14> parts{
        {{"font", [&](Report& found) { check_fonts(package, assets, found); }},
         {"reference", [&](Report& found) { check_references(package, assets, found); }},
         {"media", [&](Report& found) { check_media(package, cache, found); }},
         {"string", [&](Report& found) { check_strings(package, found); }},
         {"language", [&](Report& found) { check_languages(package, assets, found); }},
         {"keyboard", [&](Report& found) { check_keyboards(package, found); }},
         {"translation", [&](Report& found) { check_translations(package, found); }},
         {"date", [&](Report& found) { check_dates(package, as_of, found); }},
         {"invisible", [&](Report& found) { check_characters(package, found); }},
         {"sentence-length", [&](Report& found) { check_reading(package, found); }},
         {"guide", [&](Report& found) { check_guides(package, found); }},
         {"slip", [&](Report& found) { check_slips(package, found); }},
         {"place", [&](Report& found) { check_places(package, found); }},
         {"template", [&](Report& found) { check_templates(package, found); }}}};
    std::vector<Report> reports;
    for (const Part& part : parts) {
        reports.emplace_back(part.rule);
    }
    in_parallel(parts.size(), [&](std::size_t i) { parts[i].look(reports[i]); });
    for (Report& part : reports) {
        report.append(std::move(part));
    }
}

} // namespace zugang::content::tool
