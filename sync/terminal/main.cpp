#include "content/appointments/settings.hpp"
#include "content/durable_file.hpp"
#include "content/package_folder.hpp"
#include "content/printable.hpp"
#include "sync/calendar/calendar_command.hpp"
#include "sync/counts/counts_command.hpp"
#include "sync/counts/terminal_key.hpp"
#include "sync/metadata_store.hpp"
#include "sync/terminal/carry.hpp"
#include "sync/terminal/daemon.hpp"
#include "sync/terminal/metrics.hpp"
#include "sync/terminal/priority.hpp"
#include "sync/terminal/report.hpp"
#include "sync/terminal/verify.hpp"
#include "sync/trusted_metadata.hpp"

#include <ctime>
#include <iostream>
#include <stdexcept>
#include <system_error>

#include <CLI/CLI.hpp>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

using namespace zugang;
using namespace zugang::sync;

constexpr const char* usual_config = "/etc/zugang/terminal.toml";

void log(const std::string& line) {
    std::cerr << "zugang-sync: " << content::printable(line) << std::endl;
}

std::chrono::minutes local_time_of_day(Moment moment) {
    const std::time_t seconds = moment.time_since_epoch().count();
    std::tm local{};
    ::localtime_r(&seconds, &local);
    return std::chrono::minutes(local.tm_hour * 60 + local.tm_min);
}

struct Call {
    std::string config;
    std::string folder;
    std::vector<std::string> mirrors;
    std::string format = "text";
    bool quiet = false;
};

int exchange_appointments(const Call& call, const std::string& plan, bool watch) {
    content::appointments::AppointmentSettings settings;
    Settings updates;
    if (!call.config.empty() || std::filesystem::exists(usual_config)) {
        const std::filesystem::path file = call.config.empty() ? usual_config : call.config;
        std::vector<std::string> problems;
        content::read_settings(file, settings_keys(settings), problems);
        std::vector<std::string> said_by_run; // of [updates], which "run" names
        updates = read_settings(file, said_by_run);
        for (const std::string& problem : problems) {
            log(problem);
        }
    }
    if (!plan.empty()) {
        settings.file = plan;
    }
    if (settings.file.empty()) {
        log("no appointments here: appointments.file of the configuration names no plan, nor does "
            "--plan");
        return 1;
    }
    return run_calendar({.plan = settings.file,
                         .folder = call.folder.empty() ? settings.folder : call.folder,
                         .proxy = updates.proxy,
                         .json = call.format == "json",
                         .quiet = call.quiet,
                         .watch = watch,
                         .log = log});
}

content::CountSettings count_settings(const Call& call, bool names_problems) {
    content::CountSettings settings;
    if (!call.config.empty() || std::filesystem::exists(usual_config)) {
        std::vector<std::string> problems;
        content::read_settings(call.config.empty() ? usual_config : call.config,
                               content::settings_keys(settings), problems);
        for (const std::string& problem : problems) {
            if (names_problems) {
                log(problem);
            }
        }
    }
    return settings;
}

/// The key by which others know this terminal; made where there is none.
int show_key(const Terminal& terminal) {
    const auto key = terminal_key(terminal.layout.counts());
    if (!key) {
        log(key.error().text);
        return 1;
    }
    std::cout << key->public_key().value << std::endl;
    return 0;
}

int run_counts(const Terminal& terminal, const Call& call) {
    const content::CountSettings settings = count_settings(call, true);
    if (settings.upload.empty()) {
        log("nothing is uploaded: counts.upload of the configuration is empty");
        return 1;
    }
    const WeekUpload upload =
        send_counts(settings, terminal.layout, terminal.settings.proxy, terminal.clock());
    if (upload.problem) {
        log(upload.problem->text);
    }
    if (!call.quiet) {
        std::cout << (call.format == "json" ? as_json(upload) : describe(upload)) << std::endl;
    }
    return upload.problem ? 1 : 0;
}

