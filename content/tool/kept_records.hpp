#pragma once

#include "content/records.hpp"
#include "content/tool/hyphenate.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace zugang::content::tool {

/// What the cache keeps of an article that was compiled.
struct KeptRecords {
    Hyphenator::Names names;
    RecordBytes records;
};

std::string write_kept_records(const KeptRecords& kept);
/// No value for anything else.
std::optional<KeptRecords> read_kept_records(std::string_view bytes);

} // namespace zugang::content::tool
