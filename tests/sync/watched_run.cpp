#include "tests/sync/watched_run.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace zugang::testing {
namespace {

/// All by which a process starts programs, speaks to others or changes files.
constexpr const char* calls =
    "execve,execveat,connect,bind,listen,sendto,openat,openat2,open,creat,truncate,rename,renameat,"
    "renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat,symlink,symlinkat,link,linkat,chmod,fchmodat,"
    "chown,lchown,fchownat,mknod,mknodat,mount,kill,tkill,ptrace,bpf,init_module,finit_module";

bool contains(std::string_view line, std::string_view part) {
    return line.find(part) != std::string_view::npos;
}

/// What a process writes to that is no file.
bool is_device(std::string_view path) {
    static constexpr std::array<std::string_view, 4> devices{"/dev/null", "/dev/tty", "/dev/shm/",
                                                             "/proc/self/"};
    return std::ranges::any_of(devices, [path](std::string_view d) { return path.starts_with(d); });
}

/// The paths of a call, whole: relative ones begin at the folder that strace names before them.
std::vector<std::string> paths_of(const std::string& line, const std::string& folder) {
    std::vector<std::string> paths;
    std::string base = folder;
    for (std::size_t at = line.find('('); at < line.size(); ++at) {
        if (line[at] == '<') { // 7</folder> or AT_FDCWD</folder>
            const std::size_t end = std::min(line.find('>', at), line.size());
            base = line.substr(at + 1, end - at - 1);
            at = end;
        } else if (line[at] == '"') {
            std::size_t end = at + 1;
            while (end < line.size() && line[end] != '"') {
                end += line[end] == '\\' ? 2 : 1;
            }
            const std::string path = line.substr(at + 1, end - at - 1);
            paths.push_back(path.starts_with('/') ? path : base + "/" + path);
            at = end;
        } else if (line[at] == ')') {
            break;
        }
    }
    return paths;
}

bool is_misdeed(const std::string& line, const std::string& folder) {
    const std::size_t name_end = line.find('(');
    if (name_end == std::string::npos) {
        return false; // how a process ended
    }
    const std::size_t name_start = line.find_last_of(' ', name_end);
    const std::string name =
        line.substr(name_start == std::string::npos ? 0 : name_start + 1,
                    name_end - (name_start == std::string::npos ? 0 : name_start + 1));
    if (name == "connect" || name == "bind" || name == "sendto") {
        return contains(line, "AF_INET");
    }
    if (name.starts_with("open") && !contains(line, "O_WRONLY") && !contains(line, "O_RDWR") &&
        !contains(line, "O_CREAT") && !contains(line, "O_TRUNC")) {
        return false;
    }
    const std::vector<std::string> paths = paths_of(line, folder);
    const bool writes_at_home = !paths.empty() && std::ranges::all_of(paths, [&](const auto& path) {
        return is_device(path) ||
               (path.starts_with(folder) && !contains(path, "/../") && !path.ends_with("/.."));
    });
    return !writes_at_home;
}

[[noreturn]] void become(const std::vector<std::string>& command,
                         const std::filesystem::path& folder, int output) {
    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
    std::vector<char*> arguments;
    for (const std::string& word : command) {
        arguments.push_back(const_cast<char*>(word.c_str()));
    }
    arguments.push_back(nullptr);
    if (chdir(folder.c_str()) == 0) {
        execvp(arguments[0], arguments.data());
    }
    _exit(127);
}

} // namespace

Watched run_watched(const std::vector<std::string>& command, const std::filesystem::path& folder,
                    int processor_seconds) {
    const std::filesystem::path trace = folder / "strace.txt";
    std::vector<std::string> whole{
        "prlimit", "--core=0", "--cpu=" + std::to_string(processor_seconds),
        // LeakSanitizer cannot look under a tracer
        "strace", "-E", "ASAN_OPTIONS=detect_leaks=0", "-E", "TMPDIR=" + folder.string(), "-E",
        "SDL_VIDEODRIVER=dummy", "-E", "SDL_AUDIODRIVER=dummy", "--seccomp-bpf", "-f", "-y", "-qq",
        "-s", "4096", "-e", "signal=none", "-e", std::string("trace=") + calls, "-o",
        trace.string()};
    whole.insert(whole.end(), command.begin(), command.end());
    std::array<int, 2> pipe_ends{};
    if (pipe2(pipe_ends.data(), O_CLOEXEC) != 0) {
        throw std::system_error(errno, std::generic_category(), "pipe");
    }
    const pid_t process = fork();
    if (process < 0) {
        throw std::system_error(errno, std::generic_category(), "fork");
    }
    if (process == 0) {
        become(whole, folder, pipe_ends[1]);
    }
    close(pipe_ends[1]);
    Watched watched;
    std::array<char, 4096> buffer{};
    for (ssize_t got = 0; (got = read(pipe_ends[0], buffer.data(), buffer.size())) > 0;) {
        watched.text.append(buffer.data(), static_cast<std::size_t>(got));
    }
    close(pipe_ends[0]);
    int status = 0;
    rusage used{};
    wait4(process, &status, 0, &used);
    watched.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    watched.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    watched.peak_bytes = static_cast<std::uint64_t>(used.ru_maxrss) * 1024;
    std::ifstream lines(trace);
    bool is_first = true;
    for (std::string line; std::getline(lines, line);) {
        if (is_first && contains(line, "execve(")) {
            is_first = false; // the program itself
        } else if (is_misdeed(line, folder.string())) {
            watched.misdeeds.push_back(line);
        }
    }
    std::filesystem::remove(trace);
    return watched;
}

} // namespace zugang::testing
