#include "content/appointments/exchange_status.hpp"

#include <nlohmann/json.hpp>

namespace zugang::content::appointments {

using nlohmann::json;

std::string write_exchange_status(const ExchangeStatus& status) {
    json object{{"tried", iso_moment(status.tried)},
                {"waiting", status.waiting},
                {"problems", status.problems}};
    if (status.reached) {
        object["reached"] = iso_moment(*status.reached);
    }
    return object.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

std::optional<ExchangeStatus> read_exchange_status(std::string_view text) {
    const json object = json::parse(text, nullptr, false);
    if (!object.is_object()) {
        return std::nullopt;
    }
    const auto moment = [&object](const char* key) -> std::optional<Moment> {
        const auto found = object.find(key);
        return found != object.end() && found->is_string() ? parse_moment(found->get<std::string>())
                                                           : std::nullopt;
    };
    ExchangeStatus status;
    const auto tried = moment("tried");
    const auto waiting = object.find("waiting");
    const auto problems = object.find("problems");
    if (!tried || waiting == object.end() || !waiting->is_number_unsigned() ||
        waiting->get<std::uint64_t>() > 1'000'000 || problems == object.end() ||
        !problems->is_array()) {
        return std::nullopt;
    }
    status.tried = *tried;
    status.reached = moment("reached");
    status.waiting = waiting->get<int>();
    for (const json& problem : *problems) {
        if (problem.is_string()) {
            status.problems.push_back(problem.get<std::string>());
        }
    }
    return status;
}

} // namespace zugang::content::appointments
