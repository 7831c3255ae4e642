#include "content/record_json.hpp"

#include "content/json_bounds.hpp"
#include "content/record_limits.hpp"
#include "content/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include <nlohmann/json.hpp>

namespace zugang::content {
namespace {

using nlohmann::json;

constexpr std::array<std::string_view, 6> kind_names{"heading", "paragraph", "step",
                                                     "item",    "note",      "image"};
constexpr std::array<std::string_view, 2> node_names{"question", "result"};
constexpr std::array<std::string_view, 3> state_names{"reviewed", "draft", "machine"};
constexpr std::array<std::string_view, 6> span_names{"bold",  "italic",  "link",
                                                     "value", "contact", "term"};

// Writing: what has its default is left out.

void put(json& object, const char* key, const std::string& text) {
    if (!text.empty()) {
        object[key] = text;
    }
}

void put(json& object, const char* key, const std::vector<std::string>& texts) {
    if (!texts.empty()) {
        object[key] = texts;
    }
}

void put(json& object, const char* key, const std::optional<Date>& date) {
    if (date) {
        object[key] = iso_date(*date);
    }
}

void put(json& object, const char* key, const std::map<std::string, std::string>& texts) {
    if (!texts.empty()) {
        object[key] = texts;
    }
}

void put_number(json& object, const char* key, int number, int otherwise = 0) {
    if (number != otherwise) {
        object[key] = number;
    }
}

void put_flag(json& object, const char* key, bool flag, bool otherwise = false) {
    if (flag != otherwise) {
        object[key] = flag;
    }
}

void put_spans(json& object, const char* key, const std::vector<Span>& spans) {
    json list = json::array();
    for (const Span& span : spans) {
        json item{span_names[static_cast<std::size_t>(span.kind)], span.start, span.length};
        if (!span.target.empty()) {
            item.push_back(span.target);
        }
        list.push_back(std::move(item));
    }
    if (!list.empty()) {
        object[key] = std::move(list);
    }
}

std::string dump(const json& object) {
    // Bytes that are no UTF-8 cannot come from a source that was checked; they must not throw.
    return object.dump(-1, ' ', false, json::error_handler_t::replace);
}

template <typename Row>
std::string dump_rows(const std::vector<Row>& rows, json (*to_json)(const Row&)) {
    json list = json::array();
    for (const Row& row : rows) {
        list.push_back(to_json(row));
    }
    return dump({{"rows", std::move(list)}});
}

// Reading: what is missing or of another kind has its default.

std::optional<json> parse(std::string_view text) {
    if (!is_within(text, {})) {
        return std::nullopt;
    }
    json parsed = json::parse(text, nullptr, false);
    return parsed.is_object() ? std::optional(std::move(parsed)) : std::nullopt;
}

std::string text_of(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

bool is_name(const std::string& text) {
    return !text.empty() && std::ranges::all_of(text, [](char byte) {
        return static_cast<unsigned char>(byte) > 0x20 && byte != 0x7f;
    });
}

/// Names are stored joined by spaces.
std::vector<std::string> names_of(const json& object, const char* key) {
    std::vector<std::string> names;
    const auto found = object.find(key);
    if (found != object.end() && found->is_array()) {
        for (const json& item : *found) {
            if (item.is_string() && is_name(item.get_ref<const std::string&>())) {
                names.push_back(item.get<std::string>());
            }
        }
    }
    return names;
}

/// Lines are stored joined by line feeds.
std::vector<std::string> lines_of(const json& object, const char* key) {
    std::vector<std::string> lines;
    const auto found = object.find(key);
    if (found != object.end() && found->is_array()) {
        for (const json& item : *found) {
            if (item.is_string() &&
                item.get_ref<const std::string&>().find('\n') == std::string::npos) {
                lines.push_back(item.get<std::string>());
            }
        }
    }
    return lines;
}

/// Texts by position: what is none is empty.
std::vector<std::string> texts_of(const json& object, const char* key) {
    std::vector<std::string> texts;
    const auto found = object.find(key);
    if (found != object.end() && found->is_array()) {
        for (const json& item : *found) {
            texts.push_back(item.is_string() ? item.get<std::string>() : std::string());
        }
    }
    return texts;
}

std::map<std::string, std::string> texts_by_name(const json& object, const char* key) {
    std::map<std::string, std::string> texts;
    const auto found = object.find(key);
    if (found != object.end() && found->is_object()) {
        for (const auto& [name, text] : found->items()) {
            if (text.is_string()) {
                texts[name] = text.get<std::string>();
            }
        }
    }
    return texts;
}

std::optional<int> whole_number(const json& item) {
    if (!item.is_number_integer()) {
        return std::nullopt;
    }
    const bool fits = item.is_number_unsigned()
                          ? item.get<std::uint64_t>() <= std::numeric_limits<int>::max()
                          : std::in_range<int>(item.get<std::int64_t>());
    return fits ? std::optional(item.get<int>()) : std::nullopt;
}

int number_of(const json& object, const char* key, int otherwise = 0) {
    const auto found = object.find(key);
    return found != object.end() ? whole_number(*found).value_or(otherwise) : otherwise;
}

bool flag_of(const json& object, const char* key, bool otherwise = false) {
    const auto found = object.find(key);
    return found != object.end() && found->is_boolean() ? found->get<bool>() : otherwise;
}

std::optional<Date> date_of(const json& object, const char* key) {
    return parse_date(text_of(object, key));
}

template <std::size_t size>
std::size_t choice_of(const std::string& name, const std::array<std::string_view, size>& names,
                      std::size_t otherwise) {
    const auto found = std::ranges::find(names, name);
    return found == names.end() ? otherwise : static_cast<std::size_t>(found - names.begin());
}

bool is_boundary(const std::string& utf8, std::size_t at) {
    return at == utf8.size() || (static_cast<unsigned char>(utf8[at]) & 0xc0U) != 0x80U;
}

/// No value for a span of a kind that this software does not know, or one that is not in the text.
std::optional<Span> span_of(const json& item, const std::string& utf8) {
    if (!item.is_array() || item.size() < 3 || !item[0].is_string() ||
        !item[1].is_number_unsigned() || !item[2].is_number_unsigned()) {
        return std::nullopt;
    }
    const std::size_t kind = choice_of(item[0].get<std::string>(), span_names, span_names.size());
    Span span;
    span.start = item[1].get<std::size_t>();
    span.length = item[2].get<std::size_t>();
    if (item.size() > 3 && item[3].is_string()) {
        span.target = item[3].get<std::string>();
    }
    if (kind == span_names.size() || span.start > utf8.size() ||
        span.length > utf8.size() - span.start || !is_boundary(utf8, span.start) ||
        !is_boundary(utf8, span.start + span.length) ||
        std::ranges::any_of(span.target,
                            [](char byte) { return static_cast<unsigned char>(byte) < 0x20; })) {
        return std::nullopt;
    }
    span.kind = static_cast<SpanKind>(kind);
    return span;
}

Text rich_text_of(const json& object, const char* key, const char* spans_key) {
    Text text{.utf8 = text_of(object, key), .spans = {}};
    const auto spans = object.find(spans_key);
    if (spans != object.end() && spans->is_array()) {
        for (const json& item : *spans) {
            if (auto span = span_of(item, text.utf8)) {
                text.spans.push_back(std::move(*span));
            }
        }
    }
    return text;
}

template <typename Row>
std::vector<Row> rows_of(const json& object, const char* key, Row (*from_json)(const json&)) {
    std::vector<Row> rows;
    const auto found = object.find(key);
    if (found != object.end() && found->is_array()) {
        for (const json& item : *found) {
            if (item.is_object()) {
                rows.push_back(from_json(item));
            }
        }
    }
    return rows;
}

template <typename Row>
std::optional<std::vector<Row>> read_rows(std::string_view text, Row (*from_json)(const json&),
                                          std::size_t most = max_rows) {
    const auto object = parse(text);
    auto rows = object ? std::optional(rows_of(*object, "rows", from_json)) : std::nullopt;
    return rows && rows->size() <= most ? std::move(rows) : std::nullopt;
}

// The kinds of rows, each there and back.

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

// A key is its text alone, or ["a", "", "á", ...]: the text, the one with shift, second choices.

json key_to_json(const KeyboardKey& key) {
    if (key.shifted.empty() && key.more.empty()) {
        return key.text;
    }
    json list = json::array({key.text, key.shifted});
    for (const std::string& text : key.more) {
        list.push_back(text);
    }
    return list;
}

/// Empty where it is none: joined by spaces later, as names are.
std::string typed_text_of(const json& item) {
    constexpr std::size_t longest = 32;
    std::string text = item.is_string() ? item.get<std::string>() : std::string();
    return text.size() <= longest && is_name(text) ? text : std::string();
}

/// Without a text where it has none.
KeyboardKey key_from_json(const json& item) {
    constexpr std::size_t most = 64;
    KeyboardKey key;
    if (!item.is_array()) {
        key.text = typed_text_of(item);
        return key;
    }
    for (std::size_t i = 0; i < std::min(item.size(), most); ++i) {
        std::string text = typed_text_of(item[i]);
        if (i == 0) {
            key.text = std::move(text);
        } else if (i == 1) {
            key.shifted = std::move(text);
        } else if (!text.empty()) {
            key.more.push_back(std::move(text));
        }
    }
    return key;
}

std::vector<KeyboardKey> keys_from_json(const json& list) {
    constexpr std::size_t most = 12;
    std::vector<KeyboardKey> keys;
    if (!list.is_array()) {
        return keys;
    }
    for (const json& item : list) {
        KeyboardKey key = key_from_json(item);
        if (!key.text.empty() && keys.size() < most) {
            keys.push_back(std::move(key));
        }
    }
    return keys;
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

json block_to_json(const Block& block) {
    json object = json::object();
    put(object, "id", block.id);
    object["kind"] = kind_names[static_cast<std::size_t>(block.kind)];
    put_number(object, "level", block.level);
    put_number(object, "number", block.number);
    put(object, "text", block.text.utf8);
    put_spans(object, "spans", block.text.spans);
    put(object, "media", block.media);
    put_flag(object, "stale", block.stale);
    return object;
}

Block block_from_json(const json& object) {
    constexpr auto otherwise = static_cast<std::size_t>(BlockKind::Paragraph);
    return {.id = text_of(object, "id"),
            .kind =
                static_cast<BlockKind>(choice_of(text_of(object, "kind"), kind_names, otherwise)),
            .level = std::clamp(number_of(object, "level"), 0, 9),
            .number = number_of(object, "number"),
            .text = rich_text_of(object, "text", "spans"),
            .media = text_of(object, "media"),
            .stale = flag_of(object, "stale")};
}

json recording_to_json(const Recording& recording) {
    json object = json::object();
    put(object, "block", recording.block);
    put_number(object, "duration_ms", recording.duration_ms);
    put_number(object, "loudness_tenths", recording.loudness_tenths);
    put_flag(object, "synthetic", recording.synthetic);
    json words = json::array();
    for (const SpokenWord& word : recording.words) {
        words.push_back({word.start_ms, word.end_ms, word.start, word.length});
    }
    if (!words.empty()) {
        object["words"] = std::move(words);
    }
    return object;
}

/// No value where it is not four numbers.
std::optional<SpokenWord> word_from_json(const json& item) {
    const bool numbers =
        item.is_array() && item.size() == 4 && std::ranges::all_of(item, [](const json& number) {
            return number.is_number_unsigned() &&
                   number.get<std::uint64_t>() <= std::numeric_limits<int>::max();
        });
    return numbers ? std::optional(SpokenWord{.start_ms = item[0].get<int>(),
                                              .end_ms = item[1].get<int>(),
                                              .start = item[2].get<std::size_t>(),
                                              .length = item[3].get<std::size_t>()})
                   : std::nullopt;
}

Recording recording_from_json(const json& object) {
    Recording recording{.block = text_of(object, "block"),
                        .media = {},
                        .duration_ms = std::max(number_of(object, "duration_ms"), 0),
                        .loudness_tenths = number_of(object, "loudness_tenths"),
                        .synthetic = flag_of(object, "synthetic"),
                        .words = {}};
    const auto words = object.find("words");
    if (words != object.end() && words->is_array()) {
        for (const json& item : *words) {
            if (const auto word = word_from_json(item)) {
                recording.words.push_back(*word);
            }
        }
    }
    return recording;
}

void put_recordings(json& object, const std::vector<Recording>& recordings) {
    json rows = json::array();
    for (const Recording& recording : recordings) {
        rows.push_back(recording_to_json(recording));
    }
    if (!rows.empty()) {
        object["recordings"] = std::move(rows);
    }
}

json node_to_json(const GuideNode& node) {
    json object = json::object();
    put(object, "id", node.id);
    if (node.kind != GuideNodeKind::Question) {
        object["kind"] = node_names[static_cast<std::size_t>(node.kind)];
    }
    json answers = json::array();
    for (const GuideAnswer& answer : node.answers) {
        json row = json::object();
        put(row, "icon", answer.icon);
        put(row, "next", answer.next);
        answers.push_back(std::move(row));
    }
    if (!answers.empty()) {
        object["answers"] = std::move(answers);
    }
    put(object, "articles", node.articles);
    put(object, "contacts", node.contacts);
    put(object, "places", node.places);
    put_flag(object, "discreet", node.discreet);
    return object;
}

GuideAnswer answer_from_json(const json& object) {
    return {.icon = text_of(object, "icon"), .next = text_of(object, "next")};
}

GuideNode node_from_json(const json& object) {
    constexpr auto otherwise = static_cast<std::size_t>(GuideNodeKind::Question);
    return {.id = text_of(object, "id"),
            .kind = static_cast<GuideNodeKind>(
                choice_of(text_of(object, "kind"), node_names, otherwise)),
            .answers = rows_of(object, "answers", answer_from_json),
            .articles = names_of(object, "articles"),
            .contacts = names_of(object, "contacts"),
            .places = text_of(object, "places"),
            .discreet = flag_of(object, "discreet")};
}

json node_text_to_json(const GuideText& text) {
    json object = json::object();
    put(object, "title", text.title);
    put(object, "text", text.text.utf8);
    put_spans(object, "spans", text.text.spans);
    put(object, "answers", text.answers);
    put(object, "hints", text.hints);
    put(object, "bring", text.bring);
    put_flag(object, "stale", text.stale);
    return object;
}

GuideText node_text_from_json(const json& object) {
    return {.title = text_of(object, "title"),
            .text = rich_text_of(object, "text", "spans"),
            .answers = texts_of(object, "answers"),
            .hints = texts_of(object, "hints"),
            .bring = lines_of(object, "bring"),
            .stale = flag_of(object, "stale")};
}

/// Unknown: the least that can be said of a text.
TranslationState state_of(const json& object) {
    constexpr auto otherwise = static_cast<std::size_t>(TranslationState::Machine);
    return static_cast<TranslationState>(
        choice_of(text_of(object, "state"), state_names, otherwise));
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

// Slips and printers.

/// A name may be joined to others by spaces.
std::string name_of(const json& object, const char* key) {
    std::string name = text_of(object, key);
    return is_name(name) ? name : std::string();
}

json slip_block_to_json(const SlipBlock& block) {
    json object = json::object();
    put(object, "kind", std::string(slip_block_names[static_cast<std::size_t>(block.kind)]));
    put(object, "text", block.text);
    put(object, "value", block.value);
    put(object, "icon", block.icon);
    put(object, "when", block.when);
    if (block.size != SlipSize::Normal) {
        put(object, "size", std::string(slip_size_names[static_cast<std::size_t>(block.size)]));
    }
    put_flag(object, "centred", block.centred);
    put_flag(object, "bold", block.bold);
    for (const SlipFact& fact : block.facts) {
        object["facts"].push_back({fact.label, fact.value});
    }
    return object;
}

std::vector<SlipFact> facts_of(const json& object) {
    std::vector<SlipFact> facts;
    const auto found = object.find("facts");
    if (found == object.end() || !found->is_array()) {
        return facts;
    }
    for (const json& item : *found) {
        if (facts.size() < most_slip_facts && item.is_array() && item.size() == 2 &&
            item[0].is_string() && item[1].is_string()) {
            SlipFact fact{.label = item[0].get<std::string>(), .value = item[1].get<std::string>()};
            if (is_name(fact.label) && is_name(fact.value)) {
                facts.push_back(std::move(fact));
            }
        }
    }
    return facts;
}

/// No value for a kind that this software does not know.
std::optional<SlipBlock> slip_block_from_json(const json& object) {
    const std::size_t kind =
        choice_of(text_of(object, "kind"), slip_block_names, slip_block_names.size());
    if (kind == slip_block_names.size()) {
        return std::nullopt;
    }
    constexpr auto normal = static_cast<std::size_t>(SlipSize::Normal);
    return SlipBlock{
        .kind = static_cast<SlipBlockKind>(kind),
        .text = name_of(object, "text"),
        .value = name_of(object, "value"),
        .icon = name_of(object, "icon"),
        .when = name_of(object, "when"),
        .size = static_cast<SlipSize>(choice_of(text_of(object, "size"), slip_size_names, normal)),
        .centred = flag_of(object, "centred"),
        .bold = flag_of(object, "bold"),
        .facts = facts_of(object)};
}

json printer_to_json(const PrinterRow& row) {
    const PrinterProfile& profile = row.profile;
    const PrinterProfile usual;
    json object = json::object();
    put(object, "id", profile.id);
    put(object, "name", profile.name);
    put_number(object, "width_px", profile.width_px, usual.width_px);
    put_number(object, "dots_per_mm", profile.dots_per_mm, usual.dots_per_mm);
    put(object, "cutter", std::string(cutter_names[static_cast<std::size_t>(profile.cutter)]));
    put_number(object, "feed_px", profile.feed_px, usual.feed_px);
    put_number(object, "band_rows", profile.band_rows, usual.band_rows);
    put(object, "answers", std::string(answer_names[static_cast<std::size_t>(profile.answers)]));
    put_flag(object, "keeps_data", profile.keeps_data, usual.keeps_data);
    put_flag(object, "removed", row.removed);
    return object;
}

PrinterRow printer_from_json(const json& object) {
    PrinterRow row;
    PrinterProfile& profile = row.profile;
    const PrinterProfile usual;
    profile.id = text_of(object, "id");
    profile.name = text_of(object, "name");
    profile.width_px = std::clamp(number_of(object, "width_px", usual.width_px), 128, 4096) / 8 * 8;
    profile.dots_per_mm = std::clamp(number_of(object, "dots_per_mm", usual.dots_per_mm), 4, 48);
    profile.cutter = static_cast<PrinterCutter>(
        choice_of(text_of(object, "cutter"), cutter_names, static_cast<std::size_t>(usual.cutter)));
    profile.feed_px = std::clamp(number_of(object, "feed_px", usual.feed_px), 0, 2000);
    profile.band_rows = std::clamp(number_of(object, "band_rows", usual.band_rows), 8, 255);
    profile.answers = static_cast<PrinterAnswers>(choice_of(
        text_of(object, "answers"), answer_names, static_cast<std::size_t>(usual.answers)));
    profile.keeps_data = flag_of(object, "keeps_data", usual.keeps_data);
    row.removed = flag_of(object, "removed");
    return row;
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
    object["topics"] = json::array();
    for (const TopicRow& row : record.topics) {
        object["topics"].push_back(topic_to_json(row));
    }
    object["phases"] = json::array();
    for (const Phase& row : record.phases) {
        object["phases"].push_back(phase_to_json(row));
    }
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
    if (!object) {
        return std::nullopt;
    }
    TermTranslations terms;
    const auto rows = object->find("terms");
    if (rows != object->end() && rows->is_object()) {
        for (const auto& [id, row] : rows->items()) {
            if (row.is_object()) {
                terms[id] = {.term = text_of(row, "term"), .text = text_of(row, "text")};
            }
        }
    }
    return terms;
}

std::string write_record(const StringsRecord& strings) {
    return dump({{"strings", strings}});
}

std::optional<StringsRecord> read_strings(std::string_view text) {
    const auto object = parse(text);
    if (!object) {
        return std::nullopt;
    }
    StringsRecord strings;
    const auto rows = object->find("strings");
    if (rows != object->end() && rows->is_object()) {
        for (const auto& [key, pattern] : rows->items()) {
            if (pattern.is_string()) {
                strings[key] = pattern.get<std::string>();
                if (!is_small_message(strings[key])) {
                    return std::nullopt;
                }
            }
        }
    }
    return strings;
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

std::string write_record(const SlipTemplate& slip) {
    json object{{"blocks", json::array()}};
    for (const SlipBlock& block : slip.blocks) {
        object["blocks"].push_back(slip_block_to_json(block));
    }
    return dump(object);
}

std::optional<SlipTemplate> read_slip_template(std::string_view text) {
    const auto object = parse(text);
    if (!object) {
        return std::nullopt;
    }
    SlipTemplate slip;
    const auto found = object->find("blocks");
    if (found != object->end() && found->is_array()) {
        for (const json& item : *found) {
            auto block = item.is_object() ? slip_block_from_json(item) : std::nullopt;
            if (block && slip.blocks.size() < most_slip_blocks) {
                slip.blocks.push_back(std::move(*block));
            }
        }
    }
    return slip;
}

std::string write_record(const std::vector<PrinterRow>& rows) {
    return dump_rows(rows, printer_to_json);
}

std::optional<std::vector<PrinterRow>> read_printers(std::string_view text) {
    return read_rows(text, printer_from_json);
}

std::string write_record(const Keyboard& keyboard) {
    json object = json::object();
    put(object, "layout", keyboard.layout);
    put(object, "script", keyboard.script);
    object["rows"] = json::array();
    for (const std::vector<KeyboardKey>& row : keyboard.rows) {
        json list = json::array();
        for (const KeyboardKey& key : row) {
            list.push_back(key_to_json(key));
        }
        object["rows"].push_back(std::move(list));
    }
    return dump(object);
}

std::optional<Keyboard> read_keyboard(std::string_view text) {
    constexpr std::size_t most = 5;
    const auto object = parse(text);
    if (!object) {
        return std::nullopt;
    }
    Keyboard keyboard{
        .layout = text_of(*object, "layout"), .script = text_of(*object, "script"), .rows = {}};
    const auto rows = object->find("rows");
    if (rows != object->end() && rows->is_array()) {
        for (const json& list : *rows) {
            std::vector<KeyboardKey> keys = keys_from_json(list);
            if (!keys.empty() && keyboard.rows.size() < most) {
                keyboard.has_shift =
                    keyboard.has_shift || std::ranges::any_of(keys, [](const KeyboardKey& key) {
                        return !key.shifted.empty();
                    });
                keyboard.rows.push_back(std::move(keys));
            }
        }
    }
    return keyboard;
}

std::string write_record(const ArticleRecord& record) {
    json object = json::object();
    put(object, "topic", record.topic);
    put_number(object, "order", record.order, 100);
    put(object, "parent", record.parent);
    put(object, "icon", record.icon);
    put_number(object, "phase", record.phase);
    put(object, "audience", record.audience);
    put(object, "sources", record.sources);
    put(object, "as_of", record.as_of);
    put(object, "review_by", record.review_by);
    put(object, "confidence", record.confidence);
    put(object, "contacts", record.contacts);
    put(object, "related", record.related);
    put_flag(object, "staff", record.visibility == Visibility::Staff);
    put_flag(object, "import", record.origin == Origin::Import);
    put_flag(object, "discreet", record.discreet);
    put_flag(object, "removed", record.removed);
    return dump(object);
}

std::optional<ArticleRecord> read_article_record(std::string_view text) {
    const auto object = parse(text);
    if (!object) {
        return std::nullopt;
    }
    return ArticleRecord{
        .topic = text_of(*object, "topic"),
        .order = number_of(*object, "order", 100),
        .parent = text_of(*object, "parent"),
        .icon = text_of(*object, "icon"),
        .phase = std::clamp(number_of(*object, "phase"), 0, 5),
        .audience = text_of(*object, "audience"),
        .sources = lines_of(*object, "sources"),
        .as_of = date_of(*object, "as_of"),
        .review_by = date_of(*object, "review_by"),
        .confidence = text_of(*object, "confidence"),
        .contacts = names_of(*object, "contacts"),
        .related = names_of(*object, "related"),
        .visibility = flag_of(*object, "staff") ? Visibility::Staff : Visibility::Public,
        .origin = flag_of(*object, "import") ? Origin::Import : Origin::Own,
        .discreet = flag_of(*object, "discreet"),
        .removed = flag_of(*object, "removed"),
    };
}

std::string write_record(const TextRecord& record) {
    json object = json::object();
    put(object, "title", record.title.utf8);
    put_spans(object, "title_spans", record.title.spans);
    put(object, "summary", record.summary.utf8);
    put_spans(object, "summary_spans", record.summary.spans);
    put(object, "keywords", record.keywords);
    object["state"] = state_names[static_cast<std::size_t>(record.state)];
    put_flag(object, "stale", record.stale);
    put_flag(object, "aligned", record.aligned, true);
    json blocks = json::array();
    for (const Block& block : record.blocks) {
        blocks.push_back(block_to_json(block));
    }
    object["blocks"] = std::move(blocks);
    put_recordings(object, record.recordings);
    return dump(object);
}

std::optional<TextRecord> read_text_record(std::string_view text) {
    const auto object = parse(text);
    if (!object) {
        return std::nullopt;
    }
    TextRecord record{
        .title = rich_text_of(*object, "title", "title_spans"),
        .summary = rich_text_of(*object, "summary", "summary_spans"),
        .keywords = lines_of(*object, "keywords"),
        .state = state_of(*object),
        .stale = flag_of(*object, "stale"),
        .aligned = flag_of(*object, "aligned", true),
        .blocks = rows_of(*object, "blocks", block_from_json),
        .recordings = rows_of(*object, "recordings", recording_from_json),
    };
    std::size_t bytes = 0;
    std::size_t spans = record.title.spans.size() + record.summary.spans.size();
    for (const Block& block : record.blocks) {
        bytes += block.text.utf8.size();
        spans += block.text.spans.size();
    }
    const bool fits =
        record.blocks.size() <= max_blocks && bytes <= max_article_bytes && spans <= max_spans;
    return fits ? std::optional(std::move(record)) : std::nullopt;
}

std::string write_record(const GuideRecord& record) {
    json object = json::object();
    put(object, "start", record.start);
    put_number(object, "order", record.order, 100);
    put(object, "icon", record.icon);
    put(object, "sources", record.sources);
    put(object, "as_of", record.as_of);
    put(object, "review_by", record.review_by);
    put_flag(object, "crisis", record.crisis);
    put_flag(object, "removed", record.removed);
    json nodes = json::array();
    for (const GuideNode& node : record.nodes) {
        nodes.push_back(node_to_json(node));
    }
    if (!nodes.empty()) {
        object["nodes"] = std::move(nodes);
    }
    return dump(object);
}

std::optional<GuideRecord> read_guide_record(std::string_view text) {
    const auto object = parse(text);
    if (!object) {
        return std::nullopt;
    }
    GuideRecord record{.start = text_of(*object, "start"),
                       .order = number_of(*object, "order", 100),
                       .icon = text_of(*object, "icon"),
                       .sources = lines_of(*object, "sources"),
                       .as_of = date_of(*object, "as_of"),
                       .review_by = date_of(*object, "review_by"),
                       .crisis = flag_of(*object, "crisis"),
                       .removed = flag_of(*object, "removed"),
                       .nodes = rows_of(*object, "nodes", node_from_json)};
    const bool fits = record.nodes.size() <= max_nodes &&
                      std::ranges::all_of(record.nodes, [](const GuideNode& node) {
                          return node.answers.size() <= max_answers;
                      });
    return fits ? std::optional(std::move(record)) : std::nullopt;
}

std::string write_record(const GuideTextRecord& record) {
    json object = json::object();
    put(object, "title", record.title);
    object["state"] = state_names[static_cast<std::size_t>(record.state)];
    put_flag(object, "stale", record.stale);
    json nodes = json::object();
    for (const auto& [id, text] : record.nodes) {
        nodes[id] = node_text_to_json(text);
    }
    object["nodes"] = std::move(nodes);
    put_recordings(object, record.recordings);
    return dump(object);
}

std::optional<GuideTextRecord> read_guide_text_record(std::string_view text) {
    const auto object = parse(text);
    if (!object) {
        return std::nullopt;
    }
    GuideTextRecord record{.title = text_of(*object, "title"),
                           .state = state_of(*object),
                           .stale = flag_of(*object, "stale"),
                           .nodes = {},
                           .recordings = rows_of(*object, "recordings", recording_from_json)};
    const auto nodes = object->find("nodes");
    if (nodes != object->end() && nodes->is_object()) {
        for (const auto& [id, node] : nodes->items()) {
            if (node.is_object()) {
                record.nodes[id] = node_text_from_json(node);
            }
        }
    }
    return record;
}

} // namespace zugang::content
