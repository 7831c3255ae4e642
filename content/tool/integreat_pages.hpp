#pragma once

#include "content/date.hpp"
#include "content/tool/tally.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>
#include <tl/expected.hpp>

namespace zugang::content::tool {

/// A page of another language that an Integreat page names.
struct IntegreatTwin {
    std::string language; ///< our tag
    std::optional<std::int64_t>
        id; ///< absent: the address shows fallback text, there is no translation
    std::string path;
};

/// A page of an Integreat export in one language.
struct IntegreatPage {
    std::string path; ///< "region/lang/segment/…", decoded, NFC, without slashes at the ends
    std::string host; ///< of its url, empty if unknown
    std::int64_t id = 0;
    std::int64_t order = 0;
    std::string title;   ///< plain text, one line
    std::string excerpt; ///< plain text, one line
    std::string html;
    std::optional<Date> date;            ///< day of the last change, local
    std::optional<std::int64_t> changed; ///< its time, milliseconds since 1970, UTC
    std::optional<Date> ends = {};       ///< an event's last day
    std::vector<IntegreatTwin> twins;
};

/// A folder of pages.<lang>.json or <region>_<lang>_pages.json.
struct IntegreatExport {
    std::string region;
    std::string region_name;
    std::map<std::string, std::vector<IntegreatPage>>
        pages;                                   ///< by our language tag, sorted by path
    std::map<std::string, std::string> endonyms; ///< from languages.json, by our tag
};

/// "a%C3%A4/b/" and "/aä/b" are one path.
std::string normal_path(std::string_view path);

/// "2024-01-17T12:10:58.813+01:00" as milliseconds since 1970, UTC.
[[nodiscard]] std::optional<std::int64_t> parse_timestamp(std::string_view iso);

/// A page of an answer; none, and counted, where it is no page. `newest`: the last day it may have
/// been changed.
std::optional<IntegreatPage> read_page(const nlohmann::json& object, Date newest, Tally& tally);

/// An error names file and byte. `region` may be empty; `newest` is the last day a page may have
/// been changed.
[[nodiscard]] tl::expected<IntegreatExport, std::string>
read_integreat(const std::filesystem::path& folder, const std::string& region, Date newest,
               Tally& tally);

} // namespace zugang::content::tool
