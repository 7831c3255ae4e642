#pragma once

#include "sync/publish/destination.hpp"
#include "sync/publish/document.hpp"

#include <filesystem>
#include <iosfwd>
#include <string>

namespace zugang::sync {

struct PublishOptions {
    std::filesystem::path repository;
    std::string destination; ///< as parse_destination reads it
    DestinationOptions access;
    std::ostream* progress = nullptr; ///< a line that is written over; null: nobody looks
};

/// Sends a signed repository to where it is served from. Accidents of this machine's disk are
/// thrown.
[[nodiscard]] Result<Answer> publish(const PublishOptions& options);

} // namespace zugang::sync
