#pragma once

#include "content/date.hpp"
#include "content/opening_hours.hpp"

#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

/// Appointments at the counter: who gives them, when, and where they are kept. Nothing here knows a
/// visitor's name.
namespace zugang::content::appointments {

/// By language tag; "de" is always there.
using Texts = std::map<std::string, std::string>;

/// In the language, or else in German.
const std::string& text_in(const Texts& texts, const std::string& language);

/// Days from the first to the last, both included.
struct Days {
    Date from{};
    Date last{};

    bool holds(Date day) const { return from <= day && day <= last; }
};

struct Service {
    /// What a visitor should bring, with the name of a pictogram (empty: none).
    struct Bring {
        std::string icon;
        Texts text;
    };

    std::string id;
    Texts title;
    std::chrono::minutes length{};
    std::chrono::minutes lead{}; ///< an appointment begins at least so long after it is given
    std::vector<Bring> bring;
};

struct Room {
    std::string id;
    std::string name; ///< "2.14"
    int places = 1;   ///< so many appointments at the same time
    Texts way;        ///< how to get there; may be empty
};

struct Adviser {
    std::string id;
    std::string name;
    std::string room;                  ///< id; empty: none
    std::vector<std::string> services; ///< ids
    OpeningHours hours;                ///< within those of the centre
    OpeningHours breaks;
    std::vector<Days> absent;
    std::string calendar; ///< address of a CalDAV collection with "/" at its end; empty: none
};

/// How zugang-sync talks to the organisation's server.
struct Exchange {
    std::filesystem::path credentials; ///< "name:password" in its first line; empty: none
    std::chrono::seconds interval{60}; ///< between two looks at the calendars
    std::chrono::seconds timeout{10};  ///< of one request
};

/// appointments.toml; content/appointments/example/appointments.toml documents every key.
struct Plan {
    std::string land; ///< its public holidays are closed
    OpeningHours hours;
    OpeningHours breaks;
    std::vector<Days> closed;
    std::chrono::days horizon{42};
    std::chrono::days retention{7}; ///< a past appointment is kept so long
    Exchange exchange;
    std::vector<Service> services; ///< in the order of the file, as are the others
    std::vector<Adviser> advisers;
    std::vector<Room> rooms;

    const Service* find_service(std::string_view id) const;
    const Adviser* find_adviser(std::string_view id) const;
    const Room* find_room(std::string_view id) const;
};

/// All or nothing: appointments by half a plan would be wrong ones. The errors name
/// file:line:column, what is wrong, and the nearest right key or name; with them the terminal goes
/// on without appointments. At most 1 MB.
[[nodiscard]] tl::expected<Plan, std::vector<std::string>>
read_plan(const std::filesystem::path& file);

/// The same of bytes; `name` stands in front of the errors.
[[nodiscard]] tl::expected<Plan, std::vector<std::string>> parse_plan(std::string_view bytes,
                                                                      const std::string& name);

} // namespace zugang::content::appointments
