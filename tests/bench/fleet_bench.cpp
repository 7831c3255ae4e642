// What a fleet costs: the simulated day of 2,000 terminals with a publication at noon, of which
// 1,000 runs are real ones (zugang-sync against nginx), and what follows for 100,000 behind a CDN.
// fleet_bench [SEED]: every figure says whether it is measured, simulated or arithmetic.
#include "tests/sync/repository.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <iomanip>
#include <iostream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "fleet_runs.hpp"

namespace {

using namespace zugang;
using namespace zugang::bench;
using std::chrono::seconds;

constexpr std::size_t small_fleet = 2'000;
constexpr std::size_t large_fleet = 100'000;
constexpr double edge_locations = 20; ///< assumed: a CDN's places in and around Germany

/// So much that this part of the values is no larger.
double quantile(std::vector<double> values, double part) {
    std::ranges::sort(values);
    const double count = std::ceil(part * static_cast<double>(values.size()));
    return values.at(static_cast<std::size_t>(count) - 1);
}

std::string number(double value, int digits = 0) {
    std::ostringstream text;
    text << std::fixed << std::setprecision(digits) << value;
    return text.str();
}

std::string clock(seconds time) {
    std::ostringstream text;
    text << std::setfill('0') << std::setw(2) << time.count() / 3600 << ":" << std::setw(2)
         << time.count() / 60 % 60 << ":" << std::setw(2) << time.count() % 60;
    return text.str();
}

/// The median of a kind of run.
struct TypicalCost {
    double requests = 0;
    double body_bytes = 0;
    double bytes = 0; ///< with heads
};

TypicalCost typical(const std::vector<const RunCost*>& runs) {
    const auto median = [&runs](const std::function<std::uint64_t(const RunCost&)>& value) {
        std::vector<double> values;
        for (const RunCost* run : runs) {
            values.push_back(static_cast<double>(value(*run)));
        }
        return quantile(std::move(values), 0.5);
    };
    return {.requests = median([](const RunCost& run) { return run.requests; }),
            .body_bytes = median([](const RunCost& run) { return run.body_bytes; }),
            .bytes = median([](const RunCost& run) { return run.body_bytes + run.head_bytes; })};
}

/// Of an update by its two versions, where one was measured, for some bring much and some little;
/// of all others by their kind.
class TypicalCosts {
  public:
    explicit TypicalCosts(const std::vector<RealRun>& runs) {
        std::array<std::vector<const RunCost*>, kinds.size()> by_kind;
        std::map<std::pair<Version, Version>, std::vector<const RunCost*>> by_versions;
        for (const RealRun& run : runs) {
            by_kind.at(kind_of(run.poll)).push_back(&run.cost);
            if (run.poll.what == What::Update) {
                by_versions[{run.poll.held, run.poll.published}].push_back(&run.cost);
            }
        }
        for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
            kinds_.at(kind) = typical(by_kind.at(kind));
        }
        for (const auto& [versions, costs] : by_versions) {
            versions_[versions] = typical(costs);
        }
    }

    const TypicalCost& of(const Poll& poll) const {
        const auto found = poll.what == What::Update ? versions_.find({poll.held, poll.published})
                                                     : versions_.end();
        return found != versions_.end() ? found->second : kinds_.at(kind_of(poll));
    }

  private:
    std::array<TypicalCost, kinds.size()> kinds_;
    std::map<std::pair<Version, Version>, TypicalCost> versions_;
};

