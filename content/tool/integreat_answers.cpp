#include "content/tool/integreat_answers.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <system_error>
#include <utility>

#include <nlohmann/json.hpp>

namespace zugang::content::tool {
namespace {

using nlohmann::json;

constexpr std::uintmax_t largest_file = std::uintmax_t{256} << 20U;

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

std::optional<IntegreatAnswer> answer(const std::filesystem::path& path, std::string_view kind) {
    const std::string name = path.filename().string();
    const std::string start = std::string(kind) + ".";
    const std::string ending = "_" + std::string(kind) + ".json";
    constexpr std::string_view json_ending = ".json";
    if (name.starts_with(start) && name.ends_with(json_ending) &&
        name.size() > start.size() + json_ending.size()) {
        const std::string code =
            name.substr(start.size(), name.size() - start.size() - json_ending.size());
        return IntegreatAnswer{.path = path, .language = language_tag(code), .region = ""};
    }
    if (name.ends_with(ending)) {
        const std::string stem = name.substr(0, name.size() - ending.size());
        const std::size_t underscore = stem.rfind('_');
        if (underscore != std::string::npos && underscore > 0) {
            std::string tag = language_tag(stem.substr(underscore + 1));
            if (!tag.empty()) {
                return IntegreatAnswer{path, std::move(tag), stem.substr(0, underscore)};
            }
        }
    }
    return std::nullopt;
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

tl::expected<std::vector<IntegreatAnswer>, std::string>
answers_of(const std::filesystem::path& folder, std::string_view kind) {
    std::error_code error;
    std::vector<IntegreatAnswer> answers;
    std::filesystem::directory_iterator entry(folder, error);
    for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
        if (auto file = answer(entry->path(), kind)) {
            answers.push_back(std::move(*file));
        }
    }
    if (error) {
        return tl::unexpected(folder.string() + ": " + error.message());
    }
    std::ranges::sort(answers, {}, &IntegreatAnswer::path);
    return answers;
}

tl::expected<json, std::string> read_answer(const std::filesystem::path& file) {
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

bool is_error(const json& answer) {
    return answer.is_object() && answer.contains("error");
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

} // namespace zugang::content::tool
