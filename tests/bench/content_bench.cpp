// What editors wait for: check and build of a package of 400 articles in 15 languages with 300
// pictures and 200 recordings, cold (nothing is kept from before) and after one file was saved.
// Each run is a process of its own, the two programs as they are used.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "editors_sample.hpp"
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

namespace fs = std::filesystem;

struct Cost {
    double wall_s = 0;
    double cpu_s = 0;
    double peak_mb = 0;
};

double seconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

Cost run(const std::vector<std::string>& command) {
    std::vector<char*> arguments;
    for (const std::string& word : command) {
        arguments.push_back(const_cast<char*>(word.c_str()));
    }
    arguments.push_back(nullptr);
    const auto start = std::chrono::steady_clock::now();
    const pid_t child = fork();
    if (child == 0) {
        const int nowhere = open("/dev/null", O_WRONLY);
        dup2(nowhere, STDOUT_FILENO);
        execv(arguments[0], arguments.data());
        _exit(127);
    }
    int status = 0;
    rusage usage{};
    wait4(child, &status, 0, &usage);
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        throw std::runtime_error(command[0] + " " + command[1] + " failed");
    }
    return {.wall_s = wall.count(),
            .cpu_s = seconds(usage.ru_utime) + seconds(usage.ru_stime),
            .peak_mb = static_cast<double>(usage.ru_maxrss) / 1000};
}

void print(const char* what, std::vector<Cost> costs, double target_s) {
    std::ranges::sort(costs, {}, &Cost::wall_s);
    const Cost& median = costs[costs.size() / 2];
    std::printf("%-28s %.2f s (%.2f to %.2f, target %.1f), %.2f s of processor, %.0f MB\n", what,
                median.wall_s, costs.front().wall_s, costs.back().wall_s, target_s, median.cpu_s,
                median.peak_mb);
}

} // namespace

int main(int argc, char** argv) {
    try {
        const std::uint64_t seed = argc > 1 ? std::stoull(argv[1]) : 1;
        const int rounds = 5;
        const fs::path program =
            fs::read_symlink("/proc/self/exe").parent_path() / "zugang-content";
        const fs::path work =
            fs::temp_directory_path() / ("content-bench-" + std::to_string(getpid()));
        const fs::path package = work / "source";
        zugang::bench::EditorsSample sample(seed, ZUGANG_SOURCE_DIR "/content/source/bund",
                                            ZUGANG_SHARED_DIR "/text-corpus",
                                            ZUGANG_BINARY_DIR "/recordings");
        sample.write(package);
        setenv("XDG_CACHE_HOME", (work / "cache").c_str(), 1);
        const std::string out = (work / "content").string();
        const std::vector<std::string> check{program,      "check",    package,          "--as-of",
                                             "2026-11-22", "--assets", ZUGANG_SOURCE_DIR};
        const std::vector<std::string> build{program, "build",    package,          "--out",
                                             out,     "--assets", ZUGANG_SOURCE_DIR};
        std::array<std::vector<Cost>, 4> costs;
        for (int round = 0; round < rounds; ++round) {
            fs::remove_all(work / "cache");
            costs[0].push_back(run(check));
            sample.change_one_file(package);
            costs[1].push_back(run(check));
            fs::remove_all(work / "cache");
            fs::remove_all(out);
            costs[2].push_back(run(build));
            sample.change_one_file(package);
            costs[3].push_back(run(build));
        }
        print("check, cold", costs[0], 4);
        print("check, one file changed", costs[1], 0.5);
        print("build, cold", costs[2], 6);
        print("build, one file changed", costs[3], 1);
        if (std::getenv("KEEP") == nullptr) {
            fs::remove_all(work);
        }
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "content_bench: " << error.what() << "\n";
        return 1;
    }
}
