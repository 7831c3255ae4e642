#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace zugang::content {

/// The bytes behind a key of a package.
struct Record {
    std::string sha256;           ///< 64 lower-case hex digits
    std::uint64_t size_bytes = 0; ///< exactly
    /// What it takes as an object of a repository: less than size_bytes where it is compressed
    /// there. 0: not known, it comes from no repository.
    std::uint64_t stored_bytes = 0;

    friend bool operator==(const Record&, const Record&) = default;
};

/// By key, e.g. "article/mindestlohn/ar" or "media/lohn.svg" (FORMAT.md, "Records").
using RecordTable = std::map<std::string, Record, std::less<>>;

/// A package as it is installed: what it consists of, and a way to the bytes.
struct Records {
    RecordTable table;
    /// No value where the bytes are not there. Called from the thread of the caller only; who
    /// gives other bytes than those asked for is found out.
    std::function<std::optional<std::string>(const Record&)> read;
    std::string id = {}; ///< of the package as it was signed; empty: as it says itself
};

/// Bytes by key.
using RecordBytes = std::map<std::string, std::string, std::less<>>;

/// Keeps the bytes in memory.
Records records_of(RecordBytes bytes);

/// Is there a file behind this key (a picture, a font, a recording) or a text of ours?
bool is_file_key(std::string_view key);

/// A key that may come from outside: at most 400 bytes without control characters and '\\', parts
/// joined by '/', none empty or beginning with '.'.
bool is_record_key(std::string_view key);

/// "article/<slug>/<language>"; the slug alone where there is no second '/'.
struct ArticleKey {
    std::string_view slug;
    std::string_view language; ///< empty: the facts of the article
};

/// No value for other keys. The views are into the key.
std::optional<ArticleKey> read_article_key(std::string_view key);

/// "speech/<language>/<slug>/<block>.opus", where the recording of a block is.
std::string speech_key(std::string_view language, std::string_view slug, std::string_view block);
inline constexpr std::string_view speech_prefix = "speech/";

/// No value for other keys; the block's id may hold '/'. The views are into the key.
struct SpeechKey {
    std::string_view language;
    std::string_view slug;
};
std::optional<SpeechKey> read_speech_key(std::string_view key);

/// "guide/<id>/<language>"; the id alone where there is no second '/'.
struct GuideKey {
    std::string_view id;
    std::string_view language; ///< empty: the nodes of the guide
};

/// No value for other keys. The views are into the key.
std::optional<GuideKey> read_guide_key(std::string_view key);

/// Where a package stands among others: bund < land/* < zentrum/*, then by id.
bool is_applied_before(std::string_view id, std::string_view other);

/// What is language-bound in a key: "ar" of article/lohn/ar, guide/hilfe/ar, keyboard/ar,
/// strings/ar, terms/ar and speech/ar/...; empty for everything else.
std::string_view language_of_key(std::string_view key);

} // namespace zugang::content
