#include "sync/terminal/daemon.hpp"

#include "content/durable_file.hpp"
#include "content/package_folder.hpp"
#include "sync/canonical_json.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <random>
#include <system_error>
#include <vector>

#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

namespace zugang::sync {
namespace {

constexpr std::uintmax_t longest_request = 10'000; // bytes

/// Wakes when a file comes into a folder.
class FolderWatch {
  public:
    explicit FolderWatch(const std::filesystem::path& folder)
        : descriptor_(::inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) {
        if (descriptor_ < 0 ||
            ::inotify_add_watch(descriptor_, folder.c_str(), IN_CLOSE_WRITE | IN_MOVED_TO) < 0) {
            throw std::system_error(errno, std::generic_category(),
                                    "cannot watch " + folder.string());
        }
    }
    ~FolderWatch() { ::close(descriptor_); }
    FolderWatch(const FolderWatch&) = delete;
    FolderWatch& operator=(const FolderWatch&) = delete;

    void wait(std::chrono::milliseconds at_most) {
        pollfd watched{.fd = descriptor_, .events = POLLIN, .revents = 0};
        ::poll(&watched, 1, static_cast<int>(at_most.count()));
        std::array<char, 4096> events{};
        while (::read(descriptor_, events.data(), events.size()) > 0) {
            // only that something came matters
        }
    }

  private:
    int descriptor_;
};

} // namespace

std::optional<Request> read_request(std::string_view json) {
    const auto object = parse_json(json);
    if (!object || !object->is_object() || !object->contains("action") ||
        !object->at("action").is_string()) {
        return std::nullopt;
    }
    const auto action = object->at("action").get<std::string>();
    if (action == "update") {
        return Request{.kind = Request::Kind::Update, .folder = {}};
    }
    if (action == "rollback") {
        return Request{.kind = Request::Kind::GoBack, .folder = {}};
    }
    if (action == "rollback-undo") {
        return Request{.kind = Request::Kind::AllowAgain, .folder = {}};
    }
    const auto path = object->find("path");
    if (action == "import" && path != object->end() && path->is_string() &&
        path->get<std::string>().starts_with('/')) {
        return Request{.kind = Request::Kind::Import, .folder = path->get<std::string>()};
    }
    return std::nullopt;
}

std::optional<Request> take_request(const std::filesystem::path& requests) {
    std::vector<std::pair<std::filesystem::file_time_type, std::filesystem::path>> files;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(requests, error)) {
        if (entry.path().extension() == ".json") {
            files.emplace_back(entry.last_write_time(error), entry.path());
        }
    }
    std::ranges::sort(files);
    for (const auto& [time, file] : files) {
        std::error_code unknown;
        const bool is_request = std::filesystem::is_regular_file(file, unknown) &&
                                std::filesystem::file_size(file, unknown) <= longest_request;
        const auto bytes = is_request ? content::read_whole(file) : std::nullopt;
        if (!std::filesystem::remove(file, unknown)) {
            continue; // it would be served again and again
        }
        content::sync_to_disk(requests); // nor after a power cut: going back twice is too far
        if (const auto request = read_request(bytes.value_or(""))) {
            return request;
        }
    }
    return std::nullopt;
}

std::chrono::seconds wait_after(std::size_t failures, std::chrono::minutes interval,
                                double chance) {
    std::chrono::duration<double> wait = interval;
    if (failures > 0) {
        const std::chrono::minutes backed_off(1LL << std::min<std::size_t>(failures - 1, 11));
        wait = std::min<std::chrono::duration<double>>(wait, backed_off);
    }
    return std::chrono::duration_cast<std::chrono::seconds>(wait * (0.8 + 0.4 * chance));
}

void run_daemon(const Terminal& terminal,
                const std::function<bool(const std::optional<Request>&)>& run) {
    using Steady = std::chrono::steady_clock;
    const std::filesystem::path requests = terminal.layout.requests();
    content::make_folder_durably(requests);
    FolderWatch watch(requests);
    std::minstd_rand random{std::random_device{}()};
    std::uniform_real_distribution<double> chance(0, 1);
    std::size_t failures = 0;
    Steady::time_point next = Steady::now();
    for (;;) {
        if (const auto request = take_request(requests)) {
            run(request);
            continue;
        }
        const Steady::time_point now = Steady::now();
        if (now >= next) {
            failures = run(std::nullopt) ? 0 : failures + 1;
            next = Steady::now() + wait_after(failures, terminal.settings.interval, chance(random));
            continue;
        }
        watch.wait(std::chrono::duration_cast<std::chrono::milliseconds>(next - now) +
                   std::chrono::milliseconds(1));
    }
}

} // namespace zugang::sync
