#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Layouts of keyboards as xkb-data describes them for the keyboards on desks.
namespace zugang::content::tool {

/// Where Debian's xkb-data puts them.
inline constexpr const char* xkb_folder = "/usr/share/X11/xkb";

/// The code points that a key types, by level: plain, with shift, with AltGr, with both. 0 where a
/// level types none: dead keys, keys that do something.
struct XkbKey {
    std::vector<char32_t> levels;
};

/// Rows of an ISO keyboard from top to bottom, keys from left to right: digits, and three of
/// letters.
using XkbLayout = std::array<std::vector<XkbKey>, 4>;

/// Name: "ua", or with a variant "iq(ku)". No value where xkb-data on this machine has none of this
/// name, or cannot compile it.
std::optional<XkbLayout> read_xkb_layout(std::string_view name);

/// Names of all of xkb-data, sorted; empty where it is not installed.
std::vector<std::string> list_xkb_layouts();

} // namespace zugang::content::tool