void print_runs(const Day& day, const std::vector<RealRun>& runs) {
    std::cout << "\nruns: kind | on the day, simulated | real | measured by the real ones, median "
                 "(99 %): bytes of bodies | with heads | requests | CPU s | wall s\n";
    for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
        const auto values = [&](const std::function<double(const RunCost&)>& value) {
            std::vector<double> all;
            for (const RealRun& run : runs) {
                if (kind_of(run.poll) == kind) {
                    all.push_back(value(run.cost));
                }
            }
            return all;
        };
        const auto show = [](const std::vector<double>& all, int digits) {
            return number(quantile(all, 0.5), digits) + " (" + number(quantile(all, 0.99), digits) +
                   ")";
        };
        const auto requests =
            values([](const RunCost& cost) { return static_cast<double>(cost.requests); });
        const auto bodies =
            values([](const RunCost& cost) { return static_cast<double>(cost.body_bytes); });
        const auto bytes = values([](const RunCost& cost) {
            return static_cast<double>(cost.body_bytes + cost.head_bytes);
        });
        const auto on_the_day =
            std::ranges::count_if(day.polls, [&](const Poll& p) { return kind_of(p) == kind; });
        std::cout << kinds.at(kind).name << " | " << on_the_day << " | " << requests.size() << " | "
                  << show(bodies, 0) << " | " << show(bytes, 0) << " | " << show(requests, 0)
                  << " | " << show(values([](const RunCost& cost) { return cost.cpu_s; }), 3)
                  << " | " << show(values([](const RunCost& cost) { return cost.wall_s; }), 3)
                  << "\n";
    }
}

/// Bodies of what is fetched once per edge: by the version before (none: a first install) and
/// after.
std::map<std::pair<Version, Version>, double> print_updates(const std::vector<RealRun>& runs) {
    std::map<std::pair<Version, Version>, std::vector<double>> bodies;
    for (const RealRun& run : runs) {
        if (run.poll.what == What::Update || run.poll.what == What::FirstInstall) {
            bodies[{run.poll.held, run.poll.published}].push_back(
                static_cast<double>(run.cost.body_bytes));
        }
    }
    std::map<std::pair<Version, Version>, double> medians;
    std::cout << "bodies by versions, measured:";
    for (const auto& [versions, bytes] : bodies) {
        const auto [held, published] = versions;
        medians[versions] = quantile(bytes, 0.5);
        std::cout << (medians.size() > 1 ? ", " : " ")
                  << (held == no_version ? "none" : std::to_string(held)) << " to " << published
                  << ": " << number(medians[versions]);
    }
    std::cout << "\n";
    return medians;
}

/// Whether both counted the same requests. Clients leave out the 4 bytes of each 404.
bool print_server(const Served& served, const std::vector<RealRun>& runs) {
    Served asked;
    double clients_cpu_s = 0;
    for (const RealRun& run : runs) {
        asked.requests += run.cost.requests;
        asked.body_bytes += run.cost.body_bytes;
        asked.head_bytes += run.cost.head_bytes;
        clients_cpu_s += run.cost.cpu_s;
    }
    // What nobody answered counts with the client only.
    for (const RealRun& run : runs) {
        asked.requests -= run.poll.what == What::Failure ? run.cost.requests : 0;
    }
    std::cout << "\nserver, measured: nginx counted " << served.requests << " requests, "
              << served.body_bytes << " bytes of bodies, " << served.head_bytes
              << " of heads; the clients " << asked.requests << ", " << asked.body_bytes << ", "
              << asked.head_bytes << "\nnginx: " << number(served.cpu_s, 2) << " s CPU, "
              << number(served.cpu_s * 1e6 / static_cast<double>(served.requests), 1)
              << " us per request; the clients: " << number(clients_cpu_s, 1) << " s\n";
    return served.requests == asked.requests;
}

struct Load {
    double requests = 0;
    double bytes = 0;
    double polls = 0; ///< that reach a mirror
};

struct DayLoad {
    Load sum;
    Load most_in_a_minute; ///< of each figure, not all of the same minute
    std::size_t minute_of_requests = 0;
    std::size_t minute_of_bytes = 0;
};

