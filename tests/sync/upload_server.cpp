#include "tests/sync/upload_server.hpp"

#include "tests/sync/upload_repository.hpp"

#include <utility>
#include <vector>

namespace zugang::sync::testing {

namespace fs = std::filesystem;
using zugang::testing::free_port;
using zugang::testing::nginx_command;
using zugang::testing::ServerProcess;

UploadServer::UploadServer(DestinationKind kind, UploadSite site)
    : kind_(kind), site_(std::move(site)), port_(free_port()) {
    fs::create_directories(machine() / "www");
    write_file(machine() / "password", "geheim\n");
    write_file(machine() / "users", "anna:{PLAIN}geheim\n");
    write_file(machine() / "credentials",
               "[other]\naws_access_key_id = no\n[default]\naws_access_key_id = KEY\n"
               "aws_secret_access_key = SECRET/+\n");
    for (const char* secret : {"password", "credentials"}) {
        fs::permissions(machine() / secret, fs::perms(0600));
    }
    start();
}

void UploadServer::start(const std::string& more) {
    const std::string at = machine().string();
    const std::string port = std::to_string(port_);
    if (kind_ == DestinationKind::S3) {
        server_ = std::make_unique<ServerProcess>(
            std::vector<std::string>{
                "node", std::string(ZUGANG_SOURCE_DIR) + "/tests/tools/s3-server.js", at + "/s3",
                port, site_.name, "eu-central-1", "KEY", "SECRET/+"},
            port_);
    } else if (kind_ == DestinationKind::WebDav) {
        server_ = std::make_unique<ServerProcess>(
            nginx_command(machine(), "server { listen 127.0.0.1:" + port + "; root " + at +
                                         "; auth_basic \"zugang\"; auth_basic_user_file " + at +
                                         "/users;\n" + more + "\nlocation /" + site_.name +
                                         "/ { alias " + at + "/www/; dav_methods " + site_.methods +
                                         "; } }"),
            port_);
    }
}

void UploadServer::stop() {
    server_.reset();
}

fs::path UploadServer::folder() const {
    return kind_ == DestinationKind::S3 ? machine() / "s3" / site_.name / site_.prefix
                                        : machine() / "www";
}

std::map<std::string, std::string> UploadServer::files() const {
    if (!fs::exists(folder())) { // nothing of this prefix yet
        return {};
    }
    if (kind_ != DestinationKind::S3) {
        return files_below(folder());
    }
    std::map<std::string, std::string> found;
    constexpr std::string_view suffix = "._S3rver_object";
    for (auto& [path, bytes] : files_below(folder())) {
        if (path.ends_with(suffix)) {
            found[path.substr(0, path.size() - suffix.size())] = bytes;
        }
    }
    return found;
}

} // namespace zugang::sync::testing
