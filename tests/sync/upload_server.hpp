#pragma once

#include "sync/publish/destination.hpp"
#include "tests/server_process.hpp"
#include "tests/sync/repository.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <string>

namespace zugang::sync::testing {

/// What is uploaded to: a folder, nginx as a WebDAV server, or the S3 server of tests/tools.
struct UploadSite {
    std::string name;    ///< the bucket, and the path below the WebDAV server
    std::string prefix;  ///< within the bucket
    std::string methods; ///< dav_methods of nginx
};

/// Such a place in a folder of its own, with the server that it needs, and the secrets: the files
/// "password" (WebDAV, user "anna") and "credentials" (S3, region eu-central-1).
class UploadServer {
  public:
    UploadServer(DestinationKind kind, UploadSite site);

    /// `more`: lines for nginx.
    void start(const std::string& more = "");
    void stop();

    DestinationKind kind() const { return kind_; }
    const std::filesystem::path& machine() const { return machine_.path(); }
    std::string address() const { return "127.0.0.1:" + std::to_string(port_); }
    /// Where what is uploaded lies, in folder and WebDAV as it is.
    std::filesystem::path folder() const;
    /// What was uploaded, by path.
    std::map<std::string, std::string> files() const;

  private:
    TemporaryFolder machine_;
    DestinationKind kind_;
    UploadSite site_;
    int port_;
    std::unique_ptr<zugang::testing::ServerProcess> server_;
};

} // namespace zugang::sync::testing
