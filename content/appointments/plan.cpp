#include "content/appointments/plan.hpp"

#include "content/appointments/plan_reader.hpp"
#include "content/public_holidays.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>

namespace zugang::content::appointments {
namespace {

constexpr std::size_t longest_file = 1'000'000; // bytes

using Reference = PlanReader::Reference;

template <class Row>
const Row* find_row(const std::vector<Row>& rows, std::string_view id) {
    const auto found = std::ranges::find(rows, id, &Row::id);
    return found == rows.end() ? nullptr : &*found;
}

template <class Row>
std::vector<std::string> ids_of(const std::vector<Row>& rows) {
    std::vector<std::string> ids;
    for (const Row& row : rows) {
        ids.push_back(row.id);
    }
    return ids;
}

/// With a name and a password, an address must be one that nobody on the way can read.
std::string refuse_calendar(const std::string& address, bool with_password) {
    const bool safe = address.starts_with("https://");
    const bool plain = address.starts_with("http://");
    const std::size_t host = safe ? 8 : 7;
    const bool good =
        (safe || plain) && address.size() > host && address[host] != '/' &&
        std::ranges::all_of(address, [](char c) { return c > ' ' && c < '\x7f' && c != '"'; }) &&
        address.find_first_of("?#@\\<>") == std::string::npos;
    if (!good) {
        return R"(wants the address of a calendar, such as )"
               R"("https://cloud.example.org/remote.php/dav/calendars/theke/anna/")";
    }
    const std::string_view name = std::string_view(address).substr(
        host, std::min(address.find('/', host), address.size()) - host);
    const std::string_view bare = name.substr(0, name.find(':'));
    if (plain && with_password && bare != "localhost" && bare != "127.0.0.1") {
        return "wants https://: over http:// everybody on the way reads the password in "
               "calendar.credentials";
    }
    return {};
}

std::string with_slash(std::string address) {
    return address.empty() || address.ends_with('/') ? address : address + '/';
}

class PlanFile {
  public:
    explicit PlanFile(PlanReader& reader) : reader_(reader) {}

    Plan read() {
        read_booking();
        read_centre();
        read_calendar();
        for (const auto& row : reader_.rows("service")) {
            plan_.services.push_back(read_service(row));
        }
        for (const auto& row : reader_.rows("room")) {
            plan_.rooms.push_back(read_room(row));
        }
        for (const auto& row : reader_.rows("adviser")) {
            plan_.advisers.push_back(read_adviser(row));
        }
        reader_.finish();
        check_services();
        return std::move(plan_);
    }

