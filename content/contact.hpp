#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::content {

class Database;

struct Contact {
    std::string id;
    std::string name;     ///< German, as it stands on the door
    std::string for_whom; ///< one line in the language asked for or its fallback, may be empty
    std::string for_whom_language; ///< tag of that line
    std::string phone;             ///< as it is to be shown, may be empty
    std::string web;               ///< host name or address without a scheme, may be empty
    std::string mail;
    std::string hours; ///< "Mo-Fr 08:00-16:00", "24/7", several joined by "; ", may be empty
    std::string cost;  ///< "free", "normal", "local" or empty
    std::vector<std::string> languages;
    std::string as_of;
    bool emergency = false;
    bool staff_only = false; ///< confidence is low
};

std::optional<Contact> find_contact(Database& database, std::string_view id,
                                    std::string_view language);

} // namespace zugang::content
