#include "content/soft_hyphens.hpp"

namespace zugang::content {

std::string without_soft_hyphens(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t at = text.find(soft_hyphen); at != std::string_view::npos;
         at = text.find(soft_hyphen)) {
        result.append(text.substr(0, at));
        text.remove_prefix(at + soft_hyphen.size());
    }
    result.append(text);
    return result;
}

} // namespace zugang::content