DayLoad load_of(const Day& day, const TypicalCosts& costs) {
    DayLoad load;
    std::array<Load, 24 * 60> minutes{};
    for (const Poll& poll : day.polls) {
        if (poll.what == What::Failure) {
            continue; // nobody hears of it
        }
        const TypicalCost& cost = costs.of(poll);
        for (Load* to : {&load.sum, &minutes.at(static_cast<std::size_t>(poll.at.count() / 60))}) {
            to->requests += cost.requests;
            to->bytes += cost.bytes;
            to->polls += 1;
        }
    }
    for (std::size_t i = 0; i < minutes.size(); ++i) {
        Load& most = load.most_in_a_minute;
        most.polls = std::max(most.polls, minutes[i].polls);
        if (minutes[i].requests > most.requests) {
            most.requests = minutes[i].requests;
            load.minute_of_requests = i;
        }
        if (minutes[i].bytes > most.bytes) {
            most.bytes = minutes[i].bytes;
            load.minute_of_bytes = i;
        }
    }
    return load;
}

std::string minute(std::size_t minute) {
    return clock(std::chrono::minutes(minute)).substr(0, 5);
}

void print_arrivals(const std::vector<Arrival>& arrivals) {
    std::vector<double> reachable;
    std::vector<double> all;
    std::size_t never = 0;
    for (const Arrival& arrival : arrivals) {
        never += arrival.at ? 0 : 1;
        const double at = arrival.at ? static_cast<double>(arrival.at->count()) : 1e9;
        all.push_back(at);
        if (arrival.is_reachable) {
            reachable.push_back(at - static_cast<double>(noon.count()));
        }
    }
    std::cout
        << "arrival of the noon edition, simulated: of the " << reachable.size()
        << " terminals that are on, with a line, from noon on for the longest wait of the daemon";
    for (const double part : {0.5, 0.9, 0.99, 1.0}) {
        std::cout << (part < 1 ? ", " : " and ") << number(part * 100) << " % have it after "
                  << number(quantile(reachable, part) / 60, 1) << " min";
    }
    std::cout << "; of all " << all.size();
    for (const double part : {0.9, 0.95, 0.98, 0.99}) {
        const auto at = static_cast<std::int64_t>(quantile(all, part));
        std::cout << ", " << number(part * 100) << " % at " << clock(seconds(at % 86'400))
                  << (at >= 86'400 ? " of the next day" : "");
    }
    std::cout << "; not within 36 hours of midnight: " << never << "\n";
}

std::string parts_of(const Day& day, const TypicalCosts& costs) {
    std::map<What, double> bytes;
    for (const Poll& poll : day.polls) {
        bytes[poll.what] += costs.of(poll).bytes;
    }
    const double usual = bytes[What::NothingNew] + bytes[What::Update];
    return "of it nothing new " + number(bytes[What::NothingNew] / 1e6) + " MB, updates " +
           number(bytes[What::Update] / 1e6) + " MB, first installs " +
           number(bytes[What::FirstInstall] / 1e6) + " MB; without these " +
           number(usual / static_cast<double>(day.arrivals.size()) / 1e3) + " kB per terminal";
}

void print_day(const Day& day, const TypicalCosts& costs) {
    const DayLoad load = load_of(day, costs);
    const auto terminals = static_cast<double>(day.arrivals.size());
    const Load& most = load.most_in_a_minute;
    std::cout << "\nthe day of " << number(terminals)
              << " terminals, simulated; each run costs the measured median of its kind, an update "
                 "that of its versions: "
              << number(load.sum.bytes / 1e6) << " MB in " << number(load.sum.requests)
              << " requests; per terminal " << number(load.sum.bytes / terminals / 1e3)
              << " kB and " << number(load.sum.requests / terminals) << " requests\n";
    std::cout << parts_of(day, costs)
              << "\nthe origin without a CDN: " << number(load.sum.requests / 86'400, 2)
              << " requests/s on average, most " << number(most.requests / 60, 2)
              << " requests/s in the minute of " << minute(load.minute_of_requests) << " and "
              << number(most.bytes / 60e6, 3) << " MB/s in that of " << minute(load.minute_of_bytes)
              << "\n";
    print_arrivals(day.arrivals);
}

void print_cdn(const Day& day, const TypicalCosts& costs,
               const std::map<std::pair<Version, Version>, double>& versions,
               const Served& served) {
    const DayLoad load = load_of(day, costs);
    const Load& most = load.most_in_a_minute;
    const TypicalCost& quiet = costs.of({.what = What::NothingNew, .published = noon_edition});
    const double head = (quiet.bytes - quiet.body_bytes) / quiet.requests;
    const double cpu_us = served.cpu_s * 1e6 / static_cast<double>(served.requests);
    double once = 0;
    for (const auto& [key, bytes] : versions) {
        once += bytes;
    }
    const double asked = load.sum.polls * quiet.requests;
    const double kept = edge_locations * quiet.requests * 24 * 60;
    std::cout << "\n"
              << day.arrivals.size() << " terminals behind a CDN of " << number(edge_locations)
              << " locations (assumed), arithmetic on a simulated day of as many:\n"
              << "the edge serves " << number(load.sum.bytes / 1e9, 1) << " GB in "
              << number(load.sum.requests / 1e6, 2)
              << " million requests a day: " << number(load.sum.requests / 86'400) << "/s and "
              << number(load.sum.bytes / 86'400e6, 2) << " MB/s on average, most "
              << number(most.requests / 60) << "/s at " << minute(load.minute_of_requests)
              << " and " << number(most.bytes / 60e6, 1) << " MB/s at "
              << minute(load.minute_of_bytes) << "\n"
              << parts_of(day, costs) << "\n"
              << "the origin, nothing kept: of each run the next root (404) and timestamp.json "
                 "(304 for the CDN) reach it: "
              << number(asked / 1e6, 2) << " million requests a day, " << number(asked / 86'400)
              << "/s on average and " << number(most.polls * quiet.requests / 60)
              << "/s at most; with heads as measured (" << number(head) << " bytes) "
              << number(asked * head / 1e9, 1) << " GB a day; nginx would work at most "
              << number(asked * cpu_us / 1e6) << " s of the day\n"
              << "what never changes, once per location: at most "
              << number(once * edge_locations / 1e6) << " MB a day, of which the full pack "
              << number(
                     costs.of({.what = What::FirstInstall, .published = noon_edition}).body_bytes /
                         1e6,
                     1)
              << " MB each time\n"
              << "the origin, both answers kept for 60 s: at most " << number(kept)
              << " requests a day, " << number(kept / 86'400, 2)
              << "/s, however many terminals there are: " << number(kept * head / 1e6)
              << " MB a day, " << number(asked / kept) << " times fewer; terminals get an edition "
              << "up to 60 s later\n";
    print_arrivals(day.arrivals);
}

void run(std::uint64_t seed) {
    const Day day = simulate_day(small_fleet, noon_edition, seed);
    std::vector<RealRun> runs = draw(day, seed);
    std::cout << "seed " << seed << "; " << small_fleet << " terminals, assumed:\n"
              << describe_terminals(small_fleet, noon_edition) << std::flush;
    const sync::testing::TemporaryFolder work;
    const Origin origin = measure(work.path(), seed, runs);
    print_runs(day, runs);
    const TypicalCosts costs(runs);
    const auto versions = print_updates(runs);
    std::cout << "publishing the noon edition, measured: " << number(origin.seconds_to_publish, 1)
              << " s\n";
    const bool is_counted_alike = print_server(origin.served, runs);
    print_day(day, costs);
    print_cdn(simulate_day(large_fleet, noon_edition, seed), costs, versions, origin.served);
    if (!is_counted_alike) {
        throw std::runtime_error("nginx and the clients do not count the same requests");
    }
}

} // namespace

int main(int argc, char** argv) {
    try {
        run(argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1);
    } catch (const std::exception& error) {
        std::cerr << "fleet_bench: " << error.what() << std::endl;
        return 1;
    }
    return 0;
}
