#include "content/json_fields.hpp"

#include "content/json_bounds.hpp"

#include <cstdint>
#include <limits>
#include <utility>

namespace zugang::content {

void put(json& object, const char* key, const std::string& text) {
    if (!text.empty()) {
        object[key] = text;
    }
}

void put(json& object, const char* key, const std::vector<std::string>& texts) {
    if (!texts.empty()) {
        object[key] = texts;
    }
}

void put(json& object, const char* key, const std::optional<Date>& date) {
    if (date) {
        object[key] = iso_date(*date);
    }
}

void put(json& object, const char* key, const std::map<std::string, std::string>& texts) {
    if (!texts.empty()) {
        object[key] = texts;
    }
}

void put_number(json& object, const char* key, int number, int otherwise) {
    if (number != otherwise) {
        object[key] = number;
    }
}

void put_flag(json& object, const char* key, bool flag, bool otherwise) {
    if (flag != otherwise) {
        object[key] = flag;
    }
}

std::string dump(const json& object) {
    // Bytes that are no UTF-8 cannot come from a source that was checked; they must not throw.
    return object.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::optional<json> parse(std::string_view text) {
    if (!is_within(text, {})) {
        return std::nullopt;
    }
    json parsed = json::parse(text, nullptr, false);
    return parsed.is_object() ? std::optional(std::move(parsed)) : std::nullopt;
}

std::string text_of(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool is_name(const std::string& text) {
    return !text.empty() && std::ranges::all_of(text, [](char byte) {
        return static_cast<unsigned char>(byte) > 0x20 && byte != 0x7f;
    });
}

std::string name_of(const json& object, const char* key) {
    std::string name = text_of(object, key);
    return is_name(name) ? name : std::string();
}

namespace {

template <typename Condition>
std::vector<std::string> texts_that(const json& object, const char* key, Condition holds) {
    std::vector<std::string> texts;
    const auto found = object.find(key);
    if (found != object.end() && found->is_array()) {
        for (const json& item : *found) {
            if (item.is_string() && holds(item.get_ref<const std::string&>())) {
                texts.push_back(item.get<std::string>());
            }
        }
    }
    return texts;
}

} // namespace

std::vector<std::string> names_of(const json& object, const char* key) {
    return texts_that(object, key, is_name);
}

std::vector<std::string> lines_of(const json& object, const char* key) {
    return texts_that(object, key,
                      [](const std::string& text) { return text.find('\n') == std::string::npos; });
}

std::vector<std::string> texts_of(const json& object, const char* key) {
    std::vector<std::string> texts;
    const auto found = object.find(key);
    if (found != object.end() && found->is_array()) {
        for (const json& item : *found) {
            texts.push_back(item.is_string() ? item.get<std::string>() : std::string());
        }
    }
    return texts;
}

std::map<std::string, std::string> texts_by_name(const json& object, const char* key) {
    std::map<std::string, std::string> texts;
    const auto found = object.find(key);
    if (found != object.end() && found->is_object()) {
        for (const auto& [name, text] : found->items()) {
            if (text.is_string()) {
                texts[name] = text.get<std::string>();
            }
        }
    }
    return texts;
}

std::optional<int> whole_number(const json& item) {
    if (!item.is_number_integer()) {
        return std::nullopt;
    }
    const bool fits = item.is_number_unsigned()
                          ? item.get<std::uint64_t>() <= std::numeric_limits<int>::max()
                          : std::in_range<int>(item.get<std::int64_t>());
    return fits ? std::optional(item.get<int>()) : std::nullopt;
}

int number_of(const json& object, const char* key, int otherwise) {
    const auto found = object.find(key);
    return found != object.end() ? whole_number(*found).value_or(otherwise) : otherwise;
}

bool flag_of(const json& object, const char* key, bool otherwise) {
    const auto found = object.find(key);
    return found != object.end() && found->is_boolean() ? found->get<bool>() : otherwise;
}

std::optional<Date> date_of(const json& object, const char* key) {
    return parse_date(text_of(object, key));
}

} // namespace zugang::content
