#pragma once

#include "sync/failure.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace zugang::sync {

/// A file of a repository on its way to where it is served from.
struct OutgoingFile {
    std::filesystem::path file;
    /// Below the repository's address.
    std::string path;
    std::uint64_t size_bytes = 0;
    std::string sha256; ///< what its name promises; empty where the name promises nothing
    /// Named by a version and part of this very publication: where it is there already, it must be
    /// the same byte by byte.
    bool is_present_metadata = false;
};

struct UploadPlan {
    /// One after the other; files of a stage in any order. Nothing of a stage is needed by an
    /// earlier one.
    std::vector<std::vector<OutgoingFile>> stages;
    std::string timestamp; ///< the bytes of timestamp.json, which goes last
    std::uint64_t timestamp_version = 0;
    std::vector<std::string> left_out; ///< files that are no part of what is served, sorted
};

inline constexpr const char* timestamp_path = "metadata/timestamp.json";

/// Only what has the name of a part of a repository: keys, working copies and notes never leave the
/// folder. Refused where a link lies anywhere in it, or what timestamp.json leads to is not
/// complete. Throws where the disk says
/// no.
[[nodiscard]] Result<UploadPlan> plan_upload(const std::filesystem::path& repository);

/// The SHA-256 of a file about to be sent; Failure where it is not the promised one or the file
/// changed its length since the plan.
[[nodiscard]] Result<std::string> check_outgoing(const OutgoingFile& file);

} // namespace zugang::sync
