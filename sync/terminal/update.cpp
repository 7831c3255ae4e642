#include "sync/terminal/update.hpp"

#include "content/durable_file.hpp"
#include "content/folder.hpp"
#include "content/install.hpp"
#include "content/package_folder.hpp"
#include "content/record_json.hpp"
#include "content/records.hpp"
#include "content/states.hpp"
#include "sync/metadata_store.hpp"
#include "sync/object_store.hpp"
#include "sync/package_client.hpp"
#include "sync/terminal/installed.hpp"
#include "sync/terminal/status_file.hpp"
#include "sync/terminal/subscribed.hpp"
#include "sync/updater.hpp"

#include <algorithm>
#include <set>

namespace zugang::sync {
namespace {

Problem problem_of(const Failure& failure) {
    return {.reason = std::string(name_of(failure.reason)), .text = failure.text};
}

Problem problem_of(const PackageError& error) {
    const std::string_view reason =
        error.problem == PackageProblem::NoSpace       ? "no-space"
        : error.problem == PackageProblem::NotFound    ? name_of(Reason::NotFound)
        : error.problem == PackageProblem::Unreachable ? name_of(Reason::Network)
                                                       : name_of(Reason::HashMismatch);
    return {.reason = std::string(reason), .text = describe(error)};
}

template <typename Value>
using Step = tl::expected<Value, Problem>;

tl::unexpected<Problem> stop(Problem problem) {
    return tl::make_unexpected(std::move(problem));
}

/// Something that keeps the new content away, but that is no failure.
struct Halt {
    Ending ending = Ending::UpToDate;
    std::uint64_t waiting_bytes = 0;
};

/// A package as the mirror publishes it.
struct Published {
    std::string id;
    content::Manifest manifest;
};

/// One run with one mirror.
class Run {
  public:
    Run(const Terminal& terminal, const Clock& clock, StatusFile& status, std::string mirror,
        Repair repair)
        : terminal_(terminal), layout_(terminal.layout), clock_(clock), status_(status),
          mirror_(std::move(mirror)), repair_(repair),
          store_(layout_.trust()), wishes_{.languages = terminal.settings.languages,
                                           .max_speech_bytes = terminal.settings.max_speech_bytes},
          client_(layout_.content(), wishes_, {.fetch = counting(terminal.fetch), .url = mirror_},
                  terminal.free_bytes) {}

    Step<RunResult> run() {
        status_.status().source = mirror_;
        status_.say("asking");
        const auto published = ask();
        if (!published) {
            return stop(published.error());
        }
        const InstalledPackages newest = name(*published);
        RunResult result{.state = current_state(layout_.content()), .problem = note_};
        const auto shown = read_installed(layout_.content(), result.state);
        if (repair_ == Repair::No) {
            if (shown == newest) {
                note_success(*shown);
                return result;
            }
            if (read_withheld(layout_.withheld()) == newest) {
                result.ending = Ending::Withheld;
                return result;
            }
        }
        const auto halt = fetch(*published);
        if (!halt) {
            return stop(halt.error());
        }
        if (*halt) {
            result.ending = (*halt)->ending;
            result.waiting_bytes = (*halt)->waiting_bytes;
            return result;
        }
        const auto installed = install(*published);
        if (!installed) {
            return stop(installed.error());
        }
        result.ending = installed->changed ? Ending::Installed : Ending::UpToDate;
        result.state = installed->state;
        InstalledPackages dated = newest;
        for (InstalledPackage& package : dated.packages) {
            package.as_of = as_of(package.id);
        }
        write_installed(layout_.content(), result.state, dated);
        std::filesystem::remove(layout_.withheld());
        if (installed->changed || !status_.status().changed) {
            status_.status().changed = clock_.now();
        }
        note_success(dated);
        prune(*published);
        return result;
    }

  private:
    Fetch counting(const Fetch& fetch) {
        return [this, fetch](const FetchRequest& request, const Sink& sink) {
            return fetch(request, [this, &sink](std::string_view piece) {
                status_.count(piece.size());
                return sink(piece);
            });
        };
    }

    void log(const std::string& line) const {
        if (terminal_.log) {
            terminal_.log(line);
        }
    }

