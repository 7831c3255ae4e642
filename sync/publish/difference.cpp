#include "sync/publish/difference.hpp"

#include "content/difference.hpp"
#include "content/package_folder.hpp"
#include "content/record_json.hpp"
#include "sync/pack.hpp"

#include <optional>
#include <utility>

namespace zugang::sync {
namespace {

namespace fs = std::filesystem;
using content::RecordTable;

/// A version of a package in a folder; an empty one where there is none.
struct Version {
    fs::path folder;
    std::string package;
    content::Manifest manifest;
    RecordTable table;

    std::string read(std::string_view key) const {
        const auto record = table.find(key);
        return record == table.end()
                   ? std::string()
                   : content::read_object(folder, package, record->second).value_or("");
    }

    content::PackageVersion records() const {
        return {.package = package, .table = table, .read = [this](std::string_view key) {
                    return read(key);
                }};
    }
};

Result<Version> load(const fs::path& folder, std::string_view package, bool must_be_there) {
    Version version{.folder = folder, .package = std::string(package), .manifest = {}, .table = {}};
    const fs::path file = folder / content::manifest_path(package);
    const auto bytes = content::read_whole(file);
    if (!bytes && !must_be_there) {
        return version;
    }
    const auto manifest = content::read_manifest(bytes.value_or(""));
    if (!manifest) {
        return fail(bytes ? Reason::Malformed : Reason::NotFound,
                    file.string() + (bytes ? " is no manifest" : " is not there") +
                        "; run zugang-content package SOURCE --out " + folder.string());
    }
    version.manifest = *manifest;
    auto table = content::read_table(
        folder, package, {.sha256 = manifest->content, .size_bytes = manifest->index_bytes});
    if (!table) {
        return fail(Reason::HashMismatch, "objects of " + std::string(package) + " in " +
                                              folder.string() + " are missing or damaged");
    }
    version.table = std::move(*table);
    return version;
}

/// By the pack from one to the other; as it is published, or made here where it is not yet.
std::uint64_t download_bytes(const Version& older, const Version& newer) {
    if (older.manifest.content == newer.manifest.content) {
        return 0;
    }
    for (const content::PackEntry& pack : newer.manifest.updates) {
        if (!older.manifest.content.empty() && older.manifest.content.starts_with(pack.from)) {
            return pack.size_bytes;
        }
    }
    const auto facts = content::read_package_record(newer.read("package"));
    const auto read_from = [](const Version& version) {
        return [&version](std::string_view key) -> std::optional<std::string> {
            return version.table.contains(key) ? std::optional(version.read(key)) : std::nullopt;
        };
    };
    FrameCache made;
    return make_pack(older.table, newer.table, facts ? facts->default_language : "de",
                     read_from(older), read_from(newer), made)
        .size();
}

} // namespace

Result<Answer> diff(const fs::path& repository, const fs::path& work, std::string_view package) {
    const auto older = load(repository, package, false);
    if (!older) {
        return tl::make_unexpected(older.error());
    }
    const auto newer = load(work, package, true);
    if (!newer) {
        return tl::make_unexpected(newer.error());
    }
    const content::PackageChanges changes = content::compare(older->records(), newer->records());
    Answer answer{.text = changes.text, .json = Json::parse(changes.json)};
    const std::uint64_t bytes = download_bytes(*older, *newer);
    answer.json["download_bytes"] = bytes;
    answer.text +=
        "a terminal that is up to date downloads " + std::to_string(bytes) + " bytes of content\n";
    return answer;
}

} // namespace zugang::sync
