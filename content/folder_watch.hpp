#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <vector>

namespace zugang::content {

/// Sees what is saved in folders and all that is below them, also in folders that are made later
/// (inotify). Names that editors use for their own files are passed over, folders that begin with a
/// dot too. One thread.
class FolderWatch {
  public:
    /// Throws where the machine has no more watches to give.
    explicit FolderWatch(const std::vector<std::filesystem::path>& folders);
    ~FolderWatch();
    FolderWatch(const FolderWatch&) = delete;
    FolderWatch& operator=(const FolderWatch&) = delete;

    /// Can be read once something has changed; for poll.
    int descriptor() const { return descriptor_; }

    /// What was written, moved, made or removed since the last call. All the folders where so much
    /// was that the kernel lost count.
    std::set<std::filesystem::path> take();

  private:
    void add(const std::filesystem::path& folder, std::set<std::filesystem::path>* found);

    int descriptor_ = -1;
    std::vector<std::filesystem::path> roots_;
    std::map<int, std::filesystem::path> folders_; ///< by watch
};

/// Swap files and backups of editors: ".de.md.swp", "de.md~", "#de.md#".
bool is_editors_own(const std::filesystem::path& name);

} // namespace zugang::content
