#include "content/update_status.hpp"
#include "sync/canonical_json.hpp"
#include "sync/terminal/daemon.hpp"
#include "sync/terminal/installed.hpp"
#include "sync/terminal/verify.hpp"
#include "tests/power/kiosk_run.hpp"
#include "tests/power/scenario.hpp"
#include "tests/power/terminal_of.hpp"
#include "tests/run_command.hpp"
#include "tests/sync/published_folder.hpp"

#include <charconv>
#include <map>
#include <memory>
#include <stdexcept>

namespace zugang::testing::power {
namespace {

namespace fs = std::filesystem;
using sync::testing::Expiry;
using sync::testing::PublishedFolder;
using sync::testing::TemporaryFolder;
using sync::testing::titled;
using Versions = std::map<std::string, std::int64_t>;

std::string zugang_sync(const fs::path& folder, const std::string& mirror) {
    return std::string(ZUGANG_BINARY_DIR) + "/bin/zugang-sync --config /dev/null --folder " +
           folder.string() + " --mirror " + mirror;
}

void must(const std::string& command) {
    const Outcome outcome = run_command(command);
    if (outcome.code != 0) {
        throw std::runtime_error(command + ": " + outcome.text);
    }
}

/// What visitors read; empty where there is no content.
std::string title_in(const fs::path& folder) {
    auto state = content::open_current(folder / "content");
    const auto article =
        state ? content::find_article(state->database, "artikel-1", "de") : std::nullopt;
    return article ? article->title.utf8 : std::string{};
}

/// -1: such a file that is no signed metadata.
std::int64_t version_of(const std::string& bytes) {
    const auto json = sync::parse_json(bytes);
    const bool is_signed = json && json->is_object() && json->contains("signed");
    return is_signed ? json->at("signed").value("version", std::int64_t{-1}) : -1;
}

/// Of the trusted metadata that a program sees in this disk.
Versions versions_in(const Disk& disk) {
    Versions versions;
    const NodeId trust = find(disk, "trust");
    if (trust == no_node) {
        return versions;
    }
    for (const auto& [name, node] : disk.nodes[trust].entries) {
        if (name.ends_with(".json")) {
            versions[name] = version_of(disk.nodes[node].bytes);
        }
    }
    return versions;
}

int number_of(const std::string& state) {
    int number = 0;
    std::from_chars(state.data(), state.data() + state.size(), number);
    return number;
}

std::string join(const std::vector<content::Damage>& damage) {
    std::string text;
    for (const content::Damage& one : damage) {
        text += one.path.string() + ": " + one.what + "; ";
    }
    return text;
}

/// One update that was recorded.
class Update {
  public:
    Update(std::shared_ptr<PublishedFolder> published, Recording recording, std::string old_title,
           std::string new_title, fs::path root = {})
        : published_(std::move(published)), recording_(std::move(recording)),
          old_title_(std::move(old_title)), new_title_(std::move(new_title)),
          root_(std::move(root)) {
        Disk disk = view(recording_, 0);
        for (std::size_t i = 0; i < recording_.events.size(); ++i) {
            apply(recording_.events[i], disk);
            const Event::Kind kind = recording_.events[i].kind;
            if (kind == Event::Kind::Says || kind == Event::Kind::Looks) {
                trusted_[i + 1] = versions_in(disk);
            }
        }
        first_says_ = root_.empty() ? 0 : 1;
    }

    const Recording& recording() const { return recording_; }

    std::string check(const fs::path& folder, std::size_t events, Recovery recovery) const {
        for (const auto& step :
             {&Update::check_content, &Update::check_trust, &Update::check_status}) {
            if (std::string wrong = (this->*step)(folder, events); !wrong.empty()) {
                return wrong;
            }
        }
        if (recovery == Recovery::Programs && !title_in(folder).empty()) {
            if (std::string wrong = run_kiosk({.content = folder / "content",
                                               .state = folder / "state",
                                               .status = folder / "status.json"});
                !wrong.empty()) {
                return wrong;
            }
        }
        return check_next_run(folder, events, recovery);
    }

  private:
    bool is_finished(std::size_t events) const { return said(recording_, events) > first_says_; }

    std::string check_content(const fs::path& folder, std::size_t events) const {
        const auto state = content::open_current(folder / "content");
        if (!state && (!old_title_.empty() || (state.error() != content::FolderProblem::Missing &&
                                               state.error() != content::FolderProblem::Empty))) {
            return "the content cannot be opened: " + std::string(describe(state.error()));
        }
        const std::string title = title_in(folder);
        if (title != new_title_ && (title != old_title_ || is_finished(events))) {
            return "visitors read \"" + title + '"';
        }
        return state ? join(content::verify_current(folder / "content")) : std::string{};
    }

