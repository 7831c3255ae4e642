// Articles and guides, and their texts in a language, with what was recorded of them.
#include "content/json_fields.hpp"
#include "content/record_json.hpp"
#include "content/text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <utility>

namespace zugang::content {

namespace {

constexpr std::array<std::string_view, 6> kind_names{"heading", "paragraph", "step",
                                                     "item",    "note",      "image"};
constexpr std::array<std::string_view, 2> node_names{"question", "result"};
constexpr std::array<std::string_view, 3> state_names{"reviewed", "draft", "machine"};
constexpr std::array<std::string_view, 6> span_names{"bold",  "italic",  "link",
                                                     "value", "contact", "term"};

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

json answer_to_json(const GuideAnswer& answer) {
    json object = json::object();
    put(object, "icon", answer.icon);
    put(object, "next", answer.next);
    return object;
}

GuideAnswer answer_from_json(const json& object) {
    return {.icon = text_of(object, "icon"), .next = text_of(object, "next")};
}

json node_to_json(const GuideNode& node) {
    json object = json::object();
    put(object, "id", node.id);
    if (node.kind != GuideNodeKind::Question) {
        object["kind"] = node_names[static_cast<std::size_t>(node.kind)];
    }
    put_rows(object, "answers", node.answers, answer_to_json);
    put(object, "articles", node.articles);
    put(object, "contacts", node.contacts);
    put(object, "places", node.places);
    put_flag(object, "discreet", node.discreet);
    return object;
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

} // namespace

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
    object["blocks"] = list_of(record.blocks, block_to_json);
    put_rows(object, "recordings", record.recordings, recording_to_json);
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
    put_rows(object, "nodes", record.nodes, node_to_json);
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
    put_rows(object, "recordings", record.recordings, recording_to_json);
    return dump(object);
}

std::optional<GuideTextRecord> read_guide_text_record(std::string_view text) {
    const auto object = parse(text);
    if (!object) {
        return std::nullopt;
    }
    return GuideTextRecord{.title = text_of(*object, "title"),
                           .state = state_of(*object),
                           .stale = flag_of(*object, "stale"),
                           .nodes = rows_by_name(*object, "nodes", node_text_from_json),
                           .recordings = rows_of(*object, "recordings", recording_from_json)};
}

} // namespace zugang::content
