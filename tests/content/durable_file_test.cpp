#include "content/durable_file.hpp"
#include "tests/full_disk.hpp"
#include "tests/read_only_disk.hpp"

#include <system_error>

#include "source_tree.hpp"
#include <doctest/doctest.h>

using namespace zugang::content;
using namespace zugang::content::tool;
namespace fs = std::filesystem;

TEST_CASE("a link to a file stays a link, and the file keeps its permissions") {
    const SourceTree tree;
    const fs::path file = tree.root() / "real/file";
    write_file(file, "old");
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
    fs::create_symlink("real/file", tree.root() / "link");
    write_durably(tree.root() / "link", "new");
    CHECK(fs::is_symlink(tree.root() / "link"));
    CHECK(read_file(file) == "new");
    CHECK(fs::status(file).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("a full disk leaves the old file and nothing beside it") {
    const SourceTree tree;
    const fs::path file = tree.root() / "there/file";
    write_file(file, "old");
    {
        const zugang::testing::FullDisk disk(10);
        CHECK_THROWS_AS(write_durably(file, std::string(100, 'x')), std::system_error);
    }
    CHECK(read_file(file) == "old");
    CHECK_FALSE(fs::exists(tree.root() / "there/file.draft"));
}

TEST_CASE("folders are made down to the last one, and what is in the way is said") {
    const SourceTree tree;
    make_folder_durably(tree.root() / "one/two/three");
    make_folder_durably(tree.root() / "one/two/three");
    write_durably(tree.root() / "one/two/three/file", "here");
    CHECK(read_file(tree.root() / "one/two/three/file") == "here");
    CHECK_THROWS_AS(make_folder_durably(tree.root() / "one/two/three/file/four"),
                    std::system_error);
    const zugang::testing::ReadOnlyDisk disk(tree.root() / "one");
    CHECK_THROWS_AS(make_folder_durably(tree.root() / "one/other"), std::system_error);
    CHECK_THROWS_AS(write_durably(tree.root() / "one/two/three/file", "new"), std::system_error);
    CHECK(read_file(tree.root() / "one/two/three/file") == "here");
}
