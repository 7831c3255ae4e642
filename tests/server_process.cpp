#include "tests/server_process.hpp"

#include <chrono>
#include <csignal>
#include <fstream>
#include <stdexcept>
#include <thread>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace zugang::testing {
namespace {

sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

} // namespace

int free_port() {
    const int line = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    const bool found = ::bind(line, reinterpret_cast<const sockaddr*>(&address), size) == 0 &&
                       ::getsockname(line, reinterpret_cast<sockaddr*>(&address), &size) == 0;
    ::close(line);
    if (!found) {
        throw std::runtime_error("no free port on loopback");
    }
    return ntohs(address.sin_port);
}

bool answers(int port) {
    const int line = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopback(port);
    const bool connected =
        ::connect(line, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    ::close(line);
    return connected;
}

ServerProcess::ServerProcess(const std::vector<std::string>& command, int port) {
    std::vector<char*> arguments;
    for (const std::string& argument : command) {
        arguments.push_back(const_cast<char*>(argument.c_str()));
    }
    arguments.push_back(nullptr);
    process_ = fork();
    if (process_ == 0) {
        execvp(arguments[0], arguments.data());
        _exit(127);
    }
    for (int i = 0; i < 1500 && !answers(port); ++i) {
        if (waitpid(process_, nullptr, WNOHANG) == process_) {
            process_ = 0;
            throw std::runtime_error(command[0] + " ended at once");
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    if (!answers(port)) {
        stop();
        throw std::runtime_error(command[0] + " does not answer");
    }
}

void ServerProcess::stop() {
    if (process_ > 0) {
        kill(process_, SIGTERM);
        waitpid(process_, nullptr, 0);
        process_ = 0;
    }
}

std::vector<std::string> nginx_command(const std::filesystem::path& folder,
                                       const std::string& servers) {
    const std::string at = folder.string();
    std::string text = "daemon off; master_process off; pid " + at + "/nginx.pid;\nerror_log " +
                       at + "/error.log;\nevents {}\nhttp {\naccess_log " + at +
                       "/access.log;\nclient_max_body_size 100m;\n";
    for (const char* what : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
        text += std::string(what) + "_temp_path " + at + "/temporary;\n";
    }
    std::ofstream(folder / "nginx.conf") << text << servers << "\n}\n";
    return {"/usr/sbin/nginx", "-e", at + "/error.log", "-c", at + "/nginx.conf"};
}

} // namespace zugang::testing
