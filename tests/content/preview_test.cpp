// The real programs, on SDL's dummy driver: what an editor saves is on the screen, and nothing is
// left behind.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <set>
#include <thread>

#include "source_tree.hpp"
#include <doctest/doctest.h>
#include <fcntl.h>
#include <nlohmann/json.hpp>
#include <sys/wait.h>
#include <unistd.h>

using namespace zugang::content::tool;
using namespace std::chrono_literals;

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr auto patience = 180s; // a sanitizer, and a machine that has other things to do

std::string text_of(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

/// A copy of bund to be written in, with a folder for what programs leave behind.
class Desk {
  public:
    Desk() {
        std::string name = (fs::temp_directory_path() / "zugang-desk-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        root_ = name;
        fs::create_directories(temporary());
        fs::copy(std::string(ZUGANG_SOURCE_DIR) + "/content/source/bund", source(),
                 fs::copy_options::recursive);
    }
    ~Desk() { fs::remove_all(root_); }
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    fs::path source() const { return root_ / "bund"; }
    fs::path article(const std::string& slug) const { return source() / "articles" / slug; }
    fs::path temporary() const { return root_ / "tmp"; }
    fs::path root() const { return root_; }

    void replace(const fs::path& file, std::string_view from, std::string_view to) const {
        std::string text = text_of(file);
        const std::size_t at = text.find(from);
        REQUIRE(at != std::string::npos);
        write_file(file, text.replace(at, from.size(), to));
    }

  private:
    fs::path root_;
};

/// zugang-content preview while it runs.
class Running {
  public:
    Running(const Desk& desk, std::vector<std::string> arguments,
            const fs::path& program = std::string(ZUGANG_BINARY_DIR) + "/bin/zugang-content")
        : desk_(desk) {
        arguments.insert(arguments.begin(),
                         {program.string(), "preview", desk.source().string(), "--assets",
                          ZUGANG_SOURCE_DIR, "--as-of", "2026-11-22"});
        std::vector<char*> words;
        for (std::string& argument : arguments) {
            words.push_back(argument.data());
        }
        words.push_back(nullptr);
        pid_ = fork();
        REQUIRE(pid_ >= 0);
        if (pid_ == 0) {
            const int log =
                open((desk.root() / "log").c_str(), O_CREAT | O_WRONLY | O_APPEND, 0600);
            dup2(log, STDERR_FILENO);
            setenv("TMPDIR", desk.temporary().c_str(), 1);
            setenv("SDL_VIDEODRIVER", "dummy", 1);
            setenv("SDL_AUDIODRIVER", "dummy", 1); // PulseAudio's library would leave a folder
            execv(words[0], words.data());
            _exit(127);
        }
    }
    ~Running() {
        if (pid_ > 0) {
            kill(pid_, SIGTERM);
            waitpid(pid_, nullptr, 0);
        }
    }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

    std::string log() const { return text_of(desk_.root() / "log"); }

    /// Processes that it has started.
    std::vector<pid_t> children() const {
        const std::string pid = std::to_string(pid_);
        std::ifstream list("/proc/" + pid + "/task/" + pid + "/children");
        std::vector<pid_t> pids;
        for (pid_t child = 0; list >> child;) {
            pids.push_back(child);
        }
        return pids;
    }
    pid_t terminal() const {
        for (const pid_t child : children()) {
            if (text_of("/proc/" + std::to_string(child) + "/comm") == "zugang-kiosk\n") {
                return child;
            }
        }
        return 0;
    }

    void send(int signal) const { kill(pid_, signal); }

    /// Its exit code once it has ended.
    int wait() {
        const auto end = std::chrono::steady_clock::now() + patience;
        int status = 0;
        while (waitpid(pid_, &status, WNOHANG) == 0) {
            REQUIRE_MESSAGE(std::chrono::steady_clock::now() < end, log());
            std::this_thread::sleep_for(5ms);
        }
        pid_ = 0;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

  private:
    const Desk& desk_;
    pid_t pid_ = 0;
};

/// A preview with a page in front of it.
class Screen {
  public:
    Screen(const Desk& desk, const std::string& language, const std::string& article,
           const std::string& size = "1080x6000")
        : file_(desk.root() / "screen.json"),
          running_(desk, {"--lang", language, "--article", article, "--size", size, "--screen",
                          file_.string()}) {
        wait_for([](const json& screen) { return screen["screen"] == "article"; });
    }

    Running& running() { return running_; }

    json now() const { return json::parse(text_of(file_), nullptr, false); }

    void wait_for(const std::function<bool(const json&)>& is_so) const {
        const auto end = std::chrono::steady_clock::now() + patience;
        while (true) {
            const json screen = now();
            if (screen.is_object() && is_so(screen)) {
                return;
            }
            REQUIRE_MESSAGE(std::chrono::steady_clock::now() < end, running_.log()
                                                                        << screen.dump(1));
            std::this_thread::sleep_for(2ms);
        }
    }
    void wait_for_label(std::string_view part) const {
        CAPTURE(part);
        wait_for([part](const json& screen) { return contains(screen.dump(), part); });
    }
    void wait_until_gone(std::string_view part) const {
        CAPTURE(part);
        wait_for([part](const json& screen) { return !contains(screen.dump(), part); });
    }

    /// Problems are looked for beside what is shown, and come later: until the screen counts as
    /// many as the log's first line.
    void wait_until_checked() const {
        wait_for([this](const json& screen) {
            const std::string log = running_.log();
            const std::size_t end = log.find('\n');
            return end != std::string::npos &&
                   contains(screen.dump(), "Preview: " + log.substr(0, end) + "\"");
        });
    }

    /// Places of nodes in drawing order; -1: not there.
    int index_of(const std::function<bool(const json&)>& is_it) const {
        const json nodes = now()["nodes"];
        const auto found = std::find_if(nodes.begin(), nodes.end(), is_it);
        return found == nodes.end() ? -1 : static_cast<int>(found - nodes.begin());
    }

  private:
    fs::path file_;
    Running running_;
};

bool nothing_is_left(const Desk& desk) {
    for (const auto& entry : fs::directory_iterator(desk.temporary())) {
        MESSAGE("left: " << entry.path().filename().string());
    }
    return fs::is_empty(desk.temporary());
}

} // namespace

TEST_CASE("what is saved is shown on the page that is open, in its language") {
    const Desk desk;
    const Screen screen(desk, "ar", "mindestlohn");
    desk.replace(desk.article("mindestlohn") / "ar.md", "title = \"", "title = \"كلمةجديدة ");
    screen.wait_for_label("كلمةجديدة");
    const json now = screen.now();
    CHECK(now["language"] == "ar");
    CHECK(now["id"] == "mindestlohn");
    CHECK(now["scroll"] == 0.0);

    // Another file of the package.
    desk.replace(desk.source() / "ui/ar.toml", "checked = \"", "checked = \"كلمةأخرى ");
    screen.wait_for_label("كلمةأخرى");

    // As many editors save: a new file, renamed over the old one.
    const fs::path file = desk.article("mindestlohn") / "ar.md";
    const fs::path beside = desk.article("mindestlohn") / ".ar.md.swp";
    std::string text = text_of(file);
    text.replace(text.find("كلمةجديدة"), std::string("كلمةجديدة").size(), "كلمةثالثة");
    write_file(beside, text);
    fs::rename(beside, file);
    screen.wait_for_label("كلمةثالثة");
    CHECK(screen.now()["id"] == "mindestlohn");
}

TEST_CASE("a broken file keeps its last good text, and the problem stands where it is") {
    const Desk desk;
    const Screen screen(desk, "de", "mindestlohn");
    const fs::path file = desk.article("mindestlohn") / "de.md";
    const std::string good = text_of(file);
    screen.wait_until_checked();
    const json before = screen.now();

    // In the words of a block: the block stays, with the problem above it.
    std::string bad = good;
    const std::size_t block = bad.find("## Für wen gilt der Mindestlohn?");
    REQUIRE(block != std::string::npos);
    const std::size_t words = bad.find("Er gilt", block);
    REQUIRE(words != std::string::npos);
    write_file(file, bad.insert(words, "Neues Wort {value:mindest} "));
    screen.wait_for_label("there is no value \\\"mindest\\\"");
    const auto has_id = [](std::string_view id) {
        return [id](const json& node) { return node["id"] == id; };
    };
    const auto says = [](std::string_view words_of_it) {
        return [words_of_it](const json& node) {
            return contains(node["label"].get<std::string>(), words_of_it);
        };
    };
    const int problem = screen.index_of(says("there is no value"));
    CHECK(problem > screen.index_of(has_id("block.fuer-wen")));
    CHECK(problem < screen.index_of(has_id("block.fuer-wen/1")));
    CHECK(screen.index_of(says("Preview: 1 error")) > 0);

    // In the form of the file: nothing of it can be shown, so what was there stays.
    write_file(file, "+++\ntitle = \"Kaputt\n+++\nNichts.\n");
    screen.wait_for_label("this is no TOML");
    CHECK(contains(screen.now().dump(), "Neues Wort"));
    CHECK_FALSE(contains(screen.now().dump(), "Kaputt"));

    // Half a file, as an editor that is killed leaves it.
    write_file(file, "+++\ntit");
    screen.wait_for_label("the second line");
    CHECK(contains(screen.now().dump(), "Neues Wort"));

    write_file(file, good);
    screen.wait_until_gone("Neues Wort");
    screen.wait_until_gone("the second line");
    screen.wait_for([&before](const json& now) { return now["nodes"] == before["nodes"]; });
}

TEST_CASE("articles that are made, renamed and removed") {
    const Desk desk;
    const Screen screen(desk, "de", "mindestlohn");
    desk.replace(desk.article("mindestlohn") / "article.toml", "related = [",
                 "related = [\"neues-blatt\", ");
    screen.wait_for_label("there is no article \\\"neues-blatt\\\"");
    fs::create_directories(desk.root() / "made");
    write_file(desk.root() / "made/article.toml",
               "topic = \"work\"\nas_of = 2026-11-22\nconfidence = \"high\"\n");
    write_file(desk.root() / "made/de.md", "+++\ntitle = \"Ein neues Blatt\"\nsummary = "
                                           "\"Kurz.\"\nstate = \"draft\"\n+++\nText.\n");
    fs::rename(desk.root() / "made", desk.article("neues-blatt"));
    screen.wait_for_label("Ein neues Blatt");
    screen.wait_until_gone("there is no article \\\"neues-blatt\\\"");

    fs::remove_all(desk.article("neues-blatt"));
    screen.wait_until_gone("Ein neues Blatt");

    // The page that is open.
    fs::rename(desk.article("mindestlohn"), desk.root() / "away");
    screen.wait_for_label("topic.empty");
    fs::rename(desk.root() / "away", desk.article("mindestlohn"));
    screen.wait_for_label("article.summary");
    CHECK(screen.now()["id"] == "mindestlohn");
}

TEST_CASE("it ends with its terminal and leaves nothing behind") {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        CAPTURE(signal);
        const Desk desk;
        Screen screen(desk, "de", "mindestlohn");
        const pid_t terminal = screen.running().terminal();
        REQUIRE(terminal > 0);
        CHECK_FALSE(nothing_is_left(desk));
        screen.running().send(signal);
        CHECK(screen.running().wait() == 0);
        CHECK(kill(terminal, 0) == -1);
        CHECK(nothing_is_left(desk));
    }
}

TEST_CASE("a terminal that dies ends the preview, and it says so") {
    const Desk desk;
    Screen screen(desk, "de", "mindestlohn");
    kill(screen.running().terminal(), SIGKILL);
    CHECK(screen.running().wait() == 1);
    CHECK(contains(screen.running().log(), "the terminal has ended with signal 9"));
    CHECK(nothing_is_left(desk));
}

TEST_CASE("a window that is closed ends the preview well") {
    const Desk desk;
    Screen screen(desk, "de", "mindestlohn");
    kill(screen.running().terminal(), SIGTERM); // SDL makes it the closing of the window
    CHECK(screen.running().wait() == 0);
    CHECK(nothing_is_left(desk));
}

TEST_CASE("a preview that cannot begin says why and leaves nothing behind") {
    struct Row {
        std::vector<std::string> arguments;
        const char* says;
    };
    const std::vector<Row> rows{
        {{"--lang", "xx"}, "there is no language \"xx\""},
        {{"--lang", "de", "--article", "mindestlon"}, "did you mean \"mindestlohn\"?"}};
    for (const Row& row : rows) {
        CAPTURE(row.says);
        const Desk desk;
        Running running(desk, row.arguments);
        CHECK(running.wait() == 1);
        CHECK(contains(running.log(), row.says));
        CHECK(nothing_is_left(desk));
    }
    {
        const Desk desk;
        fs::remove(desk.source() / "package.toml");
        Running running(desk, {});
        CHECK(running.wait() == 1);
        CHECK(contains(running.log(), "there is no package.toml here"));
        CHECK(nothing_is_left(desk));
    }
    {
        const Desk desk; // zugang-content alone
        const fs::path alone = desk.root() / "bin/zugang-content";
        fs::create_directories(alone.parent_path());
        fs::copy_file(std::string(ZUGANG_BINARY_DIR) + "/bin/zugang-content", alone);
        Running running(desk, {}, alone);
        CHECK(running.wait() == 1);
        CHECK(contains(running.log(), "zugang-kiosk is not beside zugang-content"));
        CHECK(nothing_is_left(desk));
    }
}

TEST_CASE("pictures of every article in every language, with an index") {
    const Desk desk;
    for (const auto& entry : fs::directory_iterator(desk.source() / "articles")) {
        const std::string slug = entry.path().filename().string();
        if (slug != "mindestlohn" && slug != "mbe") {
            fs::remove_all(entry.path());
        }
    }
    fs::remove(desk.article("mbe") / "tr.md");
    const fs::path out = desk.root() / "shots";
    Running running(desk, {"--shots", out.string()});
    CHECK(running.wait() == 0);
    CAPTURE(running.log());
    CHECK(nothing_is_left(desk));
    const std::string index = text_of(out / "index.html");
    std::set<std::string> pictures;
    for (const char* slug : {"mindestlohn", "mbe"}) {
        for (const char* language : {"de", "de-simple", "en", "ar", "fa", "uk", "tr", "ru", "ti"}) {
            const std::string name = std::string(slug) + "/" + language + ".png";
            CAPTURE(name);
            const std::string bytes = text_of(out / name);
            const bool is_wanted = name != "mbe/tr.png";
            CHECK(bytes.starts_with("\x89PNG") == is_wanted);
            CHECK(contains(index, "src=\"" + name + "\"") == is_wanted);
            CHECK((bytes.size() > 20'000) == is_wanted);
            CHECK((!is_wanted || pictures.insert(bytes).second)); // no two are alike
        }
    }
    CHECK(contains(index, "tr: not written yet"));
    CHECK(contains(index, "there is no article"));
    CHECK_FALSE(contains(index, "<script"));
    CHECK_FALSE(contains(index, "://"));
}