    /// What is signed now.
    Step<std::vector<Published>> ask() {
        Updater updater(store_, terminal_.fetch, join_url(mirror_, "metadata"), clock_.now());
        if (const auto refreshed = updater.refresh(); !refreshed) {
            return stop(problem_of(refreshed.error()));
        }
        remember_time(layout_, clock_);
        const TrustedMetadata& trusted = updater.trusted();
        const Targets& top = *trusted.targets("targets", "root");
        const Subscribed subscribed = find_subscribed(terminal_.settings.packages, top);
        Moment until = std::min({trusted.root().common.expires, trusted.timestamp()->common.expires,
                                 trusted.snapshot()->common.expires, top.common.expires});
        std::vector<Published> published;
        for (const std::string& package : subscribed.packages) {
            const auto target = updater.find_target(content::manifest_path(package));
            if (!target && target.error().reason == Reason::NotListed) {
                if (is_named(package)) { // else a region that has published nothing yet
                    leave_out(package);
                }
                continue;
            }
            if (!target) {
                return stop(problem_of(target.error()));
            }
            if (const Targets* signer = trusted.targets(target->role, "targets")) {
                until = std::min(until, signer->common.expires);
            }
            auto manifest = read_manifest(updater, *target, package);
            if (!manifest) {
                return stop(manifest.error());
            }
            published.push_back({.id = package, .manifest = *std::move(manifest)});
        }
        for (const std::string& package : subscribed.not_there) {
            leave_out(package);
        }
        status_.status().last_contact = clock_.now();
        status_.status().trusted_until = until;
        if (published.empty()) {
            return stop(note_.value_or(Problem{
                .reason = std::string(name_of(Reason::NotListed)),
                .text = "nothing is published here of the packages that this terminal wants"}));
        }
        return published;
    }

    bool is_named(const std::string& package) const {
        return std::ranges::find(terminal_.settings.packages, package) !=
               terminal_.settings.packages.end();
    }

    void leave_out(const std::string& package) {
        note_ = Problem{.reason = std::string(name_of(Reason::NotListed)),
                        .text = "the package " + package +
                                " is not published here; look at updates.packages in the "
                                "configuration, or ask its publisher"};
    }

    Step<content::Manifest> read_manifest(Updater& updater, const Target& target,
                                          const std::string& package) {
        std::filesystem::create_directories(layout_.manifests());
        const std::filesystem::path file = layout_.manifests() / percent_encode(package);
        if (target.file.length > content::max_manifest_bytes) {
            return stop({.reason = std::string(name_of(Reason::TooLarge)),
                         .text = target.path + " is signed with " +
                                 std::to_string(target.file.length) +
                                 " bytes; no manifest is so long"});
        }
        if (const auto fetched = updater.download(target, mirror_, file); !fetched) {
            return stop(problem_of(fetched.error()));
        }
        auto manifest = content::read_manifest(content::read_whole(file).value_or(""));
        if (!manifest || manifest->package != package) {
            return stop({.reason = std::string(name_of(Reason::Malformed)),
                         .text = target.path + " is signed, but it is no manifest of " + package +
                                 " that this version of the software can read"});
        }
        return *std::move(manifest);
    }

    InstalledPackages name(const std::vector<Published>& published) const {
        InstalledPackages named{.packages = {}, .wishes = wishes_};
        for (const Published& package : published) {
            named.packages.push_back(
                {.id = package.id, .content = package.manifest.content, .as_of = {}});
        }
        return named;
    }

    std::optional<content::Date> as_of(const std::string& package) const {
        const content::RecordTable& table = client_.table(package);
        const auto record = table.find("package");
        if (record == table.end()) {
            return std::nullopt;
        }
        const ObjectStore store(layout_.content());
        const auto facts = content::read_package_record(store.read(record->second).value_or(""));
        return facts ? facts->as_of : std::nullopt;
    }

    bool large_may_run() const {
        const Settings& settings = terminal_.settings;
        if (settings.windows.empty()) {
            return !settings.metered;
        }
        return is_open(settings.windows, terminal_.time_of_day(clock_.system));
    }

