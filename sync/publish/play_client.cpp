#include "sync/publish/play_client.hpp"

#include "content/package_folder.hpp"
#include "sync/publish/repository.hpp"
#include "sync/updater.hpp"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <system_error>

namespace zugang::sync {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_snapshots = 50; ///< of older ones that are played

class TemporaryFolder {
  public:
    TemporaryFolder() {
        std::string name = (fs::temp_directory_path() / "zugang-verify-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) {
            throw std::system_error(errno, std::generic_category(), "cannot make " + name);
        }
        path_ = name;
    }
    ~TemporaryFolder() {
        std::error_code error;
        fs::remove_all(path_, error);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};

/// A terminal as it is before it asks.
struct Terminal {
    std::string name;
    std::string root;
    std::string snapshot; ///< empty: none
    fs::path folder;      ///< where it is a copy of a real one
};

class Verification {
  public:
    Verification(const ClientCall& call, Moment now, const Progress& progress)
        : repository_(call.repository), now_(now), progress_(progress), fetch_(fetch_with_curl()) {}

    /// `thorough`: every byte of the packages too.
    void play(const Terminal& terminal, bool thorough) {
        const TemporaryFolder folder;
        MetadataStore store(folder.path());
        if (terminal.folder.empty()) {
            store.start(terminal.root);
            if (!terminal.snapshot.empty()) {
                store.write("snapshot", terminal.snapshot);
            }
        } else {
            for (const auto& entry : fs::directory_iterator(terminal.folder)) {
                if (entry.path().extension() == ".json") {
                    fs::copy_file(entry.path(), folder.path() / entry.path().filename());
                }
            }
        }
        Updater updater(store, fetch_, file_url(metadata_folder(repository_)), now_);
        if (const auto refreshed = updater.refresh(); !refreshed) {
            note(terminal.name, "is stopped: " + refreshed.error().text, refreshed.error().reason);
            return;
        }
        const std::size_t problems = problems_;
        const Delegations delegations = updater.trusted().targets("targets", "root")->delegations;
        std::size_t count = 0;
        for (const DelegatedRole& role : delegations.roles) {
            const std::string package = package_of(role.name).value_or("");
            if (package.empty()) {
                note(terminal.name, "meets the role " + role.name + ", which is no package",
                     Reason::Malformed);
            } else if (!updater.trusted().snapshot()->roles.contains(role.name)) {
                if (thorough) {
                    answer_.text += package + ": nothing is published yet\n";
                }
            } else {
                count += get_package(terminal, updater, package, folder.path(), thorough) ? 1 : 0;
            }
        }
        if (problems == problems_) {
            answer_.text += terminal.name + " gets everything: root " +
                            std::to_string(updater.trusted().root().common.version) +
                            ", snapshot " +
                            std::to_string(updater.trusted().snapshot()->common.version) + ", " +
                            std::to_string(count) + (count == 1 ? " package\n" : " packages\n");
        }
        answer_.json["terminals"].push_back(
            {{"terminal", terminal.name}, {"good", problems == problems_}});
    }

    Answer finish() {
        answer_.good = problems_ == 0;
        answer_.json["good"] = answer_.good;
        answer_.text += answer_.good ? "all is well\n" : "";
        return std::move(answer_);
    }

    void note(const std::string& who, const std::string& what, Reason reason) {
        ++problems_;
        answer_.text += who + " " + what + "\n";
        answer_.json["problems"].push_back(
            {{"terminal", who}, {"reason", name_of(reason)}, {"text", what}});
    }

  private:
    bool get_package(const Terminal& terminal, Updater& updater, const std::string& package,
                     const fs::path& folder, bool thorough) {
        const auto target = updater.find_target(content::manifest_path(package));
        if (!target) {
            note(terminal.name, "gets no " + package + ": " + target.error().text,
                 target.error().reason);
            return false;
        }
        if (!thorough) {
            return true;
        }
        const fs::path file = folder / "manifest";
        if (const auto got = updater.download(*target, file_url(repository_), file); !got) {
            note(terminal.name, "gets no " + package + ": " + got.error().text, got.error().reason);
            return false;
        }
        const auto checked = check_package(package, content::read_whole(file).value_or(""),
                                           repository_, {repository_}, progress_);
        fs::remove(file);
        if (!checked) {
            note(terminal.name, "gets no whole " + package + ": " + checked.error().text,
                 checked.error().reason);
            return false;
        }
        answer_.text += package + ": " + std::to_string(checked->table.size()) + " records, " +
                        std::to_string(checked->packs) + " packs, " +
                        std::to_string(checked->bytes) + " bytes, all as signed";
        answer_.text += checked->unchecked_packs > 0
                            ? "; " + std::to_string(checked->unchecked_packs) +
                                  " packs lead from versions that were never accepted\n"
                            : "\n";
        answer_.json["packages"].push_back({{"package", package},
                                            {"records", checked->table.size()},
                                            {"packs", checked->packs},
                                            {"bytes", checked->bytes}});
        return true;
    }

