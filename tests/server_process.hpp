#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <sys/types.h>

namespace zugang::testing {

/// A port on loopback that was free a moment ago.
int free_port();
bool answers(int port);

/// A process that is ended with its object.
class ServerProcess {
  public:
    /// Waits until the port answers; throws where the process ends before.
    ServerProcess(const std::vector<std::string>& command, int port);
    ~ServerProcess() { stop(); }
    ServerProcess(const ServerProcess&) = delete;
    ServerProcess& operator=(const ServerProcess&) = delete;

    void stop();
    pid_t id() const { return process_; }

  private:
    pid_t process_ = 0;
};

/// What a configuration of nginx needs so that one process runs in `folder` as this user; `servers`
/// are the server blocks.
std::vector<std::string> nginx_command(const std::filesystem::path& folder,
                                       const std::string& servers);

} // namespace zugang::testing