    Step<std::optional<Halt>> fetch(const std::vector<Published>& published) {
        if (!mirror_.starts_with("file://") && !large_may_run()) {
            std::uint64_t bytes = 0;
            for (const Published& package : published) {
                const auto plan = client_.plan(package.manifest);
                if (!plan) {
                    return stop(problem_of(plan.error()));
                }
                bytes += plan->download_bytes;
            }
            if (bytes > terminal_.settings.small_bytes) {
                return std::optional<Halt>({.ending = Ending::Waiting, .waiting_bytes = bytes});
            }
        }
        for (const Published& package : published) {
            status_.status().to_fetch_bytes = 0;
            if (client_.version(package.id) != package.manifest.content) {
                status_.status().to_fetch_bytes = expected_bytes(package.manifest);
                status_.say("fetching");
            }
            const auto fetched = client_.fetch(package.manifest);
            if (!fetched) {
                return stop(problem_of(fetched.error()));
            }
            if (fetched->fell_back) {
                log(package.id +
                    ": the pack was not usable, so the objects were fetched one by one");
            }
        }
        return std::optional<Halt>{};
    }

    /// Roughly: for a bar that shows progress.
    std::uint64_t expected_bytes(const content::Manifest& manifest) const {
        const std::string here = client_.version(manifest.package);
        for (const content::PackEntry& pack : manifest.updates) {
            if (!here.empty() && here.starts_with(pack.from)) {
                return pack.size_bytes;
            }
        }
        return manifest.full ? manifest.full->size_bytes : 0;
    }

    Step<content::Installed> install(const std::vector<Published>& published) {
        status_.say("installing");
        for (const bool again : {false, true}) {
            std::vector<content::Records> records;
            for (const Published& package : published) {
                records.push_back(client_.records(package.id).value_or(content::Records{}));
            }
            auto installed = content::install(records, layout_.content(),
                                              repair_ == Repair::Yes ? content::Rewrite::Repair
                                                                     : content::Rewrite::Changes);
            if (installed) {
                for (const content::Leftover& leftover : installed->leftovers) {
                    log(leftover.path.string() + ": " + leftover.why + "; " + leftover.advice);
                }
                return *std::move(installed);
            }
            if (again || installed.error().problem != content::InstallProblem::MissingRecord) {
                return stop({.reason = "install", .text = describe(installed.error())});
            }
            // Bytes on the disk are no longer what they were: they are fetched once more.
            std::size_t damaged = 0;
            for (const Published& package : published) {
                damaged += client_.remove_damaged(package.id);
            }
            log(std::to_string(damaged) + " damaged files on the disk are fetched again");
            if (const auto fetched = fetch(published); !fetched) {
                return stop(fetched.error());
            }
        }
        return stop({.reason = "install", .text = "the disk does not keep what is written to it"});
    }

    void note_success(const InstalledPackages& installed) {
        content::UpdateStatus& status = status_.status();
        status.last_success = clock_.now();
        status.packages.clear();
        for (const InstalledPackage& package : installed.packages) {
            status.packages.push_back(
                {.id = package.id, .content = package.content, .as_of = package.as_of});
        }
    }

    void prune(const std::vector<Published>& published) const {
        std::vector<std::string> packages;
        std::set<std::string> files;
        for (const Published& package : published) {
            packages.push_back(package.id);
            files.insert(percent_encode(package.id));
        }
        client_.prune(packages);
        std::vector<std::filesystem::path> gone;
        for (const auto& entry : std::filesystem::directory_iterator(layout_.manifests())) {
            if (!files.contains(entry.path().filename().string())) {
                gone.push_back(entry.path());
            }
        }
        for (const std::filesystem::path& file : gone) {
            std::filesystem::remove(file);
        }
    }

