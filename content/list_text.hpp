#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace zugang::content {

/// Lists as the database stores them: joined by one character that no item holds.
std::vector<std::string> split_list(std::string_view joined, char separator = ' ');
std::string join_list(const std::vector<std::string>& items, char separator = ' ');

} // namespace zugang::content
