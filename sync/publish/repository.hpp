#pragma once

#include "sync/metadata.hpp"
#include "sync/publish/document.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What lies in the folder of a repository: <repo>/metadata with every version of every role, and
/// the folders of packages (FORMAT.md, "A repository").
namespace zugang::sync {

/// The role of a package: "land/by" is signed by "land.by". A slash would have to be %2F in the
/// name of the file, which web servers, buckets and file:// take for a folder.
std::string role_of(std::string_view package);

/// No value where the role is none of a package.
std::optional<std::string> package_of(std::string_view role);

std::filesystem::path metadata_folder(const std::filesystem::path& repository);

/// "3.targets.json"; "timestamp.json", which has no version in its name.
std::string file_name(std::string_view role, std::uint64_t version);

/// Of the files of a role in a folder of metadata, ascending; not of timestamp.
std::vector<std::uint64_t> versions_of(const std::filesystem::path& metadata,
                                       std::string_view role);

/// A document as it lies there.
struct Stored {
    std::uint64_t version = 0;
    std::string bytes;
    Envelope document;
};

/// No value where there is none. Version and expiry date are there and of the right kind; of the
/// rest nothing is known yet.
[[nodiscard]] Result<std::optional<Stored>> find_latest(const std::filesystem::path& metadata,
                                                        std::string_view role);

struct CurrentRoot {
    Stored stored;
    Root root;
    std::vector<Root> earlier; ///< those before it that are there, oldest first
};

struct CurrentTargets {
    Stored stored;
    Targets targets;
    bool is_signed = false; ///< enough signatures of the present root's keys
};

/// How far a version may be above the last one: a thief cannot use the numbers up.
inline constexpr std::uint64_t most_versions_ahead = 1000;

/// Before it is locked: a failure that says so where there is no such folder.
[[nodiscard]] Result<void> require_folder(const std::filesystem::path& repository);

/// The newest root. From the oldest one that is there each is signed by the one before it and by
/// itself: who has no root keys cannot put another one on top.
[[nodiscard]] Result<CurrentRoot> read_current_root(const std::filesystem::path& repository);

/// The newest document of targets, snapshot or timestamp, from which the next one is made. Signed
/// by the present root's keys, or an earlier one's where they have changed since.
[[nodiscard]] Result<std::optional<Stored>>
find_own(const std::filesystem::path& metadata, std::string_view role, const CurrentRoot& root);

[[nodiscard]] Result<CurrentTargets> read_current_targets(const std::filesystem::path& repository,
                                                          const Root& root);

const DelegatedRole* find_delegation(const Targets& targets, std::string_view role);

/// The failure says how to delegate.
[[nodiscard]] Result<const DelegatedRole*> require_delegation(const Targets& targets,
                                                              std::string_view package);

/// Of root, targets, snapshot, timestamp.
const RoleKeys& keys_of(const Root& root, std::string_view role);

/// After how many days a document of the role expires, as the root says.
std::uint64_t days_of(const Json& root_body, std::string_view role);

/// Less than a quarter of its life is left.
bool is_near_expiry(Moment expires, std::uint64_t days, Moment now);

/// A document that is there and whose signatures are no longer enough.
struct Unsigned {
    std::string role;
    Signers signers;
    std::string advice; ///< what to run
};

/// No value where the signatures are enough.
std::optional<Unsigned> find_unsigned(const std::string& role, const RoleKeys& signers,
                                      const Keys& keys, const Envelope& document);

/// Of targets, snapshot and timestamp; of the packages' roles too where targets is good.
[[nodiscard]] Result<std::vector<Unsigned>> find_unsigned(const std::filesystem::path& repository,
                                                          const Root& root);

/// One line for each.
std::string describe(const std::vector<Unsigned>& all);
Json to_json(const std::vector<Unsigned>& all);

/// Durably, the folder too where it is new.
void write_metadata(const std::filesystem::path& metadata, std::string_view role,
                    std::uint64_t version, std::string_view bytes);

} // namespace zugang::sync
