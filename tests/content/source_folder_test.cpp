#include "content/tool/source_folder.hpp"

#include <cerrno>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace zugang::content::tool;
namespace fs = std::filesystem;

namespace {

/// How the file system of a test answers; the functions below stand before the C library's.
struct FileSystem {
    bool exchanges = true;
    std::vector<int> failing_renames; ///< the first one is 1
    int renames = 0;
    std::vector<std::string> calls;
};
FileSystem file_system;

const fs::path& folder() {
    static const fs::path path =
        fs::temp_directory_path() / ("zugang-swap-" + std::to_string(getpid()));
    fs::remove_all(path);
    file_system = {};
    std::ofstream((fs::create_directories(path / "a"), path / "a/package.toml"))
        << import_marker << "\nold\n";
    return path;
}

std::string read(const fs::path& file) {
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::size_t entries(const fs::path& path) {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(path), fs::directory_iterator()));
}

SourceFiles new_files() {
    return {{"package.toml", std::string(import_marker) + "\nnew\n"}, {"b/c", "c"}};
}

int real_rename(const char* from, const char* to, unsigned flags) {
    return static_cast<int>(syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, flags));
}

} // namespace

extern "C" int renameat2(int, const char* from, int, const char* to, unsigned flags) noexcept {
    file_system.calls.emplace_back("exchange");
    if (!file_system.exchanges) {
        errno = EINVAL;
        return -1;
    }
    return real_rename(from, to, flags);
}

extern "C" int rename(const char* from, const char* to) noexcept {
    file_system.calls.emplace_back("rename");
    const int number = ++file_system.renames;
    for (const int failing : file_system.failing_renames) {
        if (number == failing) {
            errno = EIO;
            return -1;
        }
    }
    return real_rename(from, to, 0);
}

extern "C" int syncfs(int descriptor) noexcept {
    file_system.calls.emplace_back("sync");
    return static_cast<int>(syscall(SYS_syncfs, descriptor));
}

TEST_CASE("an import comes in by one exchange, on the disk before the old one goes") {
    const fs::path& path = folder();
    REQUIRE(replace_folder(path / "a", new_files()));
    CHECK(read(path / "a/b/c") == "c");
    CHECK(read(path / "a/package.toml").find("new") != std::string::npos);
    CHECK(entries(path) == 1);
    CHECK(file_system.calls == std::vector<std::string>{"sync", "exchange", "sync"});
}

TEST_CASE("what a dead import left beside the folder does not come in") {
    const fs::path& path = folder();
    fs::create_directories(path / ("a.importing-" + std::to_string(getpid())) / "stale");
    REQUIRE(replace_folder(path / "a", new_files()));
    CHECK_FALSE(fs::exists(path / "a/stale"));
}

TEST_CASE("without exchanging, the folder is moved away and back where it must") {
    const fs::path& path = folder();
    file_system.exchanges = false;
    REQUIRE(replace_folder(path / "a", new_files()));
    CHECK(fs::exists(path / "a/b/c"));
    CHECK(entries(path) == 1);

    folder();
    file_system.exchanges = false;
    file_system.failing_renames = {2};
    CHECK_FALSE(replace_folder(path / "a", new_files()));
    CHECK(read(path / "a/package.toml").find("old") != std::string::npos);
    CHECK(entries(path) == 1);
}

TEST_CASE("the only copy is never removed, and the error says where it is") {
    const fs::path& path = folder();
    file_system.exchanges = false;
    file_system.failing_renames = {2, 3};
    const auto outcome = replace_folder(path / "a", new_files());
    REQUIRE_FALSE(outcome);
    const std::string said = "what was there is now in ";
    const std::size_t at = outcome.error().find(said);
    REQUIRE(at != std::string::npos);
    CHECK(read(fs::path(outcome.error().substr(at + said.size())) / "package.toml").find("old") !=
          std::string::npos);
    fs::remove_all(path);
}
