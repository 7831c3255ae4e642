#pragma once

#include <memory>
#include <string_view>

#include <libxml/tree.h>

/// What libxml2's trees need in C++, HTML and XML alike.
namespace zugang::content::tool {

struct FreeDocument {
    void operator()(xmlDoc* document) const noexcept { xmlFreeDoc(document); }
};
using Document = std::unique_ptr<xmlDoc, FreeDocument>;

/// Empty for nullptr.
inline std::string_view view(const xmlChar* text) {
    return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

} // namespace zugang::content::tool
