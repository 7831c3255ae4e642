#include "sync/path_pattern.hpp"

namespace zugang::sync {

bool matches_pattern(std::string_view pattern, std::string_view path) {
    std::size_t p = 0;
    std::size_t at = 0;
    std::size_t star = std::string_view::npos; // the last `*` and where its run ends for now
    std::size_t run_end = 0;
    while (at < path.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            run_end = at;
        } else if (p < pattern.size() &&
                   (pattern[p] == path[at] || (pattern[p] == '?' && path[at] != '/'))) {
            ++p;
            ++at;
        } else if (star != std::string_view::npos && path[run_end] != '/') {
            p = star + 1;
            at = ++run_end;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

} // namespace zugang::sync
