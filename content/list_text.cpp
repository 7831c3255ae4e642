#include "content/list_text.hpp"

namespace zugang::content {

std::vector<std::string> split_list(std::string_view joined, char separator) {
    std::vector<std::string> items;
    while (!joined.empty()) {
        const std::size_t end = joined.find(separator);
        if (end != 0) {
            items.emplace_back(joined.substr(0, end));
        }
        if (end == std::string_view::npos) {
            break;
        }
        joined.remove_prefix(end + 1);
    }
    return items;
}

std::string join_list(const std::vector<std::string>& items, char separator) {
    std::string joined;
    for (const std::string& item : items) {
        if (!joined.empty()) {
            joined += separator;
        }
        joined += item;
    }
    return joined;
}

} // namespace zugang::content
