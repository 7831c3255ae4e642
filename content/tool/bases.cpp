#include "content/tool/bases.hpp"

#include "content/tool/toml_tree.hpp"

#include <algorithm>
#include <set>
#include <system_error>

namespace zugang::content::tool {
namespace {

namespace fs = std::filesystem;

fs::path identity(const fs::path& folder) {
    std::error_code error;
    fs::path real = fs::weakly_canonical(folder, error);
    return error ? folder.lexically_normal() : real;
}

std::vector<fs::path> bases_of(const fs::path& folder) {
    std::error_code error;
    const fs::path file = folder / "package.toml";
    if (!fs::is_regular_file(file, error)) {
        return {};
    }
    Report said_when_it_is_read;
    const auto root = read_toml(file, said_when_it_is_read);
    if (!root) {
        return {};
    }
    std::vector<fs::path> bases;
    for (const std::string& base : TableReader(*root, said_when_it_is_read).texts("with")) {
        bases.push_back((folder / base).lexically_normal());
    }
    return bases;
}

} // namespace

bool SourceSet::is_base(const fs::path& file) const {
    const auto holds = [&file](const fs::path& folder) {
        const auto [end, at] = std::ranges::mismatch(folder, file);
        return end == folder.end();
    };
    const auto first_base = folders.begin() + static_cast<std::ptrdiff_t>(named);
    return std::none_of(folders.begin(), first_base, holds) &&
           std::any_of(first_base, folders.end(), holds);
}

SourceSet with_bases(std::vector<fs::path> named) {
    SourceSet sources{.folders = std::move(named), .named = 0};
    sources.named = sources.folders.size();
    std::set<fs::path> seen;
    for (const fs::path& folder : sources.folders) {
        seen.insert(identity(folder));
    }
    for (std::size_t i = 0; i < sources.folders.size(); ++i) {
        for (fs::path& base : bases_of(sources.folders[i])) {
            if (seen.insert(identity(base)).second) {
                sources.folders.push_back(std::move(base));
            }
        }
    }
    return sources;
}

Report about_named(const Report& report, const SourceSet& sources) {
    Report kept;
    std::shared_ptr<const std::string> file;
    bool is_base = false;
    for (const Finding* finding : report.in_order()) {
        if (finding->place.file != file || !file) { // those of one file follow one another
            file = finding->place.file;
            is_base = sources.is_base(finding->place.file_name());
        }
        if (finding->severity == Severity::Error || !is_base) {
            kept.add(*finding);
        }
    }
    return kept;
}

} // namespace zugang::content::tool