    /// Whatever was trusted when the program went on to the next file is trusted still.
    std::string check_trust(const fs::path& folder, std::size_t events) const {
        const auto after = trusted_.upper_bound(events);
        const Versions at_least =
            after == trusted_.begin() ? versions_in(recording_.before) : std::prev(after)->second;
        const Versions found = versions_in(read_disk(folder));
        for (const auto& [name, version] : at_least) {
            const auto there = found.find(name);
            if (there == found.end() || there->second < version) {
                return "trust/" + name + " had version " + std::to_string(version) + " and has " +
                       (there == found.end() ? "gone" : std::to_string(there->second));
            }
        }
        for (const auto& [name, version] : found) {
            if (version < 0) {
                return "trust/" + name + " is no metadata";
            }
        }
        return {};
    }

    std::string check_status(const fs::path& folder, std::size_t events) const {
        const fs::path file = folder / "status.json";
        const auto status = content::load_update_status(file);
        if (!status) {
            return !old_title_.empty() || is_finished(events) || fs::exists(file)
                       ? "status.json cannot be read"
                       : "";
        }
        const std::string state = sync::current_state(folder / "content");
        if (number_of(status->state) > number_of(state)) {
            return "status.json says state " + status->state + ", which is not here";
        }
        const bool claims = status->activity.empty() && status->state == state && !state.empty();
        if (!claims && is_finished(events)) {
            return "status.json is an older one";
        }
        if (!claims) {
            return {};
        }
        const auto installed = sync::read_installed(folder / "content", state);
        if (!installed || installed->packages.size() != status->packages.size()) {
            return "what state " + state + " is made of is not known";
        }
        for (std::size_t i = 0; i < installed->packages.size(); ++i) {
            if (installed->packages[i].content != status->packages[i].content) {
                return "status.json names other packages than state " + state + " is made of";
            }
        }
        return {};
    }

    std::string check_next_run(const fs::path& folder, std::size_t events,
                               Recovery recovery) const {
        const int before = number_of(sync::current_state(folder / "content"));
        if (!root_.empty() && said(recording_, events) == 0) { // init was not acknowledged
            must(zugang_sync(folder, published_->url()) + " init " + root_.string());
        }
        const sync::Terminal terminal = terminal_of(folder, published_->url());
        if (recovery == Recovery::Programs) {
            must(zugang_sync(folder, published_->url()) + " run --once");
        } else {
            const sync::RunResult result = sync::update(terminal);
            if (result.ending == sync::Ending::Failed || result.problem) {
                return "the next run fails: " + (result.problem ? result.problem->text : "");
            }
        }
        if (title_in(folder) != new_title_) {
            return "after the next run visitors read \"" + title_in(folder) + '"';
        }
        const std::string state = sync::current_state(folder / "content");
        if (number_of(state) < before) {
            return "the next run went back to state " + state;
        }
        if (fs::exists(folder / "content/states/draft")) {
            return "a draft stays behind";
        }
        if (!sync::read_installed(folder / "content", state)) {
            return "the next run does not note what the state is made of";
        }
        return join(sync::verify(terminal));
    }

    std::shared_ptr<PublishedFolder> published_;
    Recording recording_;
    std::string old_title_;
    std::string new_title_;
    fs::path root_;                           ///< that `init` was given; empty: trusted before
    std::size_t first_says_ = 0;              ///< lines that say nothing of content
    std::map<std::size_t, Versions> trusted_; ///< what is at least trusted, by number of events
};

Scenario scenario_of(std::string name, const std::shared_ptr<Update>& update) {
    return {.name = std::move(name),
            .recording = update->recording(),
            .check = [update](const fs::path& folder, std::size_t events, Recovery recovery) {
                return update->check(folder, events, recovery);
            }};
}

/// Lies in the published folder, which lives as long as the scenario.
fs::path first_root(const PublishedFolder& published) {
    const fs::path file = published.path() / "first.json";
    sync::testing::write_file(file, published.repository.files.at("metadata/1.root.json"));
    return file;
}

Scenario second_update(const std::string& name, bool has_packs) {
    const auto published = std::make_shared<PublishedFolder>(Expiry::Never);
    published->publish("bund", titled("Eins"));
    const TemporaryFolder place;
    const fs::path folder = place.path() / "terminal";
    must(zugang_sync(folder, published->url()) + " init " + first_root(*published).string());
    must(zugang_sync(folder, published->url()) + " run --once");
    published->repository.bump("root");
    published->repository.publish("root");
    published->publish("bund", titled("Zwei"));
    if (!has_packs) {
        fs::remove_all(published->path() / "bund/packs");
    }
    Recording recording = record({zugang_sync(folder, published->url()) + " run --once"},
                                 {.folder = folder, .outside = published->path()});
    return scenario_of(name,
                       std::make_shared<Update>(published, std::move(recording), "Eins", "Zwei"));
}

/// A terminal whose staff went back from the third state to the second.
class GoneBack {
  public:
    GoneBack(std::shared_ptr<PublishedFolder> published, Recording recording)
        : published_(std::move(published)), recording_(std::move(recording)) {
        bool is_asked = false;
        for (std::size_t i = 0; i < recording_.events.size() && taken_ == 0; ++i) {
            const Event& event = recording_.events[i];
            is_asked = is_asked || event.kind == Event::Kind::Says;
            if (is_asked && event.kind == Event::Kind::Names &&
                event.names.front().name.ends_with(".json")) {
                taken_ = i; // the request is taken away
            }
        }
    }

