#include "sync/calendar/calendar_server.hpp"

#include "sync/calendar/multistatus.hpp"
#include "sync/metadata_store.hpp"

#include <algorithm>
#include <utility>

namespace zugang::sync {
namespace {

constexpr std::uint64_t longest_answer = 20'000'000; // bytes, of a query
constexpr std::uint64_t longest_event = 2'000'000;

/// "20261125T080000Z"
std::string basic_time(content::Moment moment) {
    std::string text = content::iso_moment(moment);
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text;
}

/// RFC 4791, section 7.8.
std::string query_of(const std::string& filter) {
    return R"(<?xml version="1.0" encoding="utf-8"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
<D:prop><D:getetag/><C:calendar-data/></D:prop>
<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">)" +
           filter + R"(</C:comp-filter></C:comp-filter></C:filter></C:calendar-query>
)";
}

HttpRequest request(std::string method, const std::string& collection, const std::string& name) {
    HttpRequest made;
    made.method = std::move(method);
    made.url = collection + percent_encode_path(name);
    made.limit_bytes = longest_event;
    return made;
}

/// One line, so that nothing of a server gets into a head of ours.
bool is_tag(const std::string& tag) {
    return !tag.empty() && tag.size() <= 500 && std::ranges::all_of(tag, [](char c) {
        return static_cast<unsigned char>(c) >= 0x20 && c != '\x7f';
    });
}

tl::unexpected<Failure> refuse(const HttpRequest& request, int status, const HttpAnswer& answer) {
    const std::string what =
        request.url + ": the calendar server answers " + std::to_string(status);
    switch (status) {
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
        return fail(Reason::Refused, what + ", it has moved to " + answer.moved +
                                         "; write the new address into appointments.toml");
    case 401:
        return fail(Reason::Refused, what + ": name or password in calendar.credentials is wrong");
    case 403:
        return fail(Reason::Refused, what + ": this user may not do that there; share the calendar "
                                            "with the right to write");
    case 404:
    case 409:
        return fail(Reason::NotFound, what + ": there is no such calendar; check its address in "
                                             "appointments.toml");
    default:
        return fail(Reason::Network, what);
    }
}

} // namespace

/// The status that counts: of a 207 the worst within.
Result<int> CalendarServer::status_of(const HttpRequest& request, const HttpAnswer& answer) {
    if (answer.status != 207) {
        return static_cast<int>(answer.status);
    }
    const auto resources = read_multistatus(answer.body);
    if (!resources) {
        return fail_in(request.url, resources.error());
    }
    int worst = resources->empty() ? 500 : 200;
    for (const DavResource& resource : *resources) {
        worst = std::max(worst, resource.status);
    }
    return worst;
}

Result<std::vector<StoredEvent>> CalendarServer::query(const std::string& collection, Moment from,
                                                       Moment until) {
    return report(collection, "<C:time-range start=\"" + basic_time(from) + "\" end=\"" +
                                  basic_time(until) + "\"/>");
}

Result<std::vector<StoredEvent>> CalendarServer::repeated(const std::string& collection) {
    return report(collection, R"(<C:prop-filter name="RRULE"/>)");
}

Result<std::vector<StoredEvent>> CalendarServer::report(const std::string& collection,
                                                        const std::string& filter) {
    HttpRequest report = request("REPORT", collection, "");
    report.headers = {"Depth: 1", "Content-Type: application/xml; charset=utf-8", "Expect:"};
    report.body = query_of(filter);
    report.limit_bytes = longest_answer;
    const auto answer = lines_.ask(report);
    if (!answer) {
        return tl::make_unexpected(answer.error());
    }
    if (answer->status != 207) {
        return refuse(report, static_cast<int>(answer->status), *answer);
    }
    auto resources = read_multistatus(answer->body);
    if (!resources) {
        return fail_in(report.url, resources.error());
    }
    std::vector<StoredEvent> events;
    for (DavResource& resource : *resources) {
        if (resource.status / 100 != 2) { // 507, "truncated", too: what is missing may be ours
            return refuse(report, resource.status, *answer);
        }
        const std::string name(resource.name());
        if (name.empty()) {
            continue; // the collection itself
        }
        if (!resource.calendar || !is_tag(resource.tag)) {
            auto got = get(collection, name);
            if (!got) {
                return tl::make_unexpected(got.error());
            }
            if (*got) {
                events.push_back(**std::move(got));
            }
            continue;
        }
        events.push_back(
            {.name = name, .tag = std::move(resource.tag), .bytes = *std::move(resource.calendar)});
    }
    return events;
}

Result<std::optional<StoredEvent>> CalendarServer::get(const std::string& collection,
                                                       const std::string& name) {
    HttpRequest get = request("GET", collection, name);
    get.headers = {"Cache-Control: no-cache"};
    auto answer = lines_.ask(get);
    if (!answer) {
        return tl::make_unexpected(answer.error());
    }
    if (answer->status == 404 || answer->status == 410) {
        return std::nullopt;
    }
    if (answer->status != 200) {
        return refuse(get, static_cast<int>(answer->status), *answer);
    }
    if (!is_tag(answer->tag)) {
        return fail(Reason::Malformed, get.url + ": the calendar server gives no ETag, so that "
                                                 "nothing can be changed safely there");
    }
    return StoredEvent{
        .name = name, .tag = std::move(answer->tag), .bytes = std::move(answer->body)};
}

Result<Put> CalendarServer::put(const std::string& collection, const std::string& name,
                                const std::string& bytes, const std::string& condition) {
    HttpRequest put = request("PUT", collection, name);
    put.headers = {"Content-Type: text/calendar; charset=utf-8", condition, "Expect:"};
    put.body = bytes;
    const auto answer = lines_.ask(put);
    if (!answer) {
        return tl::make_unexpected(answer.error());
    }
    const auto status = status_of(put, *answer);
    if (!status) {
        return tl::make_unexpected(status.error());
    }
    if (*status == 412 || (*status == 404 && condition.starts_with("If-Match"))) {
        return Put{.change = Change::NotMet, .tag = {}};
    }
    if (*status / 100 != 2) {
        return refuse(put, *status, *answer);
    }
    return Put{.change = Change::Done, .tag = is_tag(answer->tag) ? answer->tag : std::string()};
}

Result<Put> CalendarServer::create(const std::string& collection, const std::string& name,
                                   const std::string& bytes) {
    return put(collection, name, bytes, "If-None-Match: *");
}

Result<Put> CalendarServer::replace(const std::string& collection, const StoredEvent& event) {
    return put(collection, event.name, event.bytes, "If-Match: " + event.tag);
}

Result<Change> CalendarServer::remove(const std::string& collection, const std::string& name,
                                      const std::string& tag) {
    HttpRequest remove = request("DELETE", collection, name);
    remove.headers = {"If-Match: " + tag};
    const auto answer = lines_.ask(remove);
    if (!answer) {
        return tl::make_unexpected(answer.error());
    }
    const auto status = status_of(remove, *answer);
    if (!status) {
        return tl::make_unexpected(status.error());
    }
    if (*status == 412) {
        return Change::NotMet;
    }
    if (*status / 100 != 2 && *status != 404 && *status != 410) { // gone is what was wanted
        return refuse(remove, *status, *answer);
    }
    return Change::Done;
}

} // namespace zugang::sync
