#include "content/tool/xkb_layout.hpp"

#include <algorithm>
#include <fstream>
#include <memory>
#include <sstream>
#include <utility>

#include <xkbcommon/xkbcommon.h>

namespace zugang::content::tool {
namespace {

struct UnrefContext {
    void operator()(xkb_context* context) const noexcept { xkb_context_unref(context); }
};
using Context = std::unique_ptr<xkb_context, UnrefContext>;

struct UnrefKeymap {
    void operator()(xkb_keymap* keymap) const noexcept { xkb_keymap_unref(keymap); }
};
using Keymap = std::unique_ptr<xkb_keymap, UnrefKeymap>;

/// Of the system's data only: what an editor has at home must not come into a package.
Context make_context() {
    Context context(xkb_context_new(static_cast<xkb_context_flags>(
        XKB_CONTEXT_NO_DEFAULT_INCLUDES | XKB_CONTEXT_NO_ENVIRONMENT_NAMES)));
    if (context) {
        xkb_context_set_log_level(context.get(), XKB_LOG_LEVEL_CRITICAL);
        xkb_context_include_path_append(context.get(), xkb_folder);
    }
    return context;
}

XkbKey read_key(xkb_keymap* keymap, const std::string& name) {
    XkbKey key;
    const xkb_keycode_t code = xkb_keymap_key_by_name(keymap, name.c_str());
    if (code == XKB_KEYCODE_INVALID) {
        return key;
    }
    const xkb_level_index_t levels = xkb_keymap_num_levels_for_key(keymap, code, 0);
    for (xkb_level_index_t level = 0; level < levels; ++level) {
        const xkb_keysym_t* symbols = nullptr;
        const int count = xkb_keymap_key_get_syms_by_level(keymap, code, 0, level, &symbols);
        key.levels.push_back(count == 1 ? xkb_keysym_to_utf32(*symbols) : 0);
    }
    return key;
}

std::vector<XkbKey> read_row(xkb_keymap* keymap, const std::string& left, const std::string& row,
                             int keys, const std::string& right) {
    std::vector<XkbKey> found;
    if (!left.empty()) {
        found.push_back(read_key(keymap, left));
    }
    for (int i = 1; i <= keys; ++i) {
        found.push_back(read_key(keymap, row + (i < 10 ? "0" : "") + std::to_string(i)));
    }
    if (!right.empty()) {
        found.push_back(read_key(keymap, right));
    }
    return found;
}

} // namespace

std::optional<XkbLayout> read_xkb_layout(std::string_view name) {
    const std::vector<std::string> known = list_xkb_layouts();
    const Context context = make_context();
    if (!context || !std::ranges::binary_search(known, name)) {
        return std::nullopt;
    }
    const std::size_t bracket = std::min(name.find('('), name.size());
    const std::string layout(name.substr(0, bracket));
    std::string variant;
    if (bracket < name.size()) {
        variant = name.substr(bracket + 1, name.size() - bracket - 2); // it ends in ')'
    }
    const xkb_rule_names names{.rules = "evdev",
                               .model = "pc105",
                               .layout = layout.c_str(),
                               .variant = variant.c_str(),
                               .options = ""};
    const Keymap keymap(
        xkb_keymap_new_from_names(context.get(), &names, XKB_KEYMAP_COMPILE_NO_FLAGS));
    if (!keymap) {
        return std::nullopt;
    }
    return XkbLayout{
        read_row(keymap.get(), "TLDE", "AE", 12, ""), read_row(keymap.get(), "", "AD", 12, ""),
        read_row(keymap.get(), "", "AC", 11, "BKSL"), read_row(keymap.get(), "LSGT", "AB", 10, "")};
}

std::vector<std::string> list_xkb_layouts() {
    // "! layout" and lines as "  ua    Ukrainian"; "! variant" and "  ku    iq: Kurdish (Latin Q)".
    std::vector<std::string> names;
    std::ifstream file(std::string(xkb_folder) + "/rules/evdev.lst");
    std::string section;
    for (std::string line; std::getline(file, line);) {
        std::istringstream words(line);
        std::string name;
        std::string next;
        words >> name >> next;
        if (name == "!") {
            section = next;
        } else if (section == "layout" && !name.empty() && name != "custom") {
            names.push_back(name);
        } else if (section == "variant" && next.ends_with(':')) {
            next.back() = '(';
            names.push_back(next.append(name).append(")"));
        }
    }
    std::ranges::sort(names);
    return names;
}

} // namespace zugang::content::tool
