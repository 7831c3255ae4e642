#pragma once

#include "sync/metadata.hpp"
#include "sync/terminal/layout.hpp"

namespace zugang::sync {

/// What time it is, as far as a terminal can know.
struct Clock {
    Moment system{};              ///< what the machine's clock says
    std::optional<Moment> latest; ///< a time that has certainly been, from an earlier run

    bool is_behind() const { return latest && system < *latest; }
    Moment now() const { return is_behind() ? *latest : system; }
};

/// A clock that was set back (an empty battery says 1970) is not obeyed: the latest time at which
/// signed metadata was valid has certainly been. The date of the content says nothing: it is typed
/// by hand, and one typing error would make all metadata look expired.
Clock read_clock(const Layout& layout, Moment system);

/// To be called once metadata was found valid at this time: so a clock that runs far ahead leaves
/// nothing behind.
void remember_time(const Layout& layout, const Clock& clock);

} // namespace zugang::sync
