#pragma once

#include <optional>
#include <string>
#include <string_view>

/// Texts of articles in another order: what all languages have in common stands together and costs
/// nothing beside the default language (FORMAT.md, "Columns").
namespace zugang::sync {

/// The same bytes as the records, no more and no fewer.
struct Columns {
    std::string rest;  ///< the records without the values below, their keys included
    std::string spans; ///< values of "spans", "title_spans" and "summary_spans"
    std::string texts; ///< values of "title", "summary", "text" and "keywords"
};

/// `records`: one after the other. Only strings and arrays are taken out. Never fails: what comes
/// of bytes that are no records means nothing.
Columns split_columns(std::string_view records);

/// The records again; no value where the columns do not belong together. What was split from
/// records of write_record is joined to the same bytes.
std::optional<std::string> join_columns(std::string_view rest, std::string_view spans,
                                        std::string_view texts);

} // namespace zugang::sync
