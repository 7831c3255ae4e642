#include "content/states.hpp"

#include "content/article.hpp"
#include "content/digest.hpp"
#include "content/durable_file.hpp"
#include "content/folder.hpp"
#include "content/package_folder.hpp"
#include "content/prune.hpp"
#include "content/queries.hpp"
#include "content/sha256.hpp"

#include <system_error>
#include <utility>

namespace zugang::content {
namespace {

void verify_texts(Database& database, const std::filesystem::path& file,
                  std::vector<Damage>& damage) {
    Statement integrity(database, queries::integrity);
    if (!integrity.step() || integrity.text(0) != "ok") {
        damage.push_back({file, "the database is damaged"});
        return;
    }
    Statement texts(database, queries::texts);
    while (texts.step()) {
        const std::string slug(texts.text(0));
        const std::string language(texts.text(1));
        if (!find_article(database, slug, language)) {
            damage.push_back({file, "article " + slug + " cannot be read in " + language});
        }
    }
    Statement meta(database, queries::meta);
    meta.bind(1, "digest");
    if (!meta.step() || meta.text(0) != table_digest(database)) {
        damage.push_back({file, "its tables are not those that were written"});
    }
}

void verify_media(State& state, std::vector<Damage>& damage) {
    Statement rows(state.database, queries::media);
    while (rows.step()) {
        const std::string sum(rows.text(0));
        const std::filesystem::path file = media_path(state.folder, sum);
        const auto bytes = read_whole(file);
        if (!bytes) {
            damage.push_back({file, "is missing"});
        } else if (sha256(*bytes) != sum) {
            damage.push_back({file, "has other bytes than were written"});
        }
    }
}

} // namespace

std::optional<std::string> state_before(const std::filesystem::path& folder,
                                        std::string_view state) {
    std::optional<std::string> before;
    for (const int number : list_states(folder / "states")) {
        const std::string name = std::to_string(number);
        const bool older =
            name.size() < state.size() || (name.size() == state.size() && name < state);
        if (older && open_state(folder, name)) {
            before = name;
        }
    }
    return before;
}

std::optional<std::string> make_previous_current(const std::filesystem::path& folder) {
    const FolderLock lock(folder);
    std::error_code error;
    const auto current = std::filesystem::read_symlink(folder / "current", error);
    auto before = state_before(folder, current.filename().string());
    if (before) {
        replace_link(folder / "current", std::filesystem::path("states") / *before);
    }
    return before;
}

std::vector<Damage> verify_current(const std::filesystem::path& folder) {
    auto state = open_current(folder);
    if (!state) {
        return {{folder, std::string(describe(state.error()))}};
    }
    const std::filesystem::path file = folder / "states" / state->name / "content.db";
    std::vector<Damage> damage;
    try {
        verify_texts(state->database, file, damage);
        verify_media(*state, damage);
    } catch (const DatabaseError& error) { // damage is an outcome here
        damage.push_back({file, error.what()});
    }
    return damage;
}

} // namespace zugang::content
