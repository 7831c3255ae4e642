#pragma once

#include <filesystem>
#include <string>

namespace zugang::testing::power {

/// Folders that zugang-kiosk is started with; empty: an own one, or none.
struct KioskFolders {
    std::filesystem::path content = {}; ///< empty: that of the tests
    std::filesystem::path state = {};
    std::filesystem::path appointments = {}; ///< of the example of the tests
    std::filesystem::path status = {};       ///< a file
};

/// Starts zugang-kiosk without a display, until it has shown a screen; of content without
/// languages, as the samples of sync are, that is the built-in page. Empty where it did and had
/// nothing to complain about, else what is not.
std::string run_kiosk(const KioskFolders& folders);

} // namespace zugang::testing::power
