#pragma once

#include "sync/failure.hpp"
#include "sync/publish/destination.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace zugang::sync {

enum class UploadStep : std::uint8_t { Comparing, Sending, Finishing };

struct UploadProgress {
    UploadStep step = UploadStep::Comparing;
    std::size_t files = 0; ///< sent
    std::size_t all_files = 0;
    std::uint64_t bytes = 0; ///< sent
    std::uint64_t all_bytes = 0;
};

struct UploadReport {
    std::size_t sent_files = 0; ///< without timestamp.json
    std::uint64_t sent_bytes = 0;
    std::size_t files_there = 0;         ///< were there already
    std::uint64_t timestamp_version = 0; ///< what is published now
    std::optional<std::uint64_t> timestamp_before;
    bool changed = true;               ///< false: this very timestamp.json was there already
    std::vector<std::string> left_out; ///< files in the folder that are no part of what is served
};

/// Publishes the repository in a folder. Terminals see the old state or the new one: timestamp.json
/// goes last, once everything it leads to is there, and nothing that is there is removed. Immutable
/// files that are there with the same size are not sent again, so a run that broke off is simply
/// repeated. Refused: what is older than what is there (Rollback), what another publisher raced
/// (Refused). Failures of the destination are Destination or Network. `progress` is called often
/// and by this thread; Finishing comes right before timestamp.json is looked at for the last time.
[[nodiscard]] Result<UploadReport>
upload(const std::filesystem::path& repository, const Destination& destination,
       const std::function<void(const UploadProgress&)>& progress = {});

} // namespace zugang::sync
