#include "content/tool/stats_command.hpp"

#include "content/article.hpp"
#include "content/fallback.hpp"
#include "content/folder.hpp"
#include "content/guide.hpp"
#include "content/soft_hyphens.hpp"
#include "content/tool/report.hpp"
#include "content/tool/stats.hpp"
#include "content/tool/stats_files.hpp"

#include <array>
#include <iomanip>
#include <ostream>

#include <nlohmann/json.hpp>

namespace zugang::content::tool {
namespace {

/// What the content says of the ids.
struct Named {
    std::map<std::string, std::string> titles; ///< by id
    std::set<std::string> discreet;            ///< now: what was counted before is not shown
};

void name_article(Database& database, const std::string& slug,
                  const std::vector<std::string>& languages, Named& named) {
    for (const std::string& language : languages) {
        if (const auto article = find_article(database, slug, language)) {
            named.titles[slug] = without_soft_hyphens(article->title.utf8);
            if (article->discreet) {
                named.discreet.insert(slug);
            }
            return;
        }
    }
}

void name_result(Database& database, const std::string& id, const std::string& language,
                 Named& named) {
    const std::size_t slash = id.find('/');
    if (const auto step =
            find_guide_step(database, id.substr(0, slash), id.substr(slash + 1), language)) {
        named.titles[id] = without_soft_hyphens(step->text.title);
        if (step->node.discreet) {
            named.discreet.insert(id);
        }
    }
}

std::optional<Named> name_ids(const StatsOptions& options, const Counts& counts,
                              std::ostream& errors) {
    Named named;
    if (options.content.empty()) {
        return named;
    }
    auto state = open_current(options.content);
    if (!state) {
        errors << options.content.string() << ": " << describe(state.error()) << "\n";
        return std::nullopt;
    }
    const auto languages = language_chain(state->database, options.language);
    std::set<std::string> ids;
    for (const auto& [key, number] : counts) {
        if (key.kind != CountKind::Search && ids.insert(key.id).second) {
            if (key.id.find('/') == std::string::npos) {
                name_article(state->database, key.id, languages, named);
            } else {
                name_result(state->database, key.id, options.language, named);
            }
        }
    }
    return named;
}

struct Section {
    const char* name;
    const char* heading;
    StatsTable Stats::*table;
};
constexpr std::array<Section, 5> sections{
    {{"views", "Articles that were opened", &Stats::views},
     {"results", "Results that guides led to", &Stats::results},
     {"missing", "Opened, and not there in that language", &Stats::missing},
     {"searches", "Searches that found nothing exact", &Stats::searches},
     {"words", "Words that were looked for and no page has", &Stats::words}}};

std::string join(const std::vector<std::pair<std::string, Shown>>& parts) {
    std::string text;
    for (const auto& [language, number] : parts) {
        text += (text.empty() ? "" : ", ") + language + " " + describe(number);
    }
    return text;
}

std::string days_of(const StatsOptions& options, const Counted& counted) {
    const auto from = options.from ? options.from : counted.first;
    const auto to = options.to ? options.to : counted.last;
    return from && to ? iso_date(*from) + " to " + iso_date(*to) : std::string("no days");
}

/// Who says so.
std::string origin(const StatsOptions& options, const Counted& counted) {
    std::string text = std::to_string(counted.files) + (counted.files == 1 ? " file" : " files");
    if (counted.signed_files > 0) {
        text += ", " + std::to_string(counted.signed_files) + " of them signed by " +
                std::to_string(counted.terminals.size()) +
                (counted.terminals.size() == 1 ? " terminal" : " terminals");
    }
    if (!options.keys.empty()) {
        return text + "; signatures verified by the given keys";
    }
    return text + (counted.signed_files > 0 ? "; whose the signatures are is not verified (--keys)"
                                            : "; not signed");
}

void print_text(const StatsOptions& options, const Counted& counted, const Stats& stats,
                const Named& named, std::ostream& out) {
    out << days_of(options, counted) << ", " << origin(options, counted) << ".\n"
        << "Numbers are visits that looked at it; what fewer than five visits left at the "
           "end of a day is not counted.\n";
    for (const Section& section : sections) {
        const StatsTable& table = stats.*section.table;
        out << "\n" << section.heading << ": ";
        if (table.rows.empty()) {
            out << "none\n";
            continue;
        }
        out << describe(table.all) << " (" << join(table.by_language) << ")\n";
        for (const StatsRow& row : table.rows) {
            if (row.id == "-") {
                continue; // the heading says it
            }
            const auto title = named.titles.find(row.id);
            out << std::setw(14) << describe(row.all) << "  " << row.id
                << (title == named.titles.end() ? std::string() : " (" + title->second + ")")
                << ": " << join(row.parts) << "\n";
        }
    }
}

std::string csv_field(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        return text;
    }
    std::string quoted = "\"";
    for (const char c : text) {
        quoted += c == '"' ? "\"\"" : std::string(1, c);
    }
    return quoted + "\"";
}

void print_csv(const Stats& stats, const Named& named, std::ostream& out) {
    out << "\xef\xbb\xbf" // spreadsheets take it for UTF-8 then
        << "what,id,title,language,visits\r\n";
    for (const Section& section : sections) {
        for (const StatsRow& row : (stats.*section.table).rows) {
            const auto title = named.titles.find(row.id);
            const std::string begin =
                section.name + ("," + csv_field(row.id)) + "," +
                (title == named.titles.end() ? "" : csv_field(title->second)) + ",";
            for (const auto& [language, number] : row.parts) {
                out << begin << language << "," << describe(number) << "\r\n";
            }
            out << begin << "all," << describe(row.all) << "\r\n";
        }
    }
}

/// A number where it is one, else the words for people.
nlohmann::ordered_json json_of(const Shown& number) {
    return number.is_exact() ? nlohmann::ordered_json(number.low)
                             : nlohmann::ordered_json(describe(number));
}

nlohmann::ordered_json json_of(const std::vector<std::pair<std::string, Shown>>& parts) {
    nlohmann::ordered_json object = nlohmann::ordered_json::object();
    for (const auto& [language, number] : parts) {
        object[language] = json_of(number);
    }
    return object;
}

void print_json(const StatsOptions& options, const Counted& counted, const Stats& stats,
                const Named& named, std::ostream& out) {
    nlohmann::ordered_json report;
    const auto from = options.from ? options.from : counted.first;
    const auto to = options.to ? options.to : counted.last;
    report["from"] = from ? nlohmann::ordered_json(iso_date(*from)) : nlohmann::ordered_json();
    report["to"] = to ? nlohmann::ordered_json(iso_date(*to)) : nlohmann::ordered_json();
    report["files"] = counted.files;
    report["signed_files"] = counted.signed_files;
    report["terminals"] = counted.terminals.size();
    report["verified"] = !options.keys.empty();
    for (const Section& section : sections) {
        const StatsTable& table = stats.*section.table;
        nlohmann::ordered_json rows = nlohmann::ordered_json::array();
        for (const StatsRow& row : table.rows) {
            nlohmann::ordered_json one{{"id", row.id}};
            if (const auto title = named.titles.find(row.id); title != named.titles.end()) {
                one["title"] = title->second;
            }
            one["all"] = json_of(row.all);
            one["languages"] = json_of(row.parts);
            rows.push_back(std::move(one));
        }
        report[section.name] = {{"all", json_of(table.all)},
                                {"languages", json_of(table.by_language)},
                                {"rows", std::move(rows)}};
    }
    out << report.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) << "\n";
}

} // namespace

