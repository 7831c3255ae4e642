#include "content/tool/integreat_pages.hpp"

#include "content/tool/clean_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <fstream>
#include <system_error>
#include <utility>

#include <nlohmann/json.hpp>

namespace zugang::content::tool {
namespace {

using nlohmann::json;

constexpr std::uintmax_t largest_file = std::uintmax_t{256} << 20U;
constexpr std::size_t largest_page = std::size_t{4} << 20U;
constexpr std::size_t most_segments = 32;

/// Where a text stops being JSON: nlohmann tells it without an exception only through its events.
struct ErrorFinder {
    std::size_t byte = 0;
    using number_integer_t = json::number_integer_t;
    using number_unsigned_t = json::number_unsigned_t;
    using number_float_t = json::number_float_t;
    using string_t = json::string_t;
    using binary_t = json::binary_t;

    bool null() { return true; }
    bool boolean(bool /*value*/) { return true; }
    bool number_integer(number_integer_t /*value*/) { return true; }
    bool number_unsigned(number_unsigned_t /*value*/) { return true; }
    bool number_float(number_float_t /*value*/, const string_t& /*text*/) { return true; }
    bool string(string_t& /*value*/) { return true; }
    bool binary(binary_t& /*value*/) { return true; }
    bool start_object(std::size_t /*size*/) { return true; }
    bool key(string_t& /*value*/) { return true; }
    bool end_object() { return true; }
    bool start_array(std::size_t /*size*/) { return true; }
    bool end_array() { return true; }
    bool parse_error(std::size_t position, const std::string& /*token*/,
                     const json::exception& /*why*/) {
        byte = position;
        return false;
    }
};

tl::expected<json, std::string> read_json(const std::filesystem::path& file) {
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(file, error);
    if (error) {
        return tl::unexpected(file.string() + ": " + error.message());
    }
    if (size > largest_file) {
        return tl::unexpected(file.string() +
                              ": larger than 256 MB, this is no export of one region");
    }
    std::ifstream stream(file, std::ios::binary);
    std::string text(static_cast<std::size_t>(size), '\0');
    if (!stream.read(text.data(), static_cast<std::streamsize>(text.size()))) {
        return tl::unexpected(file.string() + ": cannot be read");
    }
    json document = json::parse(text, nullptr, false);
    if (document.is_discarded()) {
        ErrorFinder finder;
        json::sax_parse(text, &finder);
        return tl::unexpected(file.string() + ": byte " + std::to_string(finder.byte) +
                              ": not JSON");
    }
    return document;
}

std::string text_field(const json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<std::int64_t> number_field(const json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_number_integer()
               ? std::optional(found->get<std::int64_t>())
               : std::nullopt;
}

std::string host_of(std::string_view url) {
    const std::size_t scheme = url.find("://");
    return scheme == std::string_view::npos
               ? std::string()
               : std::string(url.substr(scheme + 3, url.find('/', scheme + 3) - scheme - 3));
}

std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count) {
    int value = 0;
    if (text.size() < at + count) {
        return std::nullopt;
    }
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + at + count, value);
    return error == std::errc() && end == text.data() + at + count && text[at] != '-'
               ? std::optional(value)
               : std::nullopt;
}

void read_twins(const json& object, IntegreatPage& page, Tally& tally) {
    const auto languages = object.find("available_languages");
    if (languages == object.end() || !languages->is_object()) {
        return;
    }
    Tally ignored; // these paths are other pages' own
    for (const auto& [code, twin] : languages->items()) {
        const std::string tag = language_tag(code);
        const std::string path =
            twin.is_object() ? normal_path(clean_text(text_field(twin, "path"), ignored)) : "";
        if (tag.empty() || path.empty()) {
            ++tally.left_out["references to translations without a usable language or path"];
        } else {
            page.twins.push_back({.language = tag, .id = number_field(twin, "id"), .path = path});
        }
    }
}

std::optional<IntegreatPage> read_page(const json& object, Date newest, Tally& tally) {
    if (!object.is_object()) {
        ++tally.left_out["pages that are no objects"];
        return std::nullopt;
    }
    IntegreatPage page;
    page.path = normal_path(clean_text(text_field(object, "path"), tally));
    const auto segments = std::ranges::count(page.path, '/') + 1;
    if (segments < 3 || static_cast<std::size_t>(segments) > most_segments) {
        ++tally.left_out["pages without a path of the form /region/language/page/"];
        return std::nullopt;
    }
    page.title = clean_line(text_field(object, "title"), tally);
    if (page.title.empty()) {
        ++tally.changed["titles that were missing became the last part of the path"];
        page.title = page.path.substr(page.path.rfind('/') + 1);
    }
    page.html = text_field(object, "content");
    if (page.html.size() > largest_page) {
        ++tally.left_out["contents of pages with more than 4 MB of HTML"];
        page.html.clear();
    }
    page.excerpt = clean_line(text_field(object, "excerpt"), tally);
    page.host = host_of(text_field(object, "url"));
    page.id = number_field(object, "id").value_or(0);
    page.order = number_field(object, "order").value_or(0);
    const std::string changed = text_field(object, "last_updated");
    page.date = parse_date(std::string_view(changed).substr(0, 10));
    page.changed = parse_timestamp(changed);
    if (!page.date || !page.changed || *page.date > newest) {
        ++tally.left_out["dates of last changes that are missing, malformed or in the future"];
        page.date.reset();
        page.changed.reset();
    }
    read_twins(object, page, tally);
    return page;
}

struct ExportFile {
    std::filesystem::path path;
    std::string code;
    std::string region; ///< empty for pages.<lang>.json
};

std::optional<ExportFile> export_file(const std::filesystem::path& path) {
    const std::string name = path.filename().string();
    constexpr std::string_view ending = "_pages.json";
    if (name.starts_with("pages.") && name.ends_with(".json") && name.size() > 11) {
        return ExportFile{.path = path, .code = name.substr(6, name.size() - 11), .region = ""};
    }
    if (name.ends_with(ending)) {
        const std::string stem = name.substr(0, name.size() - ending.size());
        const std::size_t underscore = stem.rfind('_');
        if (underscore != std::string::npos && underscore > 0 &&
            !language_tag(stem.substr(underscore + 1)).empty()) {
            return ExportFile{path, stem.substr(underscore + 1), stem.substr(0, underscore)};
        }
    }
    return std::nullopt;
}

tl::expected<std::vector<ExportFile>, std::string> list_files(const std::filesystem::path& folder) {
    std::error_code error;
    std::vector<ExportFile> files;
    std::filesystem::directory_iterator entry(folder, error);
    for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
        if (auto file = export_file(entry->path())) {
            files.push_back(std::move(*file));
        }
    }
    if (error) {
        return tl::unexpected(folder.string() + ": " + error.message());
    }
    std::ranges::sort(files, {}, &ExportFile::path);
    return files;
}

