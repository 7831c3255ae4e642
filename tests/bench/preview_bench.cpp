// What an editor waits for: from the end of saving a file to the frame that shows it, by the real
// programs. On the shipped package and on one of 400 articles in 15 languages with 300 pictures.
// Without a display it runs on SDL's dummy driver; under xvfb-run on a screen.
#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "editors_sample.hpp"
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr int rounds = 21;
constexpr double target_ms = 300;

std::string read(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// As most editors save: a new file beside, renamed over the old one.
void save(const fs::path& file, const std::string& bytes) {
    const fs::path beside = file.parent_path() / ("." + file.filename().string() + ".new");
    std::ofstream(beside, std::ios::binary) << bytes;
    fs::rename(beside, file);
}

class Preview {
  public:
    Preview(const fs::path& source, const std::string& language, const std::string& article,
            fs::path screen)
        : screen_(std::move(screen)) {
        const std::string program =
            fs::read_symlink("/proc/self/exe").parent_path() / "zugang-content";
        const std::vector<std::string> words{
            program,           "preview",  source,    "--lang",     language,
            "--article",       article,    "--as-of", "2026-11-22", "--assets",
            ZUGANG_SOURCE_DIR, "--screen", screen_};
        std::vector<char*> arguments;
        for (const std::string& word : words) {
            arguments.push_back(const_cast<char*>(word.c_str()));
        }
        arguments.push_back(nullptr);
        pid_ = fork();
        if (pid_ == 0) {
            const int nowhere = open("/dev/null", O_WRONLY);
            dup2(nowhere, STDERR_FILENO);
            execv(arguments[0], arguments.data());
            _exit(127);
        }
    }
    ~Preview() {
        kill(pid_, SIGTERM);
        waitpid(pid_, nullptr, 0);
    }
    Preview(const Preview&) = delete;
    Preview& operator=(const Preview&) = delete;

    void wait_for(const std::string& word) const {
        const auto end = Clock::now() + std::chrono::seconds(60);
        while (read(screen_).find(word) == std::string::npos) {
            if (Clock::now() > end) {
                throw std::runtime_error("\"" + word + "\" is not shown");
            }
            std::this_thread::sleep_for(std::chrono::microseconds(500));
        }
    }

  private:
    fs::path screen_;
    pid_t pid_ = 0;
};

/// The same file with another word behind the beginning of one line.
std::string with_word(const std::string& text, const std::string& line_begins,
                      const std::string& word) {
    const std::size_t at = text.find("\n" + line_begins);
    if (at == std::string::npos) {
        throw std::runtime_error("no line begins with " + line_begins);
    }
    std::string changed = text;
    changed.insert(at + 1 + line_begins.size(), word + " ");
    return changed;
}

struct Edit {
    const char* what;
    fs::path file;
    std::string line_begins;
};

void measure(const char* name, const Edit& edit, const Preview& preview) {
    const std::string before = read(edit.file);
    std::vector<double> times;
    for (int round = 0; round < rounds; ++round) {
        const std::string word = "Wort" + std::to_string(round) + "x";
        save(edit.file, with_word(before, edit.line_begins, word));
        const auto start = Clock::now();
        preview.wait_for(word);
        times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
        // The editor looks at it; by then the check is over.
        std::this_thread::sleep_for(std::chrono::milliseconds(700));
    }
    save(edit.file, before);
    std::ranges::sort(times);
    std::printf("preview.%s, %s: %.0f ms, median of %d from %.0f to %.0f (target %.0f)\n", name,
                edit.what, times[times.size() / 2], rounds, times.front(), times.back(), target_ms);
    std::fflush(stdout);
}

void run(const char* name, const fs::path& source, const std::string& article,
         const std::string& language, const std::string& ui_line, const fs::path& work) {
    fs::remove(work / "screen.json");
    const auto start = Clock::now();
    const Preview preview(source, language, article, work / "screen.json");
    preview.wait_for("article.summary");
    const std::chrono::duration<double> took = Clock::now() - start;
    std::printf("preview.%s, from the command to the page: %.1f s\n", name, took.count());
    std::this_thread::sleep_for(std::chrono::seconds(4)); // hyphenation patterns are read
    const fs::path folder = source / "articles" / article;
    measure(name, {"a translation", folder / (language + ".md"), "summary = \""}, preview);
    measure(name, {"an interface string", source / "ui" / (language + ".toml"), ui_line}, preview);
}

} // namespace

int main() {
    const fs::path work = fs::temp_directory_path() / ("preview-bench-" + std::to_string(getpid()));
    try {
        if (std::getenv("DISPLAY") == nullptr) {
            setenv("SDL_VIDEODRIVER", "dummy", 1);
        }
        setenv("XDG_CACHE_HOME", (work / "cache").c_str(), 1);
        const fs::path bund = ZUGANG_SOURCE_DIR "/content/source/bund";
        fs::create_directories(work);
        fs::copy(bund, work / "bund", fs::copy_options::recursive);
        run("bund", work / "bund", "mindestlohn", "ar", "checked = \"", work);
        zugang::bench::EditorsSample sample(1, bund, ZUGANG_SHARED_DIR "/text-corpus",
                                            work / "recorded");
        sample.write(work / "large");
        const fs::path first = *fs::directory_iterator(work / "large/articles");
        run("large", work / "large", first.filename(), "ar", "checked = \"", work);
        fs::remove_all(work);
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "preview_bench: " << error.what() << "\n";
        fs::remove_all(work);
        return 1;
    }
}
