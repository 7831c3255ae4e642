#include "sync/publish/control_characters.hpp"

#include <vector>

namespace zugang::sync {
namespace {

bool is_control(std::string_view rest, Bidi bidi) {
    const auto byte = [&rest](std::size_t at) {
        return at < rest.size() ? static_cast<unsigned char>(rest[at]) : 0U;
    };
    if (byte(0) < 0x20 || byte(0) == 0x7f) {
        return byte(0) != '\n' && byte(0) != '\t';
    }
    if (byte(0) == 0xc2) { // U+0080 to U+009F
        return byte(1) >= 0x80 && byte(1) <= 0x9f;
    }
    return bidi == Bidi::Refused && byte(0) == 0xe2 &&
           ((byte(1) == 0x80 && byte(2) >= 0xaa && byte(2) <= 0xae) || // U+202A to U+202E
            (byte(1) == 0x81 && byte(2) >= 0xa6 && byte(2) <= 0xa9));  // U+2066 to U+2069
}

} // namespace

bool has_control_characters(std::string_view utf8, Bidi bidi) {
    for (std::size_t at = 0; at < utf8.size(); ++at) {
        if (is_control(utf8.substr(at), bidi)) {
            return true;
        }
    }
    return false;
}

bool has_control_characters(const Json& json, Bidi bidi) {
    std::vector<const Json*> waiting{&json}; // what comes from outside may be nested deeply
    while (!waiting.empty()) {
        const Json& one = *waiting.back();
        waiting.pop_back();
        if (one.is_string() &&
            has_control_characters(std::string_view(one.get_ref<const std::string&>()), bidi)) {
            return true;
        }
        if (!one.is_structured()) {
            continue;
        }
        for (const auto& [name, value] : one.items()) {
            if (one.is_object() && has_control_characters(std::string_view(name), bidi)) {
                return true;
            }
            waiting.push_back(&value);
        }
    }
    return false;
}

} // namespace zugang::sync
