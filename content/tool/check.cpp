#include "content/tool/check.hpp"

#include "content/tool/parallel.hpp"

#include <array>
#include <functional>

namespace zugang::content::tool {

void check(const Package& package, Date as_of, const Assets* assets, Report& report) {
    const std::array<std::function<void(Report&)>, 7> parts{
        [&](Report& part) { check_fonts(package, assets, part); },
        [&](Report& part) { check_references(package, assets, part); },
        [&](Report& part) { check_media(package, part); },
        [&](Report& part) { check_strings(package, part); },
        [&](Report& part) { check_languages(package, assets, part); },
        [&](Report& part) { check_translations(package, part); },
        [&](Report& part) { check_dates(package, as_of, part); }};
    std::array<Report, parts.size()> reports;
    in_parallel(parts.size(), [&](std::size_t i) { parts[i](reports[i]); });
    for (Report& part : reports) {
        report.append(std::move(part));
    }
}

} // namespace zugang::content::tool
