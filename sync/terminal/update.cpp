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

/// A package that a state is to be made of.
struct Wanted {
    std::string id;
    std::optional<content::Manifest> manifest; ///< as published; none: what is here stays
    std::string manifest_before;               ///< the bytes of the one that was here
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
        auto wanted = ask();
        if (!wanted) {
            return stop(wanted.error());
        }
        RunResult result{.state = current_state(layout_.content()), .problem = {}};
        const auto shown = read_installed(layout_.content(), result.state);
        if (repair_ == Repair::No) {
            const InstalledPackages newest = name(*wanted);
            const bool is_readable = content::open_current(layout_.content()).has_value();
            if (is_readable && shown == newest) {
                note_success(*shown);
                return with_notes(result);
            }
            if (is_readable && read_unwanted(layout_.withheld()) == newest) {
                result.ending = Ending::Withheld;
                return with_notes(result);
            }
        }
        const auto halt = fetch(*wanted);
        if (!halt) {
            return stop(halt.error());
        }
        if (*halt) {
            result.ending = (*halt)->ending;
            result.waiting_bytes = (*halt)->waiting_bytes;
            return with_notes(result);
        }
        const auto installed = install(*wanted);
        if (!installed) {
            return stop(installed.error());
        }
        result.ending = installed->changed ? Ending::Installed : Ending::UpToDate;
        result.state = installed->state;
        InstalledPackages dated = name(*wanted);
        for (InstalledPackage& package : dated.packages) {
            package.as_of = as_of(package.id);
            client_.mark_shown(package.id);
        }
        write_installed(layout_.content(), result.state, dated);
        std::filesystem::remove(layout_.withheld());
        if (installed->changed || !status_.status().changed) {
            status_.status().changed = clock_.now();
        }
        note_success(dated);
        keep_refused();
        prune(*wanted);
        return with_notes(result);
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

    RunResult with_notes(RunResult result) const {
        result.problem = note_;
        result.incomplete = is_incomplete_;
        return result;
    }

    /// What is signed now. A package that is not as it should be stays as it is here.
    Step<std::vector<Wanted>> ask() {
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
        std::vector<Wanted> wanted;
        for (const std::string& package : subscribed.packages) {
            const auto target = updater.find_target(content::manifest_path(package));
            if (!target && target.error().reason == Reason::NotListed) {
                if (is_named(package)) { // else a region that has published nothing yet
                    leave_out(package);
                }
                continue;
            }
            Wanted one{.id = package, .manifest = {}, .manifest_before = {}};
            auto manifest = target ? read_manifest(updater, *target, one)
                                   : Step<content::Manifest>(stop(problem_of(target.error())));
            if (!manifest && manifest.error().reason == name_of(Reason::Network)) {
                return stop(manifest.error());
            }
            if (!manifest) {
                leave_behind(one, manifest.error());
                wanted.push_back(std::move(one));
                continue;
            }
            if (const Targets* signer = trusted.targets(target->role, "targets")) {
                until = std::min(until, signer->common.expires);
            }
            one.manifest = *std::move(manifest);
            wanted.push_back(std::move(one));
        }
        for (const std::string& package : subscribed.not_there) {
            leave_out(package);
        }
        drop_what_is_not_there(wanted);
        if (wanted.empty() && !note_) {
            note(Problem{.reason = std::string(name_of(Reason::NotListed)),
                         .text =
                             "nothing is published here of the packages that this terminal wants"});
        }
        if (is_all_behind(wanted)) {
            return stop(*note_);
        }
        status_.status().last_contact = clock_.now();
        status_.status().trusted_until = until;
        return wanted;
    }

    /// There is nothing to go on with.
    bool is_all_behind(const std::vector<Wanted>& wanted) const {
        return note_ && std::ranges::none_of(
                            wanted, [](const Wanted& one) { return one.manifest.has_value(); });
    }

    void note(Problem problem) {
        log(problem.text);
        if (!note_) {
            note_ = std::move(problem);
        }
    }

    bool is_shown(const std::string& package) const {
        const auto shown = read_installed(layout_.content(), current_state(layout_.content()));
        return shown && std::ranges::find(shown->packages, package, &InstalledPackage::id) !=
                            shown->packages.end();
    }

    /// The package stays as visitors see it, for the others must not wait for it.
    void leave_behind(Wanted& one, Problem problem) {
        one.manifest.reset();
        is_incomplete_ = true;
        const bool stays = is_shown(one.id);
        if (stays) {
            client_.return_to_shown(one.id);
        }
        problem.text = one.id + (stays ? " stays as it is: " : " is not taken: ") + problem.text;
        note(std::move(problem));
    }

    void drop_what_is_not_there(std::vector<Wanted>& wanted) const {
        std::erase_if(wanted,
                      [this](const Wanted& one) { return !one.manifest && !is_shown(one.id); });
    }

    bool is_named(const std::string& package) const {
        return std::ranges::find(terminal_.settings.packages, package) !=
               terminal_.settings.packages.end();
    }

    void leave_out(const std::string& package) {
        note(Problem{.reason = std::string(name_of(Reason::NotListed)),
                     .text = "the package " + package +
                             " is not published here; look at updates.packages in the "
                             "configuration, or ask its publisher"});
    }

