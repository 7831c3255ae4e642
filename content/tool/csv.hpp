#pragma once

#include "content/tool/report.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::content::tool {

struct CsvRow {
    Place place;                     ///< where it begins
    std::vector<std::string> fields; ///< as many as there are headings
};

/// A table of spreadsheets (RFC 4180, with any separator). Fields are NFC, without white space at
/// their ends; runs of white space and control characters within one are a single space, line ends
/// a "\n".
struct CsvTable {
    Place place;
    char separator = ',';
    std::vector<std::string> headings; ///< from the first line; no two are alike
    std::vector<CsvRow> rows;          ///< without those that are empty

    /// Index of a heading, in any case of ASCII letters.
    std::optional<std::size_t> column(std::string_view heading) const;
};

struct CsvForm {
    std::string encoding = "UTF-8"; ///< as ICU names it
    char separator = 0;             ///< 0: what stands most often in the first line of , ; and tab
};

/// No value and a finding where the file is no such table.
std::optional<CsvTable> read_csv(const std::filesystem::path& file, const CsvForm& form,
                                 Report& report);

/// UTF-8 or windows-1252, by the bytes.
std::string guess_encoding(std::string_view bytes);

} // namespace zugang::content::tool
