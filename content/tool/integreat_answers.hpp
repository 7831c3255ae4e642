#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>
#include <tl/expected.hpp>

/// Saved answers of Integreat's API, version 3.
namespace zugang::content::tool {

/// pages.<lang>.json or <region>_<lang>_pages.json
struct IntegreatAnswer {
    std::filesystem::path path;
    std::string language; ///< our tag; empty: its code is none
    std::string region;   ///< empty where the name does not say
};

/// Those of one kind ("pages", "locations", "events", "imprint"), by name. An error names the
/// folder.
[[nodiscard]] tl::expected<std::vector<IntegreatAnswer>, std::string>
answers_of(const std::filesystem::path& folder, std::string_view kind);

/// An error names file and byte.
[[nodiscard]] tl::expected<nlohmann::json, std::string>
read_answer(const std::filesystem::path& file);

/// {"error": ...}
bool is_error(const nlohmann::json& answer);

/// Empty where it is missing or no text.
std::string text_field(const nlohmann::json& object, const char* name);

std::optional<std::int64_t> number_field(const nlohmann::json& object, const char* name);

/// Our tag for one of Integreat's codes ("de-si" is "de-simple"); empty if it is none.
std::string language_tag(std::string_view integreat_code);

} // namespace zugang::content::tool
