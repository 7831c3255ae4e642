#pragma once

#include "content/records.hpp"

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace zugang::sync {

/// Records on a terminal's disk, by hash: texts as zstd frames, files as they are. A file that the
/// content folder holds as media is not stored twice.
class ObjectStore {
  public:
    explicit ObjectStore(std::filesystem::path content);

    /// Seems to be there: of a length that it may have. Whether it is right says `read`.
    bool has(const content::Record& record) const;

    /// The bytes, compared with length and hash; no value where they are not there or others.
    std::optional<std::string> read(const content::Record& record) const;

    /// The record's bytes are known to be right. Not durable before `sync`.
    void put(const content::Record& record, bool is_file, std::string_view bytes) const;

    /// Everything that was put is on the disk.
    void sync() const;

    void remove(const content::Record& record) const;

    /// Removes all but these, by SHA-256; those in media/ too.
    void prune(const std::set<std::string>& needed) const;

    /// Where an unfinished download of this name lies.
    std::filesystem::path part(std::string_view name) const;

    /// The complete version of a package: its table and content.
    std::filesystem::path version_file(std::string_view package) const;

    /// The version of a package that visitors see: it was installed last.
    std::filesystem::path shown_file(std::string_view package) const;

  private:
    std::filesystem::path path(std::string_view sha256) const;

    std::filesystem::path content_;
    std::filesystem::path objects_;
};

} // namespace zugang::sync
