#include "content/opening_hours.hpp"
#include "content/public_holidays.hpp"
#include "content/tool/check.hpp"
#include "content/tool/germany.hpp"
#include "content/tool/land_outlines.hpp"

#include <algorithm>
#include <map>

#include <unicode/uloc.h>

namespace zugang::content::tool {
namespace {

std::string describe(HoursProblem problem) {
    switch (problem) {
    case HoursProblem::Form:
        break;
    case HoursProblem::Day:
        return "there is no such day";
    case HoursProblem::Time:
        return "there is no such time";
    case HoursProblem::Backwards:
        return "they end before they begin";
    case HoursProblem::DoubledDay:
        return "a day stands there twice";
    case HoursProblem::Overlap:
        return "times of a day lie over one another";
    }
    return "they have another form";
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_phone(const std::string& phone) {
    return std::ranges::count_if(phone, is_digit) >= 3 &&
           phone.find_first_not_of("0123456789 -/()+") == std::string::npos &&
           phone.find('+', 1) == std::string::npos;
}

bool is_mail(const std::string& mail) {
    const std::size_t at = mail.find('@');
    return at != 0 && at != std::string::npos && mail.find('@', at + 1) == std::string::npos &&
           mail.find('.', at) != std::string::npos && mail.find(' ') == std::string::npos;
}

bool is_web(const std::string& web) {
    return web.find('.') != std::string::npos && web.find("://") == std::string::npos &&
           web.find(' ') == std::string::npos;
}

/// Does ICU know this language?
bool is_language(const std::string& tag) {
    return tag == "de-simple" || *uloc_getISO3Language(tag.c_str()) != '\0';
}

/// What is shown of a contact; as it is read by people, it may have other hours than a place.
void check_contact(const SourceContact& contact, Report& report) {
    const auto say = [&](const std::string& what, std::string advice) {
        report.warning(contact.place, what, std::move(advice));
    };
    if (!contact.phone.empty() && !is_phone(contact.phone)) {
        say("\"" + contact.phone + "\" is no telephone number",
            "write digits and spaces alone, as \"+49 821 1234567\"");
    }
    if (!contact.mail.empty() && !is_mail(contact.mail)) {
        say("\"" + contact.mail + "\" is no e-mail address", "write one, as \"name@example.org\"");
    }
    if (!contact.web.empty() && !is_web(contact.web)) {
        say("\"" + contact.web + "\" is no web address",
            "write it without https://, as \"example.org\"");
    }
    if (!contact.hours.empty() && !parse_opening_hours(contact.hours)) {
        say("the opening hours \"" + contact.hours + "\" cannot be shown in other languages",
            "write them as \"Mo-Mi,Fr 08:00-12:00; Do 08:00-12:00,14:00-18:00\"");
    }
    for (const std::string& tag : contact.languages) {
        if (!is_language(tag)) {
            say("unknown language \"" + tag + "\"", "write a BCP 47 tag, as \"ar\"");
        }
    }
}

class PlaceCheck {
  public:
    PlaceCheck(const SourcePlace& place, const Package& package, Report& report)
        : place_(place), row_(place.row), package_(package), report_(report) {}

    void run() {
        check_address();
        check_position();
        check_kind();
        check_ways_to_reach();
        check_hours();
        for (const std::string& tag : row_.languages) {
            if (!is_language(tag)) {
                report_.error(at("languages"), "unknown language \"" + tag + "\"",
                              "write a BCP 47 tag, as \"ar\"");
            }
        }
    }

  private:
    const Place& at(const char* key) const { return place_.places.at(key); }

    void check_address() {
        const std::string& postcode = row_.postcode;
        if (!postcode.empty() &&
            (postcode.size() != 5 || !std::ranges::all_of(postcode, is_digit))) {
            report_.error(at("postcode"), "\"" + postcode + "\" is no postcode",
                          "write five digits, as \"86150\"");
        }
        if (row_.land.empty()) {
            report_.warning(at("id"), "the place is in no Land, the map does not show it",
                            "add land = and the two small letters of its Land, as \"nw\"");
        } else if (std::ranges::find(laender(), row_.land) == laender().end()) {
            report_.error(at("land"), "there is no Land \"" + row_.land + "\"",
                          "write its two small letters, as \"by\" or \"nw\"");
        }
    }

    void check_position() {
        if (!row_.position) {
            report_.warning(at("id"), "the place has no coordinates, nobody learns how far it is",
                            "add lat and lon of its door, as any map on the web says them");
        } else if (!is_in_germany(*row_.position)) {
            const Coordinates turned{row_.position->longitude_e6, row_.position->latitude_e6};
            report_.error(at("lat"), "this is not in Germany",
                          is_in_germany(turned) ? "exchange lat and lon"
                                                : "look the coordinates up again");
        } else {
            check_land(*row_.position);
        }
    }

    void check_land(Coordinates position) {
        const auto here = laender_at(position);
        if (here.empty() || std::ranges::find(here, row_.land) != here.end() ||
            std::ranges::find(laender(), row_.land) == laender().end()) {
            return;
        }
        std::string names;
        for (const std::string_view land : here) {
            names += (names.empty() ? "\"" : " or \"") + std::string(land) + "\"";
        }
        report_.error(at("land"),
                      "the coordinates lie in " + names + ", not in \"" + row_.land + "\"",
                      "correct the Land, or look the coordinates up again");
    }

    void check_kind() {
        constexpr std::string_view prefix = "place_kind.";
        const auto strings = package_.strings.find(package_.default_language);
        if (row_.kind.empty() || strings == package_.strings.end() ||
            package_.unread.contains("ui/" + package_.default_language + ".toml")) {
            return;
        }
        std::vector<std::string> kinds;
        for (const auto& [key, text] : strings->second.strings) {
            if (key.starts_with(prefix)) {
                kinds.push_back(key.substr(prefix.size()));
            }
        }
        if (std::ranges::find(kinds, row_.kind) == kinds.end()) {
            report_.error(
                at("kind"), "there is no kind of places \"" + row_.kind + "\"",
                suggestion(row_.kind, kinds, "add the interface string place_kind." + row_.kind));
        }
    }

    void check_ways_to_reach() {
        if (!row_.phone.empty() && !is_phone(row_.phone)) {
            report_.error(at("phone"), "\"" + row_.phone + "\" is no telephone number",
                          "write digits and spaces, as \"+49 821 1234567\"");
        }
        if (!row_.mail.empty() && !is_mail(row_.mail)) {
            report_.error(at("mail"), "\"" + row_.mail + "\" is no e-mail address",
                          "write one, as \"name@example.org\"");
        }
        if (!row_.web.empty() && !is_web(row_.web)) {
            report_.error(at("web"), "\"" + row_.web + "\" is no web address",
                          "write it without https://, as \"example.org\"");
        }
    }

    void check_hours() {
        if (row_.hours.empty()) {
            return;
        }
        const auto hours = parse_opening_hours(row_.hours);
        if (!hours) {
            report_.error(at("hours"),
                          "these opening hours cannot be read: " + describe(hours.error()),
                          "write all times of a day in one part, as \"Mo-Mi,Fr 08:00-12:00; Do "
                          "08:00-12:00,14:00-18:00\"");
        }
    }

    const SourcePlace& place_;
    const PlaceRow& row_;
    const Package& package_;
    Report& report_;
};

} // namespace

void check_places(const Package& package, Report& report) {
    for (const SourceContact& contact : package.contacts) {
        check_contact(contact, report);
    }
    std::map<std::string, const SourcePlace*> addresses;
    for (const SourcePlace& place : package.places) {
        PlaceCheck(place, package, report).run();
        const PlaceRow& row = place.row;
        const auto [other, is_new] =
            addresses.emplace(row.name + "\n" + row.street + "\n" + row.postcode, &place);
        if (!is_new) {
            report.warning(place.place(),
                           "\"" + other->second->row.id + "\" has the same name and address",
                           "take one of them out");
        }
    }
}

} // namespace zugang::content::tool
