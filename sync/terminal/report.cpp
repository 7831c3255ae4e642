#include "sync/terminal/report.hpp"

#include "sync/canonical_json.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace zugang::sync {
namespace {

/// "2026-11-26 08:00 UTC"
std::string minute(Moment moment) {
    std::string text = content::iso_moment(moment).substr(0, 16);
    text[10] = ' ';
    return text + " UTC";
}

std::string minute(const std::optional<Moment>& moment) {
    return moment ? minute(*moment) : "never";
}

std::string line(std::string name, const std::string& text) {
    name.resize(12, ' ');
    return name + text + "\n";
}

/// "paper_out" -> "paper out"
std::string in_words(std::string name) {
    std::ranges::replace(name, '_', ' ');
    return name;
}

} // namespace

std::string describe_bytes(std::uint64_t bytes) {
    if (bytes < 1'000) {
        return std::to_string(bytes) + " bytes";
    }
    std::array<char, 32> text{};
    const bool is_large = bytes >= 1'000'000;
    const int length =
        std::snprintf(text.data(), text.size(), "%.1f %s",
                      static_cast<double>(bytes) / (is_large ? 1e6 : 1e3), is_large ? "MB" : "kB");
    return {text.data(), static_cast<std::size_t>(length)};
}

std::string describe(const RunResult& result, const Traffic& traffic) {
    std::string text;
    switch (result.ending) {
    case Ending::UpToDate:
        text = "up to date, state " + result.state;
        break;
    case Ending::Installed:
        text = "state " + result.state + " is shown to the next visitor";
        break;
    case Ending::Withheld:
        text = "state " + result.state +
               " stays: staff went back from what is published now (\"zugang-sync rollback "
               "--undo\" takes it after all)";
        break;
    case Ending::Waiting:
        text = describe_bytes(result.waiting_bytes) +
               " wait for their time of day (updates.windows) or for a stick; state " +
               result.state + " stays";
        break;
    case Ending::Failed:
        text = result.state.empty() ? "nothing was installed"
                                    : "state " + result.state + " stays as it is";
        break;
    }
    if (traffic.requests > 0) {
        text += "; " + std::to_string(traffic.requests) + " requests, " +
                describe_bytes(traffic.body_bytes + traffic.head_bytes);
    }
    return text;
}

std::string as_json(const RunResult& result, const Traffic& traffic) {
    static constexpr std::array<const char*, 5> endings{"up-to-date", "installed", "withheld",
                                                        "waiting", "failed"};
    Json json{{"ending", endings.at(static_cast<std::size_t>(result.ending))},
              {"state", result.state},
              {"requests", traffic.requests},
              {"body_bytes", traffic.body_bytes},
              {"head_bytes", traffic.head_bytes}};
    if (result.problem) {
        json["problem"] = {{"reason", result.problem->reason}, {"text", result.problem->text}};
    }
    if (result.waiting_bytes > 0) {
        json["waiting_bytes"] = result.waiting_bytes;
    }
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string describe(const content::UpdateStatus& status, Moment now) {
    std::string text = line("content", status.state.empty() ? "none yet"
                                                            : "state " + status.state + ", since " +
                                                                  minute(status.changed));
    for (const content::PackageStatus& package : status.packages) {
        text += line("package", package.id +
                                    (package.as_of ? " of " + content::iso_date(*package.as_of)
                                                   : std::string{}) +
                                    " (" + package.content.substr(0, 8) + ")" +
                                    (package.withheld ? ", a newer one is withheld" : ""));
    }
    text += line("contact", minute(status.last_contact) +
                                (status.source.empty() ? "" : " with " + status.source));
    text += line("up to date", minute(status.last_success));
    if (status.trusted_until) {
        text += line("trust", (*status.trusted_until <= now ? "expired since " : "until ") +
                                  minute(status.trusted_until));
    }
    if (!status.activity.empty()) {
        text +=
            line("now", status.activity + (status.to_fetch_bytes > 0
                                               ? " " + describe_bytes(status.fetched_bytes) +
                                                     " of " + describe_bytes(status.to_fetch_bytes)
                                               : std::string{}));
    }
    if (status.problem) {
        text += line("problem", status.problem->reason + ", since " +
                                    minute(status.problem->since) + ": " + status.problem->text);
    }
    return text;
}

std::string describe(const content::TerminalStatus& terminal) {
    std::string text;
    if (terminal.printer != "none") {
        text += line("printer", in_words(terminal.printer));
    }
    if (terminal.speech != "off") {
        text += line("speech", in_words(terminal.speech));
    }
    return text;
}

} // namespace zugang::sync
