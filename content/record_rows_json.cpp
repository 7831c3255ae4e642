// Records that are lists of rows: languages, topics, values, contacts, places, terms, texts of the
// interface, fonts, the map.
#include "content/json_fields.hpp"
#include "content/record_json.hpp"
#include "content/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace zugang::content {

namespace {

json language_to_json(const Language& row) {
    json object = json::object();
    put(object, "tag", row.tag);
    put(object, "endonym", row.endonym);
    put(object, "greeting", row.greeting);
    put_flag(object, "rtl", row.direction == Direction::RightToLeft);
    put(object, "fallback", row.fallback);
    put(object, "fonts", row.fonts);
    object["line_height_percent"] = std::lround(row.line_height * 100);
    put(object, "digits", row.digits);
    put(object, "calendar", row.calendar);
    put(object, "keyboard", row.keyboard);
    put(object, "voice", row.voice);
    return object;
}

Language language_from_json(const json& object) {
    return {
        .tag = text_of(object, "tag"),
        .endonym = text_of(object, "endonym"),
        .greeting = text_of(object, "greeting"),
        .direction = flag_of(object, "rtl") ? Direction::RightToLeft : Direction::LeftToRight,
        .fallback = names_of(object, "fallback"),
        .fonts = names_of(object, "fonts"),
        .line_height = std::clamp(number_of(object, "line_height_percent", 145), 100, 300) / 100.0,
        .digits = text_of(object, "digits"),
        .calendar = text_of(object, "calendar"),
        .keyboard = text_of(object, "keyboard"),
        .voice = text_of(object, "voice"),
    };
}

json topic_to_json(const TopicRow& row) {
    json object = json::object();
    put(object, "id", row.topic.id);
    put(object, "icon", row.topic.icon);
    put_number(object, "hue", row.topic.hue, 1);
    put_flag(object, "hidden", row.topic.hidden);
    put_flag(object, "removed", row.removed);
    return object;
}

TopicRow topic_from_json(const json& object) {
    return {.topic = {.id = text_of(object, "id"),
                      .icon = text_of(object, "icon"),
                      .hue = std::clamp(number_of(object, "hue", 1), 1, 8),
                      .hidden = flag_of(object, "hidden")},
            .removed = flag_of(object, "removed")};
}

json phase_to_json(const Phase& row) {
    json object = json::object();
    object["number"] = row.number;
    put(object, "icon", row.icon);
    put(object, "article", row.article);
    return object;
}

Phase phase_from_json(const json& object) {
    return {.number = number_of(object, "number", 1),
            .icon = text_of(object, "icon"),
            .article = text_of(object, "article")};
}

json value_to_json(const ValueRow& row) {
    json object = json::object();
    put(object, "id", row.value.id);
    put(object, "min", row.value.min);
    put(object, "max", row.value.max);
    put(object, "unit", row.value.unit);
    put(object, "valid_from", row.value.valid_from);
    put(object, "valid_to", row.value.valid_to);
    put(object, "label", row.label);
    put(object, "law", row.law);
    put(object, "source", row.source);
    put(object, "confidence", row.confidence);
    put_flag(object, "removed", row.removed);
    return object;
}

/// Digits with or without a sign and a point; empty where it is no such number.
std::string decimal_of(const json& object, const char* key) {
    std::string text = text_of(object, key);
    const std::string_view digits = std::string_view(text).substr(text.starts_with('-') ? 1 : 0);
    const bool is_decimal = !digits.empty() && digits.size() <= max_number_bytes &&
                            digits.find_first_not_of("0123456789.") == std::string_view::npos &&
                            std::ranges::count(digits, '.') <= 1 && digits.front() != '.' &&
                            digits.back() != '.';
    return is_decimal ? std::move(text) : std::string();
}

/// Without numbers where it has none: read_values leaves it out then.
ValueRow value_from_json(const json& object) {
    return {.value = {.id = text_of(object, "id"),
                      .min = decimal_of(object, "min"),
                      .max = decimal_of(object, "max"),
                      .unit = text_of(object, "unit"),
                      .valid_from = date_of(object, "valid_from"),
                      .valid_to = date_of(object, "valid_to")},
            .label = text_of(object, "label"),
            .law = text_of(object, "law"),
            .source = text_of(object, "source"),
            .confidence = text_of(object, "confidence"),
            .removed = flag_of(object, "removed")};
}

json contact_to_json(const ContactRow& row) {
    json object = json::object();
    put(object, "id", row.id);
    put(object, "name", row.name);
    put(object, "phone", row.phone);
    put(object, "web", row.web);
    put(object, "mail", row.mail);
    put(object, "hours", row.hours);
    put(object, "cost", row.cost);
    put(object, "languages", row.languages);
    put(object, "source", row.source);
    put(object, "as_of", row.as_of);
    put(object, "confidence", row.confidence);
    put_flag(object, "emergency", row.emergency);
    put_flag(object, "removed", row.removed);
    put(object, "for_whom", row.for_whom);
    return object;
}

ContactRow contact_from_json(const json& object) {
    return {.id = text_of(object, "id"),
            .name = text_of(object, "name"),
            .phone = text_of(object, "phone"),
            .web = text_of(object, "web"),
            .mail = text_of(object, "mail"),
            .hours = text_of(object, "hours"),
            .cost = text_of(object, "cost"),
            .languages = names_of(object, "languages"),
            .source = text_of(object, "source"),
            .as_of = text_of(object, "as_of"),
            .confidence = text_of(object, "confidence"),
            .emergency = flag_of(object, "emergency"),
            .removed = flag_of(object, "removed"),
            .for_whom = texts_by_name(object, "for_whom")};
}

void put_position(json& object, const std::optional<Coordinates>& position) {
    if (position) {
        object["position_e6"] = {position->latitude_e6, position->longitude_e6};
    }
}

/// No value where the place would not be on the Earth.
std::optional<Coordinates> position_of(const json& object) {
    constexpr int quarter_e6 = 90'000'000;
    const auto found = object.find("position_e6");
    if (found == object.end() || !found->is_array() || found->size() != 2) {
        return std::nullopt;
    }
    const auto latitude = whole_number((*found)[0]);
    const auto longitude = whole_number((*found)[1]);
    if (!latitude || !longitude || *latitude < -quarter_e6 || *latitude > quarter_e6 ||
        *longitude < -2 * quarter_e6 || *longitude > 2 * quarter_e6) {
        return std::nullopt;
    }
    return Coordinates{*latitude, *longitude};
}

json place_to_json(const PlaceRow& row) {
    json object = json::object();
    put(object, "id", row.id);
    put(object, "name", row.name);
    put(object, "kind", row.kind);
    put(object, "street", row.street);
    put(object, "postcode", row.postcode);
    put(object, "city", row.city);
    put(object, "land", row.land);
    put_position(object, row.position);
    put(object, "phone", row.phone);
    put(object, "web", row.web);
    put(object, "mail", row.mail);
    put(object, "hours", row.hours);
    put(object, "languages", row.languages);
    put(object, "services", row.services);
    put(object, "accessibility", row.accessibility);
    put(object, "source", row.source);
    put(object, "as_of", row.as_of);
    put_flag(object, "removed", row.removed);
    put(object, "for_whom", row.for_whom);
    return object;
}

PlaceRow place_from_json(const json& object) {
    return {.id = text_of(object, "id"),
            .name = text_of(object, "name"),
            .kind = text_of(object, "kind"),
            .street = text_of(object, "street"),
            .postcode = text_of(object, "postcode"),
            .city = text_of(object, "city"),
            .land = text_of(object, "land"),
            .position = position_of(object),
            .phone = text_of(object, "phone"),
            .web = text_of(object, "web"),
            .mail = text_of(object, "mail"),
            .hours = text_of(object, "hours"),
            .languages = names_of(object, "languages"),
            .services = names_of(object, "services"),
            .accessibility = names_of(object, "accessibility"),
            .source = text_of(object, "source"),
            .as_of = date_of(object, "as_of"),
            .removed = flag_of(object, "removed"),
            .for_whom = texts_by_name(object, "for_whom")};
}

json term_to_json(const TermRow& row) {
    json object = json::object();
    put(object, "id", row.id);
    put(object, "term", row.term);
    put(object, "text", row.text);
    put_flag(object, "removed", row.removed);
    return object;
}

TermRow term_from_json(const json& object) {
    return {.id = text_of(object, "id"),
            .term = text_of(object, "term"),
            .text = text_of(object, "text"),
            .removed = flag_of(object, "removed")};
}

TermTranslation translation_from_json(const json& object) {
    return {.term = text_of(object, "term"), .text = text_of(object, "text")};
}

json font_to_json(const FontRow& row) {
    json object = json::object();
    put(object, "family", row.font.family);
    put_number(object, "weight", row.font.weight, 400);
    put_flag(object, "italic", row.font.italic);
    put_number(object, "face", row.font.index);
    put(object, "file", row.font.media);
    object["position"] = row.position;
    return object;
}

FontRow font_from_json(const json& object) {
    return {.font = {.family = text_of(object, "family"),
                     .weight = std::clamp(number_of(object, "weight", 400), 1, 1000),
                     .italic = flag_of(object, "italic"),
                     .index = std::clamp(number_of(object, "face"), 0, 63),
                     .media = text_of(object, "file")},
            .position = number_of(object, "position")};
}

json land_to_json(const LandPicture& row) {
    json object = json::object();
    put(object, "land", row.land);
    object["square"] = {row.x, row.y, row.width, row.height};
    put(object, "file", row.media);
    return object;
}

/// Without a width where it has no place on a map.
LandPicture land_from_json(const json& object) {
    constexpr int most = 10'000;
    LandPicture row{.land = text_of(object, "land"), .media = text_of(object, "file")};
    const auto square = object.find("square");
    if (square == object.end() || !square->is_array() || square->size() != 4) {
        return row;
    }
    std::array<int, 4> numbers{};
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const int number = whole_number((*square)[i]).value_or(-1);
        if (number < (i < 2 ? 0 : 1) || number > most) {
            return row;
        }
        numbers.at(i) = number;
    }
    row.x = numbers[0];
    row.y = numbers[1];
    row.width = numbers[2];
    row.height = numbers[3];
    return row;
}

