#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// terminal.toml, the one configuration that the programs of a terminal share. Each program lists
/// the keys of its own tables and passes quietly over the tables of the others.
namespace zugang::content {

/// A value as it stands in the file. Nothing stands for what no setting is: a table, a date, a
/// list of anything but texts.
using SettingValue =
    std::variant<std::monostate, bool, std::int64_t, double, std::string, std::vector<std::string>>;

struct WrongSetting {
    std::string what;                     ///< goes on after the key: "wants true or false"
    std::optional<std::size_t> element{}; ///< of a list: this one is left out, the others stay
};

/// One key and what its value is read into. Nothing is to be changed for a value that is wrong.
struct Setting {
    std::string_view name; ///< table.key
    std::function<std::vector<WrongSetting>(const SettingValue&)> read;
};

/// Reads the file once. What is wrong keeps its default and is named in `problems` as file:line:
/// what, and the nearest right key.
void read_settings(const std::filesystem::path& file, std::span<const Setting> settings,
                   std::vector<std::string>& problems);

} // namespace zugang::content

/// Keys by kind. A target must live until the file is read.
namespace zugang::content::setting {

/// What a text is to be instead; no value where it is good.
using TextCheck = std::function<std::optional<std::string>(const std::string&)>;

Setting flag(std::string_view name, bool& target);
Setting number(std::string_view name, std::int64_t least, std::int64_t most, std::int64_t& target);
Setting seconds(std::string_view name, std::int64_t least, std::int64_t most,
                std::chrono::seconds& target);
Setting minutes(std::string_view name, std::int64_t least, std::int64_t most,
                std::chrono::minutes& target);
Setting bytes(std::string_view name, std::uint64_t& target);
Setting bytes(std::string_view name, std::optional<std::uint64_t>& target);
/// An angle from -most to most, with or without a point, into millionths of a degree.
Setting degrees(std::string_view name, int most, std::optional<int>& target_e6);
Setting text(std::string_view name, std::string& target, TextCheck check = {});
/// A list from which the texts that are not good are left out; the default where none is.
Setting texts(std::string_view name, std::vector<std::string>& target, TextCheck check = {});

} // namespace zugang::content::setting
