#include "content/tool/cache.hpp"

#include "content/sha256.hpp"

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <system_error>

#include <unistd.h>

namespace zugang::content::tool {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t digest_size = 64;
constexpr std::chrono::hours kept{24 * 30};
constexpr std::chrono::hours between_cleanings{24};

std::optional<std::string> read_file(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    if (!stream) {
        return std::nullopt;
    }
    std::error_code error;
    const std::uintmax_t size = fs::file_size(file, error);
    std::string bytes(error ? 0 : static_cast<std::size_t>(size), '\0');
    stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return stream ? std::optional(std::move(bytes)) : std::nullopt;
}

void touch(const fs::path& file) {
    std::error_code ignored;
    fs::last_write_time(file, fs::file_time_type::clock::now(), ignored);
}

void clean(const fs::path& folder) {
    const fs::path mark = folder / "cleaned";
    const auto now = fs::file_time_type::clock::now();
    std::error_code error;
    const auto cleaned = fs::last_write_time(mark, error);
    if (!error && now - cleaned < between_cleanings) {
        return;
    }
    fs::create_directories(folder, error);
    std::ofstream(mark) << "";
    touch(mark);
    for (auto entry = fs::recursive_directory_iterator(folder, error);
         !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
        std::error_code gone;
        if (entry->is_regular_file(gone) && now - entry->last_write_time(gone) > kept) {
            fs::remove(entry->path(), gone);
        }
    }
}

} // namespace

Cache Cache::of_user() {
    const auto variable = [](const char* name) {
        const char* value = std::getenv(name);
        return std::string(value != nullptr ? value : "");
    };
    if (variable("ZUGANG_CACHE") == "off") {
        return {};
    }
    fs::path folder = variable("XDG_CACHE_HOME");
    if (!folder.is_absolute()) {
        const fs::path home = variable("HOME");
        folder = home.is_absolute() ? home / ".cache" : fs::path();
    }
    if (folder.empty()) {
        return {};
    }
    folder /= "zugang-content";
    clean(folder);
    return Cache(folder);
}

fs::path Cache::file(std::string_view name) const {
    const std::string sum = sha256(name);
    return folder_ / sum.substr(0, 2) / sum.substr(2);
}

std::optional<std::string> Cache::read(std::string_view name) const {
    if (folder_.empty()) {
        return std::nullopt;
    }
    const fs::path path = file(name);
    auto bytes = read_file(path);
    if (!bytes || bytes->size() < digest_size) {
        return std::nullopt;
    }
    const std::string_view rest = std::string_view(*bytes).substr(digest_size);
    if (sha256(rest) != std::string_view(*bytes).substr(0, digest_size)) {
        return std::nullopt;
    }
    std::error_code error;
    const auto now = fs::file_time_type::clock::now();
    if (now - fs::last_write_time(path, error) > between_cleanings) {
        touch(path);
    }
    return std::string(rest);
}

void Cache::write(std::string_view name, std::string_view bytes) const {
    if (folder_.empty()) {
        return;
    }
    static std::atomic<unsigned> number = 0;
    const fs::path path = file(name);
    const fs::path draft =
        path.string() + "." + std::to_string(getpid()) + "-" + std::to_string(number++);
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    bool good = false;
    {
        std::ofstream stream(draft, std::ios::binary);
        stream << sha256(bytes) << bytes;
        stream.flush();
        good = static_cast<bool>(stream);
    }
    if (good) {
        fs::rename(draft, path, error);
    }
    if (!good || error) {
        fs::remove(draft, error);
    }
}

const std::string& program_version() {
    static const std::string version = [] {
        std::error_code error;
        const fs::path program = fs::read_symlink("/proc/self/exe", error);
        const auto size = fs::file_size(program, error);
        const auto time = fs::last_write_time(program, error).time_since_epoch().count();
        return std::string(ZUGANG_VERSION) + " " + std::to_string(size) + " " +
               std::to_string(time);
    }();
    return version;
}

} // namespace zugang::content::tool
