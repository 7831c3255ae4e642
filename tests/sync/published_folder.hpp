#pragma once

#include "content/article.hpp"
#include "content/digest.hpp"
#include "content/folder.hpp"
#include "content/package_folder.hpp"
#include "sync/metadata_store.hpp"
#include "sync/publish_packs.hpp"
#include "sync/terminal/update.hpp"
#include "tests/sync/package_server.hpp"
#include "tests/sync/repository.hpp"

namespace zugang::sync::testing {

/// A sample of bund in which one article has this German title.
inline content::RecordBytes titled(const std::string& title) {
    content::RecordBytes bytes = sample(6);
    change_title(bytes, "article/artikel-1/de", title);
    return bytes;
}

enum class Expiry : std::uint8_t {
    Soon, ///< days after test_now
    Never ///< for processes, which have the real clock
};

/// A signed repository in a folder, as it lies on a web server, with the packages bund, land/by and
/// land/be delegated to keys of their own.
class PublishedFolder {
  public:
    explicit PublishedFolder(Expiry expiry = Expiry::Soon) {
        for (const char* package : {"bund", "land/be", "land/by"}) {
            repository.delegate("targets", role_of(package), {std::string(package) + "/*"}, true);
        }
        if (expiry == Expiry::Never) {
            for (auto& [role, body] : repository.roles) {
                body["expires"] = "2999-01-01T00:00:00Z";
            }
            repository.publish("root");
        }
        repository.update({"bund", "land.be", "land.by", "targets"});
        write();
    }

    std::filesystem::path path() const { return folder_.path() / "www"; }
    std::string url() const { return file_url(path()); }

    void publish(const std::string& package, const content::RecordBytes& bytes) {
        content::write_package(package, bytes, path());
        publish_packs(package, path());
        repository.add_target(role_of(package), package + "/manifest.json",
                              read_file(path() / package / "manifest.json"));
        repository.update({role_of(package)});
        write();
    }

    /// "land.by": a web server takes the %2F of an encoded name for a folder.
    static std::string role_of(std::string package) {
        std::ranges::replace(package, '/', '.');
        return package;
    }

    /// What was signed meanwhile.
    void write() const {
        for (const auto& [name, bytes] : repository.files) {
            const bool is_metadata = name.starts_with("metadata/");
            write_file(path() / (is_metadata ? name : name.substr(std::string("targets/").size())),
                       bytes);
        }
    }

    Repository repository;

  private:
    TemporaryFolder folder_;
};

/// A terminal in a folder of its own that trusts the repository's first root.
class TestTerminal {
  public:
    explicit TestTerminal(const PublishedFolder& published) {
        terminal = {.layout = {folder_.path() / "terminal"},
                    .settings = {},
                    .fetch = fetch_with_curl(),
                    .clock = [this] { return now; },
                    .time_of_day = [this](Moment) { return time_of_day; },
                    .free_bytes = {},
                    .log = [this](const std::string& line) { log += line + "\n"; }};
        terminal.settings.mirrors = {published.url()};
        terminal.settings.packages = {"bund", "land/*"};
        std::filesystem::create_directories(terminal.layout.trust());
        MetadataStore store(terminal.layout.trust());
        const std::string root = published.repository.files.at("metadata/1.root.json");
        store.start(root);
        store.keep_root(1, root);
    }

    RunResult run() { return update(terminal); }

    content::UpdateStatus status() const {
        const auto status = content::load_update_status(terminal.layout.status());
        REQUIRE(status);
        return *status;
    }

    /// Its title in this language as a visitor reads it; empty where there is none.
    std::string title(const std::string& slug, const std::string& language = "de") const {
        auto state = content::open_current(terminal.layout.content());
        const auto article =
            state ? content::find_article(state->database, slug, language) : std::nullopt;
        return article ? article->title.utf8 : std::string{};
    }

    std::string digest() const {
        auto state = content::open_current(terminal.layout.content());
        REQUIRE(state);
        return content::table_digest(state->database);
    }

    Terminal terminal;
    Moment now = test_now;
    std::chrono::minutes time_of_day{12 * 60};
    std::string log;

  private:
    TemporaryFolder folder_;
};

} // namespace zugang::sync::testing
