#include "content/manifest.hpp"

#include "content/json_bounds.hpp"
#include "content/sha256.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include <nlohmann/json.hpp>

namespace zugang::content {
namespace {

using nlohmann::json;

constexpr int format = 1;
constexpr std::size_t name_length = 16;         ///< hex digits of a content in the name of a pack
constexpr std::size_t records_in_a_group = 100; ///< about
constexpr std::size_t max_groups = 1024;
constexpr std::size_t max_updates = 100;

std::optional<json> parse(std::string_view text, std::uint64_t max_bytes) {
    if (text.size() > max_bytes || !is_within(text, {})) {
        return std::nullopt;
    }
    json parsed = json::parse(text, nullptr, false);
    return parsed.is_discarded() ? std::nullopt : std::optional(std::move(parsed));
}

std::optional<std::uint64_t> size_of(const json& value, std::uint64_t max) {
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() > max) {
        return std::nullopt;
    }
    return value.get<std::uint64_t>();
}

json pack_to_json(const PackEntry& pack) {
    json list = json::array();
    if (!pack.from.empty()) {
        list.push_back(pack.from.substr(0, name_length));
    }
    list.push_back(pack.size_bytes);
    list.push_back(pack.unpacked_bytes);
    list.push_back(pack.records);
    return list;
}

bool is_content_name(std::string_view text) {
    return text.size() == name_length && is_sha256(std::string(text) + std::string(48, '0'));
}

/// [from, size, unpacked, records], without `from` for a full pack.
std::optional<PackEntry> pack_of(const json& value, bool is_update) {
    const std::size_t at = is_update ? 1 : 0;
    if (!value.is_array() || value.size() != at + 3) {
        return std::nullopt;
    }
    PackEntry pack;
    if (is_update) {
        if (!value[0].is_string() || !is_content_name(value[0].get_ref<const std::string&>())) {
            return std::nullopt;
        }
        pack.from = value[0].get<std::string>();
    }
    const auto size = size_of(value[at], max_package_bytes);
    const auto unpacked = size_of(value[at + 1], max_package_bytes);
    const auto records = size_of(value[at + 2], max_package_bytes);
    if (!size || !unpacked || !records) {
        return std::nullopt;
    }
    pack.size_bytes = *size;
    pack.unpacked_bytes = *unpacked;
    pack.records = *records;
    return pack;
}

std::size_t group_of(std::string_view key, std::size_t groups) {
    const auto article = read_article_key(key);
    const std::string sum = sha256(article ? article->slug : key);
    unsigned number = 0;
    std::from_chars(sum.data(), sum.data() + 4, number, 16);
    return number % groups;
}

std::string_view after_prefix(std::string_view id, std::string_view prefix) {
    return id.starts_with(prefix) ? id.substr(prefix.size()) : std::string_view();
}

} // namespace