/// ICU reads messages within messages by calling itself.
bool is_small_message(std::string_view pattern) {
    std::size_t depth = 0;
    for (const char c : pattern) {
        depth += c == '{' ? 1 : 0;
        depth -= c == '}' && depth > 0 ? 1 : 0;
        if (depth > max_string_depth) {
            return false;
        }
    }
    return pattern.size() <= max_string_bytes;
}

} // namespace

std::string write_record(const PackageRecord& record) {
    json object = json::object();
    put(object, "id", record.id);
    put(object, "title", record.title);
    put(object, "licence", record.licence);
    put(object, "default_language", record.default_language);
    put(object, "languages", record.languages);
    put(object, "as_of", record.as_of);
    put(object, "pictograms", record.pictograms);
    put(object, "fonts", record.fonts);
    return dump(object);
}

std::optional<PackageRecord> read_package_record(std::string_view text) {
    const auto object = parse(text);
    if (!object) {
        return std::nullopt;
    }
    return PackageRecord{.id = text_of(*object, "id"),
                         .title = text_of(*object, "title"),
                         .licence = text_of(*object, "licence"),
                         .default_language = text_of(*object, "default_language"),
                         .languages = names_of(*object, "languages"),
                         .as_of = date_of(*object, "as_of"),
                         .pictograms = names_of(*object, "pictograms"),
                         .fonts = names_of(*object, "fonts")};
}

