#include "content/folder.hpp"

#include "content/queries.hpp"
#include "content/schema.hpp"

#include <array>
#include <fstream>

namespace zugang::content {
namespace {

constexpr std::size_t header_size = 100;
constexpr std::string_view magic("SQLite format 3\0", 16);

std::uint64_t read_number(std::string_view header, std::size_t offset, std::size_t bytes) {
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < bytes; ++i) {
        number = (number << 8U) | static_cast<unsigned char>(header[offset + i]);
    }
    return number;
}

/// What SQLite's own header says (sqlite.org/fileformat.html, section 1.3), before SQLite sees the
/// file.
std::optional<FolderProblem> find_problem(const std::filesystem::path& file) {
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(file, error);
    if (error == std::errc::no_such_file_or_directory) {
        return FolderProblem::Damaged;
    }
    std::ifstream stream(file, std::ios::binary);
    if (error || !stream) {
        return FolderProblem::Unreadable;
    }
    std::array<char, header_size> bytes{};
    stream.read(bytes.data(), bytes.size());
    const std::string_view header(bytes.data(), static_cast<std::size_t>(stream.gcount()));
    if (header.substr(0, magic.size()) != magic.substr(0, header.size())) {
        return FolderProblem::NotContent;
    }
    if (header.size() < header_size) {
        return FolderProblem::Damaged;
    }
    if (read_number(header, 68, 4) != static_cast<std::uint64_t>(application_id)) {
        return FolderProblem::NotContent;
    }
    if (read_number(header, 60, 4) != static_cast<std::uint64_t>(schema_version)) {
        return FolderProblem::OtherVersion;
    }
    const std::uint64_t page_size = read_number(header, 16, 2);
    if (read_number(header, 28, 4) * page_size != size) {
        return FolderProblem::Damaged;
    }
    return std::nullopt;
}

tl::expected<State, FolderProblem> open_in(const std::filesystem::path& folder,
                                           const std::filesystem::path& state) {
    std::error_code error;
    if (!std::filesystem::exists(state, error)) {
        return tl::unexpected(error ? FolderProblem::Unreadable : FolderProblem::Empty);
    }
    const std::filesystem::path file = state / "content.db";
    if (const auto problem = find_problem(file)) {
        return tl::unexpected(*problem);
    }
    try {
        Database database(file, Access::ReadOnly);
        for (const auto& [table, sql] : table_rows) {
            Statement rows(database, sql);
        }
        Statement meta(database, queries::meta);
        meta.bind(1, "as_of");
        const auto as_of = meta.step() ? parse_date(meta.text(0)) : std::nullopt;
        if (!as_of) {
            return tl::unexpected(FolderProblem::Damaged);
        }
        return State{.database = std::move(database),
                     .folder = folder,
                     .name = state.filename().string(),
                     .as_of = *as_of};
    } catch (const DatabaseError&) { // damage is an outcome here: the caller shows another page
        return tl::unexpected(FolderProblem::Damaged);
    }
}

} // namespace

std::string_view describe(FolderProblem problem) {
    switch (problem) {
    case FolderProblem::Missing:
        return "there is no content folder";
    case FolderProblem::Empty:
        return "the content folder holds no current state";
    case FolderProblem::Unreadable:
        return "the content cannot be read: wrong permissions or a failing disk";
    case FolderProblem::NotContent:
        return "content.db is no content database";
    case FolderProblem::OtherVersion:
        return "content.db was made by another version of the software and has to be built again";
    case FolderProblem::Damaged:
        return "content.db is damaged or incomplete";
    }
    return "unknown problem";
}

tl::expected<State, FolderProblem> open_current(const std::filesystem::path& folder) {
    std::error_code error;
    const auto status = std::filesystem::status(folder, error);
    if (status.type() == std::filesystem::file_type::not_found) {
        return tl::unexpected(FolderProblem::Missing);
    }
    if (status.type() != std::filesystem::file_type::directory) {
        return tl::unexpected(FolderProblem::Unreadable);
    }
    // The link is read once: a new state may be made current meanwhile.
    const std::filesystem::path link = folder / "current";
    const auto link_status = std::filesystem::symlink_status(link, error);
    std::filesystem::path state = link;
    if (link_status.type() == std::filesystem::file_type::symlink) {
        state = folder / std::filesystem::read_symlink(link, error);
    } else if (link_status.type() == std::filesystem::file_type::not_found) {
        return tl::unexpected(FolderProblem::Empty);
    }
    if (error) {
        return tl::unexpected(FolderProblem::Unreadable);
    }
    return open_in(folder, state);
}

tl::expected<State, FolderProblem> open_state(const std::filesystem::path& folder,
                                              std::string_view name) {
    return open_in(folder, folder / "states" / name);
}

tl::expected<std::vector<std::string>, FolderProblem>
list_media_of_state(const std::filesystem::path& state) {
    try {
        Database database(state / "content.db", Access::ReadOnly);
        std::vector<std::string> sums;
        Statement rows(database, queries::media);
        while (rows.step()) {
            sums.emplace_back(rows.text(0));
        }
        return sums;
    } catch (const DatabaseError&) { // as above
        return tl::unexpected(FolderProblem::Damaged);
    }
}

std::filesystem::path media_path(const std::filesystem::path& folder, std::string_view sha256) {
    return folder / "media" / sha256.substr(0, 2) / sha256;
}

} // namespace zugang::content
