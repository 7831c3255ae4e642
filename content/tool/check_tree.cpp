#include "content/tool/check_tree.hpp"

#include "content/tool/text_file.hpp"

#include <algorithm>
#include <map>

#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

namespace zugang::content::tool {
namespace {

/// What is wrong with the characters of a name; empty for nothing.
std::string problem_of(const std::string& name) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(name.data());
    const auto size = static_cast<std::int32_t>(name.size());
    for (std::int32_t at = 0; at < size;) {
        UChar32 c = 0;
        U8_NEXT(bytes, at, size, c);
        if (c < 0) {
            return "the name is no UTF-8";
        }
        const auto category = U_GET_GC_MASK(c);
        if (c == '\\' || (category & (U_GC_CC_MASK | U_GC_CF_MASK | U_GC_CN_MASK | U_GC_CO_MASK |
                                      U_GC_ZL_MASK | U_GC_ZP_MASK)) != 0) {
            return "the name has a character that is not seen or that means something else";
        }
    }
    return {};
}

/// The name as a system sees it that does not tell upper and lower case apart.
std::string folded(const std::string& name) {
    std::string utf8;
    icu::UnicodeString::fromUTF8(to_nfc(name)).foldCase().toUTF8String(utf8);
    return to_nfc(utf8);
}

bool is_hidden(const std::filesystem::path& path) {
    return path.filename().native().starts_with('.');
}

void look(const std::filesystem::directory_entry& entry, Report& report) {
    const std::filesystem::path& path = entry.path();
    std::error_code error;
    const auto status = entry.symlink_status(error);
    if (std::filesystem::is_symlink(status)) {
        report.error(place_of(path), "this is a symbolic link",
                     "put the file or folder itself here");
    } else if (error || !(std::filesystem::is_regular_file(status) ||
                          std::filesystem::is_directory(status))) {
        report.error(place_of(path), "this is neither a file nor a folder", "take it out");
    }
    if (std::string problem = problem_of(path.filename().native()); !problem.empty()) {
        report.error(place_of(path), std::move(problem),
                     "use lower-case letters, digits, \"-\" and \"_\"");
    }
}

} // namespace

void check_tree(const std::filesystem::path& folder, Report& report) {
    std::map<std::string, std::filesystem::path> seen;
    std::error_code error;
    std::filesystem::recursive_directory_iterator entries(folder, error); // follows no links
    for (const std::filesystem::recursive_directory_iterator end; !error && entries != end;
         entries.increment(error)) {
        if (is_hidden(entries->path())) {
            entries.disable_recursion_pending();
            continue;
        }
        look(*entries, report);
        const std::string name = entries->path().native();
        const auto [other, is_new] = seen.emplace(folded(name), name);
        if (!is_new) {
            const auto& [first, second] = std::minmax(other->second.native(), name);
            report.error(place_of(second),
                         "the name differs from \"" +
                             std::filesystem::path(first).filename().string() +
                             "\" in upper and lower case only",
                         "many systems take them for one file; rename one of them");
        }
    }
    if (error) {
        report.error(place_of(folder), "the folder cannot be read: " + error.message(),
                     "check its permissions and the disk");
    }
}

} // namespace zugang::content::tool
