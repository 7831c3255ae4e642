#include "sync/terminal/clock.hpp"

#include "content/durable_file.hpp"
#include "content/package_folder.hpp"

namespace zugang::sync {

Clock read_clock(const Layout& layout, Moment system) {
    Clock clock{.system = system, .latest = {}};
    if (const auto text = content::read_whole(layout.latest_time())) {
        clock.latest = content::parse_moment(std::string_view(*text).substr(0, 20));
    }
    return clock;
}

void remember_time(const Layout& layout, const Clock& clock) {
    if (!clock.latest || clock.now() > *clock.latest) {
        content::write_durably(layout.latest_time(), content::iso_moment(clock.now()) + "\n");
    }
}

} // namespace zugang::sync
