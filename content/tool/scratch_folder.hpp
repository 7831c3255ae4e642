#pragma once

#include <filesystem>

namespace zugang::content::tool {

/// A new folder among the temporary ones that goes with all that is in it. Throws where it cannot
/// be made.
class ScratchFolder {
  public:
    /// `name`: "preview" makes /tmp/zugang-preview-x1y2z3
    explicit ScratchFolder(const char* name);
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

} // namespace zugang::content::tool
