#pragma once

#include "sync/failure.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::sync {

/// RFC 3986: unreserved characters stay, every other byte becomes %XX with capitals. No name of a
/// role or target can become a path that way.
std::string percent_encode(std::string_view text);

/// No value where a '%' is not followed by two hex digits, or by those of NUL.
std::optional<std::string> percent_decode(std::string_view encoded);

/// The same for each part of a path; slashes stay.
std::string percent_encode_path(std::string_view path);

/// The folder with what is trusted: root.json, timestamp.json, snapshot.json, targets.json and
/// delegated roles, each under its encoded name and with the bytes as served. One writer at a time.
/// Every write is there as a whole or not at all, also after a power cut; what goes wrong with the
/// disk is thrown (std::system_error).
class MetadataStore {
  public:
    /// The folder must exist.
    explicit MetadataStore(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// No value where there is none or it is longer than any metadata may be.
    std::optional<std::string> read(std::string_view role) const;

    void write(std::string_view role, std::string_view bytes);

    /// Every root that was trusted is kept in roots/<version>.root.json too: who carries the
    /// content on needs the chain. Before the root itself is written.
    void keep_root(std::uint64_t version, std::string_view bytes);
    std::map<std::uint64_t, std::string> roots() const;

    /// All roles that there is something of.
    std::vector<std::string> roles() const;

    /// Gone for good also after a power cut; nothing happens where there is none.
    void remove(std::string_view role);

    /// A root to start from. Other metadata that is there belongs to another root and is removed,
    /// unless it is the same root.
    void start(std::string_view root_bytes);

  private:
    std::filesystem::path file_of(std::string_view role) const;

    std::filesystem::path folder_;
};

} // namespace zugang::sync
