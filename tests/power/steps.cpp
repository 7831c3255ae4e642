#include "tests/power/steps.hpp"

#include "tests/sync/repository.hpp"

#include <map>
#include <memory>
#include <sstream>
#include <utility>

namespace zugang::testing::power {

std::size_t said(const Recording& recording, std::size_t events) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < events; ++i) {
        count += recording.events[i].kind == Event::Kind::Says ? 1 : 0;
    }
    return count;
}

Disk view(const Recording& recording, std::size_t events) {
    Disk disk = recording.after;
    for (std::size_t i = 0; i < disk.nodes.size(); ++i) {
        Node& node = disk.nodes[i];
        if (i < recording.before.nodes.size()) {
            node = recording.before.nodes[i];
        } else if (node.kind != Node::Kind::Link) {
            node.bytes.clear();
            node.entries.clear();
        }
    }
    for (std::size_t i = 0; i < events; ++i) {
        apply(recording.events[i], disk);
    }
    return disk;
}

namespace {

std::string without_end(std::string line) {
    line.erase(line.find_last_not_of('\n') + 1);
    return line;
}

/// The lines of both at which they begin to differ.
std::pair<std::string, std::string> first_difference(const std::string& one,
                                                     const std::string& other) {
    std::istringstream left(one);
    std::istringstream right(other);
    std::string a;
    std::string b;
    while (a == b && (left || right)) {
        a = std::getline(left, a) ? a : std::string("(the end)");
        b = std::getline(right, b) ? b : std::string("(the end)");
    }
    return {a, b};
}

class Steps {
  public:
    Steps(Recording recording, Observe observe)
        : recording_(std::move(recording)), observe_(std::move(observe)) {
        for (std::size_t i = 0; i < recording_.events.size(); ++i) {
            if (recording_.events[i].kind == Event::Kind::Says) {
                ends_.push_back(i + 1);
                lines_.push_back(recording_.events[i].bytes);
            }
        }
    }

    const Recording& recording() const { return recording_; }

    std::string check(const std::filesystem::path& folder, std::size_t events, Recovery recovery) {
        const std::size_t done = said(recording_, events);
        const std::string& step = lines_.at(std::min(done, lines_.size() - 1));
        const std::string found = observe_(folder, step, recovery);
        const std::string& before = expected(done, step);
        if (found == before || (done < lines_.size() && found == expected(done + 1, step))) {
            return {};
        }
        const auto [here, there] = first_difference(found, before);
        return "after " + (done == 0 ? "the start" : without_end(lines_[done - 1])) +
               " there is \"" + here + "\" and not \"" + there + '"';
    }

  private:
    const std::string& expected(std::size_t steps, const std::string& step) {
        const auto [place, is_new] = expected_.try_emplace({steps, step});
        if (is_new) {
            const sync::testing::TemporaryFolder folder;
            write_disk(view(recording_, steps == 0 ? 0 : ends_[steps - 1]), folder.path());
            place->second = observe_(folder.path(), step, Recovery::InProcess);
        }
        return place->second;
    }

    Recording recording_;
    Observe observe_;
    std::vector<std::size_t> ends_; ///< number of events up to each line
    std::vector<std::string> lines_;
    std::map<std::pair<std::size_t, std::string>, std::string> expected_;
};

} // namespace

Scenario scenario_of_steps(std::string name, Recording recording, Observe observe) {
    const auto steps = std::make_shared<Steps>(std::move(recording), std::move(observe));
    return {.name = std::move(name),
            .recording = steps->recording(),
            .check = [steps](const std::filesystem::path& folder, std::size_t events,
                             Recovery recovery) { return steps->check(folder, events, recovery); }};
}

} // namespace zugang::testing::power
