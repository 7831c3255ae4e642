#pragma once

#include "content/tool/source.hpp"

#include <string_view>
#include <vector>

namespace zugang::content::tool {

/// A text that a terminal shows. It lives as long as the package.
struct Shown {
    std::string_view utf8; ///< U+FFFC where a value or contact is put in
    Place place;
    std::string_view language;
    /// Article: guides too.
    enum class Kind { Article, Import, Row } kind = Kind::Row;
};

/// Articles, interface strings, terms, contacts, places, guides.
std::vector<Shown> shown_texts(const Package& package);

/// The place of the first such bytes at or behind the start of a text; the start itself where they
/// are written in another way.
Place find_place(const Place& start, std::string_view utf8);

} // namespace zugang::content::tool
