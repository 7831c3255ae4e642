#include "content/update_status.hpp"

#include "content/manifest.hpp"
#include "content/package_folder.hpp"

#include <nlohmann/json.hpp>

namespace zugang::content {
namespace {

using nlohmann::json;

void put(json& object, const char* key, const std::optional<Moment>& moment) {
    if (moment) {
        object[key] = iso_moment(*moment);
    }
}

std::string text_of(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

std::optional<Moment> moment_of(const json& object, const char* key) {
    return parse_moment(text_of(object, key));
}

bool flag_of(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_boolean() && found->get<bool>();
}

std::uint64_t bytes_of(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
}

json package_json(const PackageStatus& package) {
    json object{{"id", package.id}, {"content", package.content}};
    if (package.as_of) {
        object["as_of"] = iso_date(*package.as_of);
    }
    if (package.withheld) {
        object["withheld"] = true;
    }
    return object;
}

} // namespace

std::string write_update_status(const UpdateStatus& status) {
    json packages = json::array();
    for (const PackageStatus& package : status.packages) {
        packages.push_back(package_json(package));
    }
    json object{{"format", 1},
                {"state", status.state},
                {"clock_is_behind", status.clock_is_behind},
                {"source", status.source},
                {"packages", std::move(packages)},
                {"activity", status.activity}};
    put(object, "changed", status.changed);
    put(object, "last_contact", status.last_contact);
    put(object, "last_success", status.last_success);
    put(object, "trusted_until", status.trusted_until);
    put(object, "latest_time", status.latest_time);
    if (status.problem) {
        object["problem"] = {{"reason", status.problem->reason},
                             {"text", status.problem->text},
                             {"since", iso_moment(status.problem->since)}};
    }
    if (status.to_fetch_bytes > 0) {
        object["fetched_bytes"] = status.fetched_bytes;
        object["to_fetch_bytes"] = status.to_fetch_bytes;
    }
    return object.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

std::optional<UpdateStatus> read_update_status(std::string_view text) {
    const json object = json::parse(text, nullptr, false);
    if (!object.is_object() || bytes_of(object, "format") != 1) {
        return std::nullopt;
    }
    UpdateStatus status;
    status.state = text_of(object, "state");
    status.changed = moment_of(object, "changed");
    status.last_contact = moment_of(object, "last_contact");
    status.last_success = moment_of(object, "last_success");
    status.trusted_until = moment_of(object, "trusted_until");
    status.latest_time = moment_of(object, "latest_time");
    status.clock_is_behind = flag_of(object, "clock_is_behind");
    status.source = text_of(object, "source");
    status.activity = text_of(object, "activity");
    status.fetched_bytes = bytes_of(object, "fetched_bytes");
    status.to_fetch_bytes = bytes_of(object, "to_fetch_bytes");
    if (const auto packages = object.find("packages");
        packages != object.end() && packages->is_array()) {
        for (const json& package : *packages) {
            if (package.is_object() && is_package_id(text_of(package, "id"))) {
                status.packages.push_back({.id = text_of(package, "id"),
                                           .content = text_of(package, "content"),
                                           .as_of = parse_date(text_of(package, "as_of")),
                                           .withheld = flag_of(package, "withheld")});
            }
        }
    }
    if (const auto problem = object.find("problem");
        problem != object.end() && problem->is_object()) {
        status.problem = UpdateProblem{.reason = text_of(*problem, "reason"),
                                       .text = text_of(*problem, "text"),
                                       .since = moment_of(*problem, "since").value_or(Moment{})};
    }
    return status;
}

std::optional<UpdateStatus> load_update_status(const std::filesystem::path& file) {
    const auto text = read_whole(file);
    return text ? read_update_status(*text) : std::nullopt;
}

} // namespace zugang::content
