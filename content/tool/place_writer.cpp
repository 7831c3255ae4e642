#include "content/tool/place_writer.hpp"

#include "content/tool/markdown_writer.hpp"

#include <cstdlib>

namespace zugang::content::tool {
namespace {

/// 48.3688
std::string degrees(int millionths) {
    const std::string digits = std::to_string(std::abs(millionths) % 1'000'000);
    std::string fraction = std::string(6 - digits.size(), '0') + digits;
    fraction.erase(std::max<std::size_t>(fraction.find_last_not_of('0') + 1, 1));
    return (millionths < 0 ? "-" : "") + std::to_string(std::abs(millionths) / 1'000'000) + "." +
           fraction;
}

} // namespace

std::string place_text(const PlaceRow& place) {
    std::string text = "[[place]]\n";
    const auto add = [&text](const char* key, const std::string& value) {
        if (!value.empty()) {
            text += std::string(key) + " = " + toml_string(value) + "\n";
        }
    };
    const auto add_list = [&text](const char* key, const std::vector<std::string>& words) {
        if (!words.empty()) {
            text += std::string(key) + " = " + toml_strings(words) + "\n";
        }
    };
    add("id", place.id);
    add("name", place.name);
    add("kind", place.kind);
    add("street", place.street);
    add("postcode", place.postcode);
    add("city", place.city);
    add("land", place.land);
    if (place.position) {
        text += "lat = " + degrees(place.position->latitude_e6) +
                "\nlon = " + degrees(place.position->longitude_e6) + "\n";
    }
    add("phone", place.phone);
    add("web", place.web);
    add("mail", place.mail);
    add("hours", place.hours);
    add_list("languages", place.languages);
    add_list("services", place.services);
    add_list("accessibility", place.accessibility);
    add("source", place.source);
    if (place.as_of) {
        text += "as_of = " + iso_date(*place.as_of) + "\n";
    }
    if (!place.for_whom.empty()) {
        text += "\n[place.for_whom]\n";
        for (const auto& [language, line] : place.for_whom) {
            add(language.c_str(), line);
        }
    }
    return text;
}

std::string without_scheme(std::string address) {
    for (const std::string_view scheme : {"https://", "http://"}) {
        if (address.starts_with(scheme)) {
            address.erase(0, scheme.size());
        }
    }
    while (address.ends_with('/')) {
        address.pop_back();
    }
    return address;
}

} // namespace zugang::content::tool
