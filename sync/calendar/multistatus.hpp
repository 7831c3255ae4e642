#pragma once

#include "sync/failure.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::sync {

/// One resource in the answer of a WebDAV server (RFC 4918, section 14.24; RFC 4791).
struct DavResource {
    std::string path;                    ///< href without scheme and host, percent-decoded
    int status = 200;                    ///< the worst that is said of it
    std::string tag;                     ///< getetag, with its quotation marks
    std::optional<std::string> calendar; ///< calendar-data

    std::string_view name() const; ///< the last part of the path; empty: a collection
};

/// The body of a 207. Malformed where it is none. No entity of a document is followed.
[[nodiscard]] Result<std::vector<DavResource>> read_multistatus(std::string_view xml);

} // namespace zugang::sync