std::string write_record(const std::vector<Language>& rows) {
    return dump_rows(rows, language_to_json);
}

std::optional<std::vector<Language>> read_languages(std::string_view text) {
    return read_rows(text, language_from_json, max_languages);
}

std::string write_record(const TopicsRecord& record) {
    json object = json::object();
    object["topics"] = list_of(record.topics, topic_to_json);
    object["phases"] = list_of(record.phases, phase_to_json);
    return dump(object);
}

std::optional<TopicsRecord> read_topics(std::string_view text) {
    const auto object = parse(text);
    if (!object) {
        return std::nullopt;
    }
    TopicsRecord record{.topics = rows_of(*object, "topics", topic_from_json),
                        .phases = rows_of(*object, "phases", phase_from_json)};
    const bool fits = record.topics.size() <= max_topics && record.phases.size() <= max_topics;
    return fits ? std::optional(std::move(record)) : std::nullopt;
}

std::string write_record(const std::vector<ValueRow>& rows) {
    return dump_rows(rows, value_to_json);
}

std::optional<std::vector<ValueRow>> read_values(std::string_view text) {
    auto rows = read_rows(text, value_from_json);
    if (rows) {
        std::erase_if(*rows, [](const ValueRow& row) {
            return !row.removed && (row.value.min.empty() || row.value.max.empty());
        });
    }
    return rows;
}

std::string write_record(const std::vector<ContactRow>& rows) {
    return dump_rows(rows, contact_to_json);
}

std::optional<std::vector<ContactRow>> read_contacts(std::string_view text) {
    return read_rows(text, contact_from_json);
}

std::string write_record(const std::vector<PlaceRow>& rows) {
    return dump_rows(rows, place_to_json);
}

std::optional<std::vector<PlaceRow>> read_places(std::string_view text) {
    return read_rows(text, place_from_json);
}

std::string write_record(const std::vector<TermRow>& rows) {
    return dump_rows(rows, term_to_json);
}

std::optional<std::vector<TermRow>> read_terms(std::string_view text) {
    return read_rows(text, term_from_json);
}

std::string write_record(const TermTranslations& terms) {
    json rows = json::object();
    for (const auto& [id, term] : terms) {
        rows[id] = {{"term", term.term}, {"text", term.text}};
    }
    return dump({{"terms", std::move(rows)}});
}

std::optional<TermTranslations> read_term_translations(std::string_view text) {
    const auto object = parse(text);
    return object ? std::optional(rows_by_name(*object, "terms", translation_from_json))
                  : std::nullopt;
}

std::string write_record(const StringsRecord& strings) {
    return dump({{"strings", strings}});
}

std::optional<StringsRecord> read_strings(std::string_view text) {
    const auto object = parse(text);
    if (!object) {
        return std::nullopt;
    }
    StringsRecord strings = texts_by_name(*object, "strings");
    const bool fits = std::ranges::all_of(
        strings, [](const auto& item) { return is_small_message(item.second); });
    return fits ? std::optional(std::move(strings)) : std::nullopt;
}

std::string write_record(const std::vector<FontRow>& rows) {
    return dump_rows(rows, font_to_json);
}

std::optional<std::vector<FontRow>> read_fonts(std::string_view text) {
    return read_rows(text, font_from_json);
}

std::string write_record(const std::vector<LandPicture>& rows) {
    return dump_rows(rows, land_to_json);
}

std::optional<std::vector<LandPicture>> read_land_pictures(std::string_view text) {
    auto rows = read_rows(text, land_from_json);
    if (rows) {
        std::erase_if(*rows, [](const LandPicture& row) { return row.width == 0; });
    }
    return rows;
}

} // namespace zugang::content
