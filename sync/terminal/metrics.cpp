#include "sync/terminal/metrics.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>

namespace zugang::sync {
namespace {

/// As the format wants it within quotes.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char letter : text) {
        if (letter == '\\' || letter == '"') {
            out += '\\';
        }
        out += letter == '\n' ? std::string("\\n") : std::string(1, letter);
    }
    return out;
}

std::string label(std::string_view name, std::string_view value) {
    return std::string(name) + "=\"" + escaped(value) + "\"";
}

class Text {
  public:
    void begin(std::string_view name, std::string_view help) {
        name_ = "zugang_" + std::string(name);
        text_ += "# HELP " + name_ + " " + std::string(help) + "\n# TYPE " + name_ + " gauge\n";
    }
    void sample(const std::string& labels, std::int64_t value) {
        text_ +=
            name_ + (labels.empty() ? "" : "{" + labels + "}") + " " + std::to_string(value) + "\n";
    }
    void time(std::string_view name, std::string_view help,
              const std::optional<content::Moment>& moment) {
        if (moment) {
            begin(name, help);
            sample("", moment->time_since_epoch().count());
        }
    }
    std::string take() { return std::move(text_); }

  private:
    std::string name_;
    std::string text_;
};

/// 0, or 1 with the reason.
void add_problem(Text& text, std::string_view name, std::string_view help,
                 const std::string& word) {
    const bool ready = word == "ready";
    text.begin(name, help);
    text.sample(ready ? "" : label("reason", word), ready ? 0 : 1);
}

void add_terminal(Text& text, const content::TerminalStatus& terminal) {
    if (terminal.printer != "none") {
        add_problem(text, "printer_problem", "1: something stands in the way of slips.",
                    terminal.printer);
    }
    if (terminal.speech != "off") {
        add_problem(text, "speech_problem", "1: nothing can be read aloud.", terminal.speech);
    }
}

void add_day(Text& text, const DayFigures& day) {
    text.time("day_counts_timestamp_seconds", "The last day that is over and was counted on.",
              std::chrono::sys_seconds(day.day));
    text.begin("day_counts", "In how many visits of that day: pages (view), results of guides, "
                             "missing translations, searches in vain; rounded down to tens.");
    for (const auto& [kind, number] : day.numbers) {
        text.sample(label("kind", content::name(kind)), static_cast<std::int64_t>(number));
    }
}

} // namespace

std::optional<DayFigures> day_figures(const content::Counts& counts, content::Date today) {
    constexpr std::uint64_t step = 10;
    const auto end =
        std::ranges::find_if(counts, [today](const auto& row) { return row.first.day >= today; });
    if (end == counts.begin()) {
        return std::nullopt;
    }
    DayFigures figures{.day = std::prev(end)->first.day, .numbers = {}};
    for (const auto& [key, number] : counts) {
        if (key.day == figures.day) {
            figures.numbers[key.kind] += number;
        }
    }
    for (auto& [kind, number] : figures.numbers) {
        number -= number % step;
    }
    std::erase_if(figures.numbers, [](const auto& kind) { return kind.second == 0; });
    return figures.numbers.empty() ? std::nullopt : std::optional(std::move(figures));
}

std::string as_prometheus(const content::UpdateStatus& status,
                          const std::optional<content::TerminalStatus>& terminal,
                          const std::optional<DayFigures>& day) {
    Text text;
    text.begin("info", "Version of the software, and the state of the content that is shown.");
    text.sample(label("state", status.state) + "," + label("version", ZUGANG_VERSION), 1);
    text.time("content_changed_timestamp_seconds", "When this content became the shown one.",
              status.changed);
    text.time("sync_last_contact_timestamp_seconds",
              "When a mirror or stick last answered with something that is signed.",
              status.last_contact);
    text.time("sync_last_success_timestamp_seconds",
              "When the content was last known to be the newest.", status.last_success);
    text.time("trust_expiry_timestamp_seconds",
              "The first signature of the present ones to expire.", status.trusted_until);
    text.begin("clock_behind", "1: the clock shows an earlier time than has certainly been.");
    text.sample("", status.clock_is_behind ? 1 : 0);
    text.begin("sync_problem", "1: something stands in the way of new content.");
    text.sample(status.problem ? label("reason", status.problem->reason) : "",
                status.problem ? 1 : 0);
    if (status.problem) {
        text.time("sync_problem_since_timestamp_seconds", "Since when that is so.",
                  status.problem->since);
    }
    if (!status.packages.empty()) {
        text.begin("package_as_of_timestamp_seconds", "Date of the content of a package.");
        for (const content::PackageStatus& package : status.packages) {
            if (package.as_of) {
                text.sample(label("package", package.id),
                            std::chrono::sys_seconds(*package.as_of).time_since_epoch().count());
            }
        }
        text.begin("package_withheld", "1: staff went back from a newer version of this package.");
        for (const content::PackageStatus& package : status.packages) {
            text.sample(label("package", package.id), package.withheld ? 1 : 0);
        }
    }
    if (terminal) {
        add_terminal(text, *terminal);
    }
    if (day) {
        add_day(text, *day);
    }
    return text.take();
}

} // namespace zugang::sync