/// After a run of the service, whose success it does not touch. The same trouble is said once.
void send_counts_too(const Terminal& terminal, const content::CountSettings& settings,
                     std::string& said) {
    std::string problem;
    try {
        const WeekUpload upload =
            send_counts(settings, terminal.layout, terminal.settings.proxy, terminal.clock());
        if (!upload.sent.empty()) {
            log("counts: " + describe(upload));
        }
        problem = upload.problem ? upload.problem->text : std::string();
    } catch (const std::exception& error) { // a full disk; the content goes on
        problem = error.what();
    }
    if (!problem.empty() && problem != said) {
        log("counts: " + problem);
    }
    said = problem;
}

Terminal make_terminal(const Call& call, const std::shared_ptr<Traffic>& traffic) {
    std::vector<std::string> problems;
    Settings settings;
    if (!call.config.empty() || std::filesystem::exists(usual_config)) {
        settings = read_settings(call.config.empty() ? usual_config : call.config, problems);
    }
    for (const std::string& problem : problems) {
        log(problem);
    }
    if (!call.folder.empty()) {
        settings.folder = call.folder;
    }
    if (!call.mirrors.empty()) {
        settings.mirrors = call.mirrors;
    }
    FetchSettings fetch;
    fetch.max_bytes_per_second = settings.max_bytes_per_second;
    fetch.proxy = settings.proxy;
    fetch.traffic = traffic;
    return {.layout = {settings.folder},
            .settings = settings,
            .fetch = fetch_with_curl(fetch),
            .clock =
                [] {
                    return std::chrono::floor<std::chrono::seconds>(
                        std::chrono::system_clock::now());
                },
            .time_of_day = local_time_of_day,
            .free_bytes = {},
            .log = log};
}

int finish(const RunResult& result, const Traffic& traffic, const Call& call) {
    if (result.problem) {
        log(result.problem->text);
    }
    if (!call.quiet) {
        std::cout << (call.format == "json" ? as_json(result, traffic) : describe(result, traffic))
                  << std::endl;
    }
    return result.ending == Ending::Failed ? 1 : 0;
}

/// Root in another's folder: what it wrote there the service could not replace afterwards.
void refuse_root(const Layout& layout) {
    struct stat there {};
    if (::geteuid() != 0 || ::stat(layout.trust().c_str(), &there) != 0 || there.st_uid == 0) {
        return;
    }
    const passwd* owner = ::getpwuid(there.st_uid); // nothing else runs yet
    const std::string name = owner != nullptr ? owner->pw_name : '#' + std::to_string(there.st_uid);
    throw std::runtime_error(
        layout.trust().string() + " belongs to the user " + name + ": what root writes there, " +
        name + " could not replace; call it as \"runuser -u " + name + " -- zugang-sync ...\"");
}

int init(const Terminal& terminal, const std::filesystem::path& file, bool replace) {
    const auto bytes = content::read_whole(file);
    if (!bytes) {
        log(file.string() + ": cannot be read");
        return 1;
    }
    const auto trusted = TrustedMetadata::start(*bytes, Moment{});
    if (!trusted) {
        log(file.string() + ": " + trusted.error().text);
        return 1;
    }
    content::make_folder_durably(terminal.layout.trust());
    content::make_folder_durably(terminal.layout.requests());
    const content::FolderLock lock(
        terminal.layout.trust()); // a run would write its own root over it
    MetadataStore store(terminal.layout.trust());
    const auto roots = store.roots();
    const std::uint64_t version = trusted->root().common.version;
    const bool is_kept = roots.contains(version) && roots.at(version) == *bytes;
    if (is_kept || store.read("root") == *bytes) {
        if (!is_kept) { // an earlier init was cut off between the two
            store.keep_root(version, *bytes);
        }
        std::cout << "this root is trusted already" << std::endl;
        return 0;
    }
    if (store.read("root") && !replace) {
        log(terminal.layout.trust().string() +
            " trusts another root already; --replace forgets it and all that it led to");
        return 1;
    }
    store.start(*bytes);
    store.keep_root(version, *bytes);
    std::cout << "root " << version << " is trusted; next: zugang-sync run "
              << "--once, or zugang-sync import PATH" << std::endl;
    return 0;
}

