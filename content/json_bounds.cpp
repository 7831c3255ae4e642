#include "content/json_bounds.hpp"

namespace zugang::content {
namespace {

/// Behind the string that begins here with its quote.
std::size_t skip_string(std::string_view json, std::size_t at) {
    for (++at; at < json.size() && json[at] != '"'; ++at) {
        at += json[at] == '\\' ? 1 : 0;
    }
    return at + 1;
}

} // namespace

bool is_within(std::string_view json, const JsonBounds& bounds) {
    std::size_t depth = 0;
    std::size_t commas = 0;
    for (std::size_t at = 0; at < json.size();) {
        const char c = json[at];
        if (c == '"') {
            const std::size_t end = skip_string(json, at);
            if (end - at > bounds.string_bytes + 2) {
                return false;
            }
            at = end;
            continue;
        }
        if (c == '[' || c == '{') {
            if (++depth > bounds.depth) {
                return false;
            }
        } else if (c == ']' || c == '}') {
            depth -= depth > 0 ? 1 : 0;
        } else if (c == ',' && ++commas > bounds.values) {
            return false;
        }
        ++at;
    }
    return true;
}

} // namespace zugang::content
