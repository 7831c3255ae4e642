#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace zugang::kiosk {

class Display;
class Terminal;

/// A page to be painted.
struct Shot {
    std::string article;  ///< slug
    std::string language; ///< tag
};

/// One page a line: slug, space, language. An error says which line is none.
[[nodiscard]] tl::expected<std::vector<Shot>, std::string> parse_shots(std::string_view text);

/// Paints pages as visitors see them, each on a screen as high as it needs, as
/// <out>/<slug>/<language>.png; a page that no screen can hold, and every page of a screen that is
/// wider than high, in several: <language>.png, <language>-2.png and so on. Throws where a picture
/// cannot be written.
void take_shots(const std::vector<Shot>& shots, Terminal& terminal, Display& display,
                const std::filesystem::path& out);

} // namespace zugang::kiosk