    fs::path repository_;
    Moment now_;
    const Progress& progress_;
    Fetch fetch_;
    Answer answer_{.text = {},
                   .json = {{"terminals", Json::array()},
                            {"packages", Json::array()},
                            {"problems", Json::array()}}};
    std::size_t problems_ = 0;
};

/// Terminals that saw an older snapshot, each with the newest root that this one verifies with.
std::vector<Terminal> with_older_snapshots(const fs::path& metadata,
                                           const std::vector<std::uint64_t>& roots) {
    std::vector<Terminal> terminals;
    std::vector<std::uint64_t> snapshots = versions_of(metadata, "snapshot");
    const std::size_t skipped = snapshots.size() - std::min(snapshots.size(), most_snapshots);
    snapshots.erase(snapshots.begin(), snapshots.begin() + static_cast<std::ptrdiff_t>(skipped));
    for (const std::uint64_t version : snapshots) {
        const std::string bytes =
            content::read_whole(metadata / file_name("snapshot", version)).value_or("");
        const auto document = read_envelope(bytes);
        for (std::size_t i = roots.size(); document && i-- > 0;) {
            const std::string root_bytes =
                content::read_whole(metadata / file_name("root", roots[i])).value_or("");
            const auto root = read_root(root_bytes);
            if (root && signers_of(root->body.snapshot, root->body.keys, *document).enough()) {
                terminals.push_back(
                    {.name = "a terminal that saw snapshot " + std::to_string(version),
                     .root = root_bytes,
                     .snapshot = bytes,
                     .folder = {}});
                break;
            }
        }
    }
    return terminals;
}

} // namespace

Result<Answer> verify_as_client(const ClientCall& call, Moment now, const Progress& progress) {
    const fs::path metadata = metadata_folder(call.repository);
    const std::vector<std::uint64_t> roots = versions_of(metadata, "root");
    if (roots.empty() || roots.front() != 1) {
        return fail(Reason::NotTrusted, metadata.string() +
                                            " holds no 1.root.json, from which terminals start; "
                                            "old roots are never deleted");
    }
    Verification verification(call, now, progress);
    const auto with_root = [&](std::uint64_t version, std::string name) {
        return Terminal{.name = std::move(name),
                        .root =
                            content::read_whole(metadata / file_name("root", version)).value_or(""),
                        .snapshot = {},
                        .folder = {}};
    };
    if (!call.from.empty()) {
        std::uint64_t version = 0;
        const char* end = call.from.data() + call.from.size();
        const bool number = std::from_chars(call.from.data(), end, version).ptr == end;
        if (number && std::ranges::find(roots, version) == roots.end()) {
            return fail(Reason::NotFound, "there is no root version " + call.from);
        }
        if (!number && !fs::is_directory(call.from)) {
            return fail(Reason::NotFound, call.from + " is neither a version nor a folder");
        }
        verification.play(number ? with_root(version, "a terminal at root " + call.from)
                                 : Terminal{.name = "the terminal of " + call.from,
                                            .root = {},
                                            .snapshot = {},
                                            .folder = call.from},
                          true);
        return verification.finish();
    }
    verification.play(with_root(1, "a fresh terminal"), true);
    for (const std::uint64_t version : roots) {
        if (version != 1) {
            verification.play(with_root(version, "a terminal at root " + std::to_string(version)),
                              false);
        }
    }
    for (const Terminal& terminal : with_older_snapshots(metadata, roots)) {
        verification.play(terminal, false);
    }
    return verification.finish();
}

} // namespace zugang::sync
