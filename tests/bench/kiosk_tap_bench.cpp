// From a tap to the first and the last pixel that it changes, as a camera in front of the screen
// would see it: the whole screen is fetched from the X server again and again. Also threads,
// processes and PSS of the terminal. Needs an X server of 1920x1080 (tests/bench/run starts Xvfb).
// usage: kiosk_tap_bench KIOSK CONTENT
#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XShm.h>
#include <X11/extensions/XTest.h>
#include <nlohmann/json.hpp>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

double ms_since(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values.at(values.size() / 2);
}

/// The screen as the X server has it.
class Camera {
  public:
    explicit Camera(Display* display) : display_(display) {
        const int screen = DefaultScreen(display);
        image_ =
            XShmCreateImage(display, DefaultVisual(display, screen),
                            static_cast<unsigned>(DefaultDepth(display, screen)), ZPixmap, nullptr,
                            &segment_, static_cast<unsigned>(DisplayWidth(display, screen)),
                            static_cast<unsigned>(DisplayHeight(display, screen)));
        bytes_ = static_cast<std::size_t>(image_->bytes_per_line) *
                 static_cast<std::size_t>(image_->height);
        segment_.shmid = shmget(IPC_PRIVATE, bytes_, IPC_CREAT | 0600);
        segment_.shmaddr = image_->data = static_cast<char*>(shmat(segment_.shmid, nullptr, 0));
        XShmAttach(display, &segment_);
        XSync(display, False);
        shmctl(segment_.shmid, IPC_RMID, nullptr);
        before_.resize(bytes_);
    }
    Camera(const Camera&) = delete;
    Camera& operator=(const Camera&) = delete;
    ~Camera() {
        XShmDetach(display_, &segment_);
        XDestroyImage(image_);
        shmdt(segment_.shmaddr);
    }

    /// Is the screen another than at the last look?
    bool look() {
        XShmGetImage(display_, DefaultRootWindow(display_), image_, 0, 0, AllPlanes);
        if (std::memcmp(before_.data(), image_->data, bytes_) == 0) {
            return false;
        }
        std::memcpy(before_.data(), image_->data, bytes_);
        return true;
    }

  private:
    Display* display_;
    XShmSegmentInfo segment_{};
    XImage* image_ = nullptr;
    std::size_t bytes_ = 0;
    std::vector<char> before_;
};

struct Seen {
    double first_ms = 0;
    double last_ms = 0;
};

/// Nothing where nothing changes within two seconds.
std::optional<Seen> tap(Display* display, Camera& camera, int x, int y) {
    XTestFakeMotionEvent(display, -1, x, y, 0);
    XSync(display, False);
    std::this_thread::sleep_for(100ms);
    camera.look();
    const auto start = Clock::now();
    XTestFakeButtonEvent(display, 1, True, 0);
    XTestFakeButtonEvent(display, 1, False, 0);
    XFlush(display);
    std::optional<Seen> seen;
    while (ms_since(start) < (seen ? seen->last_ms + 500 : 2000)) {
        if (camera.look()) {
            const double now = ms_since(start);
            seen = Seen{.first_ms = seen ? seen->first_ms : now, .last_ms = now};
        }
    }
    return seen;
}

using Point = std::array<int, 2>;

/// Where things are: a tour over the same pages says it.
std::map<std::string, Point> places(const std::string& kiosk, const std::string& content,
                                    const std::filesystem::path& folder) {
    std::ofstream(folder / "places.tour") << "tree 1\ntap language.en\ntree 2\ntap topic.work\n"
                                             "wait 500\ntree 3\n";
    const std::string command = kiosk + " --content " + content + " --tour " +
                                (folder / "places.tour").string() + " --out " + folder.string() +
                                " --size 1920x1080";
    std::map<std::string, Point> result;
    if (std::system(command.c_str()) != 0) {
        return result;
    }
    for (const char* name : {"1.json", "2.json", "3.json"}) {
        std::ifstream in(folder / name);
        for (const auto& node : nlohmann::json::parse(in)) {
            const auto rect = node["rect"].get<std::vector<double>>();
            result[node["id"]] = {static_cast<int>(rect[0] + rect[2] / 2),
                                  static_cast<int>(rect[1] + rect[3] / 2)};
        }
    }
    return result;
}

