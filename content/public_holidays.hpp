#pragma once

#include "content/date.hpp"

#include <span>
#include <string_view>

namespace zugang::content {

/// Codes of the sixteen Länder in small letters (ISO 3166-2:DE), in alphabetical order.
std::span<const std::string_view> laender();

/// By the laws of the Länder on Sundays and public holidays, as of 2026. `land` empty or unknown:
/// only what is a holiday in all of them. Days that are holidays in some municipalities of a Land
/// only (Corpus Christi in Saxony and Thuringia, Assumption in Bavaria, Augsburg's peace festival)
/// and single days by a law of their own are none.
bool is_public_holiday(Date day, std::string_view land);

} // namespace zugang::content
