#include "sync/terminal/carry.hpp"

#include "content/durable_file.hpp"
#include "content/package_folder.hpp"
#include "content/sha256.hpp"
#include "content/zstd_bytes.hpp"
#include "sync/metadata_store.hpp"
#include "sync/object_store.hpp"
#include "sync/terminal/installed.hpp"
#include "sync/terminal/subscribed.hpp"
#include "sync/updater.hpp"

#include <stdexcept>

namespace zugang::sync {
namespace {

using Step = tl::expected<void, Problem>;

/// A stick is slow and written once, a terminal reads it once.
constexpr int level = 3;

tl::unexpected<Problem> stop(Reason reason, std::string text) {
    return tl::make_unexpected(
        Problem{.reason = std::string(name_of(reason)), .text = std::move(text)});
}

class Export {
  public:
    Export(const Terminal& terminal, const std::filesystem::path& folder)
        : terminal_(terminal), layout_(terminal.layout), folder_(folder),
          store_(layout_.content()) {}

    Step run() {
        const auto installed = read_installed(layout_.content(), current_state(layout_.content()));
        if (!installed) {
            return stop(Reason::NotFound, "this terminal has nothing that came from a mirror yet; "
                                          "run \"zugang-sync run --once\" first");
        }
        for (const InstalledPackage& package : installed->packages) {
            if (auto done = write_package(package); !done) {
                return done;
            }
        }
        if (auto done = write_metadata(); !done) {
            return done;
        }
        content::sync_file_system(folder_);
        return {};
    }

    const Carried& carried() const { return carried_; }

  private:
    void write(const std::string& path, std::string_view bytes) {
        const std::filesystem::path file = folder_ / path;
        refuse_links(path);
        std::error_code error;
        if (std::filesystem::file_size(file, error) == bytes.size() && !error &&
            content::read_whole(file) == bytes) {
            return;
        }
        std::filesystem::create_directories(file.parent_path());
        content::write_quickly(file, bytes);
        ++carried_.files;
        carried_.bytes += bytes.size();
    }

    /// What is on the stick must not lead our writing elsewhere.
    void refuse_links(const std::filesystem::path& path) const {
        std::filesystem::path at = folder_;
        for (const auto& part : path.parent_path()) {
            at /= part;
            if (std::filesystem::is_symlink(at)) {
                throw std::runtime_error(at.string() + " is a link; remove it, then export again");
            }
        }
    }

    Step write_package(const InstalledPackage& package) {
        const auto manifest = content::read_whole(layout_.manifests() / percent_encode(package.id));
        const auto read = manifest ? content::read_manifest(*manifest) : std::nullopt;
        if (!read || read->content != package.content) {
            return stop(Reason::NotFound,
                        "the manifest of " + package.id +
                            " is not that of the state that is shown; run \"zugang-sync run "
                            "--once\" first");
        }
        const PackageClient client(layout_.content(), {}, {});
        const content::RecordTable& table = client.table(package.id);
        for (const auto& [key, record] : table) {
            const auto bytes = store_.read(record);
            if (!bytes) {
                continue; // not wanted here
            }
            const bool is_frame = record.stored_bytes < record.size_bytes;
            write(content::object_path(package.id, record.sha256),
                  is_frame ? content::zstd_pack(*bytes, level) : *bytes);
        }
        const content::Catalogue catalogue = content::catalogue_of(table);
        for (const std::string& group : catalogue.groups) {
            write(content::object_path(package.id, content::sha256(group)),
                  content::zstd_pack(group, level));
        }
        write(content::object_path(package.id, catalogue.content()),
              content::zstd_pack(catalogue.index, level));
        write(package.id + "/" + content::sha256(*manifest) + ".manifest.json", *manifest);
        return {};
    }

    Step write_metadata() {
        MetadataStore store(layout_.trust());
        const auto root_bytes = store.read("root");
        const auto root =
            root_bytes ? read_root(*root_bytes)
                       : Result<Signed<Root>>(fail(Reason::NotTrusted, "there is no trusted root"));
        const auto timestamp = store.read("timestamp");
        if (!root || !timestamp) {
            return stop(Reason::NotTrusted, "this terminal trusts nobody yet; run \"zugang-sync "
                                            "init ROOT\" and \"zugang-sync run --once\" first");
        }
        for (const auto& [version, bytes] : store.roots()) {
            write("metadata/" + std::to_string(version) + ".root.json", bytes);
        }
        for (const std::string& role : store.roles()) {
            const auto bytes = store.read(role);
            const auto envelope = bytes
                                      ? read_envelope(*bytes)
                                      : Result<Envelope>(fail(Reason::Malformed, "cannot be read"));
            if (!envelope || role == "root" || role == "timestamp") {
                continue;
            }
            const std::string version = root->body.consistent_snapshot
                                            ? envelope->body.value("version", Json(0)).dump() + "."
                                            : std::string{};
            write("metadata/" + version + percent_encode(role) + ".json", *bytes);
        }
        content::sync_file_system(folder_);
        write("metadata/timestamp.json", *timestamp);
        return {};
    }

    const Terminal& terminal_;
    const Layout& layout_;
    const std::filesystem::path& folder_;
    const ObjectStore store_;
    Carried carried_;
};

} // namespace

tl::expected<Carried, Problem> export_folder(const Terminal& terminal,
                                             const std::filesystem::path& folder) {
    std::filesystem::create_directories(terminal.layout.trust());
    std::filesystem::create_directories(folder);
    const content::FolderLock lock(terminal.layout.trust());
    Export made(terminal, folder);
    if (const auto done = made.run(); !done) {
        return tl::make_unexpected(done.error());
    }
    return made.carried();
}

} // namespace zugang::sync