    const Terminal& terminal_;
    const Layout& layout_;
    const Clock& clock_;
    StatusFile& status_;
    std::string mirror_;
    Repair repair_;
    MetadataStore store_;
    Subscription wishes_;
    PackageClient client_;
    std::optional<Problem> note_;
};

void finish(const Terminal& terminal, StatusFile& status, const Clock& clock, RunResult& result) {
    status.status().state = current_state(terminal.layout.content());
    status.status().latest_time = std::max(clock.latest.value_or(clock.system), clock.system);
    status.status().clock_is_behind = clock.is_behind();
    if (!result.problem && clock.is_behind()) {
        result.problem =
            Problem{.reason = "clock",
                    .text = "the clock of this machine shows " + content::iso_moment(clock.system) +
                            ", but it was " + content::iso_moment(*clock.latest) +
                            " before; set the clock"};
    }
    status.finish(result.problem, clock.now());
}

RunResult update_from(const Terminal& terminal, const std::vector<std::string>& mirrors,
                      Repair repair) {
    std::filesystem::create_directories(terminal.layout.trust());
    const content::FolderLock lock(terminal.layout.trust());
    StatusFile status(terminal.layout);
    const Clock clock = read_clock(terminal.layout, terminal.clock());
    RunResult result{.ending = Ending::Failed,
                     .state = current_state(terminal.layout.content()),
                     .problem = Problem{.reason = "no-mirror",
                                        .text = "no mirror is configured; name one in "
                                                "updates.mirrors, or bring a stick"}};
    bool first = true;
    for (const std::string& mirror : mirrors) {
        auto done = Run(terminal, clock, status, mirror, repair).run();
        if (done) {
            result = *std::move(done);
            break;
        }
        if (terminal.log) {
            terminal.log(done.error().text);
        }
        if (first) {
            result.problem = done.error();
            first = false;
        }
    }
    finish(terminal, status, clock, result);
    return result;
}

} // namespace

RunResult update(const Terminal& terminal, Repair repair) {
    return update_from(terminal, terminal.settings.mirrors, repair);
}

RunResult import_folder(const Terminal& terminal, const std::filesystem::path& folder) {
    for (const std::filesystem::path& place : {folder, folder / "zugang"}) {
        if (std::filesystem::exists(place / "metadata" / "timestamp.json")) {
            return update_from(terminal, {file_url(place)}, Repair::No);
        }
    }
    return {.ending = Ending::Failed,
            .state = current_state(terminal.layout.content()),
            .problem = Problem{.reason = std::string(name_of(Reason::NotFound)),
                               .text = folder.string() +
                                       ": there is nothing published here, neither in this folder "
                                       "nor in its folder zugang"}};
}

RunResult go_back(const Terminal& terminal) {
    const Layout& layout = terminal.layout;
    std::filesystem::create_directories(layout.trust());
    const content::FolderLock lock(layout.trust());
    const std::string left = current_state(layout.content());
    RunResult result{.ending = Ending::Failed, .state = left, .problem = {}};
    const auto installed = read_installed(layout.content(), left);
    if (!content::state_before(layout.content(), left)) {
        result.problem = Problem{.reason = std::string(name_of(Reason::NotFound)),
                                 .text = "there is no state before the present one (" + left +
                                         "); nothing was changed"};
        return result;
    }
    if (installed) { // first: a run between the two steps must not bring it back
        write_withheld(layout.withheld(), *installed);
    }
    result.state = content::make_previous_current(layout.content()).value_or(left);
    result.ending = Ending::Installed;
    StatusFile status(layout);
    const Clock clock = read_clock(layout, terminal.clock());
    status.status().changed = clock.now();
    status.status().packages.clear();
    const auto shown = read_installed(layout.content(), result.state);
    for (const InstalledPackage& package : shown.value_or(InstalledPackages{}).packages) {
        status.status().packages.push_back({.id = package.id,
                                            .content = package.content,
                                            .as_of = package.as_of,
                                            .withheld = installed.has_value()});
    }
    finish(terminal, status, clock, result);
    return result;
}

bool allow_again(const Terminal& terminal) {
    return std::filesystem::remove(terminal.layout.withheld());
}

void note_accident(const Terminal& terminal, const std::string& what) {
    StatusFile status(terminal.layout);
    const Clock clock = read_clock(terminal.layout, terminal.clock());
    status.status().state = current_state(terminal.layout.content());
    status.finish(Problem{.reason = "disk", .text = what}, clock.now());
}

} // namespace zugang::sync
