#include "content/folder_watch.hpp"

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <system_error>

#include <sys/inotify.h>
#include <unistd.h>

namespace zugang::content {
namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t events = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE |
                                 IN_DELETE | IN_ONLYDIR | IN_EXCL_UNLINK;

[[noreturn]] void fail(const std::string& what) {
    const int reason = errno;
    throw std::system_error(
        reason, std::generic_category(),
        what + (reason == ENOSPC ? ": raise fs.inotify.max_user_watches (sysctl)" : ""));
}

/// Symbolic or another name of a file: nobody writes it after it was made.
bool is_link(const fs::path& path) {
    std::error_code error;
    return fs::is_symlink(path, error) || fs::hard_link_count(path, error) > 1;
}

} // namespace

bool is_editors_own(const fs::path& name) {
    const std::string text = name.filename().string();
    return text.empty() || text.front() == '.' || text.front() == '#' || text.back() == '~';
}

FolderWatch::FolderWatch(const std::vector<fs::path>& folders)
    : descriptor_(inotify_init1(IN_CLOEXEC | IN_NONBLOCK)), roots_(folders) {
    if (descriptor_ < 0) {
        fail("cannot watch folders");
    }
    for (const fs::path& folder : folders) {
        add(folder, nullptr);
    }
}

FolderWatch::~FolderWatch() {
    ::close(descriptor_);
}

/// `found`: takes what is in the folder already; it came before the watch.
void FolderWatch::add(const fs::path& folder, std::set<fs::path>* found) {
    const int watch = inotify_add_watch(descriptor_, folder.c_str(), events);
    if (watch < 0) {
        if (errno == ENOENT || errno == ENOTDIR) { // gone again
            return;
        }
        fail("cannot watch " + folder.string());
    }
    folders_[watch] = folder;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        if (is_editors_own(entry.path())) {
            continue;
        }
        if (found != nullptr) {
            found->insert(entry.path());
        }
        if (entry.is_directory(error) && !entry.is_symlink(error)) {
            add(entry.path(), found);
        }
    }
}

std::set<fs::path> FolderWatch::take() {
    std::set<fs::path> changed;
    alignas(inotify_event) std::array<char, 65536> buffer{};
    ssize_t size = 0;
    while ((size = ::read(descriptor_, buffer.data(), buffer.size())) > 0) {
        inotify_event event{};
        for (std::size_t at = 0; at < static_cast<std::size_t>(size);
             at += sizeof(event) + event.len) {
            std::memcpy(&event, buffer.data() + at, sizeof(event));
            if ((event.mask & IN_Q_OVERFLOW) != 0) {
                changed.insert(roots_.begin(), roots_.end());
                continue;
            }
            const auto folder = folders_.find(event.wd);
            if (folder == folders_.end()) {
                continue;
            }
            if ((event.mask & IN_IGNORED) != 0) {
                folders_.erase(folder);
                continue;
            }
            const fs::path path = folder->second / (buffer.data() + at + sizeof(event));
            const bool is_folder = (event.mask & IN_ISDIR) != 0;
            const bool is_new = (event.mask & (IN_CREATE | IN_MOVED_TO)) != 0;
            if (event.len == 0 || is_editors_own(path) ||
                ((event.mask & IN_CREATE) != 0 && !is_folder && !is_link(path))) {
                continue; // a new file is told once it is written
            }
            changed.insert(path);
            if (is_folder && is_new) {
                add(path, &changed);
            }
        }
    }
    return changed;
}

} // namespace zugang::content
