#pragma once

#include "content/date.hpp"
#include "content/record_limits.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

/// Fields of a record's JSON (record_json.hpp), there and back. Only for the sources
/// record_*_json.cpp.
namespace zugang::content {

using nlohmann::json;

// Writing: what has its default is left out.

void put(json& object, const char* key, const std::string& text);
void put(json& object, const char* key, const std::vector<std::string>& texts);
void put(json& object, const char* key, const std::optional<Date>& date);
void put(json& object, const char* key, const std::map<std::string, std::string>& texts);
void put_number(json& object, const char* key, int number, int otherwise = 0);
void put_flag(json& object, const char* key, bool flag, bool otherwise = false);

/// Bytes that are no UTF-8 are replaced: they cannot come from a source that was checked.
std::string dump(const json& object);

template <typename Row>
json list_of(const std::vector<Row>& rows, json (*to_json)(const Row&)) {
    json list = json::array();
    for (const Row& row : rows) {
        list.push_back(to_json(row));
    }
    return list;
}

/// Nothing where there are none.
template <typename Row>
void put_rows(json& object, const char* key, const std::vector<Row>& rows,
              json (*to_json)(const Row&)) {
    if (!rows.empty()) {
        object[key] = list_of(rows, to_json);
    }
}

template <typename Row>
std::string dump_rows(const std::vector<Row>& rows, json (*to_json)(const Row&)) {
    return dump({{"rows", list_of(rows, to_json)}});
}

// Reading: what is missing or of another kind has its default.

/// No value where it is no object, or beyond the bounds of json_bounds.hpp.
std::optional<json> parse(std::string_view text);
std::string text_of(const json& object, const char* key);
/// Neither empty nor with a space or a control character.
bool is_name(const std::string& text);
/// A text that is a name; else empty. Names may be joined by spaces.
std::string name_of(const json& object, const char* key);
/// Names are stored joined by spaces.
std::vector<std::string> names_of(const json& object, const char* key);
/// Lines are stored joined by line feeds.
std::vector<std::string> lines_of(const json& object, const char* key);
/// Texts by position: what is none is empty.
std::vector<std::string> texts_of(const json& object, const char* key);
std::map<std::string, std::string> texts_by_name(const json& object, const char* key);
/// No value where it does not fit.
std::optional<int> whole_number(const json& item);
int number_of(const json& object, const char* key, int otherwise = 0);
bool flag_of(const json& object, const char* key, bool otherwise = false);
std::optional<Date> date_of(const json& object, const char* key);

template <std::size_t size>
std::size_t choice_of(const std::string& name, const std::array<std::string_view, size>& names,
                      std::size_t otherwise) {
    const auto found = std::ranges::find(names, name);
    return found == names.end() ? otherwise : static_cast<std::size_t>(found - names.begin());
}

template <typename Row>
std::vector<Row> rows_of(const json& object, const char* key, Row (*from_json)(const json&)) {
    std::vector<Row> rows;
    const auto found = object.find(key);
    if (found != object.end() && found->is_array()) {
        for (const json& item : *found) {
            if (item.is_object()) {
                rows.push_back(from_json(item));
            }
        }
    }
    return rows;
}

template <typename Row>
std::map<std::string, Row> rows_by_name(const json& object, const char* key,
                                        Row (*from_json)(const json&)) {
    std::map<std::string, Row> rows;
    const auto found = object.find(key);
    if (found != object.end() && found->is_object()) {
        for (const auto& [name, item] : found->items()) {
            if (item.is_object()) {
                rows[name] = from_json(item);
            }
        }
    }
    return rows;
}

template <typename Row>
std::optional<std::vector<Row>> read_rows(std::string_view text, Row (*from_json)(const json&),
                                          std::size_t most = max_rows) {
    const auto object = parse(text);
    auto rows = object ? std::optional(rows_of(*object, "rows", from_json)) : std::nullopt;
    return rows && rows->size() <= most ? std::move(rows) : std::nullopt;
}

} // namespace zugang::content