    Step<content::Manifest> read_manifest(Updater& updater, const Target& target, Wanted& one) {
        content::make_folder_durably(layout_.manifests());
        const std::filesystem::path file = layout_.manifests() / percent_encode(one.id);
        if (target.file.length > content::max_manifest_bytes) {
            return stop({.reason = std::string(name_of(Reason::TooLarge)),
                         .text = target.path + " is signed with " +
                                 std::to_string(target.file.length) +
                                 " bytes; no manifest is so long"});
        }
        one.manifest_before = content::read_whole(file).value_or("");
        if (const auto fetched = updater.download(target, mirror_, file); !fetched) {
            return stop(problem_of(fetched.error()));
        }
        auto manifest = content::read_manifest(content::read_whole(file).value_or(""));
        if (!manifest || manifest->package != one.id) {
            content::write_durably(file, one.manifest_before);
            return stop({.reason = std::string(name_of(Reason::Malformed)),
                         .text = target.path + " is signed, but it is no manifest of " + one.id +
                                 " that this version of the software can read"});
        }
        if (repair_ == Repair::No && is_refused(one.id, manifest->content)) {
            content::write_durably(file, one.manifest_before);
            refused_.push_back({.id = one.id, .content = manifest->content, .as_of = {}});
            return stop({.reason = "install",
                         .text = "what is published cannot be installed by this version of the "
                                 "software; its publisher must correct it"});
        }
        return *std::move(manifest);
    }

    bool is_refused(const std::string& package, const std::string& content) const {
        const InstalledPackage version{.id = package, .content = content, .as_of = {}};
        const auto refused = read_unwanted(layout_.refused());
        return refused && std::ranges::find(refused->packages, version) != refused->packages.end();
    }

    /// Those that were refused and are still published.
    void keep_refused() const {
        if (refused_.empty()) {
            std::filesystem::remove(layout_.refused());
        } else {
            write_unwanted(layout_.refused(), {.packages = refused_, .wishes = {}});
        }
    }