int show_status(const Terminal& terminal, const Call& call) {
    const auto bytes = content::read_whole(terminal.layout.status());
    const auto status = bytes ? content::read_update_status(*bytes) : std::nullopt;
    const std::filesystem::path figures = terminal.layout.figures();
    const auto parts_bytes = content::read_whole(figures / "terminal.json");
    const auto parts = parts_bytes ? content::read_terminal_status(*parts_bytes) : std::nullopt;
    if (call.format == "prometheus") { // what never ran has no times
        const auto counts = content::read_whole(figures / "counts.tsv");
        std::cout << as_prometheus(status.value_or(content::UpdateStatus{}), parts,
                                   counts ? day_figures(content::read_counts(*counts).counts,
                                                        std::chrono::floor<std::chrono::days>(
                                                            terminal.clock()))
                                          : std::nullopt)
                  << std::flush;
        return 0;
    }
    if (!status) {
        log(terminal.layout.status().string() +
            ": there is no status yet; run \"zugang-sync run --once\"");
        return 1;
    }
    if (call.format == "json") {
        std::cout << *bytes << std::flush;
    } else {
        std::cout << describe(*status, terminal.clock())
                  << (parts ? describe(*parts) : std::string()) << std::flush;
    }
    return 0;
}

int run_verify(const Terminal& terminal, bool repair, const Traffic& traffic, const Call& call) {
    const auto damage = verify(terminal);
    for (const content::Damage& one : damage) {
        log(one.path.string() + ": " + one.what);
    }
    if (damage.empty()) {
        std::cout << "everything is as it was written" << std::endl;
        return 0;
    }
    if (!repair) {
        log("\"zugang-sync verify --repair\" fetches again what is damaged");
        return 1;
    }
    remove_damaged(terminal);
    return finish(update(terminal, Repair::Yes), traffic, call);
}

int run_export(const Terminal& terminal, const std::filesystem::path& folder, const Call& call) {
    const auto carried = export_folder(terminal, folder);
    if (!carried) {
        log(carried.error().text);
        return 1;
    }
    if (!call.quiet) {
        std::cout << carried->files << " files, " << describe_bytes(carried->bytes)
                  << " written; on the next terminal: zugang-sync import " << folder.string()
                  << std::endl;
    }
    return 0;
}

/// One run of the service: an accident of the disk ends the run and not the service.
bool serve(const Terminal& terminal, const std::optional<Request>& request, Traffic& traffic,
           const Call& call) {
    traffic = {};
    try {
        if (request && request->kind == Request::Kind::AllowAgain) {
            allow_again(terminal);
        }
        const RunResult result = request && request->kind == Request::Kind::Import
                                     ? import_folder(terminal, request->folder)
                                 : request && request->kind == Request::Kind::GoBack
                                     ? go_back(terminal)
                                     : update(terminal);
        return finish(result, traffic, call) == 0;
    } catch (const std::exception& error) {
        log(error.what());
        const auto* system = dynamic_cast<const std::system_error*>(&error);
        if (system != nullptr && system->code() == std::errc::operation_would_block) {
            return false; // another program is at work, and says itself how it goes
        }
        try {
            note_accident(terminal, error.what());
        } catch (const std::exception& again) { // a full disk takes no status either
            log(again.what());
        }
        return false;
    }
}

