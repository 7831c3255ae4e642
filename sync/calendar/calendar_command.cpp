#include "sync/calendar/calendar_command.hpp"

#include "content/appointments/plan.hpp"
#include "content/folder_watch.hpp"
#include "sync/calendar/exchange.hpp"
#include "sync/secret_file.hpp"

#include <algorithm>
#include <chrono>
#include <iostream>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>
#include <poll.h>

namespace zugang::sync {
namespace {

using Steady = std::chrono::steady_clock;
using std::chrono::milliseconds;

content::Moment now() {
    return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

Result<HttpSettings> http_settings(const content::appointments::Exchange& exchange,
                                   const std::string& proxy) {
    HttpSettings settings;
    settings.tries = 2;
    settings.retry_wait = milliseconds(200);
    settings.connect_timeout = std::min(exchange.timeout, std::chrono::seconds(5));
    settings.stall_timeout = exchange.timeout;
    settings.longest = exchange.timeout;
    settings.user_agent = "zugang-sync/" ZUGANG_VERSION;
    settings.proxy = proxy;
    if (exchange.credentials.empty()) {
        return settings;
    }
    const auto line = read_secret_line(exchange.credentials);
    if (!line) {
        return tl::make_unexpected(line.error());
    }
    const std::size_t colon = line->find(':');
    if (colon == 0 || colon == std::string::npos) {
        return fail(Reason::Malformed,
                    exchange.credentials.string() + ":1: \"name:password\" should stand here");
    }
    settings.user = line->substr(0, colon);
    settings.secret = line->substr(colon + 1);
    return settings;
}

void report(const ExchangeResult& result, const CalendarCall& call) {
    for (const std::string& problem : result.problems) {
        call.log(problem);
    }
    if (call.quiet) {
        return;
    }
    if (call.json) {
        const nlohmann::json object{{"confirmed", result.confirmed},
                                    {"refused", result.refused},
                                    {"cancelled", result.cancelled},
                                    {"waiting", result.waiting},
                                    {"problems", result.problems}};
        std::cout << object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace)
                  << std::endl;
    } else {
        std::cout << result.confirmed << " confirmed, " << result.refused << " refused, "
                  << result.cancelled << " cancelled, " << result.waiting << " waiting"
                  << std::endl;
    }
}

bool has_news(const ExchangeResult& result) {
    return result.confirmed + result.refused + result.cancelled > 0;
}

/// Waits for the terminal to write something, and then until it has written all of it.
bool wait_for_change(content::FolderWatch& watch, milliseconds at_most) {
    constexpr milliseconds quiet{30};
    pollfd watched{.fd = watch.descriptor(), .events = POLLIN, .revents = 0};
    bool changed = false;
    while (::poll(&watched, 1, static_cast<int>((changed ? quiet : at_most).count())) > 0) {
        const auto files = watch.take();
        const bool is_ours = std::ranges::any_of(
            files, [](const auto& file) { return file.extension() != ".draft"; });
        if (is_ours && changed) {
            return true; // a terminal that goes on writing waits for nothing
        }
        changed = changed || is_ours;
        if (!changed) {
            return false;
        }
    }
    return changed;
}

[[noreturn]] void watch_for_ever(CalendarExchange& exchange, const CalendarCall& call,
                                 std::chrono::seconds interval) {
    constexpr milliseconds first_retry{5'000};
    content::FolderWatch watch({exchange.appointments()});
    std::set<std::string> said;
    Steady::time_point next_look = Steady::now();
    milliseconds retry = first_retry;
    for (;;) {
        const bool is_time = Steady::now() >= next_look;
        const ExchangeResult result = exchange.run(is_time ? Extent::Everything : Extent::Waiting);
        // What is said once need not be said each minute of a weekend.
        const std::set<std::string> problems(result.problems.begin(), result.problems.end());
        if (has_news(result) || problems != said) {
            report(result, call);
            said = problems;
        }
        if (is_time) {
            next_look = Steady::now() + interval;
        }
        retry = result.waiting == 0 ? first_retry : std::min<milliseconds>(retry * 2, interval);
        const auto until_look = std::chrono::ceil<milliseconds>(
            std::max(next_look - Steady::now(), Steady::duration(0)));
        wait_for_change(watch, result.waiting == 0 ? until_look : std::min(until_look, retry));
    }
}

} // namespace

int run_calendar(const CalendarCall& call) {
    const auto plan = content::appointments::read_plan(call.plan);
    if (!plan) {
        for (const std::string& problem : plan.error()) {
            call.log(problem);
        }
        return 1;
    }
    auto settings = http_settings(plan->exchange, call.proxy);
    if (!settings) {
        call.log(settings.error().text);
        return 1;
    }
    CalendarExchange exchange(*plan, call.folder, *std::move(settings), now);
    if (call.watch) {
        watch_for_ever(exchange, call, plan->exchange.interval);
    }
    const ExchangeResult result = exchange.run(Extent::Everything);
    report(result, call);
    return result.problems.empty() && result.waiting == 0 ? 0 : 1;
}

} // namespace zugang::sync
