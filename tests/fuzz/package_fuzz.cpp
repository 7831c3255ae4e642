#include "content/manifest.hpp"
#include "content/opening_hours.hpp"
#include "content/record_json.hpp"
#include "content/zstd_bytes.hpp"
#include "sync/columns.hpp"
#include "sync/pack.hpp"
#include "tests/fuzz/check.hpp"

#include <string>

using namespace zugang;
using zugang::fuzz::require;

namespace {

std::optional<std::string> nothing(std::string_view) {
    return std::nullopt;
}

void check_pack(std::string_view bytes, std::uint64_t record_count) {
    const content::PackEntry entry{
        .from = {}, .size_bytes = bytes.size(), .unpacked_bytes = 100'000, .records = record_count};
    const auto head = sync::read_head(bytes, entry);
    if (!head) {
        return;
    }
    std::uint64_t unpacked = 0;
    for (const sync::PackSection& section : head->sections) {
        require(section.offset + section.size_bytes <= bytes.size(), "a section lies in its pack");
        const auto records = sync::unpack(section, bytes.substr(section.offset, section.size_bytes),
                                          "de", nothing, nothing);
        for (std::size_t i = 0; i < section.records.size(); ++i) {
            require(content::is_record_key(section.records[i].key), "a key is a key");
            unpacked += section.records[i].size_bytes;
            require(!records || (*records)[i].size() == section.records[i].size_bytes,
                    "a record is as long as it says");
        }
    }
    require(unpacked <= entry.unpacked_bytes, "a pack holds no more than the manifest says");
}

/// The bytes as a head that was packed rightly, so that what is behind the frame is reached.
void check_head(std::string_view json) {
    const std::string frame = content::zstd_pack(json, 1);
    std::string pack = "ZGPACK1\n";
    for (const std::size_t number : {frame.size(), json.size()}) {
        for (unsigned shift = 0; shift < 32; shift += 8) {
            pack += static_cast<char>((number >> shift) & 0xffU);
        }
    }
    pack += frame;
    for (std::size_t hashes = 0; hashes < 4; ++hashes) {
        check_pack(pack + std::string(hashes * sync::pack_hash_bytes, 'h'), hashes);
    }
}

/// Columns are the same bytes in another order, and what was joined is split the same way again.
void check_columns(std::string_view bytes) {
    const sync::Columns columns = sync::split_columns(bytes);
    require(columns.rest.size() + columns.spans.size() + columns.texts.size() == bytes.size(),
            "columns are as long as the records");
    const std::size_t third = bytes.size() / 3;
    const auto joined = sync::join_columns(bytes.substr(0, third), bytes.substr(third, third),
                                           bytes.substr(2 * third));
    require(!joined || joined->size() == bytes.size(), "records are as long as their columns");
    if (const auto text = content::read_text_record(bytes)) {
        const std::string record = content::write_record(*text);
        const sync::Columns again = sync::split_columns(record);
        require(sync::join_columns(again.rest, again.spans, again.texts) == record,
                "a record is joined as it was split");
    }
}

void check_text(const content::Text& text) {
    for (const content::Span& span : text.spans) {
        require(span.start <= text.utf8.size() && span.length <= text.utf8.size() - span.start,
                "a span lies in its text");
    }
}

/// Times of a day follow one another and lie in the day.
void check_hours(std::string_view text) {
    const auto hours = content::parse_opening_hours(text);
    if (!hours) {
        return;
    }
    for (const auto& day : hours->week) {
        std::chrono::minutes end{};
        for (const content::OpenSpan& span : day) {
            require(span.from >= end && span.until > span.from, "times follow one another");
            end = span.until;
        }
        require(end <= std::chrono::days(1), "a day ends at 24:00");
    }
}

/// What is read and written is read again as the same.
template <typename Read>
void check_round_trip(std::string_view json, const Read& read) {
    if (const auto record = read(json)) {
        const std::string once = content::write_record(*record);
        const auto again = read(once);
        require(again && content::write_record(*again) == once,
                "a record is read as it was written");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    check_pack(bytes, 1);
    check_head(bytes);
    check_columns(bytes);
    check_hours(bytes);
    if (const auto manifest = content::read_manifest(bytes)) {
        const auto again = content::read_manifest(content::write_manifest(*manifest));
        require(again && content::write_manifest(*again) == content::write_manifest(*manifest),
                "a manifest is read as it was written");
    }
    content::read_index(bytes);
    if (const auto table = content::read_group(bytes)) {
        require(content::read_group(content::write_group(*table)) == table,
                "a group is read as it was written");
    }
    if (const auto text = content::read_text_record(bytes)) {
        check_text(text->title);
        check_text(text->summary);
        for (const content::Block& block : text->blocks) {
            check_text(block.text);
        }
    }
    check_round_trip(bytes, content::read_text_record);
    check_round_trip(bytes, content::read_article_record);
    check_round_trip(bytes, content::read_package_record);
    check_round_trip(bytes, content::read_languages);
    check_round_trip(bytes, content::read_topics);
    check_round_trip(bytes, content::read_values);
    check_round_trip(bytes, content::read_contacts);
    check_round_trip(bytes, content::read_places);
    check_round_trip(bytes, content::read_guide_record);
    check_round_trip(bytes, content::read_guide_text_record);
    check_round_trip(bytes, content::read_terms);
    check_round_trip(bytes, content::read_term_translations);
    check_round_trip(bytes, content::read_strings);
    check_round_trip(bytes, content::read_fonts);
    check_round_trip(bytes, content::read_keyboard);
    check_round_trip(bytes, content::read_slip_template);
    check_round_trip(bytes, content::read_printers);
    return 0;
}
