#include "content/tool/preview.hpp"

#include "content/durable_file.hpp"
#include "content/folder_watch.hpp"
#include "content/install.hpp"
#include "content/tool/bases.hpp"
#include "content/tool/cache.hpp"
#include "content/tool/check.hpp"
#include "content/tool/child.hpp"
#include "content/tool/commands.hpp"
#include "content/tool/merge.hpp"
#include "content/tool/place_problems.hpp"
#include "content/tool/scratch_folder.hpp"
#include "content/tool/shots.hpp"
#include "content/tool/working_tree.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <ostream>
#include <system_error>

#include <poll.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

namespace zugang::content::tool {
namespace {

namespace fs = std::filesystem;

/// Some editors write one file in several steps.
constexpr int quiet_ms = 15;
constexpr auto longest_wait = std::chrono::milliseconds(120);

/// Gone with all that is in it when the preview ends.
class Workplace {
  public:
    fs::path content() const { return folder_.path() / "content"; }
    fs::path problems() const { return folder_.path() / "problems.json"; }
    const fs::path& path() const { return folder_.path(); }

  private:
    const ScratchFolder folder_{"preview"};
};

/// Signals that end a program, and that a child has ended, as something to poll. Blocked from here
/// on, so that nothing is left behind.
class Signals {
  public:
    Signals() {
        sigset_t wanted;
        ::sigemptyset(&wanted);
        for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGCHLD}) {
            ::sigaddset(&wanted, number);
        }
        ::sigprocmask(SIG_BLOCK, &wanted, &before_);
        descriptor_ = ::signalfd(-1, &wanted, SFD_CLOEXEC | SFD_NONBLOCK);
        if (descriptor_ < 0) {
            throw std::system_error(errno, std::generic_category(), "cannot wait for signals");
        }
    }
    ~Signals() {
        ::close(descriptor_);
        ::sigprocmask(SIG_SETMASK, &before_, nullptr);
    }
    Signals(const Signals&) = delete;
    Signals& operator=(const Signals&) = delete;

    int descriptor() const { return descriptor_; }

    /// Takes what has come. Is the program to end?
    bool take_end() {
        bool end = false;
        signalfd_siginfo signal{};
        while (::read(descriptor_, &signal, sizeof(signal)) == sizeof(signal)) {
            end = end || signal.ssi_signo != SIGCHLD;
        }
        return end;
    }

  private:
    int descriptor_ = -1;
    sigset_t before_{};
};

enum class Came { Nothing, Change, Signal };

Came wait_for(const FolderWatch& watch, const Signals& signals, int timeout_ms) {
    std::array<pollfd, 2> sources{{{.fd = watch.descriptor(), .events = POLLIN, .revents = 0},
                                   {.fd = signals.descriptor(), .events = POLLIN, .revents = 0}}};
    if (::poll(sources.data(), sources.size(), timeout_ms) <= 0) {
        return Came::Nothing;
    }
    return sources[1].revents != 0 ? Came::Signal : Came::Change;
}

class Preview {
  public:
    Preview(const PreviewOptions& options, const SourceSet& sources, const Assets& assets,
            std::ostream& errors)
        : options_(options), sources_(sources), assets_(assets), errors_(errors),
          watch_(folders(sources)), tree_(sources.folders, assets, Cache::of_user()) {}

    int run(const Report& of_assets) {
        tree_.read({});
        Report report = of_assets;
        report.append(tree_.report());
        if (!can_begin(report) || !install_tree()) {
            return 1;
        }
        if (!options_.shots.empty()) {
            return take_shots();
        }
        begin_checking();
        terminal_ = Child(program_beside("zugang-kiosk"), terminal_arguments());
        tree_.read_patterns();
        return follow();
    }

  private:
    static std::vector<fs::path> folders(const SourceSet& sources) {
        std::vector<fs::path> folders;
        for (const fs::path& source : sources.folders) {
            folders.push_back(source.has_filename() ? source : source.parent_path());
        }
        return folders;
    }

    Date day() const { return options_.as_of.value_or(today()); }

    /// Anything but what nothing can be shown without is for the page where it is.
    bool can_begin(const Report& report) {
        Report refusals;
        std::vector<std::string> languages;
        std::vector<std::string> slugs;
        bool readable = true;
        for (const Package& package : tree_.packages()) {
            readable = readable && !package.id.empty();
            for (const Reference& language : package.languages) {
                languages.push_back(language.name);
            }
            for (const auto& [slug, article] : package.articles) {
                slugs.push_back(slug);
            }
        }
        if (!readable || languages.empty()) {
            print(report, Format::Text, errors_);
            errors_ << "zugang-content: nothing can be shown of this\n";
            return false;
        }
        return knows("language", options_.language, languages) &&
               knows("article", options_.article, slugs);
    }

    bool knows(const char* what, const std::string& name, const std::vector<std::string>& names) {
        if (name.empty() || std::ranges::find(names, name) != names.end()) {
            return true;
        }
        errors_ << "zugang-content: there is no " << what << " \"" << name << "\" in "
                << options_.sources.front().string() << "; "
                << suggestion(name, names, "name one that is there") << "\n";
        return false;
    }

