#include "content/appointments/plan_reader.hpp"

#include "content/edit_distance.hpp"

#include <algorithm>
#include <utility>

#include <toml++/toml.h>

namespace zugang::content::appointments {
namespace {

constexpr std::size_t most_problems = 50;

using Place = PlanReader::Place;

Place place_of(const toml::source_region& region) {
    return {.line = region.begin.line, .column = region.begin.column};
}

Place place_of(const toml::node& node) {
    return place_of(node.source());
}

const toml::node& node_of(const void* node) {
    return *static_cast<const toml::node*>(node);
}

const toml::table& table_of(const PlanReader::Row& row) {
    return *static_cast<const toml::table*>(row.table);
}

std::optional<Date> date_of(const toml::node& node) {
    const auto* value = node.as_date();
    if (value == nullptr) {
        return std::nullopt;
    }
    const toml::date& date = value->get();
    const std::chrono::year_month_day day{
        std::chrono::year(date.year), std::chrono::month(date.month), std::chrono::day(date.day)};
    return day.ok() ? std::optional<Date>(day) : std::nullopt;
}

std::string_view describe(HoursProblem problem) {
    switch (problem) {
    case HoursProblem::Day:
        return "has a name of a day that is none of Mo Di Mi Do Fr Sa So";
    case HoursProblem::Time:
        return "has a time that is none from 00:00 to 24:00";
    case HoursProblem::Backwards:
        return "ends before it begins";
    case HoursProblem::DoubledDay:
        return "names a day twice";
    case HoursProblem::Overlap:
        return "has times that lie over one another";
    case HoursProblem::Form:
        break;
    }
    return R"(wants the form "Mo-Do 09:00-12:00,13:00-16:00; Fr 09:00-12:00")";
}

bool is_language_tag(std::string_view tag) {
    return tag.size() >= 2 && tag.size() <= 35 && std::ranges::all_of(tag, [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '-';
           });
}

bool is_id(std::string_view id) {
    return !id.empty() && id.size() <= 40 && std::ranges::all_of(id, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

} // namespace

struct PlanReader::Document {
    toml::table root;
};

std::string did_you_mean(std::string_view wanted, const std::vector<std::string>& names) {
    const std::string best = nearest(wanted, names);
    return best.empty() ? best : "; did you mean \"" + best + "\"?";
}

PlanReader::PlanReader(std::string_view bytes, std::string name)
    : name_(std::move(name)), document_(std::make_unique<Document>()) {
    try {
        document_->root = toml::parse(bytes, name_);
    } catch (const toml::parse_error& wrong) { // the only way toml++ of Debian reports
        report(place_of(wrong.source()), std::string(wrong.description()));
    }
    root_ = std::unique_ptr<Table>(
        new Table(*this, {.table = &document_->root, .place = {.line = 1, .column = 1}}));
}

PlanReader::~PlanReader() = default;

void PlanReader::report(Place place, const std::string& what) {
    if (problems_.size() < most_problems) {
        problems_.push_back(
            name_ +
            (place.line > 0 ? ":" + std::to_string(place.line) + ":" + std::to_string(place.column)
                            : std::string()) +
            ": " + what);
    }
}

PlanReader::Table PlanReader::table(std::string_view key) {
    static const toml::table none;
    const auto* found = static_cast<const toml::node*>(root_->find(key));
    if (found != nullptr && !found->is_table()) {
        report(place_of(*found), std::string(key) + " wants to be a table, [" + std::string(key) +
                                     "], with its keys below");
        found = nullptr;
    }
    Table table(*this, found != nullptr ? Row{.table = found->as_table(), .place = place_of(*found)}
                                        : Row{.table = &none, .place = {.line = 1, .column = 1}});
    table.name_ = key;
    return table;
}

std::vector<PlanReader::Row> PlanReader::rows(std::string_view key) {
    return root_->rows(key);
}

PlanReader::Table PlanReader::open(const Row& row) {
    return {*this, row};
}

void PlanReader::finish() {
    root_->finish();
}

std::string PlanReader::Table::full_name(std::string_view key) const {
    return name_.empty() ? std::string(key) : name_ + '.' + std::string(key);
}

const void* PlanReader::Table::find(std::string_view key) {
    known_.emplace_back(key);
    return table_of(row_).get(key);
}

void PlanReader::Table::report(std::string_view key, const std::string& what) {
    const toml::node* node = table_of(row_).get(key);
    reader_.report(node != nullptr ? place_of(*node) : row_.place, full_name(key) + ' ' + what);
}

std::string PlanReader::Table::text(std::string_view key) {
    const void* found = find(key);
    if (found == nullptr) {
        return {};
    }
    const auto text = node_of(found).value_exact<std::string>();
    const bool plain = text && text->size() <= 500 && std::ranges::none_of(*text, [](char c) {
                           return static_cast<unsigned char>(c) < 0x20 || c == '\x7f';
                       });
    if (!plain) {
        report(key, "wants one line of text in quotation marks");
        return {};
    }
    return *text;
}

std::string PlanReader::Table::required_text(std::string_view key) {
    std::string text = this->text(key);
    if (text.empty() && table_of(row_).get(key) == nullptr) {
        report(key, "is missing; add " + std::string(key) + " = \"...\"");
    } else if (text.empty() && node_of(table_of(row_).get(key)).is_string()) {
        report(key, "must not be empty");
    }
    return text;
}

std::string PlanReader::Table::id(const std::vector<std::string>& taken) {
    std::string id = required_text("id");
    if (!id.empty() && !is_id(id)) {
        report("id", "wants small letters, digits, \"-\" and \"_\", at most 40");
    } else if (std::ranges::count(taken, id) > 0) {
        report("id", "\"" + id + "\" stands here twice");
    }
    return id;
}

std::int64_t PlanReader::Table::integer(std::string_view key, std::int64_t least, std::int64_t most,
                                        std::int64_t otherwise) {
    const void* found = find(key);
    if (found == nullptr) {
        return otherwise;
    }
    const auto number = node_of(found).value_exact<std::int64_t>();
    if (!number || *number < least || *number > most) {
        report(key, "wants a whole number from " + std::to_string(least) + " to " +
                        std::to_string(most));
        return otherwise;
    }
    return *number;
}

OpeningHours PlanReader::Table::hours(std::string_view key, const OpeningHours& otherwise) {
    if (table_of(row_).get(key) == nullptr) {
        known_.emplace_back(key);
        return otherwise;
    }
    const std::string written = text(key);
    if (written.empty()) {
        if (node_of(table_of(row_).get(key)).is_string()) {
            return {}; // "": none
        }
        return otherwise;
    }
    const auto hours = parse_opening_hours(written);
    if (!hours) {
        report(key, std::string(describe(hours.error())));
        return otherwise;
    }
    return *hours;
}

OpeningHours PlanReader::Table::required_hours(std::string_view key) {
    if (table_of(row_).get(key) == nullptr) {
        known_.emplace_back(key);
        report(key, "is missing; add " + std::string(key) + " = \"Mo-Fr 09:00-12:00\"");
        return {};
    }
    return hours(key, {});
}

std::vector<Days> PlanReader::Table::days(std::string_view key) {
    static constexpr std::string_view form =
        "wants days without quotation marks, as [2026-12-24, { from = 2027-01-02, last = "
        "2027-01-06 }]";
    const void* found = find(key);
    const toml::array* list = found == nullptr ? nullptr : node_of(found).as_array();
    std::vector<Days> days;
    if (list == nullptr) {
        if (found != nullptr) {
            report(key, std::string(form));
        }
        return days;
    }
    for (const toml::node& item : *list) {
        const toml::table* span = item.as_table();
        const toml::node* first = span == nullptr ? &item : span->get("from");
        const toml::node* second = span == nullptr ? &item : span->get("last");
        const auto from = first == nullptr ? std::nullopt : date_of(*first);
        const auto last = second == nullptr ? std::nullopt : date_of(*second);
        if (!from || !last || (span != nullptr && span->size() != 2)) {
            reader_.report(place_of(item), full_name(key) + ' ' + std::string(form));
        } else if (*last < *from) {
            reader_.report(place_of(item), full_name(key) + " ends before it begins");
        } else {
            days.push_back({.from = *from, .last = *last});
        }
    }
    return days;
}

Texts PlanReader::Table::texts(std::string_view key) {
    const void* found = find(key);
    if (found == nullptr) {
        return {};
    }
    const toml::table* table = node_of(found).as_table();
    if (table == nullptr) {
        report(key, R"(wants a text in each language, as { de = "...", fa = "..." })");
        return {};
    }
    Texts texts;
    Table reading(reader_, {.table = table, .place = place_of(node_of(found))});
    reading.name_ = full_name(key);
    for (const auto& [tag, value] : *table) {
        if (!is_language_tag(tag.str())) {
            reading.report(tag.str(), "is no tag of a language such as \"de\" or \"sr-Latn\"");
        } else if (std::string text = reading.required_text(tag.str()); !text.empty()) {
            texts.emplace(tag.str(), std::move(text));
        }
    }
    if (!table->contains("de")) {
        report(key, "wants a German text, de = \"...\"");
    }
    return texts;
}

Texts PlanReader::Table::required_texts(std::string_view key) {
    if (table_of(row_).get(key) == nullptr) {
        known_.emplace_back(key);
        report(key, "is missing; add " + std::string(key) + " = { de = \"...\" }");
        return {};
    }
    return texts(key);
}

std::vector<PlanReader::Reference> PlanReader::Table::references(std::string_view key) {
    const void* found = find(key);
    const toml::array* list = found == nullptr ? nullptr : node_of(found).as_array();
    std::vector<Reference> references;
    if (list == nullptr) {
        report(key, "wants a list of names, as [\"...\"]");
        return references;
    }
    for (const toml::node& item : *list) {
        if (const auto text = item.value_exact<std::string>()) {
            references.push_back({.name = *text, .place = place_of(item)});
        } else {
            reader_.report(place_of(item), full_name(key) + " wants names in quotation marks");
        }
    }
    return references;
}

std::vector<PlanReader::Row> PlanReader::Table::rows(std::string_view key) {
    const void* found = find(key);
    std::vector<Row> rows;
    if (found == nullptr) {
        return rows;
    }
    const toml::array* list = node_of(found).as_array();
    if (list == nullptr) {
        report(key, "wants rows, each under [[" + full_name(key) + "]]");
        return rows;
    }
    for (const toml::node& item : *list) {
        if (item.is_table()) {
            rows.push_back({.table = item.as_table(), .place = place_of(item)});
        } else {
            reader_.report(place_of(item),
                           full_name(key) + " wants rows, each under [[" + full_name(key) + "]]");
        }
    }
    return rows;
}

void PlanReader::Table::finish() {
    for (const auto& [key, value] : table_of(row_)) {
        if (std::ranges::count(known_, key.str()) == 0) {
            const std::string near = did_you_mean(key.str(), known_);
            reader_.report(place_of(key.source()), "unknown key \"" + std::string(key.str()) + '"' +
                                                       (near.empty() ? "; take it out" : near));
        }
    }
}

} // namespace zugang::content::appointments
