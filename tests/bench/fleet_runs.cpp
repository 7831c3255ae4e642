#include "fleet_runs.hpp"

#include "content/package_folder.hpp"
#include "content/sha256.hpp"
#include "tests/run_command.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <iostream>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

#include "sync_sample.hpp"

namespace zugang::bench {
namespace {

namespace fs = std::filesystem;

void shell(const std::string& command) {
    const testing::Outcome outcome = testing::run_command(command);
    if (outcome.code != 0) {
        throw std::runtime_error(command + ": " + outcome.text);
    }
}

/// One master for each version. A run's folder is made of hard links to it: zugang-sync replaces
/// files and never writes into one.
class Masters {
  public:
    explicit Masters(fs::path work) : work_(std::move(work)) {}

    fs::path folder(Version version) const {
        return work_ / ("version-" + std::to_string(version));
    }

    void copy(Version version, const fs::path& to) const {
        shell("cp -al " + folder(version).string() + " " + to.string());
    }

    /// Installs what is published now, over the version before.
    void install(const Country& country, Version version) const {
        if (version > 0) {
            copy(version - 1, folder(version));
        }
        if (const RunCost cost = country.fetch(folder(version)); cost.ending != "installed") {
            throw std::runtime_error("a master ended " + cost.ending);
        }
    }

    /// Over names and bytes of all of them.
    std::string digest() const {
        std::vector<fs::path> paths;
        for (Version version = 0; version < noon_edition; ++version) {
            for (const auto& entry : fs::recursive_directory_iterator(folder(version))) {
                paths.push_back(entry.path());
            }
        }
        std::ranges::sort(paths);
        content::Sha256 sum;
        for (const fs::path& path : paths) {
            sum.add(path.string() + "\n");
            if (fs::is_symlink(path)) {
                sum.add(fs::read_symlink(path).string());
            } else if (fs::is_regular_file(path)) {
                sum.add(content::read_whole(path).value_or("unreadable"));
            }
        }
        return sum.finish();
    }

  private:
    fs::path work_;
};

void run_for_real(const Country& country, const Masters& masters, const fs::path& folder,
                  RealRun& run) {
    constexpr std::array<const char*, 4> endings{"up-to-date", "installed", "installed", "failed"};
    const Poll& poll = run.poll;
    if (poll.held != no_version) {
        masters.copy(poll.held, folder);
    }
    run.cost = country.fetch(folder, poll.what == What::Failure ? Line::Down : Line::Up);
    fs::remove_all(folder);
    const std::string expected = endings.at(static_cast<std::size_t>(poll.what));
    if (run.cost.ending != expected) {
        throw std::runtime_error("from version " + std::to_string(poll.held) + " to " +
                                 std::to_string(poll.published) + ": " + run.cost.ending +
                                 " and not " + expected);
    }
}

/// Two at a time; what the server counted meanwhile.
Served run_all(const Country& country, const Masters& masters, const fs::path& work,
               std::vector<RealRun>& runs, bool is_late) {
    const Served before = country.served();
    std::atomic<std::size_t> next = 0;
    const auto worker = [&](int number) {
        const fs::path folder = work / ("terminal-" + std::to_string(number));
        for (std::size_t i = next++; i < runs.size(); i = next++) {
            if ((runs[i].poll.published == noon_edition) == is_late) {
                run_for_real(country, masters, folder, runs[i]);
            }
        }
    };
    std::future<void> other = std::async(std::launch::async, worker, 1);
    worker(0);
    other.get();
    std::this_thread::sleep_for(std::chrono::milliseconds(500)); // the last lines of its log
    const Served after = country.served();
    return {.requests = after.requests - before.requests,
            .body_bytes = after.body_bytes - before.body_bytes,
            .head_bytes = after.head_bytes - before.head_bytes,
            .cpu_s = after.cpu_s - before.cpu_s};
}

/// As editors work: mostly a paragraph or typos, once in a while more.
void edit(SyncSample& sample, Version version) {
    if (version == 4) {
        sample.add_articles();
    } else if (version % 2 == 0) {
        sample.change_one_article(); // the noon edition too
    } else {
        sample.correct_typos();
    }
}

} // namespace

std::size_t kind_of(const Poll& poll) {
    const bool is_late = poll.published == noon_edition;
    switch (poll.what) {
    case What::NothingNew:
        return is_late ? 1 : 0;
    case What::Update:
        return !is_late ? 2 : poll.held == noon_edition - 1 ? 3 : 4;
    case What::FirstInstall:
        return is_late ? 6 : 5;
    case What::Failure:
        break;
    }
    return 7;
}

std::vector<RealRun> draw(const Day& day, std::uint64_t seed) {
    std::array<std::vector<Poll>, kinds.size()> polls;
    for (const Poll& poll : day.polls) {
        polls.at(kind_of(poll)).push_back(poll);
    }
    std::mt19937_64 random(seed);
    std::vector<RealRun> runs;
    for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
        std::vector<Poll>& of_kind = polls.at(kind);
        if (of_kind.empty()) {
            throw std::runtime_error(std::string("nothing on this day: ") + kinds.at(kind).name);
        }
        for (std::size_t i = 0; i < kinds.at(kind).runs; ++i) {
            // Without putting back until all were drawn.
            const std::size_t first = i % of_kind.size();
            std::swap(of_kind[first], of_kind[first + random() % (of_kind.size() - first)]);
            runs.push_back({.poll = of_kind[first], .cost = {}});
        }
    }
    std::ranges::stable_sort(runs, {}, [](const RealRun& run) { return run.poll.at; });
    return runs;
}

Origin measure(const fs::path& work, std::uint64_t seed, std::vector<RealRun>& runs) {
    SyncSample sample(seed);
    Country country(work);
    const Masters masters(work);
    for (Version version = 0; version < noon_edition; ++version) {
        if (version > 0) {
            edit(sample, version);
        }
        country.release(sample.bytes());
        masters.install(country, version);
        std::cerr << "version " << version << " is published" << std::endl;
    }
    const std::string before = masters.digest();
    const Served morning = run_all(country, masters, work, runs, false);
    std::cerr << "noon" << std::endl;
    edit(sample, noon_edition);
    const double seconds_to_publish = country.release(sample.bytes());
    masters.install(country, noon_edition);
    const Served afternoon = run_all(country, masters, work, runs, true);
    if (masters.digest() != before) {
        throw std::runtime_error("a run wrote into a file that it shares with a master");
    }
    return {.served = {.requests = morning.requests + afternoon.requests,
                       .body_bytes = morning.body_bytes + afternoon.body_bytes,
                       .head_bytes = morning.head_bytes + afternoon.head_bytes,
                       .cpu_s = morning.cpu_s + afternoon.cpu_s},
            .seconds_to_publish = seconds_to_publish};
}

} // namespace zugang::bench
