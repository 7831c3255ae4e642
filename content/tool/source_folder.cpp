#include "content/tool/source_folder.hpp"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace zugang::content::tool {
namespace {

namespace fs = std::filesystem;

/// A new folder of its own name beside `target`. It disappears with all that is in it, unless it is
/// told to stay.
class Workplace {
  public:
    explicit Workplace(const fs::path& target) {
        std::string name = target.string() + ".importing-XXXXXX";
        if (::mkdtemp(name.data()) != nullptr) {
            path_ = name;
        }
    }
    Workplace(const Workplace&) = delete;
    Workplace& operator=(const Workplace&) = delete;
    ~Workplace() {
        std::error_code ignored;
        if (!path_.empty()) {
            fs::remove_all(path_, ignored);
        }
    }
    /// Empty: it could not be made.
    const fs::path& path() const { return path_; }
    void stay() { path_.clear(); }

  private:
    fs::path path_;
};

bool is_import(const fs::path& package_file) {
    std::ifstream stream(package_file);
    for (std::string line; std::getline(stream, line);) {
        if (line.starts_with(import_marker)) {
            return true;
        }
    }
    return false;
}

std::string write_file(const fs::path& path, const std::string& bytes) {
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    if (error) {
        return path.parent_path().string() + ": " + error.message();
    }
    std::ofstream stream(path, std::ios::binary);
    stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    stream.close();
    return stream ? std::string() : path.string() + ": cannot be written";
}

std::string reason() {
    return std::error_code(errno, std::generic_category()).message();
}

/// Everything that was written to the file system of this folder; empty or what went wrong. One
/// call for thousands of files.
std::string sync_file_system(const fs::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    std::string problem =
        descriptor < 0 || ::syncfs(descriptor) != 0 ? folder.string() + ": " + reason() : "";
    if (descriptor >= 0) {
        ::close(descriptor);
    }
    return problem;
}

/// Puts `fresh` in the place of `target`; what was there is then in `workplace`. Empty or what went
/// wrong: then `target` is as it was, or the workplace stays and the message says so.
std::string swap_in(const fs::path& fresh, const fs::path& target, Workplace& workplace) {
    const auto problem = [&target] { return target.string() + ": " + reason(); };
    std::error_code error;
    if (!fs::exists(fs::symlink_status(target, error))) {
        return ::rename(fresh.c_str(), target.c_str()) == 0 ? "" : problem();
    }
    if (::renameat2(AT_FDCWD, fresh.c_str(), AT_FDCWD, target.c_str(), RENAME_EXCHANGE) == 0) {
        return "";
    }
    if (errno != EINVAL && errno != ENOSYS && errno != EOPNOTSUPP) {
        return problem();
    }
    const fs::path old = workplace.path() / "old"; // for file systems that cannot exchange
    if (::rename(target.c_str(), old.c_str()) != 0) {
        return problem();
    }
    if (::rename(fresh.c_str(), target.c_str()) == 0) {
        return "";
    }
    std::string why = problem();
    if (::rename(old.c_str(), target.c_str()) != 0) {
        why += "; what was there is now in " + old.string();
        workplace.stay();
    }
    return why;
}

/// An absolute path without a slash at its end.
fs::path plain_path(const fs::path& folder) {
    std::error_code error;
    fs::path plain = fs::weakly_canonical(fs::absolute(folder, error), error);
    return plain.has_filename() ? plain : plain.parent_path();
}

} // namespace

std::string refuse_target(const fs::path& folder) {
    std::error_code error;
    const fs::path path = plain_path(folder);
    if (path.empty() || path == path.root_path()) {
        return folder.string() + ": not a folder that an import can write";
    }
    if (!fs::exists(path, error)) {
        return error ? path.string() + ": " + error.message() : std::string();
    }
    if (!fs::is_directory(path, error)) {
        return path.string() + ": is there and is no folder; name a new one";
    }
    if (fs::is_empty(path, error) || is_import(path / "package.toml")) {
        return "";
    }
    return path.string() + ": holds files that no import made; name a new or empty folder";
}

tl::expected<void, std::string> replace_folder(const fs::path& folder, const SourceFiles& files) {
    if (std::string refusal = refuse_target(folder); !refusal.empty()) {
        return tl::unexpected(std::move(refusal));
    }
    const fs::path target = plain_path(folder);
    std::error_code error;
    fs::create_directories(target.parent_path(), error);
    Workplace workplace(target);
    if (workplace.path().empty()) {
        return tl::unexpected(target.string() + ": " + reason());
    }
    const fs::path fresh = workplace.path() / "new";
    for (const auto& [name, bytes] : files) {
        if (std::string problem = write_file(fresh / name, bytes); !problem.empty()) {
            return tl::unexpected(std::move(problem));
        }
    }
    fs::create_directories(fresh, error);
    std::string problem = sync_file_system(fresh);
    if (problem.empty()) {
        problem = swap_in(fresh, target, workplace);
    }
    if (!problem.empty()) {
        return tl::unexpected(std::move(problem));
    }
    if (problem = sync_file_system(target); !problem.empty()) {
        workplace.stay(); // the old files may be all that is on the disk
        return tl::unexpected(std::move(problem));
    }
    return {};
}

} // namespace zugang::content::tool
