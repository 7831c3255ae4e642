#include "content/tool/source_folder.hpp"

#include <fstream>
#include <system_error>

#include <unistd.h>

namespace zugang::content::tool {
namespace {

namespace fs = std::filesystem;

/// A sibling folder that disappears unless it was moved away.
class TemporaryFolder {
  public:
    explicit TemporaryFolder(fs::path path) : path_(std::move(path)) {}
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    const fs::path& path() const { return path_; }

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

fs::path sibling(const fs::path& folder, const char* what) {
    fs::path name = folder.filename();
    name += std::string(".") + what + "-" + std::to_string(getpid());
    return folder.parent_path() / name;
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
    const TemporaryFolder fresh(sibling(target, "importing"));
    for (const auto& [name, bytes] : files) {
        if (std::string problem = write_file(fresh.path() / name, bytes); !problem.empty()) {
            return tl::unexpected(std::move(problem));
        }
    }
    std::error_code error;
    const TemporaryFolder old(sibling(target, "old"));
    const bool replaces = fs::exists(target, error);
    if (replaces) {
        fs::rename(target, old.path(), error);
    }
    if (!error) {
        fs::rename(fresh.path(), target, error);
        if (error && replaces) {
            std::error_code ignored;
            fs::rename(old.path(), target, ignored);
        }
    }
    if (error) {
        return tl::unexpected(target.string() + ": " + error.message());
    }
    return {};
}

} // namespace zugang::content::tool
