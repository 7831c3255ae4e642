#include "sync/publish/upload_plan.hpp"

#include "content/manifest.hpp"
#include "content/package_folder.hpp"
#include "content/sha256.hpp"
#include "sync/metadata.hpp"
#include "sync/publish/regular_files.hpp"
#include "sync/publish/repository.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <system_error>

namespace zugang::sync {
namespace {

namespace fs = std::filesystem;

enum Stage : std::uint8_t { Contents, Manifests, Delegated, TopTargets, Roots, Snapshots, Count };

bool is_hex(std::string_view text, std::size_t size) {
    return text.size() == size && text.find_first_not_of("0123456789abcdef") == text.npos;
}

/// "<16 digits>.zgp" or "<16 digits>-<16 digits>.zgp".
bool is_pack(std::string_view name) {
    if (!name.ends_with(".zgp")) {
        return false;
    }
    name.remove_suffix(4);
    return is_hex(name, 16) || (name.size() == 33 && name[16] == '-' &&
                                is_hex(name.substr(0, 16), 16) && is_hex(name.substr(17), 16));
}

struct VersionedName {
    std::uint64_t version = 0;
    std::string role;
};

/// "<n>.<role>.json"
std::optional<VersionedName> read_versioned(std::string_view name) {
    VersionedName read;
    const char* const end = name.data() + name.size();
    const auto [rest, error] = std::from_chars(name.data(), end, read.version);
    if (error != std::errc{} || rest == end || *rest != '.' || name.front() == '0' ||
        !name.ends_with(".json")) {
        return std::nullopt;
    }
    read.role = std::string(rest + 1, end);
    if (read.role.size() <= 5) {
        return std::nullopt;
    }
    read.role.resize(read.role.size() - 5);
    return read;
}

struct Builder {
    fs::path repository;
    UploadPlan plan{.stages = std::vector<std::vector<OutgoingFile>>(Stage::Count),
                    .timestamp = {},
                    .left_out = {}};
    std::map<std::string, std::uint64_t> versions; ///< by role, what is published now

