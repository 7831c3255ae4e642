#include "content/tool/git.hpp"

#include <array>
#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace zugang::content::tool {
namespace {

std::string read_all(int descriptor) {
    std::string bytes;
    std::array<char, 65536> part{};
    for (;;) {
        const ssize_t size = read(descriptor, part.data(), part.size());
        if (size > 0) {
            bytes.append(part.data(), static_cast<std::size_t>(size));
        } else if (size == 0 || errno != EINTR) {
            return bytes;
        }
    }
}

/// Nothing to read, the pipe to write to, nobody to complain to.
class Streams {
  public:
    explicit Streams(int out) {
        posix_spawn_file_actions_init(&actions_);
        posix_spawn_file_actions_addopen(&actions_, 0, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_adddup2(&actions_, out, 1);
        posix_spawn_file_actions_addopen(&actions_, 2, "/dev/null", O_WRONLY, 0);
    }
    ~Streams() { posix_spawn_file_actions_destroy(&actions_); }
    Streams(const Streams&) = delete;
    Streams& operator=(const Streams&) = delete;

    const posix_spawn_file_actions_t* get() const { return &actions_; }

  private:
    posix_spawn_file_actions_t actions_{};
};

} // namespace

tl::expected<std::string, std::string> run_git(const std::filesystem::path& folder,
                                               const std::vector<std::string>& arguments) {
    std::vector<std::string> words{"git", "-C", folder.string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (std::string& word : words) {
        argv.push_back(word.data());
    }
    argv.push_back(nullptr);
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) {
        throw std::system_error(errno, std::generic_category(), "pipe");
    }
    pid_t child = 0;
    const Streams streams(ends[1]);
    const int failed = posix_spawnp(&child, "git", streams.get(), nullptr, argv.data(), environ);
    close(ends[1]);
    std::string bytes = failed == 0 ? read_all(ends[0]) : std::string{};
    close(ends[0]);
    if (failed != 0) {
        return tl::unexpected(std::string("git cannot be started; install it"));
    }
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        return tl::unexpected("git " + arguments.front() + " failed in " + folder.string());
    }
    return bytes;
}

} // namespace zugang::content::tool
