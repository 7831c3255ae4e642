#pragma once

#include "content/date.hpp"

#include <filesystem>
#include <string_view>

namespace zugang::kiosk {

/// As content::write_durably; the file's time is then the beginning of `day`, because when it was
/// written says when somebody was there. (When it was last changed at all, ctime, only the kernel
/// sets.)
void write_without_time(const std::filesystem::path& file, std::string_view bytes,
                        content::Date day);

} // namespace zugang::kiosk
