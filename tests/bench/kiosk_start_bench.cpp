// Start, memory and idle of the terminal, beside a bare SDL program in the same run. Needs an X
// server (tests/bench/run starts Xvfb). usage: kiosk_start_bench BARE KIOSK CONTENT
#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

namespace {

using Clock = std::chrono::steady_clock;

struct Started {
    pid_t pid = 0;
    double ms = 0; ///< from fork to the line "first frame"
};

Started start(const std::vector<std::string>& command) {
    std::array<int, 2> ends{};
    if (pipe(ends.data()) != 0) {
        std::perror("pipe");
        std::exit(1);
    }
    const auto begin = Clock::now();
    const pid_t pid = fork();
    if (pid == 0) {
        dup2(ends[1], 1);
        close(ends[0]);
        std::vector<char*> arguments;
        for (const std::string& word : command) {
            arguments.push_back(const_cast<char*>(word.c_str()));
        }
        arguments.push_back(nullptr);
        execv(arguments.front(), arguments.data());
        _exit(127);
    }
    close(ends[1]);
    char byte = 0;
    while (read(ends[0], &byte, 1) == 1 && byte != '\n') {
    }
    const double ms = std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
    if (byte != '\n') {
        std::fprintf(stderr, "%s did not present a frame\n", command.front().c_str());
        std::exit(1);
    }
    return {pid, ms};
}

void stop(pid_t pid) {
    kill(pid, SIGTERM);
    waitpid(pid, nullptr, 0);
}

long pss_kb(pid_t pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/smaps_rollup");
    std::string line;
    while (std::getline(file, line)) {
        if (line.starts_with("Pss:")) {
            return std::stol(line.substr(4));
        }
    }
    return -1;
}

// Voluntary context switches of all threads: every wake-up ends in one.
long wakes(pid_t pid) {
    long sum = 0;
    for (const auto& task :
         std::filesystem::directory_iterator("/proc/" + std::to_string(pid) + "/task")) {
        std::ifstream file(task.path() / "status");
        std::string line;
        while (std::getline(file, line)) {
            if (line.starts_with("voluntary_ctxt_switches:")) {
                sum += std::stol(line.substr(24));
            }
        }
    }
    return sum;
}

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 4) {
        std::fprintf(stderr, "usage: kiosk_start_bench BARE KIOSK CONTENT\n");
        return 2;
    }
    const std::vector<std::string> bare{argv[1]};
    const std::vector<std::string> kiosk{argv[2],  "--content", argv[3],
                                         "--size", "1080x1920", "--report"};
    constexpr int runs = 21;
    std::vector<double> bare_ms;
    std::vector<double> kiosk_ms;
    std::vector<double> pss;
    for (int i = -2; i < runs; ++i) { // the first two warm the disk
        const Started first = start(bare);
        stop(first.pid);
        const Started second = start(kiosk);
        if (i >= 0) {
            bare_ms.push_back(first.ms);
            kiosk_ms.push_back(second.ms);
            pss.push_back(static_cast<double>(pss_kb(second.pid)) / 1024);
        }
        stop(second.pid);
    }
    std::printf("start.bare_sdl %.1f ms\n", median(bare_ms));
    std::printf("start.kiosk %.1f ms\n", median(kiosk_ms));
    std::printf("start.ratio %.2f x (budget 3)\n", median(kiosk_ms) / median(bare_ms));
    std::printf("start.pss %.1f MB (budget 60)\n", median(pss));

    // Idle on the home screen: a click on the first language, then 20 s of nothing.
    const Started idle = start(kiosk);
    std::this_thread::sleep_for(std::chrono::seconds(1));
    if (std::system("xdotool mousemove 280 370 click 1") != 0) {
        std::fprintf(stderr, "xdotool is missing\n");
        stop(idle.pid);
        return 1;
    }
    std::this_thread::sleep_for(std::chrono::seconds(3));
    const long before = wakes(idle.pid);
    std::this_thread::sleep_for(std::chrono::seconds(20));
    const long after = wakes(idle.pid);
    stop(idle.pid);
    std::printf("idle.wakes %.2f /s on the home screen, all threads (budget 0.1)\n",
                static_cast<double>(after - before) / 20);
    return 0;
}
