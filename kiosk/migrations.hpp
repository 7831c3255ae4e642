#pragma once

#include <array>
#include <string_view>

namespace zugang::kiosk {

/// Steps of state.db from an empty file on; append only. PRAGMA user_version counts those that were
/// made.
inline constexpr std::array<std::string_view, 1> migrations{R"sql(
CREATE TABLE fact (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
)sql"};

inline constexpr std::string_view select_fact = "SELECT value FROM fact WHERE name = ?1";
inline constexpr std::string_view keep_fact =
    "INSERT INTO fact (name, value) VALUES (?1, ?2) "
    "ON CONFLICT (name) DO UPDATE SET value = excluded.value";

} // namespace zugang::kiosk