    const Recording& recording() const { return recording_; }

    std::string check(const fs::path& folder, std::size_t events, Recovery recovery) const {
        const std::size_t done = said(recording_, events);
        if (const std::string wrong = join(content::verify_current(folder / "content"));
            !wrong.empty()) {
            return wrong;
        }
        const sync::Terminal terminal = terminal_of(folder, published_->url());
        while (const auto request = sync::take_request(terminal.layout.requests())) {
            if (request->kind != sync::Request::Kind::GoBack) {
                return "another request than staff made";
            }
            sync::go_back(terminal);
        }
        const std::string title = title_in(folder);
        const bool must_be_back = done >= 2 || (done == 1 && events <= taken_);
        if (title != "Zwei" && (must_be_back || title != "Drei")) {
            return "visitors read \"" + title + '"';
        }
        if (recovery == Recovery::Programs) {
            must(zugang_sync(folder, published_->url()) + " run --once");
        } else if (sync::update(terminal).ending == sync::Ending::Failed) {
            return "the next run fails";
        }
        const std::string next = title_in(folder);
        if (done < 2 ? next != title : done == 3 && next != "Drei") {
            return "after the next run visitors read \"" + next + '"';
        }
        return join(sync::verify(terminal));
    }

  private:
    std::shared_ptr<PublishedFolder> published_;
    Recording recording_;
    std::size_t taken_ = 0; ///< number of events before the request is taken away
};

} // namespace

Scenario update_by_pack_scenario() {
    return second_update("update by a pack", true);
}

Scenario update_by_objects_scenario() {
    return second_update("update by objects", false);
}

Scenario first_update_scenario() {
    const auto published = std::make_shared<PublishedFolder>(Expiry::Never);
    published->publish("bund", titled("Eins"));
    const fs::path root = first_root(*published);
    const TemporaryFolder place;
    const fs::path folder = place.path() / "terminal";
    fs::create_directory(folder);
    const std::string command = zugang_sync(folder, published->url());
    Recording recording = record({command + " init " + root.string(), command + " run --once"},
                                 {.folder = folder, .outside = published->path()});
    return scenario_of("first update",
                       std::make_shared<Update>(published, std::move(recording), "", "Eins", root));
}

Scenario rollback_scenario() {
    const auto published = std::make_shared<PublishedFolder>(Expiry::Never);
    const TemporaryFolder place;
    const fs::path folder = place.path() / "terminal";
    published->publish("bund", titled("Eins"));
    must(zugang_sync(folder, published->url()) + " init " + first_root(*published).string());
    for (const char* title : {"Eins", "Zwei", "Drei"}) {
        published->publish("bund", titled(title));
        must(zugang_sync(folder, published->url()) + " run --once");
    }
    const auto gone = std::make_shared<GoneBack>(
        published, record({acts("rollback", folder)}, {.folder = folder}));
    return {.name = "rollback",
            .recording = gone->recording(),
            .check = [gone](const fs::path& at, std::size_t events, Recovery recovery) {
                return gone->check(at, events, recovery);
            }};
}

std::vector<NamedScenario> all_scenarios() {
    return {{"update by a pack", update_by_pack_scenario},
            {"update by objects", update_by_objects_scenario},
            {"first update", first_update_scenario},
            {"rollback", rollback_scenario},
            {"booking", booking_scenario},
            {"state", state_scenario}};
}

} // namespace zugang::testing::power
