#pragma once

#include <filesystem>
#include <string_view>

namespace zugang::content {

/// Writes beside, then renames over: the file is there as a whole or not at all, also after a power
/// cut. A file that was there keeps its permissions, a link to one stays a link. Throws where the
/// disk says no, and leaves nothing behind.
void write_durably(const std::filesystem::path& file, std::string_view bytes);

/// Writes beside, then renames over. After a power cut the file may be half, unless
/// sync_file_system was called: for many files, whose bytes are compared with a hash later.
void write_quickly(const std::filesystem::path& file, std::string_view bytes);

/// Brings everything on the file system of this folder to the disk.
void sync_file_system(const std::filesystem::path& folder);

/// Makes `link` point to `target` by one rename.
void replace_link(const std::filesystem::path& link, const std::filesystem::path& target);

/// Makes this folder and those above it that are missing, and brings their names to the disk: else
/// what is written durably into it could vanish with it.
void make_folder_durably(const std::filesystem::path& folder);

/// fsync of a file or folder.
void sync_to_disk(const std::filesystem::path& path);

/// Held by one program at a time; throws where another one holds it.
class FolderLock {
  public:
    explicit FolderLock(const std::filesystem::path& folder);
    ~FolderLock();
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

  private:
    int descriptor_ = -1;
};

} // namespace zugang::content
