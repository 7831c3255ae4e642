#pragma once

#include "content/tool/report.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zugang::content::tool {

inline constexpr std::uintmax_t max_file_bytes = 20'000'000;

/// A text file of the source and the way from bytes to lines and columns.
class TextFile {
  public:
    TextFile(std::string name, std::string bytes);

    const std::string& bytes() const { return bytes_; }
    Place place(std::size_t offset) const;
    Place place_of_line(int line, int column) const;

    /// Bytes from the start of the file; the end of the file where there is no such place.
    std::size_t offset(int line, int column) const;

  private:
    std::shared_ptr<const std::string> name_;
    std::string bytes_;
    std::vector<std::size_t> lines_;
};

/// The place of a whole file.
Place place_of(const std::filesystem::path& file);

/// The bytes of a file of the source; no value and a finding where it cannot be read, is no plain
/// file or is too large. A file that is too large is not opened.
std::optional<std::string> read_bytes(const std::filesystem::path& file, Report& report,
                                      std::uintmax_t max_bytes = max_file_bytes);

/// The same for text: UTF-8 without a byte order mark, line ends as "\n".
std::optional<TextFile> read_text(const std::filesystem::path& file, Report& report);

/// Without a byte order mark, line ends ("\n", "\r\n", "\r") as "\n".
std::string with_plain_line_ends(std::string bytes);

/// Text in NFC.
std::string to_nfc(std::string_view utf8);

} // namespace zugang::content::tool