int run_stats(const StatsOptions& options, std::ostream& out, std::ostream& errors) {
    Report report;
    std::optional<std::set<std::string>> keys;
    if (!options.keys.empty() && !(keys = read_keys(options.keys, report))) {
        print(report, Format::Text, errors);
        return 1;
    }
    const Counted counted = read_counted(
        {.paths = options.paths, .from = options.from, .to = options.to, .keys = keys}, report);
    if (report.count(Severity::Error) + report.count(Severity::Warning) > 0) {
        print(report, Format::Text, errors);
    }
    if (counted.files == 0) {
        errors << "there are no counts here: no counts.tsv, unfound.tsv or file of a week that can "
                  "be taken\n";
        return 1;
    }
    const auto named = name_ids(options, counted.counts, errors);
    if (!named) {
        return 1;
    }
    const Stats stats =
        stats_of(counted.counts, counted.words, options.from, options.to, named->discreet);
    switch (options.format) {
    case StatsFormat::Text:
        print_text(options, counted, stats, *named, out);
        break;
    case StatsFormat::Csv:
        print_csv(stats, *named, out);
        break;
    case StatsFormat::Json:
        print_json(options, counted, stats, *named, out);
        break;
    }
    return counted.refused > 0 ? 1 : 0;
}

} // namespace zugang::content::tool