struct Family {
    int processes = 0;
    int threads = 0;
    double pss_mb = 0;
};

/// The process and those that it started.
Family family(pid_t parent) {
    Family result;
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
        const std::string name = entry.path().filename();
        if (!std::ranges::all_of(name, [](char c) { return c >= '0' && c <= '9'; })) {
            continue;
        }
        std::ifstream status(entry.path() / "status");
        std::string line;
        bool ours = name == std::to_string(parent);
        int threads = 0;
        while (std::getline(status, line)) {
            ours = ours || line == "PPid:\t" + std::to_string(parent);
            if (line.starts_with("Threads:")) {
                threads = std::stoi(line.substr(8));
            }
        }
        if (!ours) {
            continue;
        }
        ++result.processes;
        result.threads += threads;
        std::ifstream rollup(entry.path() / "smaps_rollup");
        while (std::getline(rollup, line)) {
            if (line.starts_with("Pss:")) {
                result.pss_mb += std::stod(line.substr(4)) / 1024;
            }
        }
    }
    return result;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::fprintf(stderr, "usage: kiosk_tap_bench KIOSK CONTENT\n");
        return 2;
    }
    Display* display = XOpenDisplay(nullptr);
    if (display == nullptr) {
        std::fprintf(stderr, "kiosk_tap_bench: no X server\n");
        return 1;
    }
    std::string folder = "/tmp/zugang-tap-XXXXXX";
    if (mkdtemp(folder.data()) == nullptr) {
        std::perror("mkdtemp");
        return 1;
    }
    const auto places = ::places(argv[1], argv[2], folder);
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0) {
        std::perror("pipe");
        return 1;
    }
    const pid_t pid = fork();
    if (pid == 0) {
        dup2(ends[1], 1);
        close(ends[0]);
        execl(argv[1], argv[1], "--content", argv[2], "--size", "1920x1080", "--report", nullptr);
        _exit(127);
    }
    close(ends[1]);
    char byte = 0; // a line when the first frame was presented
    while (read(ends[0], &byte, 1) == 1 && byte != '\n') {
    }
    int failed = 0;
    {
        Camera camera(display);
        std::vector<double> first;
        std::vector<double> last;
        const auto go = [&](const std::string& id, bool counts) {
            const auto at = places.find(id);
            const auto seen = at != places.end()
                                  ? tap(display, camera, at->second[0], at->second[1])
                                  : std::nullopt;
            if (!seen) {
                std::fprintf(stderr, "kiosk_tap_bench: nothing happened at %s\n", id.c_str());
                failed = 1;
            } else if (counts) {
                first.push_back(seen->first_ms);
                last.push_back(seen->last_ms);
            }
        };
        go("language.en", false);
        for (int round = 0; round < 10 && failed == 0; ++round) {
            for (const char* id : {"topic.work", "nav.home", "topic.residence", "nav.home"}) {
                go(id, true);
            }
        }
        const Family size = family(pid);
        if (failed == 0) {
            std::printf("tap.first_pixel %.1f ms, median of %zu taps (budget 16)\n", median(first),
                        first.size());
            std::printf("tap.last_pixel %.1f ms (budget 200)\n", median(last));
            std::printf("size.processes %d, threads %d (budget 2 / 6)\n", size.processes,
                        size.threads);
            std::printf("size.pss %.1f MB after %zu pages (budget 45)\n", size.pss_mb,
                        first.size() + 1);
        }
    }
    kill(pid, SIGTERM);
    waitpid(pid, nullptr, 0);
    std::filesystem::remove_all(folder);
    XCloseDisplay(display);
    return failed;
}