bool is_sha256(std::string_view text) {
    return text.size() == 64 &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

bool is_package_id(std::string_view id) {
    if (id == "bund") {
        return true;
    }
    const std::string_view land = after_prefix(id, "land/");
    const std::string_view name = land.empty() ? after_prefix(id, "zentrum/") : land;
    return !name.empty() && name.size() <= 100 &&
           name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") ==
               std::string_view::npos;
}

std::string manifest_path(std::string_view package) {
    return std::string(package) + "/manifest.json";
}

std::string object_path(std::string_view package, std::string_view sha256) {
    return std::string(package) + "/objects/" + std::string(sha256.substr(0, 2)) + "/" +
           std::string(sha256);
}

std::string pack_path(std::string_view package, std::string_view from, std::string_view to) {
    return std::string(package) + "/packs/" + std::string(from.substr(0, name_length)) +
           (from.empty() ? "" : "-") + std::string(to.substr(0, name_length)) + ".zgp";
}

std::string write_manifest(const Manifest& manifest) {
    json object{{"format", format},
                {"package", manifest.package},
                {"content", manifest.content},
                {"index_bytes", manifest.index_bytes}};
    if (manifest.full) {
        object["full"] = pack_to_json(*manifest.full);
    }
    if (!manifest.updates.empty()) {
        json updates = json::array();
        for (const PackEntry& pack : manifest.updates) {
            updates.push_back(pack_to_json(pack));
        }
        object["updates"] = std::move(updates);
    }
    return object.dump() + "\n";
}

std::optional<Manifest> read_manifest(std::string_view text) {
    const auto object = parse(text, max_manifest_bytes);
    if (!object || !object->is_object() || object->value("format", json()) != format) {
        return std::nullopt;
    }
    const json package = object->value("package", json());
    const json content = object->value("content", json());
    const auto index = size_of(object->value("index_bytes", json()), max_group_bytes);
    if (!package.is_string() || !is_package_id(package.get_ref<const std::string&>()) ||
        !content.is_string() || !is_sha256(content.get_ref<const std::string&>()) || !index) {
        return std::nullopt;
    }
    Manifest manifest{.package = package.get<std::string>(),
                      .content = content.get<std::string>(),
                      .index_bytes = *index,
                      .full = {},
                      .updates = {}};
    if (const auto full = object->find("full"); full != object->end()) {
        manifest.full = pack_of(*full, false);
        if (!manifest.full) {
            return std::nullopt;
        }
    }
    if (const auto updates = object->find("updates"); updates != object->end()) {
        if (!updates->is_array() || updates->size() > max_updates) {
            return std::nullopt;
        }
        for (const json& item : *updates) {
            auto pack = pack_of(item, true);
            if (!pack) {
                return std::nullopt;
            }
            manifest.updates.push_back(std::move(*pack));
        }
    }
    return manifest;
}

std::string Catalogue::content() const {
    return sha256(index);
}

Catalogue catalogue_of(const RecordTable& table) {
    std::size_t count = 1;
    while (count * records_in_a_group < table.size() && count < max_groups) {
        count *= 2;
    }
    std::vector<RecordTable> groups(count);
    for (const auto& [key, record] : table) {
        groups[group_of(key, count)].emplace(key, record);
    }
    Catalogue catalogue;
    json index = json::array();
    for (const RecordTable& group : groups) {
        std::string text = write_group(group);
        index.push_back(json::array({sha256(text), text.size()}));
        catalogue.groups.push_back(std::move(text));
    }
    catalogue.index = index.dump();
    return catalogue;
}

std::string write_group(const RecordTable& table) {
    json group = json::object();
    for (const auto& [key, record] : table) {
        group[key] = json::array({record.sha256, record.size_bytes, record.stored_bytes});
    }
    return group.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::optional<std::vector<GroupEntry>> read_index(std::string_view text) {
    const auto list = parse(text, max_group_bytes);
    if (!list || !list->is_array() || list->size() > max_groups) {
        return std::nullopt;
    }
    std::vector<GroupEntry> groups;
    std::uint64_t all_bytes = 0;
    for (const json& item : *list) {
        if (!item.is_array() || item.size() != 2 || !item[0].is_string() ||
            !is_sha256(item[0].get_ref<const std::string&>())) {
            return std::nullopt;
        }
        const auto size = size_of(item[1], max_group_bytes);
        all_bytes += size.value_or(0);
        if (!size || all_bytes > max_catalogue_bytes) {
            return std::nullopt;
        }
        groups.push_back({.sha256 = item[0].get<std::string>(), .size_bytes = *size});
    }
    return groups;
}

std::optional<RecordTable> read_group(std::string_view text) {
    const auto object = parse(text, max_group_bytes);
    if (!object || !object->is_object()) {
        return std::nullopt;
    }
    RecordTable table;
    for (const auto& [key, item] : object->items()) {
        if (!is_record_key(key) || !item.is_array() || item.size() != 3 || !item[0].is_string() ||
            !is_sha256(item[0].get_ref<const std::string&>())) {
            return std::nullopt;
        }
        const auto size = size_of(item[1], is_file_key(key) ? max_file_bytes : max_text_bytes);
        const auto stored = size ? size_of(item[2], *size) : std::nullopt;
        if (!stored) {
            return std::nullopt;
        }
        table.emplace(key, Record{.sha256 = item[0].get<std::string>(),
                                  .size_bytes = *size,
                                  .stored_bytes = *stored});
    }
    return table;
}

} // namespace zugang::content
