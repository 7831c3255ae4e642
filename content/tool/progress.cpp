#include "content/tool/progress.hpp"

#include <ostream>

#include <unistd.h>

namespace zugang::content::tool {

Progress progress_on(std::ostream& errors, const std::string& what, std::size_t step) {
    if (isatty(STDERR_FILENO) == 0) {
        return {};
    }
    return [&errors, what, step](std::size_t done, std::size_t all) {
        if (done % step == 0) {
            errors << "\r\033[K" << what << " " << done << "/" << all << std::flush;
        }
        if (done + 1 == all) {
            errors << "\r\033[K" << std::flush;
        }
    };
}

} // namespace zugang::content::tool
