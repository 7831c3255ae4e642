#include "content/problems.hpp"

#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

namespace zugang::content {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 3> names{"error", "warning", "advice"};

std::optional<std::string> text_of(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? std::optional(found->get<std::string>())
                                                       : std::nullopt;
}

int number_of(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_number_integer() ? found->get<int>() : 1;
}

std::optional<Problem> problem_of(const json& object) {
    const auto word = object.is_object() ? text_of(object, "severity") : std::nullopt;
    const auto what = word ? text_of(object, "what") : std::nullopt;
    const auto gravity = word ? std::ranges::find(names, *word) : names.end();
    if (!what || gravity == names.end()) {
        return std::nullopt;
    }
    return Problem{.gravity = static_cast<Gravity>(gravity - names.begin()),
                   .file = text_of(object, "file").value_or(""),
                   .line = number_of(object, "line"),
                   .column = number_of(object, "column"),
                   .what = *what,
                   .advice = text_of(object, "advice").value_or(""),
                   .article = text_of(object, "article").value_or(""),
                   .language = text_of(object, "language").value_or(""),
                   .block = text_of(object, "block").value_or("")};
}

} // namespace

std::string write_problems(const std::vector<Problem>& problems) {
    json list = json::array();
    for (const Problem& problem : problems) {
        list.push_back({{"severity", names.at(static_cast<std::size_t>(problem.gravity))},
                        {"file", problem.file},
                        {"line", problem.line},
                        {"column", problem.column},
                        {"what", problem.what},
                        {"advice", problem.advice},
                        {"article", problem.article},
                        {"language", problem.language},
                        {"block", problem.block}});
    }
    return json{{"problems", std::move(list)}}.dump(1, ' ', false, json::error_handler_t::replace) +
           "\n";
}

std::optional<std::vector<Problem>> read_problems(std::string_view text) {
    const json document = json::parse(text, nullptr, false);
    const auto list = document.is_object() ? document.find("problems") : document.end();
    if (!document.is_object() || list == document.end() || !list->is_array()) {
        return std::nullopt;
    }
    std::vector<Problem> problems;
    for (const json& object : *list) {
        auto problem = problem_of(object);
        if (!problem) {
            return std::nullopt;
        }
        problems.push_back(*std::move(problem));
    }
    return problems;
}

} // namespace zugang::content
