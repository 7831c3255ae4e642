#include "content/records.hpp"

#include "content/sha256.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace zugang::content {
namespace {

constexpr std::size_t max_key_bytes = 400;

/// No control characters. Keys are never paths: objects are stored by hash.
bool is_key_byte(char byte) {
    return static_cast<unsigned char>(byte) >= 0x20 && byte != 0x7f && byte != '\\';
}

/// "<name>/<language>" behind the prefix; the name alone where there is no second '/'.
std::optional<std::pair<std::string_view, std::string_view>> split_key(std::string_view key,
                                                                       std::string_view prefix) {
    if (!key.starts_with(prefix)) {
        return std::nullopt;
    }
    key.remove_prefix(prefix.size());
    const std::size_t end = std::min(key.find('/'), key.size());
    return std::pair(key.substr(0, end), key.substr(std::min(end + 1, key.size())));
}

int rank(std::string_view id) {
    return id == "bund" ? 0 : id.starts_with("land/") ? 1 : 2;
}

} // namespace

Records records_of(RecordBytes bytes) {
    Records records;
    const auto kept = std::make_shared<std::map<std::string, std::string, std::less<>>>();
    for (auto& [key, value] : bytes) {
        Record record{.sha256 = sha256(value), .size_bytes = value.size()};
        kept->insert_or_assign(record.sha256, std::move(value));
        records.table.emplace(key, std::move(record));
    }
    records.read = [kept](const Record& record) -> std::optional<std::string> {
        const auto found = kept->find(record.sha256);
        return found == kept->end() ? std::nullopt : std::optional(found->second);
    };
    return records;
}

bool is_file_key(std::string_view key) {
    static constexpr std::array<std::string_view, 5> folders{"media/", "font/", "pictogram/",
                                                             "map/", "speech/"};
    return std::ranges::any_of(folders, [key](std::string_view f) { return key.starts_with(f); });
}

bool is_record_key(std::string_view key) {
    if (key.size() > max_key_bytes || !std::ranges::all_of(key, is_key_byte)) {
        return false;
    }
    while (true) {
        const std::size_t end = key.find('/');
        if (key.empty() || end == 0 || key[0] == '.') {
            return false;
        }
        if (end == std::string_view::npos) {
            return true;
        }
        key.remove_prefix(end + 1);
    }
}

std::optional<ArticleKey> read_article_key(std::string_view key) {
    const auto parts = split_key(key, "article/");
    return parts ? std::optional(ArticleKey{parts->first, parts->second}) : std::nullopt;
}

std::optional<GuideKey> read_guide_key(std::string_view key) {
    const auto parts = split_key(key, "guide/");
    return parts ? std::optional(GuideKey{parts->first, parts->second}) : std::nullopt;
}

std::string speech_key(std::string_view language, std::string_view slug, std::string_view block) {
    std::string key(speech_prefix);
    key.append(language).append("/").append(slug).append("/").append(block).append(".opus");
    return key;
}

std::optional<SpeechKey> read_speech_key(std::string_view key) {
    if (!key.starts_with(speech_prefix)) {
        return std::nullopt;
    }
    key.remove_prefix(speech_prefix.size());
    const std::size_t first = key.find('/');
    const std::size_t second = first == std::string_view::npos ? first : key.find('/', first + 1);
    if (second == std::string_view::npos) {
        return std::nullopt;
    }
    return SpeechKey{.language = key.substr(0, first),
                     .slug = key.substr(first + 1, second - first - 1)};
}

bool is_applied_before(std::string_view id, std::string_view other) {
    return std::pair(rank(id), id) < std::pair(rank(other), other);
}

std::string_view language_of_key(std::string_view key) {
    if (const auto article = read_article_key(key)) {
        return article->language;
    }
    if (const auto guide = read_guide_key(key)) {
        return guide->language;
    }
    for (const std::string_view prefix : {"keyboard/", "terms/", "strings/", "speech/"}) {
        if (key.starts_with(prefix)) {
            key.remove_prefix(prefix.size());
            return key.substr(0, key.find('/'));
        }
    }
    return {};
}

} // namespace zugang::content
