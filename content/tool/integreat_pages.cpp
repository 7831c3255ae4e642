#include "content/tool/integreat_pages.hpp"

#include "content/tool/clean_text.hpp"
#include "content/tool/integreat_answers.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <system_error>
#include <utility>

#include <nlohmann/json.hpp>

namespace zugang::content::tool {
namespace {

using nlohmann::json;

constexpr std::size_t largest_page = std::size_t{4} << 20U;
constexpr std::size_t most_segments = 32;

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

/// Optional files beside the pages: the names of languages and regions, in the shapes of the API
/// and of the app.
void read_names(const std::filesystem::path& folder, IntegreatExport& result, Tally& tally) {
    std::error_code error;
    const std::string of_region = result.region + "_languages.json";
    for (const std::string& name :
         {std::string("languages.json"), of_region, std::string("regions.json")}) {
        if (!std::filesystem::exists(folder / name, error)) {
            continue;
        }
        const auto document = read_answer(folder / name);
        if (!document || !document->is_array()) {
            ++tally.left_out[name + ": not a JSON array"];
            continue;
        }
        for (const json& row : *document) {
            if (!row.is_object()) {
                continue;
            }
            const std::string tag = language_tag(text_field(row, "code"));
            const std::string native =
                text_field(row, row.contains("native_name") ? "native_name" : "name");
            const bool is_regions = name == "regions.json";
            if (!is_regions && !tag.empty() && !native.empty()) {
                result.endonyms.emplace(tag, clean_line(native, tally));
            } else if (is_regions && normal_path(text_field(row, "path")) == result.region) {
                result.region_name = clean_line(text_field(row, "name"), tally);
            }
        }
    }
}

} // namespace

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

tl::expected<IntegreatExport, std::string> read_integreat(const std::filesystem::path& folder,
                                                          const std::string& region, Date newest,
                                                          Tally& tally) {
    const auto files = answers_of(folder, "pages");
    if (!files) {
        return tl::unexpected(files.error());
    }
    IntegreatExport result;
    result.region = region;
    for (const IntegreatAnswer& file : *files) {
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
    for (const IntegreatAnswer& file : *files) {
        if (!file.region.empty() && file.region != result.region) {
            ++tally.left_out["files of other regions"];
            continue;
        }
        const std::string& tag = file.language;
        if (tag.empty() || result.pages.contains(tag)) {
            ++tally.left_out["files whose language is unknown or already there: " +
                             file.path.filename().string()];
            continue;
        }
        const auto document = read_answer(file.path);
        if (!document) {
            return tl::unexpected(document.error());
        }
        if (is_error(*document)) {
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