int run(int argc, char** argv) {
    CLI::App app("Brings the content of a Zugang terminal up to date: from mirrors, a folder or a "
                 "stick; only what is signed, and never without the old state to go back to.",
                 "zugang-sync");
    app.set_version_flag("--version", std::string("zugang-sync ") + ZUGANG_VERSION);
    app.require_subcommand(1);
    app.fallthrough();
    Call call;
    app.add_option("--config", call.config,
                   std::string("Configuration; default: ") + usual_config + " where it is there");
    app.add_option("--folder", call.folder,
                   "Folder of the terminal; default: updates.folder, of calendar: "
                   "appointments.folder");
    app.add_option("--mirror", call.mirrors, "Use these and not updates.mirrors (repeatable)")
        ->check([](const std::string& text) { return refuse_mirror(text); });
    app.add_option("--format", call.format, "text or json; of status also prometheus")
        ->check(CLI::IsMember({"text", "json", "prometheus"}))
        ->capture_default_str();
    app.add_flag("--quiet", call.quiet, "Say only what is wrong");

    std::string root;
    bool replace = false;
    CLI::App* init_command = app.add_subcommand("init", "Trusts a root to start from");
    init_command->add_option("ROOT", root, "The publisher's root.json")->required();
    init_command->add_flag("--replace", replace, "Also where another root is trusted");

    bool once = false;
    bool daemon = false;
    CLI::App* run_command = app.add_subcommand("run", "Brings the content up to date");
    run_command->add_flag("--once", once, "One run (the default)");
    run_command->add_flag("--daemon", daemon, "Again and again, and when the terminal asks")
        ->excludes("--once");

    CLI::App* status_command = app.add_subcommand("status", "Says how things stand");

    std::string place;
    CLI::App* import_command =
        app.add_subcommand("import", "Brings the content up to date from a folder or stick");
    import_command->add_option("PATH", place, "It, or its folder zugang, holds metadata/")
        ->required();
    CLI::App* export_command =
        app.add_subcommand("export", "Writes what is here for the next terminal");
    export_command->add_option("PATH", place, "A folder, e.g. on a stick")->required();

    bool undo = false;
    CLI::App* rollback_command = app.add_subcommand(
        "rollback", "Shows the state before, and keeps what is published now from coming back");
    rollback_command->add_flag("--undo", undo, "Take what is published now after all");

    bool repair = false;
    CLI::App* verify_command =
        app.add_subcommand("verify", "Reads everything on the disk and compares");
    verify_command->add_flag("--repair", repair, "Fetch again what is damaged");

    std::string plan;
    bool watch = false;
    CLI::App* calendar_command = app.add_subcommand(
        "calendar", "Exchanges appointments with the calendars of the organisation (CalDAV)");
    calendar_command->add_option("--plan", plan,
                                 "The appointments.toml; default: appointments.file");
    calendar_command->add_flag("--watch", watch,
                               "Again and again, and at once when the terminal has given one");

    bool key = false;
    CLI::App* counts_command = app.add_subcommand(
        "counts", "Uploads what was counted in the weeks that are over (counts.upload)");
    counts_command->add_flag("--key", key, "Say the key that signs it, and upload nothing");

    if (argc < 2) {
        std::cerr << app.help();
        return 2;
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error, std::cout, std::cerr) == 0 ? 0 : 2;
    }
    if (call.format == "prometheus" && !status_command->parsed()) {
        std::cerr << "--format prometheus: only of \"zugang-sync status\"\n";
        return 2;
    }
    if (calendar_command->parsed()) {
        return exchange_appointments(call, plan, watch);
    }
    const auto traffic = std::make_shared<Traffic>();
    const Terminal terminal = make_terminal(call, traffic);
    if (status_command->parsed()) {
        return show_status(terminal, call);
    }
    refuse_root(terminal.layout);
    if (init_command->parsed()) {
        return init(terminal, root, replace);
    }
    if (counts_command->parsed()) {
        return key ? show_key(terminal) : run_counts(terminal, call);
    }
    give_way();
    if (export_command->parsed()) {
        return run_export(terminal, place, call);
    }
    if (verify_command->parsed()) {
        return run_verify(terminal, repair, *traffic, call);
    }
    std::optional<Request> request;
    if (import_command->parsed()) {
        request = {.kind = Request::Kind::Import, .folder = place};
    } else if (rollback_command->parsed()) {
        request = {.kind = undo ? Request::Kind::AllowAgain : Request::Kind::GoBack, .folder = {}};
    } else if (daemon) {
        const content::CountSettings counts = count_settings(call, true);
        std::string said;
        run_daemon(terminal, [&](const std::optional<Request>& asked) {
            const bool good = serve(terminal, asked, *traffic, call);
            if (!asked) {
                send_counts_too(terminal, counts, said);
            }
            return good;
        });
    }
    return serve(terminal, request, *traffic, call) ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::exception& error) {
        log(error.what());
        return 1;
    }
}
