#pragma once

#include <array>
#include <string_view>

/// What `new` writes where an editor is to write something else.
namespace zugang::content::tool::templates {

inline constexpr std::string_view summary = "Für wen ist das, und was bringt es? Ein Satz.";
inline constexpr std::string_view first_step = "Der erste Schritt.";
inline constexpr std::string_view second_step = "Der zweite Schritt.";
inline constexpr std::string_view one_answer = "Das eine";
inline constexpr std::string_view other_answer = "Das andere";
inline constexpr std::string_view street = "Straße 1";
inline constexpr std::string_view postcode = "00000";
inline constexpr std::string_view city = "Ort";

/// Of articles and guides.
inline constexpr std::array words{summary, first_step, second_step, one_answer, other_answer};

} // namespace zugang::content::tool::templates
