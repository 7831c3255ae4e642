#include "content/difference.hpp"
#include "content/durable_file.hpp"
#include "content/manifest.hpp"
#include "content/package_folder.hpp"
#include "content/sha256.hpp"
#include "content/tool/bases.hpp"
#include "content/tool/build.hpp"
#include "content/tool/check.hpp"
#include "content/tool/commands.hpp"
#include "content/tool/read_package.hpp"

#include <algorithm>
#include <ostream>

#include <nlohmann/json.hpp>

namespace zugang::content::tool {
namespace {

namespace fs = std::filesystem;

/// Only what is said in one language, and what is said in none.
void keep_language(RecordTable& table, const std::string& language) {
    std::erase_if(table, [&language](const auto& entry) {
        const std::string_view of_key = language_of_key(entry.first);
        return !language.empty() && !of_key.empty() && of_key != language;
    });
}

/// Errors in the report where the sources cannot be compiled.
std::optional<PackageVersion> from_source(const fs::path& source, const DiffOptions& options,
                                          Report& report) {
    std::vector<fs::path> named{source};
    named.insert(named.end(), options.with.begin(), options.with.end());
    const std::vector<fs::path> folders = with_bases(std::move(named)).folders;
    std::vector<Package> packages;
    for (const fs::path& folder : folders) {
        packages.push_back(read_package(folder, report));
    }
    const std::optional<fs::path> root =
        options.assets.empty() ? find_assets(folders) : std::optional(options.assets);
    if (!root) {
        report.error(packages.front().place, "the lists of fonts and pictograms are not above it",
                     "name the folder that holds content/assets.toml with --assets");
    }
    if (report.count(Severity::Error) > 0) {
        return std::nullopt;
    }
    const Assets assets(*root, report, Cache::of_user());
    const std::string id = packages.front().id;
    std::vector<Compiled> compiled = compile_all(packages, assets, Cache::of_user(), report);
    if (report.count(Severity::Error) > 0) {
        return std::nullopt;
    }
    const auto bytes = std::make_shared<RecordBytes>(
        std::move(std::ranges::find(compiled, id, &Compiled::id)->bytes));
    PackageVersion version{.package = id, .table = {}, .read = {}};
    for (const auto& [key, value] : *bytes) {
        version.table[key] = {.sha256 = sha256(value), .size_bytes = value.size()};
    }
    version.read = [bytes](std::string_view key) {
        const auto found = bytes->find(key);
        return found == bytes->end() ? std::string() : found->second;
    };
    return version;
}

/// What `package` or zugang-publish has written.
std::optional<PackageVersion> from_repository(const fs::path& folder, const std::string& id,
                                              Report& report) {
    const fs::path file = folder / manifest_path(id);
    const auto manifest = read_manifest(read_whole(file).value_or(""));
    const auto table =
        manifest ? read_table(folder, id,
                              {.sha256 = manifest->content, .size_bytes = manifest->index_bytes})
                 : std::nullopt;
    if (!table) {
        report.error(place_of(file),
                     "here is neither the source of a package nor a version of \"" + id +
                         "\" that was written by zugang-content package",
                     "name a folder with package.toml or with " + id + "/manifest.json");
        return std::nullopt;
    }
    PackageVersion version{.package = id, .table = *table, .read = {}};
    for (auto& [key, record] : version.table) {
        record.stored_bytes = 0; // how it is stored is nothing that a reader sees
    }
    version.read = [folder, id, records = version.table](std::string_view key) {
        const auto found = records.find(key);
        return found == records.end() ? std::string()
                                      : read_object(folder, id, found->second).value_or("");
    };
    return version;
}

bool is_source(const fs::path& folder) {
    return fs::exists(folder / "package.toml");
}

} // namespace

int run_diff(const DiffOptions& options, std::ostream& out, std::ostream& errors) {
    Report report;
    std::string id = options.package;
    for (const fs::path& folder : {options.newer, options.older}) {
        if (id.empty() && is_source(folder)) {
            Report ignored;
            id = read_package(folder, ignored).id;
        }
    }
    const auto load = [&](const fs::path& folder) {
        return is_source(folder) ? from_source(folder, options, report)
                                 : from_repository(folder, id.empty() ? "bund" : id, report);
    };
    auto older = load(options.older);
    auto newer = load(options.newer);
    if (!older || !newer) {
        print(report, Format::Text, errors);
        return 1;
    }
    if (older->package != newer->package) {
        errors << "zugang-content: " << options.older.string() << " is the package "
               << older->package << ", " << options.newer.string() << " is " << newer->package
               << "; name two versions of one package\n";
        return 1;
    }
    keep_language(older->table, options.language);
    keep_language(newer->table, options.language);
    const PackageChanges changes = compare(*older, *newer);
    if (options.format == Format::Json) {
        out << nlohmann::json::parse(changes.json).dump(2) << "\n";
    } else {
        out << changes.text;
    }
    return 0;
}

} // namespace zugang::content::tool
