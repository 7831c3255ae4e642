#include "kiosk/shelf.hpp"

#include "content/media.hpp"

#include <algorithm>

namespace zugang::kiosk {

tl::expected<Shelf, content::FolderProblem> Shelf::open(const std::filesystem::path& folder) {
    auto state = content::open_current(folder);
    if (!state) {
        return tl::unexpected(state.error());
    }
    try {
        Shelf shelf(std::move(*state));
        for (const content::Language& language : shelf.languages_) {
            shelf.strings(language.tag); // read now: damage must not show in front of a visitor
        }
        (void)shelf.pictogram({}); // likewise
        // The first one is what every other falls back to; another one that cannot be written is
        // not offered, and stops nobody.
        if (!shelf.languages_.empty() && shelf.has_fonts(shelf.languages_.front())) {
            std::erase_if(shelf.languages_, [&shelf](const content::Language& language) {
                return !shelf.has_fonts(language);
            });
            return shelf;
        }
    } catch (const content::DatabaseError&) { // as in open_current: damage is an outcome here
    }
    return tl::unexpected(content::FolderProblem::Damaged);
}

Shelf::Shelf(content::State state)
    : state_(std::move(state)), languages_(content::list_languages(state_.database)),
      topics_(content::list_topics(state_.database)),
      phases_(content::list_phases(state_.database)),
      land_map_(content::load_land_map(state_.database)) {
    for (const content::Font& font : content::list_fonts(state_.database)) {
        fonts_.add_file(font.family, font.weight, font.italic, media(font.media), font.index);
    }
}

// Text in fonts that are missing or broken would be nothing at all on the screen.
bool Shelf::has_fonts(const content::Language& language) const {
    return std::ranges::any_of(language.fonts, [this](const std::string& family) {
        const std::size_t face = fonts_.find(family, 400, false);
        return face < fonts_.size() &&
               fonts_.hb_font(static_cast<fonts::FaceIndex>(face)) != nullptr;
    });
}

const content::Language& Shelf::language(std::string_view tag) const {
    const auto found = std::ranges::find(languages_, tag, &content::Language::tag);
    return found == languages_.end() ? languages_.front() : *found;
}

bool Shelf::has_language(std::string_view tag) const {
    return std::ranges::find(languages_, tag, &content::Language::tag) != languages_.end();
}

const content::Strings& Shelf::strings(std::string_view tag) {
    const content::Language& found = language(tag);
    const auto known = strings_.find(found.tag);
    if (known != strings_.end()) {
        return known->second;
    }
    return strings_.emplace(found.tag, content::Strings(state_.database, found)).first->second;
}

void Shelf::forget_formatters() {
    constexpr std::ptrdiff_t kept = 4;
    if (std::ranges::count_if(
            strings_, [](const auto& item) { return item.second.has_formatters(); }) > kept) {
        for (auto& [tag, strings] : strings_) {
            strings.forget_formatters();
        }
    }
}

std::vector<std::string> Shelf::preference(std::string_view tag) const {
    const content::Language& wanted = language(tag);
    std::vector<std::string> result{wanted.tag};
    result.insert(result.end(), wanted.fallback.begin(), wanted.fallback.end());
    for (const content::Language& other : languages_) { // better in any language than not at all
        result.push_back(other.tag);
    }
    return result;
}

const content::Keyboard* Shelf::keyboard(std::string_view tag) {
    auto known = keyboards_.find(tag);
    if (known == keyboards_.end()) {
        known = keyboards_.emplace(std::string(tag), content::find_keyboard(state_.database, tag))
                    .first;
    }
    return known->second ? &*known->second : nullptr;
}

const content::Keyboard* Shelf::latin_keyboard() {
    if (!latin_keyboard_) {
        latin_keyboard_ = content::find_latin_keyboard(state_.database);
    }
    return *latin_keyboard_ ? &**latin_keyboard_ : nullptr;
}

std::optional<std::filesystem::path> Shelf::pictogram(std::string_view name) {
    constexpr std::string_view map = "map/";
    if (name.starts_with(map)) {
        const auto land = std::ranges::find(land_map_.laender, name.substr(map.size()),
                                            &content::LandPicture::land);
        return land == land_map_.laender.end() ? std::nullopt : std::optional(media(land->media));
    }
    const auto hash = content::find_pictogram(state_.database, name);
    if (!hash) {
        return std::nullopt;
    }
    return media(*hash);
}

std::filesystem::path Shelf::media(std::string_view sha256) const {
    return content::media_path(state_.folder, sha256);
}

} // namespace zugang::kiosk
