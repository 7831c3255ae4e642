#include "content/tool/integreat_extras.hpp"

#include "content/tool/clean_text.hpp"
#include "content/tool/integreat_answers.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <memory>
#include <utility>

#include <nlohmann/json.hpp>
#include <unicode/datefmt.h>
#include <unicode/gregocal.h>
#include <unicode/timezone.h>
#include <unicode/unistr.h>

namespace zugang::content::tool {
namespace {

using nlohmann::json;

/// Of a series only so many days are told.
constexpr std::size_t most_days = 12;
constexpr std::int64_t last_but_one = std::numeric_limits<std::int64_t>::max() - 1;

/// What the page above the events is called; English where we do not know.
std::string events_title(const std::string& language) {
    constexpr auto titles =
        std::to_array<std::pair<std::string_view, std::string_view>>({{"de", "Termine"},
                                                                      {"de-simple", "Termine"},
                                                                      {"ar", "فعاليات"},
                                                                      {"fa", "رویدادها"},
                                                                      {"ru", "Мероприятия"},
                                                                      {"tr", "Etkinlikler"},
                                                                      {"uk", "Події"}});
    const auto* found = std::ranges::find(titles, std::string_view(language),
                                          &std::pair<std::string_view, std::string_view>::first);
    return found == titles.end() ? "Events" : std::string(found->second);
}

/// "Montag, 7. Januar 2030" as the language writes it.
std::string long_date(Date date, const std::string& language) {
    UErrorCode status = U_ZERO_ERROR;
    icu::Locale locale((language == "de-simple" ? "de" : language).c_str());
    locale.setKeywordValue("calendar", "gregorian", status);
    const std::unique_ptr<icu::DateFormat> format(
        icu::DateFormat::createInstanceForSkeleton("yMMMMEEEEd", locale, status));
    if (U_FAILURE(status) != 0) {
        return iso_date(date);
    }
    format->setTimeZone(*icu::TimeZone::getGMT());
    icu::UnicodeString text;
    format->format(static_cast<UDate>(date.time_since_epoch().count()) * U_MILLIS_PER_DAY, text);
    std::string utf8;
    text.toUTF8String(utf8);
    return utf8;
}

std::string escape_html(std::string_view text) {
    std::string out;
    for (const char c : text) {
        out += c == '&' ? "&amp;" : c == '<' ? "&lt;" : std::string(1, c);
    }
    return out;
}

struct Event {
    IntegreatPage page;
    Date first;
    Date last;
    std::string times; ///< "13:00–15:00", or empty
    std::string where;
};

std::string field_of(const json& object, const char* table, const char* name) {
    const auto found = object.find(table);
    return found != object.end() && found->is_object() ? text_field(*found, name) : std::string();
}

std::string times_of(const json& object) {
    const auto event = object.find("event");
    if (event->value("all_day", json(false)) == json(true)) {
        return {};
    }
    const std::string from = text_field(*event, "start_time").substr(0, 5);
    const std::string until = text_field(*event, "end_time").substr(0, 5);
    return from.size() < 5 || until.size() < 5 ? std::string() : from + "–" + until;
}

std::string where_of(const json& object, Tally& tally) {
    std::string where;
    for (const char* part : {"name", "address", "postcode", "town"}) {
        const std::string text = clean_line(field_of(object, "location", part), tally);
        if (!text.empty()) {
            where += where.empty() ? "" : std::string_view(part) == "town" ? " " : ", ";
            where += text;
        }
    }
    return where;
}

std::optional<Event> read_event(const json& object, Date day, Tally& tally) {
    const auto event = object.is_object() ? object.find("event") : object.end();
    if (!object.is_object() || event == object.end() || !event->is_object()) {
        ++tally.left_out["events without a day"];
        return std::nullopt;
    }
    const auto first = parse_date(text_field(*event, "start_date"));
    auto last = parse_date(text_field(*event, "end_date"));
    if (!first) {
        ++tally.left_out["events without a day"];
        return std::nullopt;
    }
    last = last && *last >= *first ? last : first;
    if (!text_field(object, "recurrence_rule").empty()) {
        ++tally.left_out["further days of series that are only told as a rule"];
    }
    if (*last < day) {
        ++tally.left_out["events that are over"];
        return std::nullopt;
    }
    auto page = read_page(object, day, tally);
    if (!page) {
        return std::nullopt;
    }
    page->path.resize(std::min(page->path.find('$'), page->path.size())); // a day of a series
    return Event{std::move(*page), *first, *last, times_of(object), where_of(object, tally)};
}

/// The page of an event, or of all days of a series: when and where it is, then what it says.
IntegreatPage page_of(std::vector<Event>& series, const std::string& language) {
    std::ranges::stable_sort(series, {}, &Event::first);
    // Of a series the page that has translations is the one with an id.
    const auto main = std::ranges::find_if(series, [](const Event& e) { return e.page.id != 0; });
    Event& named = main == series.end() ? series.front() : *main;
    IntegreatPage page = std::move(named.page);
    std::string days;
    for (std::size_t i = 0; i < series.size() && i < most_days; ++i) {
        const Event& event = series[i];
        std::string when = long_date(event.first, language);
        if (event.last != event.first) {
            when += " – " + long_date(event.last, language);
        }
        days += "<li><strong>" + escape_html(when) + "</strong>" +
                (event.times.empty() ? "" : " " + event.times) + "</li>";
    }
    page.html = "<ul>" + days + "</ul>" +
                (named.where.empty() ? "" : "<p>" + escape_html(named.where) + "</p>") + page.html;
    page.ends = series.back().last;
    page.order = series.front().first.time_since_epoch().count();
    return page;
}

/// Pages above the events of each language, which name each other. `paths`: by language.
void add_pages_above(const std::map<std::string, std::string>& paths, IntegreatExport& source) {
    for (const auto& [language, path] : paths) {
        IntegreatPage page;
        page.path = path;
        page.order = last_but_one;
        page.title = events_title(language);
        page.changed = 0; // none is older than another
        for (const auto& [other, twin] : paths) {
            if (other != language) {
                page.twins.push_back({.language = other, .id = page.id, .path = twin});
            }
        }
        source.pages.at(language).push_back(std::move(page));
    }
}

/// The path that all of them lie below; empty where there are none.
std::string add_events(const json& answer, Date day, const std::string& language,
                       std::vector<IntegreatPage>& pages, Tally& tally) {
    std::map<std::string, std::vector<Event>> series;
    for (const json& object : answer) {
        if (auto event = read_event(object, day, tally)) {
            series[event->page.path].push_back(std::move(*event));
        }
    }
    std::string above;
    for (auto& [path, events] : series) {
        above = path.substr(0, path.rfind('/')); // <region>/<code of the language>/events
        pages.push_back(page_of(events, language));
    }
    return above;
}

} // namespace

tl::expected<void, std::string> add_imprint_and_events(const std::filesystem::path& folder,
                                                       Date day, IntegreatExport& source,
                                                       Tally& tally) {
    std::map<std::string, std::string> above_events;
    for (const char* kind : {"imprint", "events"}) {
        const auto answers = answers_of(folder, kind);
        if (!answers) {
            return tl::unexpected(answers.error());
        }
        for (const IntegreatAnswer& answer : *answers) {
            const auto pages = source.pages.find(answer.language);
            if (pages == source.pages.end() ||
                (!answer.region.empty() && answer.region != source.region)) {
                continue;
            }
            const auto document = read_answer(answer.path);
            if (!document) {
                return tl::unexpected(document.error());
            }
            if (document->is_array() && std::string_view(kind) == "events") {
                std::string above =
                    add_events(*document, day, answer.language, pages->second, tally);
                if (!above.empty()) {
                    above_events[answer.language] = std::move(above);
                }
            } else if (document->is_object() && !is_error(*document) &&
                       std::string_view(kind) == "imprint") {
                if (auto page = read_page(*document, day, tally)) {
                    page->order = last_but_one + 1;
                    pages->second.push_back(std::move(*page));
                }
            } else {
                ++tally.left_out["files that hold something else: " +
                                 answer.path.filename().string()];
            }
        }
    }
    add_pages_above(above_events, source);
    for (auto& [language, pages] : source.pages) {
        std::ranges::stable_sort(pages, {}, &IntegreatPage::path);
    }
    return {};
}

} // namespace zugang::content::tool