    void add(Stage stage, const fs::path& file, std::string path, std::string sha256 = "",
             bool present = false) {
        plan.stages[stage].push_back({.file = file,
                                      .path = std::move(path),
                                      .size_bytes = fs::file_size(file),
                                      .sha256 = std::move(sha256),
                                      .is_present_metadata = present});
    }
    Result<void> read_published();
    bool add_metadata(const fs::path& file);
    bool add_of_package(const fs::path& file, const std::string& path);
    void walk();
    Result<void> check_complete() const;
    Result<void> check_signed() const;
};

Result<void> Builder::read_published() {
    const fs::path metadata = repository / "metadata";
    const auto bytes = content::read_whole(metadata / "timestamp.json");
    if (!bytes) {
        return fail(Reason::NotFound, (metadata / "timestamp.json").string() +
                                          ": there is no such file; sign a publication first");
    }
    const auto timestamp = read_timestamp(*bytes);
    if (!timestamp) {
        return fail_in((metadata / "timestamp.json").string(), timestamp.error());
    }
    plan.timestamp = *bytes;
    plan.timestamp_version = timestamp->body.common.version;
    versions["snapshot"] = timestamp->body.snapshot.version;
    const fs::path file = metadata / (std::to_string(versions["snapshot"]) + ".snapshot.json");
    const auto snapshot_bytes = content::read_whole(file);
    if (!snapshot_bytes) {
        return fail(Reason::NotFound, file.string() + ": timestamp.json names this snapshot, but "
                                                      "it is not there; finish the publication");
    }
    const auto snapshot = read_snapshot(*snapshot_bytes);
    if (!snapshot) {
        return fail_in(file.string(), snapshot.error());
    }
    for (const auto& [role, listed] : snapshot->body.roles) {
        versions[role] = listed.version;
    }
    return {};
}

bool Builder::add_metadata(const fs::path& file) {
    const std::string name = file.filename().string();
    if (name == "timestamp.json") {
        return true;
    }
    const auto read = read_versioned(name);
    if (!read) {
        return false;
    }
    const std::string& role = read->role;
    if (role == "root") {
        add(Stage::Roots, file, "metadata/" + name, "", true);
        return true;
    }
    // A role whose name has to be encoded is not found here: a web server takes the %2F of such a
    // name for a folder, and terminals could not fetch it.
    const auto published = versions.find(role);
    if (published == versions.end() || read->version > published->second) {
        return false; // not published yet, or no more
    }
    const bool present = read->version == published->second;
    if (role == "snapshot") {
        add(Stage::Snapshots, file, "metadata/" + name, "", present);
    } else {
        add(role == "targets" ? Stage::TopTargets : Stage::Delegated, file, "metadata/" + name, "",
            present);
    }
    return true;
}

bool Builder::add_of_package(const fs::path& file, const std::string& path) {
    const std::string name = file.filename().string();
    const fs::path folder = fs::path(path).parent_path();
    if (name.size() == 64 + 14 && name.ends_with(".manifest.json") &&
        content::is_sha256(name.substr(0, 64)) && content::is_package_id(folder.string())) {
        add(Stage::Manifests, file, path, name.substr(0, 64));
        return true;
    }
    if (folder.filename() == "packs" && is_pack(name) &&
        content::is_package_id(folder.parent_path().string())) {
        add(Stage::Contents, file, path);
        return true;
    }
    const std::string package = folder.parent_path().parent_path().string();
    if (content::is_package_id(package) && content::is_sha256(name) &&
        path == content::object_path(package, name)) {
        // The name is the hash of what the object holds, not of the frame that it is stored in.
        add(Stage::Contents, file, path);
        return true;
    }
    return false;
}

void Builder::walk() {
    for (auto it = fs::recursive_directory_iterator(repository);
         it != fs::recursive_directory_iterator(); ++it) {
        if (it->is_directory()) {
            continue;
        }
        const std::string path = it->path().lexically_relative(repository).generic_string();
        const bool taken = it->is_regular_file() &&
                           (path.starts_with("metadata/") ? it.depth() == 1 && add_metadata(*it)
                                                          : add_of_package(it->path(), path));
        if (!taken) {
            plan.left_out.push_back(path);
        }
    }
    std::ranges::sort(plan.left_out);
    for (auto& stage : plan.stages) {
        std::ranges::sort(stage, {}, &OutgoingFile::path);
    }
}

Result<void> Builder::check_complete() const {
    std::set<std::string> there;
    for (const auto& stage : plan.stages) {
        for (const OutgoingFile& file : stage) {
            there.insert(file.path);
        }
    }
    if (plan.stages[Stage::Roots].empty()) {
        return fail(Reason::NotFound, (repository / "metadata").string() +
                                          ": there is no <n>.root.json; sign a root first");
    }
    for (const auto& [role, version] : versions) {
        if (role == "snapshot") {
            continue; // read_published has read it
        }
        const std::string name = "metadata/" + std::to_string(version) + "." + role + ".json";
        const fs::path file = repository / name;
        if (!there.contains(name)) {
            return fail(Reason::NotFound, file.string() + ": the snapshot names this file, but it "
                                                          "is not there; finish the publication");
        }
        const auto targets = read_targets(content::read_whole(file).value_or(""));
        if (!targets) {
            return fail_in(file.string(), targets.error());
        }
        for (const auto& [target, promised] : targets->body.targets) {
            const auto sha256 = promised.hashes.find("sha256");
            const fs::path path(target);
            const std::string served =
                (path.parent_path() / ((sha256 == promised.hashes.end() ? "" : sha256->second) +
                                       "." + path.filename().string()))
                    .generic_string();
            if (!there.contains(served)) {
                return fail(Reason::NotFound,
                            (repository / served).string() + ": the role \"" + role +
                                "\" promises this file, but it is not there; package it again");
            }
        }
    }
    return {};
}

/// A new root goes out before the timestamp: terminals would stop at what its keys have not signed.
/// Packages may wait for their owners.
Result<void> Builder::check_signed() const {
    const auto root = read_current_root(repository);
    if (!root) {
        return tl::make_unexpected(root.error());
    }
    std::vector<Unsigned> again;
    for (const std::string role : {"targets", "snapshot", "timestamp"}) {
        const auto version = versions.find(role);
        const fs::path file =
            repository / "metadata" /
            sync::file_name(role, version != versions.end() ? version->second : 0);
        const auto document = read_envelope(
            role == "timestamp" ? plan.timestamp : content::read_whole(file).value_or(""));
        if (!document) {
            return fail_in(file.string(), document.error());
        }
        if (auto one = find_unsigned(role, keys_of(root->root, role), root->root.keys, *document)) {
            again.push_back(std::move(*one));
        }
    }
    if (!again.empty()) {
        return fail(Reason::BadSignature,
                    "terminals would be stopped by root version " +
                        std::to_string(root->stored.version) + "\n" + describe(again) +
                        "then zugang-publish snapshot and timestamp, and publish again");
    }
    return {};
}

} // namespace

Result<UploadPlan> plan_upload(const fs::path& repository) {
    if (const auto good = require_regular_files(repository); !good) {
        return tl::make_unexpected(good.error());
    }
    Builder builder{.repository = repository, .versions = {}};
    if (const auto read = builder.read_published(); !read) {
        return tl::make_unexpected(read.error());
    }
    builder.walk();
    if (const auto complete = builder.check_complete(); !complete) {
        return tl::make_unexpected(complete.error());
    }
    if (const auto good = builder.check_signed(); !good) {
        return tl::make_unexpected(good.error());
    }
    return std::move(builder.plan);
}

Result<std::string> check_outgoing(const OutgoingFile& file) {
    std::ifstream stream(file.file, std::ios::binary);
    content::Sha256 sha256;
    std::uint64_t size = 0;
    std::string piece(std::size_t{1} << 18U, '\0');
    while (stream) {
        stream.read(piece.data(), static_cast<std::streamsize>(piece.size()));
        const auto got = static_cast<std::size_t>(stream.gcount());
        sha256.add(std::string_view(piece).substr(0, got));
        size += got;
    }
    if (!stream.eof() || size != file.size_bytes) {
        return fail(Reason::Refused, file.file.string() + ": it changed or cannot be read while "
                                                          "it is published; run it again");
    }
    std::string found = sha256.finish();
    if (!file.sha256.empty() && found != file.sha256) {
        return fail(Reason::HashMismatch, file.file.string() +
                                              ": it is damaged, its bytes are not those of its "
                                              "name; package it again");
    }
    return found;
}

} // namespace zugang::sync