    /// What a state is made of then.
    InstalledPackages name(const std::vector<Wanted>& wanted) const {
        InstalledPackages named{.packages = {}, .wishes = wishes_};
        for (const Wanted& one : wanted) {
            named.packages.push_back(
                {.id = one.id,
                 .content = one.manifest ? one.manifest->content : client_.version(one.id),
                 .as_of = {}});
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

    Step<std::optional<Halt>> fetch(std::vector<Wanted>& wanted) {
        if (!mirror_.starts_with("file://") && !large_may_run()) {
            std::uint64_t bytes = 0;
            for (Wanted& one : wanted) {
                if (!one.manifest) {
                    continue;
                }
                const auto plan = client_.plan(*one.manifest);
                if (!plan && plan.error().problem == PackageProblem::Unreachable) {
                    return stop(problem_of(plan.error()));
                }
                if (plan) {
                    bytes += plan->download_bytes;
                } else {
                    leave_behind(one, problem_of(plan.error()));
                }
            }
            if (bytes > terminal_.settings.small_bytes) {
                return std::optional<Halt>({.ending = Ending::Waiting, .waiting_bytes = bytes});
            }
        }
        for (Wanted& one : wanted) {
            if (!one.manifest) {
                continue;
            }
            status_.status().to_fetch_bytes = 0;
            if (client_.version(one.id) != one.manifest->content) {
                status_.status().to_fetch_bytes = expected_bytes(*one.manifest);
                status_.say("fetching");
            }
            const auto fetched = client_.fetch(*one.manifest);
            if (!fetched && fetched.error().problem == PackageProblem::Unreachable) {
                return stop(problem_of(fetched.error()));
            }
            if (!fetched) {
                leave_behind(one, problem_of(fetched.error()));
                put_back_manifest(one);
            } else if (fetched->fell_back) {
                log(one.id + ": the pack was not usable, so the objects were fetched one by one");
            }
        }
        drop_what_is_not_there(wanted);
        if (is_all_behind(wanted)) {
            return stop(*note_);
        }
        return std::optional<Halt>{};
    }

    /// So that what is here can be carried on.
    void put_back_manifest(const Wanted& one) const {
        if (!one.manifest_before.empty()) {
            content::write_durably(layout_.manifests() / percent_encode(one.id),
                                   one.manifest_before);
        }
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

    Step<content::Installed> install(std::vector<Wanted>& wanted) {
        status_.say("installing");
        for (bool fetched_again = false;;) {
            std::vector<content::Records> records;
            for (const Wanted& one : wanted) {
                records.push_back(client_.records(one.id).value_or(content::Records{}));
                records.back().id = one.id;
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
            if (installed.error().problem != content::InstallProblem::MissingRecord) {
                if (!refuse(wanted, installed.error())) {
                    return stop({.reason = "install", .text = describe(installed.error())});
                }
                continue;
            }
            if (fetched_again) {
                return stop(
                    {.reason = "install", .text = "the disk does not keep what is written to it"});
            }
            // Bytes on the disk are no longer what they were: they are fetched once more.
            fetched_again = true;
            std::size_t damaged = 0;
            for (const Wanted& one : wanted) {
                damaged += client_.remove_damaged(one.id);
            }
            log(std::to_string(damaged) + " damaged files on the disk are fetched again");
            if (const auto fetched = fetch(wanted); !fetched) {
                return stop(fetched.error());
            }
        }
    }

    /// The package at fault goes back to what visitors see of it, or is left out where they see
    /// nothing of it yet. False where that does not help.
    bool refuse(std::vector<Wanted>& wanted, const content::InstallError& error) {
        if (!error.package || !wanted.at(*error.package).manifest) {
            return false;
        }
        Wanted& one = wanted[*error.package];
        const std::string content = one.manifest->content;
        if (is_shown(one.id) ? !client_.return_to_shown(one.id) : wanted.size() == 1) {
            return false;
        }
        put_back_manifest(one);
        leave_behind(one, {.reason = "install", .text = describe(error)});
        refused_.push_back({.id = one.id, .content = content, .as_of = {}});
        drop_what_is_not_there(wanted);
        return true;
    }

    void note_success(const InstalledPackages& installed) {
        content::UpdateStatus& status = status_.status();
        if (!is_incomplete_) {
            status.last_success = clock_.now();
        }
        status.packages.clear();
        for (const InstalledPackage& package : installed.packages) {
            status.packages.push_back(
                {.id = package.id, .content = package.content, .as_of = package.as_of});
        }
    }

    void prune(const std::vector<Wanted>& wanted) const {
        std::vector<std::string> packages;
        std::set<std::string> files;
        for (const Wanted& one : wanted) {
            packages.push_back(one.id);
            files.insert(percent_encode(one.id));
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
    std::optional<Problem> note_; ///< what else is to be known, the first of it
    bool is_incomplete_ = false;  ///< a package stays behind
    std::vector<InstalledPackage> refused_;
};

/// Makes the state that visitors should see anew of what lies here, where this version of the
/// software cannot read it: an older one wrote it, or it is damaged. No server is needed. What does
/// not lie here any more is left to the run that follows. True: it was made.
bool make_readable(const Terminal& terminal) {
    const std::filesystem::path folder = terminal.layout.content();
    const auto current = content::open_current(folder);
    const auto shown = read_installed(folder, current_state(folder));
    if (current || !shown) {
        return false;
    }
    PackageClient client(folder, shown->wishes, {});
    std::vector<content::Records> records;
    for (const InstalledPackage& package : shown->packages) {
        if (client.version(package.id) != package.content) {
            client.return_to_shown(package.id);
        }
        auto here = client.records(package.id);
        if (!here || client.version(package.id) != package.content) {
            return false;
        }
        records.push_back(*std::move(here));
        records.back().id = package.id;
    }
    const auto installed = content::install(records, folder, content::Rewrite::Changes);
    if (installed) {
        write_installed(folder, installed->state, *shown);
    }
    if (terminal.log) {
        terminal.log(
            std::string(content::describe(current.error())) +
            (installed
                 ? "; it was made again of what lies here as state " + installed->state
                 : "; it cannot be made again of what lies here: " + describe(installed.error())));
    }
    return installed.has_value();
}

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
    content::make_folder_durably(terminal.layout.trust());
    const content::FolderLock lock(terminal.layout.trust());
    StatusFile status(terminal.layout);
    const Clock clock = read_clock(terminal.layout, terminal.clock());
    const bool was_made_readable = make_readable(terminal);
    RunResult result{.ending = Ending::Failed,
                     .state = current_state(terminal.layout.content()),
                     .problem = Problem{.reason = "no-mirror",
                                        .text = "no mirror is configured; name one in "
                                                "updates.mirrors, or bring a stick"}};
    bool first = true;
    for (const std::string& mirror : mirrors) {
        auto done = Run(terminal, clock, status, mirror, repair).run();
        if (done) {
            const bool has_installed = result.ending == Ending::Installed;
            result = *std::move(done);
            if (has_installed && result.ending == Ending::UpToDate) {
                result.ending = Ending::Installed;
            }
            if (!result.incomplete) {
                break;
            }
            first = false; // perhaps another mirror has what this one lacks
            continue;
        }
        if (terminal.log) {
            terminal.log(done.error().text);
        }
        if (first) {
            result.problem = done.error();
            first = false;
        }
    }
    if (was_made_readable && result.ending == Ending::UpToDate) {
        result.ending = Ending::Installed;
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
    content::make_folder_durably(layout.trust());
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
        write_unwanted(layout.withheld(), *installed);
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
    const bool was_withheld = std::filesystem::remove(terminal.layout.withheld());
    if (was_withheld) { // staff are told that it comes again
        content::sync_to_disk(terminal.layout.trust());
    }
    return was_withheld;
}

void note_accident(const Terminal& terminal, const std::string& what) {
    StatusFile status(terminal.layout);
    const Clock clock = read_clock(terminal.layout, terminal.clock());
    status.status().state = current_state(terminal.layout.content());
    status.finish(Problem{.reason = "disk", .text = what}, clock.now());
}

} // namespace zugang::sync
