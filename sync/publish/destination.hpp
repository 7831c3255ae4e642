#pragma once

#include "sync/failure.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace zugang::sync {

enum class DestinationKind : std::uint8_t { Folder, S3, WebDav };

/// Where a repository is published to.
struct Destination {
    DestinationKind kind = DestinationKind::Folder;
    std::string name;             ///< as messages call it, without secrets
    std::filesystem::path folder; ///< Folder only
    std::string url;              ///< S3: of the bucket; WebDav: of the folder; no "/" at the end
    std::string prefix;           ///< S3: of the keys; empty, or with a "/" at its end
    std::string region;           ///< S3 only
    std::string user;             ///< access key or user; empty: nobody is named
    std::string secret;
    std::string session_token;                 ///< S3, of temporary credentials
    std::chrono::milliseconds retry_wait{500}; ///< before an HTTP request is tried again
};

struct DestinationOptions {
    std::string endpoint; ///< S3: the service; empty: that of AWS in the region
    std::string region;   ///< S3: empty: AWS_REGION, or else "us-east-1"
    /// S3: a file as the AWS tools have it; empty: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY of
    /// the environment.
    std::filesystem::path credentials;
    std::filesystem::path password; ///< WebDAV: its first line is the password
};

/// "/folder", "folder", "file:///folder", "s3://bucket/prefix", "https://user@host/path". Files
/// with secrets are read here, and refused where everybody may read them; http:// is for this
/// machine only, because it would show the password to the network.
[[nodiscard]] Result<Destination> parse_destination(std::string_view text,
                                                    const DestinationOptions& options = {});

} // namespace zugang::sync
