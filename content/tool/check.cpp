#include "content/tool/check.hpp"

namespace zugang::content::tool {

void check(const Package& package, Date as_of, const Assets* assets, Report& report) {
    check_languages(package, assets, report);
    check_translations(package, report);
    check_references(package, assets, report);
    check_dates(package, as_of, report);
    check_strings(package, report);
    check_media(package, report);
    check_fonts(package, assets, report);
}

} // namespace zugang::content::tool
