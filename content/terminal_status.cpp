#include "content/terminal_status.hpp"

#include <algorithm>
#include <array>
#include <span>

#include <nlohmann/json.hpp>

namespace zugang::content {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 10> printer_words{
    "none",    "ready",        "paper_out", "cover_open", "jam",
    "offline", "wrong_format", "refused",   "broken",     "unclear"};
constexpr std::array<std::string_view, 4> speech_words{"off", "ready", "no_voice", "no_sound"};

std::string word_of(const json& object, const char* key, std::span<const std::string_view> words) {
    const auto found = object.find(key);
    const std::string word =
        found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
    return std::ranges::find(words, word) != words.end() ? word : "unknown";
}

} // namespace

std::string write_terminal_status(const TerminalStatus& status) {
    const json object{{"format", 1}, {"printer", status.printer}, {"speech", status.speech}};
    return object.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

std::optional<TerminalStatus> read_terminal_status(std::string_view text) {
    const json object = json::parse(text, nullptr, false);
    if (!object.is_object() || object.value("format", json()) != json(1)) {
        return std::nullopt;
    }
    return TerminalStatus{.printer = word_of(object, "printer", printer_words),
                          .speech = word_of(object, "speech", speech_words)};
}

} // namespace zugang::content
