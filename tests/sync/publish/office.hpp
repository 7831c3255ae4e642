#pragma once

#include "content/records.hpp"
#include "sync/publish/key_file.hpp"
#include "tests/sync/repository.hpp"

#include <filesystem>
#include <string>
#include <vector>

#include <doctest/doctest.h>

namespace zugang::sync::testing {

/// The value, or the test fails with what was said.
template <typename Value>
Value must(Result<Value> result) {
    if (!result) {
        FAIL(result.error().text);
    }
    return std::move(*result);
}

/// Why it was refused.
template <typename Value>
Failure refused(const Result<Value>& result) {
    REQUIRE_FALSE(result);
    return result.error();
}

bool contains(const std::string& text, std::string_view part);

/// Those who publish: a folder with keys (not encrypted), a repository and folders of packages.
class Office {
  public:
    /// Root: two of Anna, Ben, Carla; "online" signs snapshot and timestamp; the keys bund and by
    /// are there for packages.
    Office();

    Moment now = test_now;

    std::filesystem::path repository() const { return folder_.path() / "repository"; }
    std::filesystem::path metadata() const { return repository() / "metadata"; }
    std::filesystem::path work(const std::string& package) const;
    std::filesystem::path file(const std::string& name) const { return folder_.path() / name; }

    void add_key(const std::string& name, const std::string& owner = {}) const;
    std::filesystem::path shown(const std::string& name) const { return file(name + ".pub"); }
    OpenKey signer(const std::string& name) const;
    std::vector<OpenKey> signers(const std::string& name) const; ///< it alone

    /// Root and targets are there, bund and land/by delegated.
    void found() const;

    /// Compared with what the proposal carries.
    Result<Answer> sign_root(const std::filesystem::path& proposal, const std::string& key,
                             const std::filesystem::path& out = {}) const;

    /// Signs the proposal with these and makes it the root.
    Answer accept_root(const std::filesystem::path& proposal,
                       const std::vector<std::string>& signers) const;

    /// As `zugang-content package --out work(package)` does.
    void write(const std::string& package, const content::RecordBytes& bytes) const;
    Result<Answer> sign(const std::string& package, const std::string& key,
                        bool renew = false) const;
    Result<Answer> accept(const std::string& package) const;

    /// Snapshot and timestamp.
    void go_online() const;

    /// All of it.
    void publish(const std::string& package, const std::string& key,
                 const content::RecordBytes& bytes) const;

    /// verify_as_client
    Answer verify() const;

  private:
    TemporaryFolder folder_;
};

/// Two articles of this package.
content::RecordBytes records(const std::string& package, const std::string& title = "lohn de");

} // namespace zugang::sync::testing
