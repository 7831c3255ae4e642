#include "content/tool/search_command.hpp"

#include "content/fallback.hpp"
#include "content/folder.hpp"
#include "content/search.hpp"
#include "content/soft_hyphens.hpp"

#include <chrono>
#include <istream>
#include <ostream>

#include <nlohmann/json.hpp>

namespace zugang::content::tool {
namespace {

/// Without soft hyphens and without values: those depend on the day.
std::string plain(std::string text) {
    constexpr std::string_view value = "\ufffc";
    for (std::size_t at = text.find(value); at != std::string::npos; at = text.find(value, at)) {
        text.erase(at, value.size());
    }
    return without_soft_hyphens(text);
}

void print_json(const std::string& query, const SearchAnswer& answer, std::int64_t microseconds,
                std::ostream& out) {
    nlohmann::ordered_json hits = nlohmann::ordered_json::array();
    for (const SearchHit& hit : answer.hits) {
        hits.push_back({{"id", hit.slug},
                        {"lang", hit.language},
                        {"score", hit.score},
                        {"passage", plain(hit.passage)}});
    }
    const nlohmann::ordered_json line{{"query", query}, {"hits", hits}, {"us", microseconds}};
    // What is no UTF-8 is replaced: a query is whatever somebody typed.
    out << line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
}

/// The words found between « and ».
std::string with_marks(const std::string& text, const std::vector<TextRange>& marks) {
    std::string out;
    std::size_t at = 0;
    for (const TextRange& range : marks) {
        out +=
            text.substr(at, range.start - at) + "«" + text.substr(range.start, range.length) + "»";
        at = range.start + range.length;
    }
    return plain(out + text.substr(at));
}

void print_text(const SearchAnswer& answer, std::ostream& out) {
    if (!answer.exact) {
        out << (answer.hits.empty() ? "nothing found" : "nothing exact") << "; topics:";
        for (const std::string& topic : answer.topics) {
            out << " " << topic;
        }
        out << "\n";
    }
    for (const SearchHit& hit : answer.hits) {
        out << hit.slug << (hit.block.empty() ? "" : "#" + hit.block) << " (" << hit.language
            << ") " << with_marks(hit.title, hit.title_marks) << "\n    "
            << with_marks(hit.passage, hit.marks) << "\n";
    }
}

} // namespace

int run_search(const SearchOptions& options, std::istream& in, std::ostream& out,
               std::ostream& errors) {
    auto state = open_current(options.content);
    if (!state) {
        errors << options.content.string() << ": " << describe(state.error()) << "\n";
        return 1;
    }
    Search search(state->database, language_chain(state->database, options.language));
    const auto answer = [&](const std::string& query) {
        const auto start = std::chrono::steady_clock::now();
        const SearchAnswer found = search.query(query, options.limit);
        const auto us = std::chrono::duration_cast<std::chrono::microseconds>(
                            std::chrono::steady_clock::now() - start)
                            .count();
        if (options.batch || options.format == Format::Json) {
            print_json(query, found, us, out);
        } else {
            print_text(found, out);
        }
    };
    if (!options.batch) {
        answer(options.query);
        return 0;
    }
    for (std::string query; std::getline(in, query);) {
        if (query.ends_with('\r')) {
            query.pop_back();
        }
        answer(query);
        out.flush(); // whoever asks one at a time waits for the line
    }
    return 0;
}

} // namespace zugang::content::tool
