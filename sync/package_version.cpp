#include "sync/package_version.hpp"

#include "content/durable_file.hpp"
#include "content/manifest.hpp"
#include "content/package_folder.hpp"

#include <sstream>
#include <utility>

namespace zugang::sync {

PackageVersion read_version(const std::filesystem::path& file) {
    PackageVersion version;
    std::istringstream lines(content::read_whole(file).value_or(""));
    std::string line;
    if (!std::getline(lines, line) || !content::is_sha256(line)) {
        return {};
    }
    version.content = std::move(line);
    while (std::getline(lines, line)) {
        auto group = content::read_group(line);
        if (!group) {
            return {};
        }
        version.table.merge(*group);
    }
    return version;
}

void write_version(const std::filesystem::path& file, const PackageVersion& version) {
    std::string text = version.content + "\n";
    for (const std::string& group : content::catalogue_of(version.table).groups) {
        text += group + "\n";
    }
    content::make_folder_durably(file.parent_path());
    content::write_durably(file, text);
}

} // namespace zugang::sync
