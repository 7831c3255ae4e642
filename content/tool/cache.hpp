#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace zugang::content::tool {

/// What is kept from one run of zugang-content to the next, by names that say all that it was made
/// of. To lose it costs time and nothing else: what is not there, cannot be read or written, or was
/// cut off is made anew. Several threads and programs may use one at a time.
class Cache {
  public:
    /// Keeps nothing.
    Cache() = default;
    explicit Cache(std::filesystem::path folder) : folder_(std::move(folder)) {}

    /// $XDG_CACHE_HOME/zugang-content, else ~/.cache/zugang-content; one that keeps nothing where
    /// there is neither or ZUGANG_CACHE=off. What nobody asked for in thirty days goes.
    static Cache of_user();

    /// `name`: of any bytes; it is hashed.
    std::optional<std::string> read(std::string_view name) const;
    void write(std::string_view name, std::string_view bytes) const;

  private:
    std::filesystem::path file(std::string_view name) const;

    std::filesystem::path folder_; ///< empty: keeps nothing
};

/// To be part of a name: another program may make something else of the same.
const std::string& program_version();

} // namespace zugang::content::tool
