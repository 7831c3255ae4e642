#pragma once

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <vector>

#include <unistd.h>

namespace zugang::testing {

/// A folder on a disk that takes nothing any more, until the end of the object. The kernel says
/// EACCES, where it would say EROFS of a file system that it has made read-only: to mount one needs
/// rights that tests lack. Root may write everywhere, so this process becomes nobody meanwhile.
class ReadOnlyDisk {
  public:
    explicit ReadOnlyDisk(const std::filesystem::path& folder) {
        namespace fs = std::filesystem;
        fs::permissions(folder.parent_path(), fs::perms::others_exec | fs::perms::group_exec,
                        fs::perm_options::add);
        keep(folder);
        for (const auto& entry : fs::recursive_directory_iterator(folder)) {
            if (!entry.is_symlink()) {
                keep(entry.path());
            }
        }
        for (const Entry& entry : entries_) {
            fs::permissions(entry.path, fs::perms(fs::is_directory(entry.path) ? 0555 : 0444));
        }
        if (::geteuid() == 0) {
            if (::seteuid(65534) != 0) {
                throw std::runtime_error("cannot become nobody");
            }
            is_nobody_ = true;
        }
    }
    ~ReadOnlyDisk() {
        if (is_nobody_ && ::seteuid(0) != 0) {
            std::abort();
        }
        std::error_code gone;
        for (const Entry& entry : entries_) {
            std::filesystem::permissions(entry.path, entry.before, gone);
        }
    }
    ReadOnlyDisk(const ReadOnlyDisk&) = delete;
    ReadOnlyDisk& operator=(const ReadOnlyDisk&) = delete;

  private:
    struct Entry {
        std::filesystem::path path;
        std::filesystem::perms before;
    };

    void keep(const std::filesystem::path& path) {
        entries_.push_back({path, std::filesystem::status(path).permissions()});
    }

    std::vector<Entry> entries_;
    bool is_nobody_ = false;
};

} // namespace zugang::testing
