#include "kiosk/print/slip_file.hpp"

#include "content/appointments/local_clock.hpp"
#include "content/date.hpp"

#include <algorithm>
#include <charconv>

#include <nlohmann/json.hpp>

namespace zugang::kiosk {

namespace {

using nlohmann::json;

/// What is a text: "..." or {"own": "...", "german": "...", "language": "..."}.
std::optional<SlipText> text_of(const json& item) {
    if (item.is_string()) {
        return SlipText{.own = {}, .german = item.get<std::string>()};
    }
    if (!item.is_object()) {
        return std::nullopt;
    }
    SlipText text;
    for (const auto& [key, value] : item.items()) {
        std::string* target = key == "own"        ? &text.own
                              : key == "german"   ? &text.german
                              : key == "language" ? &text.language
                                                  : nullptr;
        if (key == "icon") {
            continue;
        }
        if (target == nullptr || !value.is_string()) {
            return std::nullopt;
        }
        *target = value.get<std::string>();
    }
    return text;
}

std::string wants_text(const std::string& key) {
    return key + R"( wants a text, or {"own": "...", "german": "..."})";
}

std::string read_texts(const json& object, Slip& slip) {
    for (const auto& [key, item] : object.items()) {
        auto text = text_of(item);
        if (!text) {
            return wants_text("texts." + key);
        }
        slip.texts[key] = std::move(*text);
    }
    return {};
}

std::string read_rows(const json& object, Slip& slip) {
    for (const auto& [key, list] : object.items()) {
        if (!list.is_array()) {
            return "rows." + key +
                   R"( wants a list, as [{"icon": "id", "own": "...", "german": "..."}])";
        }
        for (const json& item : list) {
            auto text = text_of(item);
            if (!text) {
                return wants_text("rows." + key);
            }
            SlipRow row{.icon = {}, .text = std::move(*text)};
            if (item.is_object() && item.contains("icon") && item["icon"].is_string()) {
                row.icon = item["icon"].get<std::string>();
            }
            slip.rows[key].push_back(std::move(row));
        }
    }
    return {};
}

std::string read_codes(const json& object, Slip& slip) {
    for (const auto& [key, item] : object.items()) {
        if (!item.is_string()) {
            return "codes." + key + " wants a text";
        }
        slip.codes[key] = item.get<std::string>();
    }
    return {};
}

} // namespace

std::optional<content::Moment> read_start(std::string_view text) {
    int hour = 0;
    int minute = 0;
    const auto number = [&text](std::size_t at, int most, int& value) {
        const auto [end, error] = std::from_chars(text.data() + at, text.data() + at + 2, value);
        return error == std::errc{} && end == text.data() + at + 2 && value >= 0 && value <= most;
    };
    if (text.size() != 16 || text[10] != 'T' || text[13] != ':' || !number(11, 23, hour) ||
        !number(14, 59, minute)) {
        return std::nullopt;
    }
    const auto day = content::parse_date(text.substr(0, 10));
    return day ? std::optional(content::appointments::moment_of(
                     {.day = *day, .time = std::chrono::minutes(hour * 60 + minute)}))
               : std::nullopt;
}

tl::expected<Slip, std::string> read_slip_file(std::string_view text) {
    const json parsed = json::parse(text, nullptr, false);
    if (!parsed.is_object()) {
        return tl::unexpected(std::string("is no JSON object"));
    }
    Slip slip;
    for (const auto& [key, value] : parsed.items()) {
        std::string problem;
        if (key == "start") {
            slip.start = value.is_string() ? read_start(value.get<std::string>()) : std::nullopt;
            problem = slip.start ? "" : "start wants a local time, as \"2026-11-25T10:30\"";
        } else if (!value.is_object()) {
            problem = key + " wants an object in braces";
        } else if (key == "texts") {
            problem = read_texts(value, slip);
        } else if (key == "rows") {
            problem = read_rows(value, slip);
        } else if (key == "codes") {
            problem = read_codes(value, slip);
        } else {
            problem = "unknown key " + key + "; known are start, texts, rows and codes";
        }
        if (!problem.empty()) {
            return tl::unexpected(std::move(problem));
        }
    }
    return slip;
}

} // namespace zugang::kiosk
