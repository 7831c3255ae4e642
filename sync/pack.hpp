#pragma once

#include "content/manifest.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Many records in one file (FORMAT.md). Whatever a pack says is believed only once the table that
/// it leads to has the hash of the manifest.
namespace zugang::sync {

/// What the frame of a section refers to.
enum class SectionMode : std::uint8_t {
    New,  ///< nothing
    Old,  ///< the records as they were in the older version, those that there were
    Like, ///< the same articles in the default language of the newer version; all in columns
    Raw   ///< no frame: the files one after the other
};

struct PackRecord {
    std::string key;
    std::uint64_t size_bytes = 0;
    std::uint64_t stored_bytes = 0; ///< as an object
};

/// Records of one subject, so that a terminal can leave out what it does not want.
struct PackSection {
    SectionMode mode = SectionMode::New;
    std::uint64_t offset = 0;     ///< in the file
    std::uint64_t size_bytes = 0; ///< in the file
    std::vector<PackRecord> records;
};

struct PackHead {
    std::vector<std::string> removed; ///< keys
    std::vector<PackSection> sections;
    std::uint64_t hashes_offset = 0; ///< in the file: 32 bytes for each record, in their order
    std::uint64_t file_bytes = 0;
    std::size_t records = 0;
};

/// Bytes at the start of a pack that say how long its head is.
inline constexpr std::uint64_t pack_prelude_bytes = 16;

/// Of each record at the end of a pack.
inline constexpr std::uint64_t pack_hash_bytes = 32;

/// How long prelude and head are; no value where this is no pack, or one with a head too long.
std::optional<std::uint64_t> head_bytes(std::string_view prelude);

/// `bytes`: prelude and head. No value where it is not as long as the manifest says in all, holds
/// more than the manifest says or another number of records, or is no pack.
std::optional<PackHead> read_head(std::string_view bytes, const content::PackEntry& entry);

/// The records of a section, in its order; no value where it is broken. `older` and `newer` give a
/// record of the older and the newer version, where it is at hand.
using ReadKey = std::function<std::optional<std::string>(std::string_view key)>;
std::optional<std::vector<std::string>> unpack(const PackSection& section, std::string_view bytes,
                                               std::string_view default_language,
                                               const ReadKey& older, const ReadKey& newer);

/// Frames of sections that were made before, by what is in them: packs that lead to one version
/// from several older ones share most of them, and making them is what takes time.
using FrameCache = std::map<std::string, std::string>;

/// A pack that leads from one table to another one. `older` and `newer` read their records and must
/// not fail. The same tables give the same pack, whatever is in `made`.
std::string make_pack(const content::RecordTable& from, const content::RecordTable& to,
                      std::string_view default_language, const ReadKey& older, const ReadKey& newer,
                      FrameCache& made);

} // namespace zugang::sync