/// Optional files beside the pages: the names of languages and regions, in the shapes of the API
/// and of the app.
void read_names(const std::filesystem::path& folder, IntegreatExport& result, Tally& tally) {
    std::error_code error;
    for (const char* name : {"languages.json", "regions.json"}) {
        if (!std::filesystem::exists(folder / name, error)) {
            continue;
        }
        const auto document = read_json(folder / name);
        if (!document || !document->is_array()) {
            ++tally.left_out[std::string(name) + ": not a JSON array"];
            continue;
        }
        for (const json& row : *document) {
            if (!row.is_object()) {
                continue;
            }
            const std::string tag = language_tag(text_field(row, "code"));
            const std::string native =
                text_field(row, row.contains("native_name") ? "native_name" : "name");
            if (std::string_view(name) == "languages.json" && !tag.empty() && !native.empty()) {
                result.endonyms.emplace(tag, clean_line(native, tally));
            } else if (std::string_view(name) == "regions.json" &&
                       normal_path(text_field(row, "path")) == result.region) {
                result.region_name = clean_line(text_field(row, "name"), tally);
            }
        }
    }
}

} // namespace

std::string language_tag(std::string_view integreat_code) {
    std::string code;
    for (const char c : integreat_code) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
        if (!letter && !(c >= 'A' && c <= 'Z')) {
            return "";
        }
        code += letter ? c : static_cast<char>(c - 'A' + 'a');
    }
    constexpr auto ours = std::to_array<std::pair<std::string_view, std::string_view>>({
        {"ar-arb", "ar"},
        {"arb", "ar"},
        {"de-de", "de"},
        {"de-si", "de-simple"},
        {"de-x-ls", "de-simple"},
        {"en-gb", "en"},
        {"en-us", "en"},
        {"fa-af", "fa"},
        {"kmr-latn", "kmr"},
        {"pes", "fa"},
        {"prs", "fa"},
        {"sr-cyrl", "sr-Cyrl"},
        {"sr-latn", "sr-Latn"},
        {"zh-cn", "zh-Hans"},
        {"zh-hans", "zh-Hans"},
        {"zh-hant", "zh-Hant"},
        {"zh-tw", "zh-Hant"},
    });
    for (const auto& [theirs, tag] : ours) {
        if (code == theirs) {
            return std::string(tag);
        }
    }
    const std::size_t primary = std::min(code.find('-'), code.size());
    return primary >= 2 && primary <= 3 && code.size() <= 20 && code.back() != '-' ? code : "";
}

