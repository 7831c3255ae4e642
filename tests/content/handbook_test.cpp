// Does what content/README.md tells a new editor to do, with the real programs.
#include "tests/run_command.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <regex>

#include "source_tree.hpp"
#include <doctest/doctest.h>

using namespace zugang::content::tool;

namespace {

namespace fs = std::filesystem;

const std::string source = ZUGANG_SOURCE_DIR;
const std::string binaries = std::string(ZUGANG_BINARY_DIR) + "/bin";

struct Fence {
    int line = 0;
    std::string language;
    std::string file; ///< what the block is written to; empty for commands
    std::vector<std::string> lines{};
};

std::vector<Fence> fences_of(const fs::path& handbook) {
    std::vector<Fence> fences;
    std::ifstream stream(handbook);
    std::string line;
    bool inside = false;
    for (int number = 1; std::getline(stream, line); ++number) {
        if (line.starts_with("```")) {
            if (!inside) {
                const std::string info = line.substr(3);
                const std::size_t space = std::min(info.find(' '), info.size());
                fences.push_back({.line = number,
                                  .language = info.substr(0, space),
                                  .file = info.substr(std::min(space + 1, info.size()))});
            }
            inside = !inside;
        } else if (inside) {
            fences.back().lines.push_back(line);
        }
    }
    CHECK_FALSE(inside);
    return fences;
}

struct Command {
    int line = 0;
    std::string words;
    std::vector<std::string> output{}; ///< as the handbook has it
};

std::vector<Command> commands_of(const Fence& fence) {
    std::vector<Command> commands;
    for (std::size_t i = 0; i < fence.lines.size(); ++i) {
        const std::string& line = fence.lines[i];
        if (line.starts_with("$ ")) {
            commands.push_back(
                {.line = fence.line + 1 + static_cast<int>(i), .words = line.substr(2)});
        } else {
            REQUIRE(!commands.empty());
            commands.back().output.push_back(line);
        }
    }
    return commands;
}

/// "…" alone in a line stands for any lines, within one for any characters.
std::regex pattern_of(const std::vector<std::string>& output) {
    std::string pattern;
    for (const std::string& line : output) {
        if (line == "…") {
            pattern += "(?:[^\n]*\n)*";
            continue;
        }
        std::string rest = line;
        while (!rest.empty()) {
            const std::size_t dots = std::min(rest.find("…"), rest.size());
            for (const char c : rest.substr(0, dots)) {
                pattern += std::string_view("\\^$.|?*+()[]{}").find(c) == std::string_view::npos
                               ? std::string(1, c)
                               : std::string("\\") + c;
            }
            const bool has_dots = dots < rest.size();
            pattern += has_dots ? "[^\n]*" : "";
            rest.erase(0, dots + (has_dots ? std::string_view("…").size() : 0));
        }
        pattern += " *\n";
    }
    return std::regex(pattern);
}

/// A folder to work in, with the source beside it under the name that the handbook gives it.
class Desk {
  public:
    Desk() {
        std::string name = (fs::temp_directory_path() / "zugang-handbook-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        root_ = name;
        fs::create_directory_symlink(source, root_ / "zugang");
        fs::create_directories(root_ / "home");
        write_file(folder_file(), root_.string());
    }
    ~Desk() { fs::remove_all(root_); }
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    zugang::testing::Outcome run(const std::string& words) const {
        const std::string home = (root_ / "home").string();
        write_file(root_ / "home/command", words + "\n");
        // The folder outlives the command, as in a shell that stays open.
        return zugang::testing::run_command(
            "cd \"$(cat '" + folder_file().string() + "')\" && PATH='" + binaries +
            "':$PATH HOME='" + home + "' XDG_CACHE_HOME='" + home + "/cache' TMPDIR='" + home +
            "' SDL_VIDEODRIVER=dummy GIT_AUTHOR_NAME=Editor GIT_AUTHOR_EMAIL=e@example.org "
            "GIT_COMMITTER_NAME=Editor GIT_COMMITTER_EMAIL=e@example.org bash -c '. " +
            home + "/command; code=$?; pwd > " + folder_file().string() + "; exit $code'");
    }

    fs::path folder() const {
        std::string name = read_file(folder_file());
        while (name.ends_with('\n')) {
            name.pop_back();
        }
        return name;
    }

  private:
    fs::path folder_file() const { return root_ / "home/folder"; }

    fs::path root_;
};

} // namespace

TEST_CASE("the handbook's commands do what it says, one after another") {
    const std::vector<Fence> fences = fences_of(source + "/content/README.md");
    const Desk desk;
    int commands = 0;
    int files = 0;
    for (const Fence& fence : fences) {
        if (!fence.file.empty()) {
            std::string text;
            for (const std::string& line : fence.lines) {
                text += line + "\n";
            }
            write_file(desk.folder() / fence.file, text);
            ++files;
        }
        if (fence.language != "console") {
            continue;
        }
        for (const Command& command : commands_of(fence)) {
            ++commands;
            const zugang::testing::Outcome outcome = desk.run(command.words);
            CAPTURE(command.line);
            CAPTURE(command.words);
            CAPTURE(outcome.text);
            const bool refuses = std::ranges::any_of(command.output, [](const std::string& line) {
                return line.find(": error:") != std::string::npos;
            });
            CHECK((outcome.code == 0) == !refuses);
            // What says nothing in the handbook says nothing.
            REQUIRE(std::regex_match(outcome.text, pattern_of(command.output)));
        }
    }
    CHECK(commands >= 40);
    CHECK(files >= 4);
}

TEST_CASE("a handbook that says something else would be noticed") {
    CHECK(std::regex_match("a (1)  \nb\nc\n", pattern_of({"a (1)", "…"})));
    CHECK(std::regex_match("in 12 s\n", pattern_of({"in … s"})));
    CHECK_FALSE(std::regex_match("a\nb\n", pattern_of({"a"})));
    CHECK_FALSE(std::regex_match("ab\n", pattern_of({"a."})));
    CHECK_FALSE(std::regex_match("", pattern_of({"a"})));
    CHECK_FALSE(std::regex_match("a\n", pattern_of({})));
}
