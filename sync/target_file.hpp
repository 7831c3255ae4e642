#pragma once

#include "sync/metadata.hpp"

#include <filesystem>
#include <string_view>

namespace zugang::sync {

/// Whether the file is the promised one already; false where there is none.
bool has_length_and_hashes(const std::filesystem::path& file, const TargetFile& promised);

/// A file on its way: `<file>.part` until its length and hashes are known to be the promised ones.
/// What is not finished is removed. Throws where the disk says no (std::system_error).
class TargetDraft {
  public:
    TargetDraft(std::filesystem::path file, const TargetFile& promised);
    ~TargetDraft();
    TargetDraft(const TargetDraft&) = delete;
    TargetDraft& operator=(const TargetDraft&) = delete;

    void add(std::string_view bytes);

    /// Checks, writes to disk and renames.
    [[nodiscard]] Result<void> finish();

  private:
    std::filesystem::path file_;
    std::filesystem::path part_;
    int descriptor_ = -1;
    std::uint64_t length_ = 0;
    LengthAndHashes found_;
};

} // namespace zugang::sync
