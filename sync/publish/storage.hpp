#pragma once

#include "sync/publish/destination.hpp"
#include "sync/publish/upload_plan.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace zugang::sync {

/// A file as it is at the destination.
struct StoredFile {
    std::string bytes;
    std::string tag; ///< the ETag as served; empty where there is none
};

/// What upload() needs of a destination. Paths are those of OutgoingFile. One thread.
struct Storage {
    /// Sizes of those of these paths that are there. A file of unknown size is left out.
    std::function<Result<std::map<std::string, std::uint64_t>>(const std::vector<std::string>&)>
        sizes;
    /// No value where there is none. At most `limit_bytes`.
    std::function<Result<std::optional<StoredFile>>(const std::string& path,
                                                    std::uint64_t limit_bytes)>
        read;
    /// Files that terminals may keep forever; in any order. `done` after each of them, `moving`
    /// with the bytes of those under way.
    std::function<Result<void>(const std::vector<OutgoingFile>&,
                               const std::function<void(const OutgoingFile&)>& done,
                               const std::function<void(std::uint64_t bytes)>& moving)>
        put;
    /// timestamp.json: at no moment half a file, and only while `before` is there, as far as the
    /// destination can promise that (Refused).
    std::function<Result<void>(const std::string& bytes, const std::optional<StoredFile>& before)>
        replace_timestamp;
};

Storage folder_storage(const Destination& destination);
Storage s3_storage(const Destination& destination);
Storage webdav_storage(const Destination& destination);

} // namespace zugang::sync
