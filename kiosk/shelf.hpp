#pragma once

#include "content/folder.hpp"
#include "content/keyboard.hpp"
#include "content/land_map.hpp"
#include "content/language.hpp"
#include "content/strings.hpp"
#include "content/topic.hpp"
#include "fonts/font_set.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace zugang::kiosk {

/// The content that is shown, open: one state from the start of a visit to its end.
class Shelf {
  public:
    [[nodiscard]] static tl::expected<Shelf, content::FolderProblem>
    open(const std::filesystem::path& folder);

    content::Database& database() { return state_.database; }
    const content::State& state() const { return state_; }
    const std::vector<content::Language>& languages() const { return languages_; }
    const std::vector<content::Topic>& topics() const { return topics_; }
    const std::vector<content::Phase>& phases() const { return phases_; }
    const content::LandMap& land_map() const { return land_map_; }
    /// Moves the fonts of this content out, once.
    fonts::FontSet take_fonts() { return std::move(fonts_); }

    /// The language with this tag; the first one where there is none.
    const content::Language& language(std::string_view tag) const;
    bool has_language(std::string_view tag) const;
    const content::Strings& strings(std::string_view tag);
    /// Between visits. Formatters of the languages of the last visitors are kept, not of all.
    void forget_formatters();

    /// In which languages a reader of this one wants to see an article: their own, its fallbacks,
    /// the first language.
    std::vector<std::string> preference(std::string_view tag) const;

    /// Of the keyboard on the screen; nullptr where the content has none.
    const content::Keyboard* keyboard(std::string_view tag);
    const content::Keyboard* latin_keyboard();

    /// The file of a pictogram, or of the picture of a Land, "map/by"; no value for an unknown
    /// name.
    std::optional<std::filesystem::path> pictogram(std::string_view name);
    std::filesystem::path media(std::string_view sha256) const;

  private:
    explicit Shelf(content::State state);
    bool has_fonts(const content::Language& language) const;

    content::State state_;
    std::vector<content::Language> languages_;
    std::vector<content::Topic> topics_;
    std::vector<content::Phase> phases_;
    content::LandMap land_map_;
    std::map<std::string, content::Strings, std::less<>> strings_;
    std::map<std::string, std::optional<content::Keyboard>, std::less<>> keyboards_; ///< by tag
    std::optional<std::optional<content::Keyboard>> latin_keyboard_;
    fonts::FontSet fonts_;
};

} // namespace zugang::kiosk
