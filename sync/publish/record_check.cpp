#include "sync/publish/record_check.hpp"

#include "content/record_json.hpp"
#include "content/records.hpp"
#include "sync/publish/control_characters.hpp"

namespace zugang::sync {
namespace {

/// Nothing where the key is of no kind that is read.
std::optional<bool> is_readable(std::string_view key, std::string_view json) {
    if (key == "package") {
        return content::read_package_record(json).has_value();
    }
    if (key == "languages") {
        return content::read_languages(json).has_value();
    }
    if (key == "topics") {
        return content::read_topics(json).has_value();
    }
    if (key == "values") {
        return content::read_values(json).has_value();
    }
    if (key == "contacts") {
        return content::read_contacts(json).has_value();
    }
    if (key == "places") {
        return content::read_places(json).has_value();
    }
    if (key == "terms") {
        return content::read_terms(json).has_value();
    }
    if (key == "fonts") {
        return content::read_fonts(json).has_value();
    }
    if (key == "map") {
        return content::read_land_pictures(json).has_value();
    }
    if (key.starts_with("terms/")) {
        return content::read_term_translations(json).has_value();
    }
    if (key.starts_with("strings/")) {
        return content::read_strings(json).has_value();
    }
    if (const auto article = content::read_article_key(key)) {
        return article->language.empty() ? content::read_article_record(json).has_value()
                                         : content::read_text_record(json).has_value();
    }
    if (const auto guide = content::read_guide_key(key)) {
        return guide->language.empty() ? content::read_guide_record(json).has_value()
                                       : content::read_guide_text_record(json).has_value();
    }
    return std::nullopt;
}

} // namespace

std::optional<std::string> find_flaw_of_record(std::string_view key, std::string_view bytes) {
    const auto readable = content::is_file_key(key) ? std::nullopt : is_readable(key, bytes);
    if (!readable) {
        return std::nullopt;
    }
    if (!*readable) {
        return "cannot be read";
    }
    return has_control_characters(Json::parse(bytes), Bidi::Allowed)
               ? std::optional<std::string>("holds control characters")
               : std::nullopt;
}

} // namespace zugang::sync
