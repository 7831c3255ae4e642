#include "tests/sync/calendar/counter.hpp"

#include <stdexcept>

namespace zugang::sync::testing {

content::appointments::Plan plan_with(const CalendarHost& host, int port) {
    content::appointments::Plan plan =
        content::appointments::testing::plan_of(content::appointments::testing::small_plan);
    for (auto& adviser : plan.advisers) {
        adviser.calendar = host.collection(adviser.id);
        if (port != 0) {
            const std::string before = ":" + std::to_string(host.port()) + "/";
            adviser.calendar.replace(adviser.calendar.find(before), before.size(),
                                     ":" + std::to_string(port) + "/");
        }
    }
    return plan;
}

void enter(CalendarHost& host, const std::string& adviser, const std::string& name,
           const std::string& bytes) {
    HttpLines lines(host.settings());
    HttpRequest put;
    put.method = "PUT";
    put.url = host.collection(adviser) + name;
    put.headers = {"Content-Type: text/calendar; charset=utf-8"};
    put.body = bytes;
    const auto done = lines.ask(put);
    if (!done || done->status / 100 != 2) {
        throw std::runtime_error("cannot enter " + name + ": " +
                                 (done ? std::to_string(done->status) : done.error().text));
    }
}

} // namespace zugang::sync::testing
