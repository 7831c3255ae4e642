// kill -9 and a full disk at system calls of zugang-sync, by strace's fault injection. The test
// command takes 60 of them; ZUGANG_FAULTS=all takes every one (tests/sync/faults).
#include "sync/terminal/verify.hpp"
#include "tests/run_command.hpp"
#include "tests/sync/published_folder.hpp"

#include <array>
#include <cstdlib>
#include <iostream>
#include <map>
#include <sstream>

#include <doctest/doctest.h>

using namespace zugang;
using namespace zugang::sync;
using namespace zugang::sync::testing;
using zugang::testing::Outcome;
using zugang::testing::run_command;
namespace fs = std::filesystem;

namespace {

/// All by which zugang-sync changes something on the disk.
constexpr std::string_view changing =
    "openat,write,writev,pwrite64,ftruncate,fsync,fdatasync,syncfs,rename,renameat,unlink,"
    "unlinkat,rmdir,mkdir,mkdirat,symlink,symlinkat";

/// Those that a full disk refuses.
constexpr std::array<std::string_view, 8> filling{"openat", "write", "writev",  "pwrite64",
                                                  "mkdir",  "fsync", "symlink", "syncfs"};

struct Fault {
    std::string call;
    std::size_t number = 1; ///< of the calls of this name
    bool full_disk = false; ///< from then on; else the process is killed at it
};

std::string zugang_sync(const fs::path& folder, const std::string& mirror) {
    return std::string(ZUGANG_BINARY_DIR) +
           "/bin/zugang-sync --config /dev/null --quiet --folder " + folder.string() +
           " --mirror " + mirror;
}

/// LeakSanitizer cannot look under a tracer; it looks in the other tests.
constexpr const char* strace = "strace -E ASAN_OPTIONS=detect_leaks=0 -qq ";

/// How often each call is made by this command.
std::map<std::string, std::size_t> count_calls(const std::string& command, const fs::path& log) {
    const Outcome outcome =
        run_command(std::string(strace) + "-e signal=none -e trace=" + std::string(changing) +
                    " -o " + log.string() + " " + command);
    REQUIRE_MESSAGE(outcome.code == 0, outcome.text);
    std::map<std::string, std::size_t> calls;
    std::istringstream lines(read_file(log));
    for (std::string line; std::getline(lines, line);) {
        ++calls[line.substr(0, line.find('('))];
    }
    return calls;
}

std::vector<Fault> faults_of(const std::map<std::string, std::size_t>& calls) {
    std::vector<Fault> faults;
    std::vector<Fault> full_disks;
    for (const auto& [call, count] : calls) {
        for (std::size_t number = 1; number <= count; ++number) {
            faults.push_back({.call = call, .number = number, .full_disk = false});
            if (std::ranges::find(filling, call) != filling.end()) {
                full_disks.push_back({.call = call, .number = number, .full_disk = true});
            }
        }
    }
    faults.insert(faults.end(), full_disks.begin(), full_disks.end());
    return faults;
}

/// Spread over all of them, so that both kinds are among them.
std::vector<Fault> some_of(const std::vector<Fault>& faults, std::size_t count) {
    const char* all = std::getenv("ZUGANG_FAULTS");
    if ((all != nullptr && std::string_view(all) == "all") || faults.size() <= count) {
        return faults;
    }
    std::vector<Fault> some;
    for (std::size_t i = 0; i < count; ++i) {
        some.push_back(faults[i * faults.size() / count]);
    }
    return some;
}

std::string inject(const Fault& fault) {
    return std::string(strace) + "-o /dev/null -e trace=" + fault.call +
           " -e inject=" + fault.call +
           (fault.full_disk ? ":error=ENOSPC:when=" + std::to_string(fault.number) + "+ "
                            : ":signal=KILL:when=" + std::to_string(fault.number) + " ");
}

std::string title_in(const fs::path& folder) {
    auto state = content::open_current(folder / "content");
    const auto article =
        state ? content::find_article(state->database, "artikel-1", "de") : std::nullopt;
    return article ? article->title.utf8 : std::string{};
}

/// Runs the command in copies of `before` with one fault each: the old or the new state is there,
/// and the next run makes the new one.
void survive(const fs::path& before, const std::string& mirror, const std::string& old_title,
             const std::string& new_title, std::size_t count) {
    const TemporaryFolder work;
    const fs::path copy = work.path() / "terminal";
    const auto start_again = [&] {
        fs::remove_all(copy);
        fs::copy(before, copy, fs::copy_options::recursive | fs::copy_options::copy_symlinks);
    };
    const std::string command = zugang_sync(copy, mirror) + " run --once";
    start_again();
    const auto calls = count_calls(command, work.path() / "calls");
    REQUIRE(title_in(copy) == new_title);
    const std::vector<Fault> faults = some_of(faults_of(calls), count);
    std::size_t old_states = 0;
    std::size_t told = 0;
    for (const Fault& fault : faults) {
        CAPTURE(fault.call);
        CAPTURE(fault.number);
        CAPTURE(fault.full_disk);
        start_again();
        const Outcome outcome = run_command(inject(fault) + command);
        const std::string title = title_in(copy);
        old_states += title == old_title ? 1 : 0;
        CHECK((title == old_title || title == new_title));
        if (fault.full_disk && outcome.code == 1 && !fault.call.starts_with("write")) {
            CAPTURE(outcome.text); // where `write` fails, no line can be written either
            const bool clear = outcome.text.find("No space left on device") != std::string::npos ||
                               outcome.text.find("disk is full") != std::string::npos;
            CHECK(clear);
            ++told;
        }
        const Outcome next = run_command(command);
        CAPTURE(next.text);
        CHECK(next.code == 0);
        CHECK(title_in(copy) == new_title);
        CHECK_FALSE(fs::exists(copy / "content/states/draft"));
        const Terminal terminal{
            .layout = {copy}, .settings = {}, .fetch = {}, .clock = {}, .time_of_day = {}};
        CHECK(verify(terminal).empty());
        const auto status = content::load_update_status(copy / "status.json");
        REQUIRE(status);
        CHECK_FALSE(status->problem);
    }
    MESSAGE(faults.size() << " faults of " << faults_of(calls).size() << ", the old state after "
                          << old_states << ", a full disk told " << told << " times");
    CHECK(old_states > 0);
    CHECK(told > 0);
}

} // namespace

TEST_CASE("an update that is killed or finds the disk full leaves the old or the new state") {
    PublishedFolder published(Expiry::Never);
    published.publish("bund", titled("Eins"));
    const TemporaryFolder place;
    const fs::path terminal = place.path() / "terminal";
    write_file(place.path() / "root.json", published.repository.files.at("metadata/1.root.json"));
    const std::string command = zugang_sync(terminal, published.url());
    const Outcome init = run_command(command + " init " + (place.path() / "root.json").string());
    REQUIRE_MESSAGE(init.code == 0, init.text);
    const fs::path empty = place.path() / "empty";
    fs::copy(terminal, empty, fs::copy_options::recursive);

    const Outcome first = run_command(command + " run --once");
    REQUIRE_MESSAGE(first.code == 0, first.text);
    published.publish("bund", titled("Zwei"));
    SUBCASE("by a pack") {
        survive(terminal, published.url(), "Eins", "Zwei", 25);
    }
    SUBCASE("by objects") {
        fs::remove_all(published.path() / "bund/packs");
        survive(terminal, published.url(), "Eins", "Zwei", 15);
    }
    SUBCASE("a first one") {
        survive(empty, published.url(), "", "Zwei", 20);
    }
}
