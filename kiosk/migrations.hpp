#pragma once

#include <array>
#include <string_view>

namespace zugang::kiosk {

/// Steps of state.db from an empty file on; append only. PRAGMA user_version counts those that were
/// made.
inline constexpr std::array<std::string_view, 2> migrations{R"sql(
CREATE TABLE fact (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
)sql",
                                                            R"sql(
CREATE TABLE person (
    number INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    pin TEXT NOT NULL -- crypt(5), scrypt
) STRICT;
)sql"};

inline constexpr std::string_view select_fact = "SELECT value FROM fact WHERE name = ?1";
inline constexpr std::string_view keep_fact =
    "INSERT INTO fact (name, value) VALUES (?1, ?2) "
    "ON CONFLICT (name) DO UPDATE SET value = excluded.value";

inline constexpr std::string_view select_people = "SELECT number, name FROM person ORDER BY number";
inline constexpr std::string_view select_pin = "SELECT pin FROM person WHERE number = ?1";
inline constexpr std::string_view insert_person =
    "INSERT INTO person (number, name, pin) VALUES (?1, ?2, ?3)";
inline constexpr std::string_view update_pin = "UPDATE person SET pin = ?2 WHERE number = ?1";
inline constexpr std::string_view delete_person = "DELETE FROM person WHERE number = ?1";

} // namespace zugang::kiosk
