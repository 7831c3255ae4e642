#pragma once

#include "content/sha256.hpp"
#include "sync/metadata_store.hpp"
#include "sync/publish/upload_plan.hpp"
#include "tests/sync/package_server.hpp"
#include "tests/sync/repository.hpp"

#include <filesystem>
#include <map>
#include <string>

namespace zugang::sync::testing {

/// A signed repository as zugang-publish leaves it, with two packages.
class SignedRepository {
  public:
    explicit SignedRepository(const std::filesystem::path& folder) : folder_(folder) {
        for (auto& [role, body] : tuf_.roles) { // processes have the real clock
            body["expires"] = "2999-01-01T00:00:00Z";
        }
        tuf_.roles["targets"]["targets"] = Json::object();
        tuf_.delegate("targets", "bund", {"bund/*"}, true);
        tuf_.delegate("targets", "land.by", {"land/by/*"}, true);
        tuf_.files.clear();
        tuf_.publish("root");
        publish(sample(4));
    }

    const std::filesystem::path& folder() const { return folder_; }

    /// The next version of everything.
    void publish(const content::RecordBytes& bytes) {
        for (const std::string package : {"bund", "land/by"}) {
            content::write_package(package, bytes, folder_);
            publish_packs(package, folder_);
            const std::string manifest = read_file(folder_ / package / "manifest.json");
            const std::string sha256 = content::sha256(manifest);
            write_file(folder_ / package / (sha256 + ".manifest.json"), manifest);
            std::string role = package;
            std::ranges::replace(role, '/', '.');
            tuf_.roles[role]["targets"] = {
                {package + "/manifest.json",
                 {{"length", manifest.size()}, {"hashes", {{"sha256", sha256}}}}}};
            tuf_.roles[role]["expires"] = "2999-01-01T00:00:00Z";
        }
        tuf_.update({"bund", "land.by", "targets"});
        write();
    }
    void sign_timestamp_again() {
        tuf_.bump("timestamp");
        write();
    }
    /// A new root with other keys for the role, and nothing signed again.
    void rotate(const std::string& role) {
        tuf_.rotate(role);
        tuf_.bump("root");
        write();
    }
    std::string timestamp() const { return read_file(folder_ / timestamp_path); }

  private:
    void write() {
        for (const auto& [path, bytes] : tuf_.files) {
            write_file(folder_ / path, bytes);
        }
    }

    std::filesystem::path folder_;
    Repository tuf_;
};

/// All files that a destination should have, by path.
inline std::map<std::string, std::string> served_files(const SignedRepository& repository) {
    const auto plan = plan_upload(repository.folder());
    REQUIRE_MESSAGE(plan, (plan ? "" : plan.error().text));
    std::map<std::string, std::string> files{{timestamp_path, plan->timestamp}};
    for (const auto& stage : plan->stages) {
        for (const OutgoingFile& file : stage) {
            files[file.path] = read_file(file.file);
        }
    }
    return files;
}

/// All files in a folder, by path.
inline std::map<std::string, std::string> files_below(const std::filesystem::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            files[entry.path().lexically_relative(folder).generic_string()] =
                read_file(entry.path());
        }
    }
    return files;
}

} // namespace zugang::sync::testing
