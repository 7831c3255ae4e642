#pragma once

#include "content/manifest.hpp"
#include "sync/fetch.hpp"
#include "sync/package_version.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace zugang::sync {

/// Where the files of packages are: "bund/objects/ab/abcd..." below this URL.
struct Mirror {
    Fetch fetch;
    std::string url;
};

/// What of a package a terminal wants.
struct Subscription {
    std::string default_language = "de";           ///< always wanted
    std::vector<std::string> languages;            ///< empty: all
    std::optional<std::uint64_t> max_speech_bytes; ///< bigger recordings are left out; 0: none

    bool operator==(const Subscription&) const = default;
};

enum class PackageProblem : std::uint8_t {
    NoSpace,     ///< known before anything was fetched
    NotFound,    ///< objects are missing on the server
    Unreachable, ///< what came is kept
    Damaged      ///< objects are others than the manifest says
};

struct PackageError {
    PackageProblem problem = PackageProblem::Unreachable;
    std::string path;               ///< of the file in the repository; empty for NoSpace
    std::uint64_t needed_bytes = 0; ///< NoSpace: on the disk
    std::uint64_t free_bytes = 0;   ///< NoSpace
    std::string why{};              ///< a sentence, from who fetched
};

/// One line for a log.
std::string describe(const PackageError& error);

enum class Way : std::uint8_t {
    Nothing, ///< everything is there
    Update,  ///< one pack from the version that is there
    Full,    ///< one pack with everything
    Objects  ///< one by one
};

struct Plan {
    Way way = Way::Nothing;
    std::uint64_t download_bytes = 0; ///< still to be fetched
    std::uint64_t disk_bytes = 0;     ///< that it takes until the new state is live
};

struct Fetched {
    Way way = Way::Nothing; ///< by which the records came
    bool fell_back = false; ///< a pack was broken or not there
    std::uint64_t fetched_bytes = 0;
    std::size_t requests = 0;
};

/// The packages of a content folder: what is there, and getting what is not. Records lie in
/// <content>/objects/<aa>/<sha256>, what came of a download that broke off beside them, and in
/// objects/versions the table of the version of each package that is complete: it is read once, so
/// nobody else may write there meanwhile. One thread.
class PackageClient {
  public:
    /// `free_bytes`: of the disk; default: what the file system says.
    PackageClient(std::filesystem::path content, Subscription subscription, Mirror mirror,
                  std::function<std::uint64_t()> free_bytes = {});

    /// The content of the version that is complete here; empty where none is.
    std::string version(std::string_view package) const;

    /// What fetch would do. `manifest` is verified: it comes from a TUF target. May fetch the head
    /// of a pack, an index and groups.
    [[nodiscard]] tl::expected<Plan, PackageError> plan(const content::Manifest& manifest);

    /// Makes this version complete. A pack that is broken or missing costs its bytes and no more:
    /// objects come instead. Every record has the hash of the manifest, or it is not kept. A call
    /// that failed or was killed goes on where it was, in the middle of an object too. Throws where
    /// the disk says no.
    [[nodiscard]] tl::expected<Fetched, PackageError> fetch(const content::Manifest& manifest);

    /// For content::install. No value where no version is complete.
    std::optional<content::Records> records(std::string_view package) const;

    /// All of the complete version, records that are not wanted too; empty where none is. Valid
    /// until the next fetch of the package.
    const content::RecordTable& table(std::string_view package) const;

    /// What is complete of the package is what visitors see now.
    void mark_shown(std::string_view package) const;

    /// Makes the version complete again that visitors see; false where it is none or another one.
    bool return_to_shown(std::string_view package);

    /// Takes away records whose bytes are not what they must be, so that the next fetch gets them
    /// again. How many. For when an install says that a record is missing.
    std::size_t remove_damaged(std::string_view package) const;

    /// Takes away what no package of these needs, and files that media/ holds too.
    void prune(std::span<const std::string> packages) const;

  private:
    const PackageVersion& known(std::string_view package) const;

    std::filesystem::path content_;
    Subscription subscription_;
    Mirror mirror_;
    std::function<std::uint64_t()> free_bytes_;
    mutable std::map<std::string, PackageVersion, std::less<>> versions_; ///< read once
};

} // namespace zugang::sync
