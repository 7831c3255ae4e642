#include "content/tool/child.hpp"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <system_error>
#include <thread>
#include <utility>

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace zugang::content::tool {
namespace {

constexpr std::chrono::milliseconds patience{2000};
constexpr std::chrono::milliseconds between_looks{5};

pid_t begin_child(int signal_of_end) {
    const pid_t parent = ::getpid();
    const pid_t pid = ::fork();
    if (pid < 0) {
        throw std::system_error(errno, std::generic_category(), "cannot start a process");
    }
    if (pid == 0) {
        ::prctl(PR_SET_PDEATHSIG, signal_of_end);
        if (::getppid() != parent) { // it ended meanwhile
            ::_exit(1);
        }
    }
    return pid;
}

} // namespace

Child::Child(const std::filesystem::path& program, const std::vector<std::string>& arguments)
    : signal_(SIGTERM) {
    const std::string name = program.string();
    std::vector<char*> words{const_cast<char*>(name.c_str())};
    for (const std::string& argument : arguments) {
        words.push_back(const_cast<char*>(argument.c_str()));
    }
    words.push_back(nullptr);
    pid_ = begin_child(signal_);
    if (pid_ == 0) {
        sigset_t none;
        ::sigemptyset(&none);
        ::sigprocmask(SIG_SETMASK, &none, nullptr);
        ::execvp(name.c_str(), words.data());
        ::_exit(127);
    }
}

Child::Child(const std::function<void()>& work) : signal_(SIGKILL) {
    pid_ = begin_child(signal_);
    if (pid_ == 0) {
        [&work]() noexcept { work(); }(); // nothing of the parent's is to be cleared away here
        ::_exit(0);
    }
}

Child::Child(Child&& other) noexcept : pid_(std::exchange(other.pid_, 0)), signal_(other.signal_) {
}

Child& Child::operator=(Child&& other) noexcept {
    end();
    pid_ = std::exchange(other.pid_, 0);
    signal_ = other.signal_;
    return *this;
}

std::optional<int> Child::ended() {
    int status = 0;
    if (pid_ <= 0 || ::waitpid(pid_, &status, WNOHANG) != pid_) {
        return std::nullopt;
    }
    pid_ = 0;
    return status;
}

void Child::end() noexcept {
    if (pid_ <= 0) {
        return;
    }
    ::kill(pid_, signal_);
    for (auto waited = between_looks; waited < patience; waited += between_looks) {
        if (::waitpid(pid_, nullptr, WNOHANG) == pid_) {
            pid_ = 0;
            return;
        }
        std::this_thread::sleep_for(between_looks);
    }
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    pid_ = 0;
}

std::string describe_status(int status) {
    if (WIFSIGNALED(status)) {
        const int number = WTERMSIG(status);
        return "signal " + std::to_string(number) + " (" + ::strsignal(number) + ")";
    }
    return "exit code " + std::to_string(WEXITSTATUS(status));
}

std::filesystem::path program_beside(const std::string& name) {
    std::error_code error;
    const auto own = std::filesystem::read_symlink("/proc/self/exe", error);
    const auto beside = own.parent_path() / name;
    return !error && std::filesystem::exists(beside, error) ? beside : std::filesystem::path(name);
}

} // namespace zugang::content::tool
