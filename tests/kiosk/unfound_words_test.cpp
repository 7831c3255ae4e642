// What is looked for and not found: counted, and written down only when five visits looked for it.
#include "content/database.hpp"
#include "content/search/write_index.hpp"
#include "kiosk/unfound_words.hpp"
#include "tests/full_disk.hpp"
#include "tests/read_only_disk.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "testing.hpp"
#include <doctest/doctest.h>
#include <sys/stat.h>

using namespace zugang;
using namespace zugang::kiosk;
using namespace zugang::kiosk::testing;
using namespace std::chrono_literals;

namespace {

using Words = std::vector<std::string>;

content::Date day(std::string_view iso) {
    return *content::parse_date(iso);
}

std::string read(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// Lines but the head.
Words lines_of(const std::filesystem::path& folder) {
    Words lines;
    std::ifstream stream(folder / "unfound.tsv");
    for (std::string line; std::getline(stream, line);) {
        if (!line.starts_with('#')) {
            lines.push_back(line);
        }
    }
    return lines;
}

/// Files below a folder that hold these bytes in any place.
Words files_with(const std::filesystem::path& folder, std::string_view bytes) {
    Words files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if ((entry.is_regular_file() && read(entry.path()).find(bytes) != std::string::npos) ||
            entry.path().filename().string().find(bytes) != std::string::npos) {
            files.push_back(entry.path().string());
        }
    }
    return files;
}

void write_searched_content(const std::filesystem::path& folder) {
    write_content(folder);
    content::Database database(database_of(folder), content::Access::ReadWrite);
    content::search::write_index(database);
}

struct Counter {
    Folder folder;
    Words log;
    UnfoundWords words{folder.path(), [this](const std::string& line) { log.push_back(line); }};

    void visit(std::string_view today, const Words& typed, std::string_view language = "de") {
        words.add(day(today), language, typed);
        words.end_visit();
    }
};

/// A terminal that counts, with content that can be searched.
struct Searched {
    Folder content;
    Folder state;
    Booth booth{prepared(content)};
    UnfoundWords words{state.path(), [](const std::string&) {}};

    Searched() { booth.terminal().set_unfound_words(&words); }

  private:
    static const std::filesystem::path& prepared(const Folder& content) {
        write_searched_content(content.path());
        return content.path();
    }
};

} // namespace

TEST_CASE("a word is written down in the fifth visit of a day and not before") {
    Counter counter;
    for (int visit = 0; visit < 4; ++visit) {
        counter.visit("2026-11-22", {"wohngeld"});
        CHECK(std::filesystem::is_empty(counter.folder.path()));
    }
    counter.words.add(day("2026-11-22"), "de", Words{"wohngeld"});
    CHECK(std::filesystem::is_empty(counter.folder.path())); // the fifth is still there
    counter.words.end_visit();
    CHECK(lines_of(counter.folder.path()) == Words{"2026-11-22\tde\twohngeld\t5+"});
    counter.visit("2026-11-22", {"wohngeld"});
    CHECK(lines_of(counter.folder.path()).size() == 1);
    CHECK(counter.log.empty());
}

TEST_CASE("a visit counts a word once; other days and languages are other words") {
    Counter counter;
    for (int again = 0; again < 9; ++again) {
        counter.words.add(day("2026-11-22"), "de", Words{"eins", "eins"});
    }
    counter.words.end_visit();
    for (const char* today : {"2026-11-22", "2026-11-23"}) {
        for (const char* language : {"de", "ar"}) {
            for (int visit = 0; visit < 4; ++visit) {
                counter.visit(today, {"zwei"}, language);
            }
        }
    }
    CHECK(std::filesystem::is_empty(counter.folder.path()));
    counter.visit("2026-11-22", {"zwei"}, "ar"); // the clock went back: the key is another one
    CHECK(std::filesystem::is_empty(counter.folder.path()));
}

TEST_CASE("lines tell neither the time nor the order") {
    Counter counter;
    for (const char* word : {"zebra", "apfel", "mitte"}) {
        for (int visit = 0; visit < 5; ++visit) {
            counter.visit("2026-11-22", {word});
        }
    }
    CHECK(lines_of(counter.folder.path()) == Words{"2026-11-22\tde\tapfel\t5+",
                                                   "2026-11-22\tde\tmitte\t5+",
                                                   "2026-11-22\tde\tzebra\t5+"});
    struct stat file {};
    REQUIRE(stat((counter.folder.path() / "unfound.tsv").c_str(), &file) == 0);
    CHECK(std::chrono::seconds(file.st_mtim.tv_sec) == day("2026-11-22").time_since_epoch());
    CHECK(file.st_mtim.tv_nsec == 0);
}

