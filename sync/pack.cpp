#include "sync/pack.hpp"

#include "content/sha256.hpp"
#include "content/zstd_bytes.hpp"
#include "sync/columns.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

namespace zugang::sync {
namespace {

using content::Record;
using content::RecordTable;
using nlohmann::json;

constexpr std::string_view magic = "ZGPACK1\n";
constexpr std::uint32_t max_head_bytes = 8'000'000;
constexpr std::uint64_t section_bytes = 8'000'000;          ///< unpacked, about: a client's memory
constexpr std::uint64_t max_like_bytes = 4 * section_bytes; ///< of texts beside a section
constexpr std::size_t number_bytes = 4;
constexpr int level = 19;
constexpr std::array<std::string_view, 4> mode_names{"new", "old", "like", "raw"};

void put_number(std::string& bytes, std::size_t number) {
    for (unsigned shift = 0; shift < 32; shift += 8) {
        bytes += static_cast<char>((number >> shift) & 0xffU);
    }
}

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        number |= std::uint32_t{static_cast<unsigned char>(bytes[at + i])} << (8U * i);
    }
    return number;
}

std::string bytes_of_hex(std::string_view hex) {
    const auto digit = [](char c) {
        return static_cast<unsigned>(c >= 'a' ? c - 'a' + 10 : c - '0');
    };
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        bytes += static_cast<char>((digit(hex[i]) << 4U) | digit(hex[i + 1]));
    }
    return bytes;
}

/// The key of the same article in the default language; empty for other keys and for itself.
std::string like_key(std::string_view key, std::string_view default_language) {
    const auto article = content::read_article_key(key);
    if (!article || article->language.empty() || article->language == default_language) {
        return {};
    }
    return "article/" + std::string(article->slug) + "/" + std::string(default_language);
}

/// How long the first and the second column are, then the columns.
std::string in_columns(std::string_view records) {
    const Columns columns = split_columns(records);
    std::string bytes;
    put_number(bytes, columns.rest.size());
    put_number(bytes, columns.spans.size());
    return bytes + columns.rest + columns.spans + columns.texts;
}

std::optional<std::string> out_of_columns(std::string_view bytes) {
    if (bytes.size() < 2 * number_bytes) {
        return std::nullopt;
    }
    const std::size_t rest = number_at(bytes, 0);
    const std::size_t spans = number_at(bytes, number_bytes);
    bytes.remove_prefix(2 * number_bytes);
    if (rest > bytes.size() || spans > bytes.size() - rest) {
        return std::nullopt;
    }
    return join_columns(bytes.substr(0, rest), bytes.substr(rest, spans),
                        bytes.substr(rest + spans));
}

/// What both sides put before a frame. No value where a record that must be at hand is not.
std::optional<std::string> prefix_of(SectionMode mode, const std::vector<PackRecord>& records,
                                     std::string_view default_language, const ReadKey& older,
                                     const ReadKey& newer) {
    const std::uint64_t max_prefix =
        mode == SectionMode::Like ? max_like_bytes : content::max_file_bytes;
    std::string prefix;
    for (const PackRecord& record : records) {
        if (mode == SectionMode::Old) {
            prefix += older(record.key).value_or("");
        } else if (mode == SectionMode::Like) {
            const std::string key = like_key(record.key, default_language);
            prefix += key.empty() ? "" : newer(key).value_or("");
        }
        if (prefix.size() > max_prefix) {
            return std::nullopt;
        }
    }
    return mode == SectionMode::Like ? in_columns(prefix) : prefix;
}

/// Sections in which records that are language-bound stand apart from others, and the default
/// language before those that are like it.
std::map<std::string, std::vector<std::string>>
subjects_of(const RecordTable& from, const RecordTable& to, std::string_view default_language) {
    std::map<std::string, std::vector<std::string>> subjects;
    for (const auto& [key, record] : to) {
        const auto older = from.find(key);
        if (older != from.end() && older->second.sha256 == record.sha256 &&
            older->second.stored_bytes == record.stored_bytes) {
            continue;
        }
        const std::string_view language = content::language_of_key(key);
        const bool raw = content::is_file_key(key) && record.stored_bytes >= record.size_bytes;
        std::string subject = language == default_language || language.empty() ? "0" : "1";
        subject += std::string(language) + (content::is_file_key(key) ? " file" : " text") +
                   (raw ? " raw" : "");
        subjects[subject].push_back(key);
    }
    return subjects;
}

struct Packed {
    SectionMode mode = SectionMode::Raw;
    std::string bytes;
};

class Packer {
  public:
    Packer(const RecordTable& to, std::string_view default_language, const ReadKey& older,
           const ReadKey& newer, FrameCache& made)
        : to_(to), default_language_(default_language), older_(older), newer_(newer), made_(made) {}