std::string normal_path(std::string_view path) {
    Tally ignored;
    const std::string decoded = clean_text(percent_decode(path), ignored);
    std::string out;
    std::string_view rest = decoded;
    while (!rest.empty()) {
        const std::size_t slash = std::min(rest.find('/'), rest.size());
        const std::string_view segment = rest.substr(0, slash);
        if (!segment.empty() && segment != "." && segment != "..") {
            out += out.empty() ? "" : "/";
            out += segment;
        }
        rest.remove_prefix(std::min(slash + 1, rest.size()));
    }
    return out;
}

std::optional<std::int64_t> parse_timestamp(std::string_view iso) {
    const auto date = parse_date(iso.substr(0, std::min(iso.size(), std::size_t{10})));
    const auto hour = digits(iso, 11, 2);
    const auto minute = digits(iso, 14, 2);
    const auto second = digits(iso, 17, 2);
    if (!date || !hour || !minute || !second || iso[10] != 'T') {
        return std::nullopt;
    }
    std::int64_t offset = 0;
    const std::size_t sign = iso.find_first_of("+-Z", 19);
    if (sign != std::string_view::npos && iso[sign] != 'Z') {
        const auto hours = digits(iso, sign + 1, 2);
        const auto minutes = digits(iso, sign + 4, 2);
        if (!hours || !minutes) {
            return std::nullopt;
        }
        offset = (*hours * 3600 + *minutes * 60) * (iso[sign] == '-' ? -1 : 1);
    }
    const std::int64_t midnight = std::chrono::sys_seconds(*date).time_since_epoch().count();
    const std::int64_t seconds = midnight + *hour * 3600 + *minute * 60 + *second - offset;
    const bool fraction = iso.size() > 19 && iso[19] == '.';
    return seconds * 1000 + (fraction ? digits(iso, 20, 3).value_or(0) : 0);
}

tl::expected<IntegreatExport, std::string> read_integreat(const std::filesystem::path& folder,
                                                          const std::string& region, Date newest,
                                                          Tally& tally) {
    auto files = list_files(folder);
    if (!files) {
        return tl::unexpected(files.error());
    }
    IntegreatExport result;
    result.region = region;
    for (const ExportFile& file : *files) {
        if (result.region.empty()) {
            result.region = file.region;
        } else if (region.empty() && !file.region.empty() && file.region != result.region) {
            return tl::unexpected(folder.string() + ": pages of several regions (" + result.region +
                                  ", " + file.region + "); name the region to import");
        }
    }
    if (result.region.empty()) {
        result.region = std::filesystem::absolute(folder).lexically_normal().filename().string();
        if (result.region.empty()) {
            result.region = std::filesystem::absolute(folder)
                                .lexically_normal()
                                .parent_path()
                                .filename()
                                .string();
        }
    }
    for (const ExportFile& file : *files) {
        if (!file.region.empty() && file.region != result.region) {
            ++tally.left_out["files of other regions"];
            continue;
        }
        const std::string tag = language_tag(file.code);
        if (tag.empty() || result.pages.contains(tag)) {
            ++tally.left_out["files whose language is unknown or already there: " +
                             file.path.filename().string()];
            continue;
        }
        const auto document = read_json(file.path);
        if (!document) {
            return tl::unexpected(document.error());
        }
        if (document->is_object() && document->contains("error")) {
            ++tally.left_out["files that hold an error of the server: " +
                             file.path.filename().string()];
            result.pages.erase(tag);
            continue;
        }
        if (!document->is_array()) {
            return tl::unexpected(file.path.string() + ": byte 1: not an array of pages");
        }
        std::vector<IntegreatPage>& pages = result.pages[tag];
        for (const json& object : *document) {
            if (auto page = read_page(object, newest, tally)) {
                pages.push_back(std::move(*page));
            }
        }
        std::ranges::stable_sort(pages, {}, &IntegreatPage::path);
    }
    if (result.pages.empty()) {
        return tl::unexpected(folder.string() + ": no pages.<lang>.json of this region here");
    }
    result.region_name = result.region;
    read_names(folder, result, tally);
    return result;
}

} // namespace zugang::content::tool