TEST_CASE("numbers of people and files are not counted, nor what fills the memory") {
    Counter counter;
    for (int visit = 0; visit < 5; ++visit) {
        Words typed{"01234567890", "a12b", std::string(200, 'x'), "", "zwei\tspalten", "a\nb"};
        for (int i = 0; i < 200; ++i) {
            typed.push_back("w" + std::string(1, static_cast<char>('a' + i % 26)) +
                            std::string(1, static_cast<char>('a' + i / 26)));
        }
        counter.visit("2026-11-22", typed);
    }
    const Words lines = lines_of(counter.folder.path());
    CHECK(lines.size() == 64);
    CHECK(std::ranges::all_of(lines, [](const std::string& line) {
        return line.starts_with("2026-11-22\tde\tw") && line.ends_with("\t5+");
    }));
}

TEST_CASE("older lines stay for a year, and what is none goes") {
    Counter counter;
    std::ofstream(counter.folder.path() / "unfound.tsv")
        << "# head\n2025-11-20\tde\talt\t5+\n2025-11-25\tde\tneuer\t5+\nrubbish\n\xff\t\t\t\n";
    for (int visit = 0; visit < 5; ++visit) {
        counter.visit("2026-11-22", {"heute"});
    }
    CHECK(lines_of(counter.folder.path()) ==
          Words{"2025-11-25\tde\tneuer\t5+", "2026-11-22\tde\theute\t5+"});
}

TEST_CASE("a full disk is logged once, without the word, and the word comes when there is room") {
    Counter counter;
    {
        const zugang::testing::FullDisk disk;
        for (int visit = 0; visit < 7; ++visit) {
            counter.visit("2026-11-22", {"geheimwort"});
        }
    }
    REQUIRE(counter.log.size() == 1);
    CHECK(counter.log[0].find("geheimwort") == std::string::npos);
    CHECK(files_with(counter.folder.path(), "geheimwort").empty());
    counter.words.end_visit();
    CHECK(lines_of(counter.folder.path()) == Words{"2026-11-22\tde\tgeheimwort\t5+"});
}

TEST_CASE("a read-only disk keeps the words that it has, and takes the others once it can") {
    Counter counter;
    const auto five_visits = [&](const char* word) {
        for (int visit = 0; visit < 5; ++visit) {
            counter.visit("2026-11-22", {word});
        }
    };
    five_visits("heute");
    {
        const zugang::testing::ReadOnlyDisk disk(counter.folder.path());
        five_visits("morgen");
    }
    CHECK(counter.log.size() == 1);
    CHECK(lines_of(counter.folder.path()) == Words{"2026-11-22\tde\theute\t5+"});
    counter.words.end_visit();
    CHECK(lines_of(counter.folder.path()).size() == 2);
}

TEST_CASE("a word planted in four visits is nowhere; in the fifth it is in one place") {
    Searched searched;
    Booth& booth = searched.booth;
    const Folder& content = searched.content;
    const Folder& state = searched.state;
    const auto visit = [&booth] {
        booth.tap("language.en");
        booth.tap("nav.search");
        for (const char* letter : {"q", "u", "o", "k", "k", "a"}) {
            booth.terminal().type(letter, booth.now());
            booth.frame();
        }
        booth.tap("key.search");
        booth.tap("session.finish");
    };
    for (int i = 0; i < 4; ++i) {
        visit();
    }
    CHECK(files_with(state.path(), "quokka").empty());
    CHECK(files_with(content.path(), "quokka").empty());
    CHECK(std::ranges::none_of(booth.log(), [](const std::string& line) {
        return line.find("quokka") != std::string::npos;
    }));
    visit();
    CHECK(lines_of(state.path()) == Words{"2026-11-22\ten\tquokka\t5+"});
    CHECK(files_with(state.path(), "quo").size() == 1);
}

TEST_CASE("what stands still is counted, what is typed through is not") {
    Searched searched;
    Booth& booth = searched.booth;
    const Folder& state = searched.state;
    for (int visit = 0; visit < 5; ++visit) {
        booth.tap("language.en");
        booth.tap("nav.search");
        booth.terminal().type("qq", booth.now());
        booth.pass(1s);
        booth.terminal().type("xx", booth.now());
        booth.pass(5s); // somebody looks at what was found
        booth.terminal().type("yy", booth.now());
        booth.frame();
        booth.tap("nav.home"); // and leaves
        booth.tap("session.finish");
    }
    CHECK(lines_of(state.path()) ==
          Words{"2026-11-22\ten\tqqxx\t5+", "2026-11-22\ten\tqqxxyy\t5+"});
}

TEST_CASE("words that are found, and function words, are not counted") {
    Searched searched;
    Booth& booth = searched.booth;
    const Folder& state = searched.state;
    for (int visit = 0; visit < 6; ++visit) {
        booth.tap("language.en");
        booth.tap("nav.search");
        booth.terminal().type("where is the paragraph", booth.now());
        booth.frame();
        booth.tap("session.finish");
    }
    CHECK(std::filesystem::is_empty(state.path()));
}
