#include "kiosk/state_file.hpp"
#include "tests/full_disk.hpp"
#include "tests/kiosk/testing.hpp"
#include "tests/read_only_disk.hpp"

#include <fstream>
#include <iterator>
#include <vector>

#include <doctest/doctest.h>

using namespace zugang;
using namespace zugang::kiosk;
using zugang::kiosk::testing::Folder;

namespace {

content::Date day(std::string_view iso) {
    return *content::parse_date(iso);
}

struct Lines {
    std::vector<std::string> lines;
    StateFile::Log log() {
        return [this](const std::string& line) { lines.push_back(line); };
    }
};

} // namespace

TEST_CASE("a clock that is set back after a restart is reported and not obeyed") {
    const Folder folder;
    Lines lines;
    {
        StateFile state(folder.path(), lines.log());
        CHECK(state.newest(day("2027-01-02")) == day("2027-01-02"));
    }
    StateFile state(folder.path(), lines.log());
    CHECK(state.newest(day("1970-01-01")) == day("2027-01-02"));
    CHECK(state.newest(day("1970-01-01")) == day("2027-01-02"));
    REQUIRE(lines.lines.size() == 1);
    CHECK(lines.lines[0].find("1970-01-01") != std::string::npos);
    CHECK(state.newest(day("2027-03-01")) == day("2027-03-01"));
}

TEST_CASE("a clock that is years ahead is not believed and not remembered") {
    const Folder folder;
    Lines lines;
    {
        StateFile state(folder.path(), lines.log());
        CHECK(state.newest(day("2099-01-01")) == day("2026-11-22"));
        CHECK(state.newest(day("2026-12-24")) == day("2026-12-24"));
    }
    CHECK(lines.lines.size() == 1);
    StateFile state(folder.path(), lines.log());
    CHECK(state.newest(day("2026-12-25")) == day("2026-12-25"));
}

TEST_CASE("a state folder that cannot be used is logged once and stops nothing") {
    const Folder folder;
    std::ofstream(folder.path() / "file") << "no folder";
    Lines lines;
    StateFile state(folder.path() / "file", lines.log());
    CHECK(state.newest(day("2027-01-02")) == day("2027-01-02"));
    CHECK(state.newest(day("2026-01-02")) == day("2027-01-02"));
    CHECK(lines.lines.size() == 2); // no place to remember, the clock went back
}

TEST_CASE("what is removed is in no file any more, and a year of days is no larger than one") {
    const Folder folder;
    Lines lines;
    StateFile state(folder.path(), lines.log());
    const auto bytes = [&folder] {
        std::string all;
        for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
            std::ifstream file(entry.path(), std::ios::binary);
            all.append(std::istreambuf_iterator<char>(file), {});
        }
        return all;
    };
    CHECK(state.newest(day("2027-01-02")) == day("2027-01-02"));
    REQUIRE(state.database() != nullptr);
    const std::size_t before = bytes().size();
    state.database()->execute("INSERT INTO fact(name, value) VALUES ('colleague', 'quokka')");
    CHECK(bytes().find("quokka") != std::string::npos);
    state.database()->execute("DELETE FROM fact WHERE name = 'colleague'");
    CHECK(bytes().find("quokka") == std::string::npos);
    for (int passed = 1; passed < 366; ++passed) {
        state.newest(day("2027-01-02") + std::chrono::days(passed));
    }
    CHECK(bytes().size() == before);
    CHECK(lines.lines.empty());
}

TEST_CASE("a damaged state.db and one of a newer version are left alone") {
    const Folder folder;
    Lines lines;
    SUBCASE("damaged") {
        std::ofstream(folder.path() / "state.db") << std::string(5000, 'x');
    }
    SUBCASE("newer") {
        content::Database database(folder.path() / "state.db", content::Access::Create);
        database.execute("PRAGMA user_version = 99");
    }
    StateFile state(folder.path(), lines.log());
    CHECK(lines.lines.size() == 1);
    CHECK(state.newest(day("2027-01-02")) == day("2027-01-02"));
}

TEST_CASE(
    "a disk that is full or read-only is logged once, and what was remembered is there after it") {
    const Folder folder;
    const std::filesystem::path place = folder.path() / "state";
    {
        Lines lines;
        StateFile state(place, lines.log());
        CHECK(state.newest(day("2027-01-02")) == day("2027-01-02"));
    }
    Lines lines;
    SUBCASE("full from the start on") {
        const zugang::testing::FullDisk disk;
        StateFile state(place, lines.log());
        CHECK(state.newest(day("2027-01-03")) == day("2027-01-03"));
        CHECK(state.newest(day("2027-01-04")) == day("2027-01-04"));
        CHECK(lines.lines.size() == 1);
    }
    SUBCASE("full from now on") {
        StateFile state(place, lines.log());
        const zugang::testing::FullDisk disk;
        CHECK(state.newest(day("2027-01-03")) == day("2027-01-03"));
        CHECK(state.newest(day("2027-01-04")) == day("2027-01-04"));
        CHECK(lines.lines.size() == 1);
    }
    SUBCASE("read-only") {
        const zugang::testing::ReadOnlyDisk disk(place);
        StateFile state(place, lines.log());
        CHECK(state.newest(day("2027-01-03")) == day("2027-01-03"));
        CHECK(lines.lines.size() == 1);
    }
    StateFile state(place, lines.log());
    CHECK(lines.lines.size() == 1);
    CHECK(state.newest(day("1970-01-01")) == day("2027-01-02"));
    CHECK(state.newest(day("2027-01-05")) == day("2027-01-05"));
    StateFile again(place, lines.log());
    CHECK(again.newest(day("1970-01-01")) == day("2027-01-05"));
}