    /// False and a line where it cannot be installed; what is shown stays.
    bool install_tree() {
        const auto installed = install(tree_.records(), place_.content(), Rewrite::Draft);
        if (!installed) {
            errors_ << "zugang-content: " << describe(installed.error())
                    << "; what is shown stays as it is\n";
        }
        return installed.has_value();
    }

    std::vector<std::string> terminal_arguments() const {
        std::vector<std::string> arguments{"--content", place_.content().string(),
                                           "--preview", place_.problems().string(),
                                           "--now",     iso_date(day()) + "T09:00"};
        const auto add = [&arguments](const char* name, const std::string& value) {
            if (!value.empty()) {
                arguments.insert(arguments.end(), {name, value});
            }
        };
        add("--lang", options_.language);
        add("--article", options_.article);
        add("--size", options_.size);
        add("--screen", options_.screen.string());
        return arguments;
    }

    /// In a process of its own: what is on the screen does not wait for it, and the next change
    /// ends it.
    void begin_checking() {
        checking_ = Child([this] { write_problems_of_tree(); });
    }

    std::vector<Problem> find_problems() {
        Report report = tree_.report();
        const Package merged = merge(tree_.packages(), report);
        check(merged, day(), &assets_, Cache::of_user(), report);
        report.apply_switches();
        return place_problems(about_named(report, sources_), merged);
    }

    void write_problems_of_tree() {
        const std::vector<Problem> problems = find_problems();
        write_quickly(place_.problems(), write_problems(problems));
        std::array<std::size_t, 3> counts{};
        for (const Problem& problem : problems) {
            ++counts.at(static_cast<std::size_t>(problem.gravity));
        }
        errors_ << counts_in_words(counts[0], counts[1], counts[2]) << std::endl;
    }

    /// Until the window is closed or a signal comes.
    int follow() {
        while (true) {
            switch (wait_for(watch_, signals_, -1)) {
            case Came::Change:
                take_up_changes();
                break;
            case Came::Signal:
                if (signals_.take_end()) {
                    return 0;
                }
                (void)checking_.ended();
                if (const auto status = terminal_.ended()) {
                    return say_why(*status);
                }
                break;
            case Came::Nothing:
                break;
            }
        }
    }

    int say_why(int status) {
        if (status == 0) { // somebody closed the window
            return 0;
        }
        errors_ << "zugang-content: the terminal has ended with " << describe_status(status)
                << (WIFEXITED(status) && WEXITSTATUS(status) == 127
                        ? ": zugang-kiosk is not beside zugang-content and not in PATH; install "
                          "it or build the target zugang-kiosk"
                        : "; what it said last stands above")
                << "\n";
        return 1;
    }

    void take_up_changes() {
        const auto start = std::chrono::steady_clock::now();
        std::set<fs::path> changed = watch_.take();
        while (std::chrono::steady_clock::now() - start < longest_wait &&
               wait_for(watch_, signals_, quiet_ms) == Came::Change) {
            changed.merge(watch_.take());
        }
        if (changed.empty()) {
            return;
        }
        checking_.end();
        tree_.read_again(changed);
        if (!install_tree()) {
            return;
        }
        begin_checking();
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
        errors_ << changed.begin()->string() << (changed.size() > 1 ? " and others" : "")
                << ": ready after " << std::llround(took.count() * 1000) << " ms" << std::endl;
    }

    int take_shots() {
        const Package merged = [this] {
            Report told_already;
            Package all = merge(tree_.packages(), told_already);
            std::erase_if(all.articles, [this](const auto& entry) {
                return sources_.is_base(entry.second.package_folder);
            });
            return all;
        }();
        return write_shots(
            {.merged = merged,
             .problems = find_problems(),
             .content = place_.content(),
             .workplace = place_.path(),
             .out = options_.shots,
             .size = options_.size,
             .day = day()},
            [this] { return signals_.take_end(); }, errors_);
    }

    const PreviewOptions& options_;
    const SourceSet& sources_;
    const Assets& assets_;
    std::ostream& errors_;
    Signals signals_;
    const Workplace place_;
    FolderWatch watch_;
    WorkingTree tree_;
    Child checking_; ///< ends before what it reads
    Child terminal_;
};

} // namespace

int run_preview(const PreviewOptions& options, std::ostream& errors) {
    const SourceSet sources = with_bases(options.sources);
    for (const fs::path& source : sources.folders) {
        if (!fs::exists(source / "package.toml")) {
            errors << "zugang-content: " << source.string()
                   << ": there is no package.toml here; name the folder of a package, as "
                      "content/source/bund\n";
            return 1;
        }
    }
    const auto root =
        options.assets.empty() ? find_assets(sources.folders) : std::optional(options.assets);
    if (!root) {
        errors << "zugang-content: the lists of fonts and pictograms are not above "
               << options.sources.front().string()
               << "; name the folder that holds content/assets.toml and fonts/fonts.toml with "
                  "--assets\n";
        return 1;
    }
    Report report;
    const Assets assets(*root, report, Cache::of_user());
    return Preview(options, sources, assets, errors).run(report);
}

} // namespace zugang::content::tool
