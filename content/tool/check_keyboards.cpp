#include "content/tool/check.hpp"
#include "content/tool/xkb_layout.hpp"

#include <algorithm>

namespace zugang::content::tool {

void check_keyboards(const Package& package, Report& report) {
    const std::vector<std::string> layouts = list_xkb_layouts();
    for (const SourceLanguage& row : package.language_rows) {
        const std::string& layout = row.language.keyboard;
        if (layout.empty()) {
            continue;
        }
        if (layouts.empty()) {
            report.warning(row.keyboard_place,
                           "the keyboard \"" + layout + "\" is not on this machine",
                           "run packaging/setup; build refuses this");
        } else if (!std::ranges::binary_search(layouts, layout)) {
            report.error(row.keyboard_place, "unknown keyboard \"" + layout + "\"",
                         suggestion(layout, layouts,
                                    "write a layout of xkb, as \"ua\", or \"iq(ku)\" with its "
                                    "variant"));
        }
    }
}

} // namespace zugang::content::tool