    void add(const std::vector<std::string>& keys, bool raw) {
        std::vector<PackRecord> records;
        std::uint64_t size = 0;
        for (const std::string& key : keys) {
            const Record& record = to_.find(key)->second;
            if (!records.empty() && size + record.size_bytes > section_bytes) {
                close(std::exchange(records, {}), raw);
                size = 0;
            }
            records.push_back(
                {.key = key, .size_bytes = record.size_bytes, .stored_bytes = record.stored_bytes});
            size += record.size_bytes;
        }
        if (!records.empty()) {
            close(std::move(records), raw);
        }
    }

    std::string finish(const RecordTable& from) {
        json removed = json::array();
        for (const auto& [key, record] : from) {
            if (to_.find(key) == to_.end()) {
                removed.push_back(key);
            }
        }
        const std::string head =
            json{{"removed", std::move(removed)}, {"sections", std::move(sections_)}}.dump(
                -1, ' ', false, json::error_handler_t::replace);
        const std::string frame = content::zstd_pack(head, level);
        std::string pack(magic);
        put_number(pack, frame.size());
        put_number(pack, head.size());
        return pack + frame + body_ + hashes_;
    }

  private:
    void close(const std::vector<PackRecord>& records, bool raw) {
        std::string bytes;
        json list = json::array();
        for (const PackRecord& record : records) {
            bytes += newer_(record.key).value_or("");
            hashes_ += bytes_of_hex(to_.find(record.key)->second.sha256);
            list.push_back(json::array({record.key, record.size_bytes, record.stored_bytes}));
        }
        Packed best{.mode = SectionMode::Raw, .bytes = std::move(bytes)};
        if (!raw) {
            best = smallest(records, best.bytes);
        }
        sections_.push_back(json::array(
            {mode_names[static_cast<std::size_t>(best.mode)], best.bytes.size(), std::move(list)}));
        body_ += best.bytes;
    }

    Packed smallest(const std::vector<PackRecord>& records, std::string_view bytes) {
        Packed best{.mode = SectionMode::New, .bytes = frame_of(bytes, {})};
        const auto consider = [&](SectionMode mode, std::string_view content) {
            const auto prefix = prefix_of(mode, records, default_language_, older_, newer_);
            if (!prefix || (mode == SectionMode::Old && prefix->empty())) {
                return;
            }
            std::string frame = frame_of(content, *prefix);
            if (frame.size() < best.bytes.size()) {
                best = {.mode = mode, .bytes = std::move(frame)};
            }
        };
        consider(SectionMode::Old, bytes);
        const std::string columns = in_columns(bytes);
        const bool has_texts = number_at(columns, 0) < bytes.size();
        if (has_texts && out_of_columns(columns) == bytes) {
            consider(SectionMode::Like, columns);
        }
        return best;
    }

    std::string frame_of(std::string_view bytes, std::string_view prefix) {
        std::string& frame = made_[content::sha256(bytes) + content::sha256(prefix)];
        if (frame.empty()) {
            frame = content::zstd_pack(bytes, level, prefix);
        }
        return frame;
    }

    const RecordTable& to_;
    std::string_view default_language_;
    const ReadKey& older_;
    const ReadKey& newer_;
    FrameCache& made_;
    json sections_ = json::array();
    std::string body_;
    std::string hashes_;
};

std::optional<std::uint64_t> size_of(const json& value, std::uint64_t max) {
    if (!value.is_number_unsigned() || value.get<std::uint64_t>() > max) {
        return std::nullopt;
    }
    return value.get<std::uint64_t>();
}

std::optional<PackRecord> record_of(const json& item) {
    if (!item.is_array() || item.size() != 3 || !item[0].is_string() ||
        !content::is_record_key(item[0].get_ref<const std::string&>())) {
        return std::nullopt;
    }
    PackRecord record{.key = item[0].get<std::string>(), .size_bytes = 0, .stored_bytes = 0};
    const auto size = size_of(item[1], content::is_file_key(record.key) ? content::max_file_bytes
                                                                        : content::max_text_bytes);
    const auto stored = size ? size_of(item[2], *size) : std::nullopt;
    if (!stored) {
        return std::nullopt;
    }
    record.size_bytes = *size;
    record.stored_bytes = *stored;
    return record;
}

/// Reads the sections and adds them up.
class HeadReader {
  public:
    HeadReader(PackHead& head, const content::PackEntry& entry, std::uint64_t start)
        : head_(head), entry_(entry), at_(start) {}