  private:
    void read_booking() {
        auto table = reader_.table("booking");
        lead_ = std::chrono::minutes(table.integer("lead_minutes", 0, 20'160, 0));
        plan_.horizon = std::chrono::days(table.integer("horizon_days", 1, 400, 42));
        plan_.retention = std::chrono::days(table.integer("retention_days", 0, 400, 7));
        table.finish();
    }

    void read_centre() {
        auto table = reader_.table("centre");
        plan_.land = table.text("land");
        const auto laender = content::laender();
        if (!plan_.land.empty() && std::ranges::find(laender, plan_.land) == laender.end()) {
            table.report("land",
                         "wants two small letters, as \"by\" or \"be\", not \"" + plan_.land + '"');
        }
        plan_.hours = table.required_hours("hours");
        plan_.breaks = table.hours("breaks", {});
        plan_.closed = table.days("closed");
        table.finish();
    }

    void read_calendar() {
        auto table = reader_.table("calendar");
        plan_.exchange.credentials = table.text("credentials");
        if (!plan_.exchange.credentials.empty() && plan_.exchange.credentials.is_relative()) {
            table.report("credentials", "wants a path from the root, as "
                                        "\"/etc/zugang/calendar-password\"");
        }
        plan_.exchange.interval = std::chrono::seconds(
            table.integer("interval_seconds", 5, 86'400, plan_.exchange.interval.count()));
        plan_.exchange.timeout = std::chrono::seconds(
            table.integer("timeout_seconds", 1, 120, plan_.exchange.timeout.count()));
        table.finish();
    }

    Service read_service(const PlanReader::Row& row) {
        PlanReader::Table table = reader_.open(row);
        Service service;
        service.id = table.id(ids_of(plan_.services));
        service.title = table.required_texts("title");
        service.length = std::chrono::minutes(table.integer("minutes", 5, 480, 30));
        service.lead =
            std::chrono::minutes(table.integer("lead_minutes", 0, 20'160, lead_.count()));
        for (const auto& item : table.rows("bring")) {
            PlanReader::Table bring = reader_.open(item);
            service.bring.push_back(
                {.icon = bring.text("icon"), .text = bring.required_texts("text")});
            bring.finish();
        }
        table.finish();
        return service;
    }

    Room read_room(const PlanReader::Row& row) {
        PlanReader::Table table = reader_.open(row);
        Room room;
        room.id = table.id(ids_of(plan_.rooms));
        room.name = table.required_text("name");
        room.places = static_cast<int>(table.integer("places", 1, 100, 1));
        room.way = table.texts("way");
        table.finish();
        return room;
    }

    Adviser read_adviser(const PlanReader::Row& row) {
        PlanReader::Table table = reader_.open(row);
        Adviser adviser;
        adviser.id = table.id(ids_of(plan_.advisers));
        adviser.name = table.required_text("name");
        adviser.room = table.text("room");
        if (!adviser.room.empty() && plan_.find_room(adviser.room) == nullptr) {
            table.report("room", "there is no room \"" + adviser.room + '"' +
                                     did_you_mean(adviser.room, ids_of(plan_.rooms)));
        }
        for (const Reference& service : table.references("services")) {
            if (plan_.find_service(service.name) == nullptr) {
                reader_.report(service.place,
                               "there is no service \"" + service.name + '"' +
                                   did_you_mean(service.name, ids_of(plan_.services)));
            } else if (std::ranges::count(adviser.services, service.name) > 0) {
                reader_.report(service.place, "service \"" + service.name + "\" stands here twice");
            }
            adviser.services.push_back(service.name);
        }
        adviser.hours = table.hours("hours", plan_.hours);
        adviser.breaks = table.hours("breaks", {});
        adviser.absent = table.days("absent");
        adviser.calendar = with_slash(table.text("calendar"));
        if (!adviser.calendar.empty()) {
            const std::string wrong =
                refuse_calendar(adviser.calendar, !plan_.exchange.credentials.empty());
            const auto same =
                std::ranges::find(plan_.advisers, adviser.calendar, &Adviser::calendar);
            if (!wrong.empty()) {
                table.report("calendar", wrong);
            } else if (same != plan_.advisers.end()) {
                // Everything in it would make both of them busy.
                table.report("calendar", "is that of adviser \"" + same->id +
                                             "\" already; each adviser wants an own one");
            }
        }
        table.finish();
        return adviser;
    }

    void check_services() {
        for (const Service& service : plan_.services) {
            const bool given = std::ranges::any_of(plan_.advisers, [&](const Adviser& adviser) {
                return std::ranges::count(adviser.services, service.id) > 0;
            });
            if (!given) {
                reader_.report({}, "nobody gives service \"" + service.id +
                                       "\"; add it to the services of an [[adviser]]");
            }
        }
        if (plan_.services.empty()) {
            reader_.report({}, "there is no [[service]]; add one");
        }
    }

    PlanReader& reader_;
    Plan plan_;
    std::chrono::minutes lead_{};
};

} // namespace

const std::string& text_in(const Texts& texts, const std::string& language) {
    static const std::string none;
    const auto found = texts.find(language);
    const auto german = texts.find("de");
    return found != texts.end() ? found->second : german != texts.end() ? german->second : none;
}

const Service* Plan::find_service(std::string_view id) const {
    return find_row(services, id);
}

const Adviser* Plan::find_adviser(std::string_view id) const {
    return find_row(advisers, id);
}

const Room* Plan::find_room(std::string_view id) const {
    return find_row(rooms, id);
}

tl::expected<Plan, std::vector<std::string>> parse_plan(std::string_view bytes,
                                                        const std::string& name) {
    PlanReader reader(bytes, name);
    if (reader.problems().empty()) {
        Plan plan = PlanFile(reader).read();
        if (reader.problems().empty()) {
            return plan;
        }
    }
    return tl::make_unexpected(reader.problems());
}

tl::expected<Plan, std::vector<std::string>> read_plan(const std::filesystem::path& file) {
    std::error_code error;
    const bool regular = std::filesystem::is_regular_file(file, error);
    std::ifstream stream;
    if (regular) {
        stream.open(file, std::ios::binary);
    }
    if (!stream.is_open()) {
        return tl::make_unexpected(std::vector{file.string() + ": cannot be read"});
    }
    std::string bytes(longest_file + 1, '\0');
    stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(stream.gcount()));
    if (bytes.size() > longest_file || stream.bad()) {
        return tl::make_unexpected(std::vector{
            file.string() + (stream.bad() ? ": cannot be read" : ": is longer than 1 MB")});
    }
    return parse_plan(bytes, file.string());
}

} // namespace zugang::content::appointments
