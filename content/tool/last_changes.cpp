#include "content/tool/last_changes.hpp"

#include "content/tool/git.hpp"

#include <sstream>

namespace zugang::content::tool {

std::map<std::string, Date> last_changes(const std::filesystem::path& folder, Date today) {
    std::map<std::string, Date> days;
    const auto changed =
        run_git(folder, {"-c", "core.quotePath=off", "ls-files", "--modified", "--others"});
    const auto log = run_git(folder, {"-c", "core.quotePath=off", "log", "--format=@%cs",
                                      "--name-only", "--relative", "--", "."});
    if (!changed || !log) {
        return days;
    }
    std::istringstream files(*changed);
    for (std::string file; std::getline(files, file);) {
        days.emplace(file, today);
    }
    std::istringstream lines(*log); // newest first
    Date day = today;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with('@')) {
            day = parse_date(line.substr(1)).value_or(day);
        } else if (!line.empty()) {
            days.emplace(line, day);
        }
    }
    return days;
}

} // namespace zugang::content::tool