    bool add(const json& item) {
        if (!item.is_array() || item.size() != 3 || !item[0].is_string() || !item[2].is_array()) {
            return false;
        }
        const auto mode = std::ranges::find(mode_names, item[0].get_ref<const std::string&>());
        const auto size = size_of(item[1], entry_.size_bytes);
        if (mode == mode_names.end() || !size || *size > entry_.size_bytes - at_) {
            return false;
        }
        PackSection section{.mode = static_cast<SectionMode>(mode - mode_names.begin()),
                            .offset = at_,
                            .size_bytes = *size,
                            .records = {}};
        std::uint64_t unpacked = 0;
        for (const json& each : item[2]) {
            auto record = record_of(each);
            if (!record || !keys_.insert(record->key).second) {
                return false;
            }
            unpacked += record->size_bytes;
            unpacked_ += record->size_bytes;
            if (unpacked_ > entry_.unpacked_bytes) {
                return false;
            }
            section.records.push_back(std::move(*record));
        }
        const bool is_long = section.records.size() > 1 && unpacked > 2 * section_bytes;
        if (is_long || (section.mode == SectionMode::Raw && unpacked != section.size_bytes)) {
            return false;
        }
        at_ += *size;
        head_.records += section.records.size();
        head_.sections.push_back(std::move(section));
        return true;
    }

    bool finish() {
        head_.hashes_offset = at_;
        head_.file_bytes = at_ + head_.records * pack_hash_bytes;
        return head_.file_bytes == entry_.size_bytes && head_.records == entry_.records;
    }

  private:
    PackHead& head_;
    const content::PackEntry& entry_;
    std::uint64_t at_;
    std::uint64_t unpacked_ = 0;
    std::set<std::string> keys_;
};

} // namespace

std::optional<std::uint64_t> head_bytes(std::string_view prelude) {
    if (prelude.size() < pack_prelude_bytes || !prelude.starts_with(magic) ||
        number_at(prelude, 8) > max_head_bytes || number_at(prelude, 12) > max_head_bytes) {
        return std::nullopt;
    }
    return pack_prelude_bytes + number_at(prelude, 8);
}

std::optional<PackHead> read_head(std::string_view bytes, const content::PackEntry& entry) {
    const auto size = head_bytes(bytes);
    if (!size || bytes.size() < *size || *size > entry.size_bytes) {
        return std::nullopt;
    }
    const auto text = content::zstd_unpack(
        bytes.substr(pack_prelude_bytes, *size - pack_prelude_bytes), number_at(bytes, 12));
    const json head = text ? json::parse(*text, nullptr, false) : json();
    if (!head.is_object() || !head.contains("sections") || !head["sections"].is_array() ||
        !head.contains("removed") || !head["removed"].is_array()) {
        return std::nullopt;
    }
    PackHead result;
    for (const json& key : head["removed"]) {
        if (!key.is_string()) {
            return std::nullopt;
        }
        result.removed.push_back(key.get<std::string>());
    }
    HeadReader reader(result, entry, *size);
    for (const json& item : head["sections"]) {
        if (!reader.add(item)) {
            return std::nullopt;
        }
    }
    return reader.finish() ? std::optional(std::move(result)) : std::nullopt;
}

std::optional<std::vector<std::string>> unpack(const PackSection& section, std::string_view bytes,
                                               std::string_view default_language,
                                               const ReadKey& older, const ReadKey& newer) {
    if (bytes.size() != section.size_bytes) {
        return std::nullopt;
    }
    std::string unpacked;
    if (section.mode != SectionMode::Raw) {
        std::uint64_t size = 0;
        for (const PackRecord& record : section.records) {
            size += record.size_bytes;
        }
        const auto prefix =
            prefix_of(section.mode, section.records, default_language, older, newer);
        const bool columns = section.mode == SectionMode::Like;
        size += columns ? 2 * number_bytes : 0;
        auto all = prefix ? content::zstd_unpack(bytes, size, *prefix) : std::nullopt;
        if (all && columns) {
            all = out_of_columns(*all);
        }
        if (!all) {
            return std::nullopt;
        }
        unpacked = std::move(*all);
        bytes = unpacked;
    }
    std::vector<std::string> records;
    for (const PackRecord& record : section.records) {
        records.emplace_back(bytes.substr(0, record.size_bytes));
        bytes.remove_prefix(record.size_bytes);
    }
    return records;
}

std::string make_pack(const RecordTable& from, const RecordTable& to,
                      std::string_view default_language, const ReadKey& older, const ReadKey& newer,
                      FrameCache& made) {
    Packer packer(to, default_language, older, newer, made);
    for (const auto& [subject, keys] : subjects_of(from, to, default_language)) {
        packer.add(keys, subject.ends_with(" raw"));
    }
    return packer.finish(from);
}

} // namespace zugang::sync
