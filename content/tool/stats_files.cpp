#include "content/tool/stats_files.hpp"

#include "content/package_folder.hpp"
#include "content/printable.hpp"
#include "content/sha256.hpp"
#include "content/tool/text_file.hpp"
#include "content/week_counts.hpp"

#include <algorithm>
#include <system_error>

namespace zugang::content::tool {
namespace {

constexpr std::string_view counted_name = "counts.tsv";
constexpr std::string_view unfound_name = "unfound.tsv";
constexpr std::uintmax_t largest_file = 64'000'000;

bool is_hex(std::string_view text) {
    return text.find_first_not_of("0123456789abcdef") == text.npos;
}

/// "3f9a0c1177aa02bd_2026-W49.tsv"
bool is_week_name(std::string_view name) {
    return name.size() == 29 && name[16] == '_' && name.ends_with(".tsv") &&
           is_hex(name.substr(0, 16)) && parse_week(name.substr(17, 8));
}

struct Reader {
    const CountedOptions& options;
    Report& report;
    Counted counted{};
    std::set<std::filesystem::path> seen{}; ///< canonical
    /// SHA-256 of the file, by terminal and week.
    std::map<std::pair<std::string, std::string>, std::string> weeks{};

    void read(const std::filesystem::path& file);
    void read_lines(const Place& whole, std::string_view text);
    void refuse(const Place& place, std::string what, std::string advice) {
        report.error(place, std::move(what), std::move(advice));
        ++counted.refused;
    }
    bool is_wanted(Date day) {
        if ((options.from && day < *options.from) || (options.to && day > *options.to)) {
            return false;
        }
        counted.first = std::min(counted.first.value_or(day), day);
        counted.last = std::max(counted.last.value_or(day), day);
        return true;
    }
    void take(const Counts& counts) {
        for (const auto& [key, number] : counts) {
            if (is_wanted(key.day)) {
                counted.counts[key] += number;
            }
        }
    }
    bool take_unfound(std::string_view line);
    void take_week(const Place& place, std::string_view bytes);
};

/// "2026-11-22\tde\twohngeld\t5+"
bool Reader::take_unfound(std::string_view line) {
    if (std::ranges::count(line, '\t') != 3 || !line.ends_with("\t5+")) {
        return false;
    }
    const std::size_t first = line.find('\t');
    const std::size_t second = line.find('\t', first + 1);
    const std::size_t third = line.find('\t', second + 1);
    const auto day = parse_date(line.substr(0, first));
    const std::string language(line.substr(first + 1, second - first - 1));
    const std::string word(line.substr(second + 1, third - second - 1));
    if (!day || language.empty() || word.empty() || printable(word) != word) {
        return false;
    }
    if (is_wanted(*day)) {
        ++counted.words[{word, language}];
    }
    return true;
}

void Reader::take_week(const Place& place, std::string_view bytes) {
    const auto week = read_week(bytes);
    if (!week) {
        refuse(place, std::string(describe(week.error())),
               "take the file anew from where the terminal has put it");
        return;
    }
    if (options.keys && !options.keys->contains(week->key)) {
        refuse(place, "it is signed by a key that is not among the given ones: " + week->key,
               "ask the terminal for its key (zugang-sync counts --key) and add it if it is that");
        return;
    }
    const auto [known, is_new] =
        weeks.try_emplace({week->terminal, iso_week(week->week)}, sha256(bytes));
    if (!is_new && known->second == sha256(bytes)) {
        return; // a copy
    }
    if (!is_new) {
        refuse(place, "there is another file of this terminal and week, with other bytes",
               "look which of them is the right one; two terminals may have been made of one copy "
               "of a disk");
        return;
    }
    ++counted.signed_files;
    ++counted.files;
    counted.terminals.insert(week->terminal);
    take(week->counts);
}

void Reader::read_lines(const Place& whole, std::string_view text) {
    int number = 0;
    while (!text.empty()) {
        ++number;
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty() || line.front() == '#') {
            continue;
        }
        if (const CountLines one = read_counts(line); one.broken.empty()) {
            take(one.counts);
        } else if (!take_unfound(line)) {
            report.warning({.file = whole.file, .line = number},
                           "this is no row of counts.tsv or unfound.tsv; it is left out",
                           "see content/FORMAT.md, \"What was counted\"");
        }
    }
}

void Reader::read(const std::filesystem::path& file) {
    std::error_code error;
    if (!seen.insert(std::filesystem::weakly_canonical(file, error)).second) {
        return; // it was named twice
    }
    const Place place = place_of(file);
    const auto bytes = read_bytes(file, report, largest_file);
    if (!bytes) {
        ++counted.refused;
        return;
    }
    if (is_week_file(*bytes)) {
        take_week(place, *bytes);
    } else if (options.keys) {
        refuse(place, "it is not signed, and keys were given",
               "leave --keys away to read what lies on a terminal itself");
    } else {
        ++counted.files;
        read_lines(place, *bytes);
    }
}

} // namespace

Counted read_counted(const CountedOptions& options, Report& report) {
    Reader reader{.options = options, .report = report};
    for (const std::filesystem::path& path : options.paths) {
        std::error_code error;
        if (!std::filesystem::is_directory(path, error)) {
            reader.read(path);
            continue;
        }
        std::vector<std::filesystem::path> files;
        std::filesystem::recursive_directory_iterator entries(path, error);
        for (; !error && entries != std::filesystem::recursive_directory_iterator();
             entries.increment(error)) {
            const std::string name = entries->path().filename().string();
            std::error_code unknown;
            if ((name == counted_name || name == unfound_name || is_week_name(name)) &&
                entries->is_regular_file(unknown)) {
                files.push_back(entries->path());
            }
        }
        if (error) {
            reader.refuse(place_of(path), "this folder cannot be read: " + error.message(),
                          "read it as a user who may");
        }
        std::ranges::sort(files);
        for (const std::filesystem::path& file : files) {
            reader.read(file);
        }
    }
    return std::move(reader.counted);
}

std::optional<std::set<std::string>> read_keys(const std::filesystem::path& file, Report& report) {
    const auto text = read_bytes(file, report);
    if (!text) {
        return std::nullopt;
    }
    std::set<std::string> keys;
    bool good = true;
    int number = 0;
    for (std::string_view rest = *text; !rest.empty();) {
        ++number;
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const std::string_view key = line.substr(0, line.find_first_of(" \t\r"));
        if (key.empty() || line.front() == '#') {
            continue;
        }
        if (key.size() != 64 || !is_hex(key)) {
            report.error({.file = place_of(file).file, .line = number},
                         "a line begins with a key, 64 small hex digits",
                         "write what zugang-sync counts --key says on the terminal");
            good = false;
            continue;
        }
        keys.emplace(key);
    }
    return good ? std::optional(std::move(keys)) : std::nullopt;
}

} // namespace zugang::content::tool
