#pragma once

#include "sync/publish/destination.hpp"

#include <filesystem>
#include <iosfwd>
#include <string>

namespace zugang::sync {

struct PublishOptions {
    std::filesystem::path repository;
    std::string destination; ///< as parse_destination reads it
    DestinationOptions access;
    bool json = false;          ///< --format=json
    bool show_progress = false; ///< stderr is a terminal
};

/// The subcommand that sends a signed repository to where it is served from. Returns the exit code:
/// 0 published (or it was already), 1 failed, 2 the destination cannot be understood. Accidents of
/// this machine's disk are thrown.
int run_publish(const PublishOptions& options, std::ostream& out, std::ostream& err);

} // namespace zugang::sync
