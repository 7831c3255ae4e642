#include "content/folder.hpp"

#include <fstream>

#include "small_content.hpp"
#include <doctest/doctest.h>
#include <unistd.h>

using namespace zugang::content;
namespace fs = std::filesystem;

namespace {

struct Folder {
    fs::path path = fs::temp_directory_path() / ("zugang-folder-" + std::to_string(getpid()));
    Folder() {
        fs::remove_all(path);
        fs::create_directories(path / "states/7");
        fs::create_directory_symlink("states/7", path / "current");
    }
    ~Folder() { fs::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    fs::path file() const { return path / "states/7/content.db"; }

    void fill(const std::string& more = {}) const {
        Database database(file(), Access::Create);
        database.execute("PRAGMA application_id = " + std::to_string(application_id) +
                         "; PRAGMA user_version = " + std::to_string(schema_version));
        database.execute(schema);
        database.execute("INSERT INTO meta VALUES ('as_of', '2026-11-22')");
        database.execute(more);
    }

    FolderProblem problem() const {
        const auto state = open_current(path);
        REQUIRE_FALSE(state);
        return state.error();
    }
};

} // namespace

TEST_CASE("the current state is opened by the name that the link had") {
    const Folder folder;
    folder.fill();
    const auto state = open_current(folder.path);
    REQUIRE(state);
    CHECK(state->name == "7");
    CHECK(state->as_of == parse_date("2026-11-22"));
    CHECK(media_path("c", "aabb") == fs::path("c/media/aa/aabb"));
}

TEST_CASE("every problem of a folder has its name") {
    const Folder folder;
    SUBCASE("missing") {
        fs::remove_all(folder.path);
        CHECK(folder.problem() == FolderProblem::Missing);
    }
    SUBCASE("a file") {
        fs::remove_all(folder.path);
        std::ofstream(folder.path) << "x";
        CHECK(folder.problem() == FolderProblem::Unreadable);
    }
    SUBCASE("without current") {
        fs::remove(folder.path / "current");
        CHECK(folder.problem() == FolderProblem::Empty);
    }
    SUBCASE("current leads nowhere") {
        fs::remove_all(folder.path / "states/7");
        CHECK(folder.problem() == FolderProblem::Empty);
    }
    SUBCASE("no database in it") {
        CHECK(folder.problem() == FolderProblem::Damaged);
    }
    SUBCASE("garbage") {
        std::ofstream(folder.file()) << std::string(5000, 'x');
        CHECK(folder.problem() == FolderProblem::NotContent);
    }
    SUBCASE("empty file") {
        std::ofstream(folder.file()) << "";
        CHECK(folder.problem() == FolderProblem::Damaged);
    }
    SUBCASE("cut off") {
        folder.fill();
        for (const std::uintmax_t size :
             {fs::file_size(folder.file()) - 1, std::uintmax_t{4096}, std::uintmax_t{50}}) {
            fs::resize_file(folder.file(), size);
            CHECK(folder.problem() == FolderProblem::Damaged);
        }
    }
    SUBCASE("another program's database") {
        folder.fill("PRAGMA application_id = 1");
        CHECK(folder.problem() == FolderProblem::NotContent);
    }
    SUBCASE("other version") {
        folder.fill("PRAGMA user_version = 99");
        CHECK(folder.problem() == FolderProblem::OtherVersion);
    }
    SUBCASE("a table is missing") {
        folder.fill("DROP TABLE block");
        CHECK(folder.problem() == FolderProblem::Damaged);
    }
    SUBCASE("no date") {
        folder.fill("DELETE FROM meta");
        CHECK(folder.problem() == FolderProblem::Damaged);
    }
    SUBCASE("overwritten inside") {
        folder.fill();
        std::fstream file(folder.file(), std::ios::binary | std::ios::in | std::ios::out);
        file.seekp(100);
        file << std::string(3000, '\x5a');
        file.close();
        CHECK(folder.problem() == FolderProblem::Damaged);
    }
}
