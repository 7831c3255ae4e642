// How often pages are opened: sums of several visits, and nothing of any single one.
#include "content/database.hpp"
#include "content/search/write_index.hpp"
#include "kiosk/day_counts.hpp"
#include "tests/full_disk.hpp"

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
using content::CountKind;

namespace {

using Lines = std::vector<std::string>;

content::Date day(std::string_view iso) {
    return *content::parse_date(iso);
}

std::string read(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/// Lines but the head.
Lines lines_of(const std::filesystem::path& folder) {
    Lines lines;
    std::ifstream stream(folder / "counts.tsv");
    for (std::string line; std::getline(stream, line);) {
        if (!line.starts_with('#')) {
            lines.push_back(line);
        }
    }
    return lines;
}

struct Counter {
    Folder folder;
    Lines log;
    Instant now{};
    std::chrono::days keep{400};
    std::optional<DayCounts> counts;

    Counter() { restart(); }
    void restart() {
        counts.reset();
        counts.emplace(folder.path(), keep,
                       [this](const std::string& line) { log.push_back(line); });
    }
    void visit(std::string_view today, const Lines& slugs, std::string_view language = "de") {
        for (const std::string& slug : slugs) {
            counts->add(CountKind::View, slug, language);
        }
        counts->end_visit(day(today), now);
    }
    void visits(int number, std::string_view today, const Lines& slugs) {
        for (int i = 0; i < number; ++i) {
            visit(today, slugs);
        }
    }
    Lines lines() const { return lines_of(folder.path()); }
};

/// A terminal that counts. Article "two" is not there in Arabic, "three" is discreet.
struct Counted {
    Folder content;
    Folder figures;
    Booth booth{prepared(content)};
    DayCounts counts{figures.path(), std::chrono::days(400), [](const std::string&) {}};

    Counted() { booth.terminal().set_counts(&counts); }

    Lines lines() const { return lines_of(figures.path()); }

  private:
    static const std::filesystem::path& prepared(const Folder& content) {
        write_content(content.path());
        content::Database database(database_of(content.path()), content::Access::ReadWrite);
        database.execute("DELETE FROM translation WHERE slug = 'two' AND language = 'ar'");
        database.execute("DELETE FROM block WHERE slug = 'two' AND language = 'ar'");
        database.execute("UPDATE article SET discreet = 1 WHERE slug = 'three'");
        content::search::write_index(database);
        return content.path();
    }
};

void open_about(Booth& booth) {
    booth.tap("nav.help");
    for (int page = 0; page < 5 && !booth.shows("nav.about"); ++page) {
        booth.tap("nav.page_down");
        booth.pass(1s);
    }
    booth.tap("nav.about");
}

} // namespace

TEST_CASE("counts are written as sums of at least five visits, an hour apart") {
    Counter counter;
    counter.visits(4, "2026-11-30", {"one"});
    counter.now = 2h;
    counter.counts->advance(counter.now);
    CHECK(std::filesystem::is_empty(counter.folder.path()));
    CHECK_FALSE(counter.counts->due());
    counter.visit("2026-11-30", {"one", "two"});
    CHECK(counter.lines() == Lines{"2026-11-30\tview\tone\tde\t5", "2026-11-30\tview\ttwo\tde\t1"});
    // The next five come at once, and wait until the hour is over.
    counter.visits(9, "2026-11-30", {"two"});
    CHECK(counter.lines().size() == 2);
    CHECK(counter.lines()[1].ends_with("\t1"));
    REQUIRE(counter.counts->due());
    CHECK(*counter.counts->due() == Instant(3h));
    counter.counts->advance(3h - 1s);
    CHECK(counter.lines()[1].ends_with("\t1"));
    counter.counts->advance(3h);
    CHECK(counter.lines()[1].ends_with("\t10"));
    CHECK_FALSE(counter.counts->due());
    CHECK(counter.log.empty());
}

TEST_CASE("a visit counts a thing once, and visits that look at nothing hide nobody") {
    Counter counter;
    counter.now = 2h;
    counter.visit("2026-11-30", {}); // the hour begins with it
    counter.now = 4h;
    counter.visits(50, "2026-11-30", {});
    counter.visits(4, "2026-11-30", {"one", "one", "one"});
    CHECK(counter.lines().empty());
    counter.visit("2026-11-30", {"one"});
    CHECK(counter.lines() == Lines{"2026-11-30\tview\tone\tde\t5"});
}

TEST_CASE(
    "what fewer than five visits leave at the end of a day or of the program is not written") {
    Counter counter;
    counter.visits(4, "2026-11-29", {"yesterday"});
    counter.visits(5, "2026-11-30", {"today"});
    counter.now = 2h;
    counter.counts->advance(counter.now);
    CHECK(counter.lines() == Lines{"2026-11-30\tview\ttoday\tde\t5"});
    counter.visits(4, "2026-11-30", {"last"});
    counter.restart();
    CHECK(counter.lines().size() == 1);
    // Five are enough, also at the end of the program and after midnight.
    counter.visits(5, "2026-11-30", {"late"});
    counter.visit("2026-12-01", {"next"});
    CHECK(counter.lines().size() == 1);
    counter.restart();
    CHECK(counter.lines() ==
          Lines{"2026-11-30\tview\tlate\tde\t5", "2026-11-30\tview\ttoday\tde\t5"});
}

TEST_CASE("no two versions of the file differ by fewer than five visits") {
    Counter counter;
    const Lines slugs{"a", "b", "c", "d", "e"};
    std::string before;
    std::size_t versions = 0;
    // Each visit looks at one page more than the next, at odd times, over days, with restarts.
    for (int visit = 0; visit < 400; ++visit) {
        counter.now += (visit % 7) * 11min;
        const std::string today = "2026-11-" + std::to_string(10 + visit / 30);
        counter.visit(today, {slugs.begin(), slugs.begin() + 1 + visit % 5});
        if (visit % 97 == 96) {
            counter.restart();
        }
        const std::string now = read(counter.folder.path() / "counts.tsv");
        if (now == before) {
            continue;
        }
        ++versions;
        // Every visit looked at "a": as many visits as it has become more.
        const auto old = content::read_counts(before).counts;
        std::map<content::Date, std::uint64_t> more;
        for (const auto& [key, number] : content::read_counts(now).counts) {
            if (key.id == "a") {
                more[key.day] += number - (old.contains(key) ? old.at(key) : 0);
            }
        }
        for (const auto& [of, number] : more) {
            CAPTURE(content::iso_date(of));
            CHECK((number == 0 || number >= 5));
        }
        before = now;
    }
    CHECK(versions > 20);
}

TEST_CASE("rows tell no order, and the file's time is the beginning of its last day") {
    Counter counter;
    for (const char* slug : {"zebra", "apfel", "mitte"}) {
        counter.visits(2, "2026-11-30", {slug});
    }
    counter.restart();
    CHECK(counter.lines() == Lines{"2026-11-30\tview\tapfel\tde\t2",
                                   "2026-11-30\tview\tmitte\tde\t2",
                                   "2026-11-30\tview\tzebra\tde\t2"});
    struct stat file {};
    REQUIRE(stat((counter.folder.path() / "counts.tsv").c_str(), &file) == 0);
    CHECK(std::chrono::seconds(file.st_mtim.tv_sec) == day("2026-11-30").time_since_epoch());
    CHECK(file.st_mtim.tv_nsec == 0);
}

TEST_CASE("rows stay as long as they are to, and what is none goes") {
    Counter counter;
    counter.keep = std::chrono::days(10);
    counter.restart();
    std::ofstream(counter.folder.path() / "counts.tsv")
        << "# head\n2026-11-19\tview\told\tde\t7\n2026-11-20\tview\tkept\tde\t7\nrubbish\n"
           "2026-11-30\tview\ttoday\tde\t2\n2026-11-30\tview\tx\tde\t0\n\xff\t\t\t\t\n";
    counter.visits(5, "2026-11-30", {"today"});
    counter.restart();
    CHECK(counter.lines() ==
          Lines{"2026-11-20\tview\tkept\tde\t7", "2026-11-30\tview\ttoday\tde\t7"});
}

TEST_CASE("a full disk is logged once, and what was counted comes when there is room") {
    Counter counter;
    counter.visits(5, "2026-11-30", {"one"});
    {
        const zugang::testing::FullDisk disk;
        counter.now = 1h;
        counter.counts->advance(counter.now);
        counter.now = 3h;
        counter.visits(5, "2026-11-30", {"one"});
    }
    CHECK(counter.log.size() == 1);
    CHECK(counter.lines().empty());
    counter.counts->advance(4h);
    CHECK(counter.lines() == Lines{"2026-11-30\tview\tone\tde\t10"});
}

TEST_CASE("who taps at random fills nothing") {
    Counter counter;
    for (int visit = 0; visit < 5; ++visit) {
        for (int i = 0; i < 1000; ++i) {
            counter.counts->add(CountKind::View, "page-" + std::to_string(i), "de");
        }
        counter.counts->add(CountKind::View, "with space", "de");
        counter.counts->end_visit(day("2026-11-30"), counter.now);
    }
    counter.restart();
    CHECK(counter.lines().size() == 200);
}

TEST_CASE("a terminal counts articles, results, what is not translated, and searches in vain") {
    Counted counted;
    Booth& booth = counted.booth;
    for (int visit = 0; visit < 5; ++visit) {
        booth.tap("language.ar");
        booth.tap("topic.work");
        booth.tap("article.one");
        booth.tap("nav.back");
        booth.tap("article.two");
        booth.tap("nav.back");
        booth.tap("article.one"); // once more
        booth.tap("nav.home");
        booth.tap("guide.ways");
        booth.tap("answer.1");
        booth.tap("answer.1");
        booth.tap("nav.search");
        booth.terminal().type("plantedword", booth.now());
        booth.frame();
        booth.tap("key.search");
        if (visit == 0) {
            booth.tap("bar.language");
            booth.tap("language.en"); // the same in another language
        }
        booth.tap("session.finish");
    }
    CHECK(counted.lines().empty()); // an hour has not passed
    booth.pass(61min);
    CHECK(counted.lines() == Lines{"2026-11-22\tview\tone\tar\t5", "2026-11-22\tview\ttwo\tar\t5",
                                   "2026-11-22\tresult\tways/office\tar\t5",
                                   "2026-11-22\tmissing\ttwo\tar\t5",
                                   "2026-11-22\tsearch\t-\tar\t5", "2026-11-22\tsearch\t-\ten\t1"});
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(counted.figures.path())) {
        CHECK(read(entry.path()).find("planted") == std::string::npos);
    }
    booth.tap("language.en");
    open_about(booth);
    CHECK(booth.shows("privacy.counts"));
    booth.terminal().set_counts(nullptr);
    booth.tap("nav.home");
    open_about(booth);
    CHECK_FALSE(booth.shows("privacy.counts"));
}

TEST_CASE("discreet pages leave no trace, not even that somebody was there") {
    Counted counted;
    Booth& booth = counted.booth;
    for (int visit = 0; visit < 8; ++visit) {
        booth.tap("language.en");
        booth.tap("topic.work");
        booth.tap("article.three");
        CHECK(booth.shows("session.leave"));
        booth.tap("nav.help");
        booth.tap("guide.ways/danger");
        CHECK(booth.shows("session.leave"));
        booth.tap("session.finish");
        booth.pass(20min);
    }
    booth.pass(3h);
    CHECK(std::filesystem::is_empty(counted.figures.path()));
    CHECK_FALSE(counted.counts.due());
}

TEST_CASE("an editor's preview counts nothing") {
    Counted counted;
    Booth& booth = counted.booth;
    booth.terminal().begin_preview(counted.content.path() / "problems.json");
    for (int visit = 0; visit < 6; ++visit) {
        booth.terminal().open("en", "one", booth.now());
        booth.frame();
        booth.terminal().reset(booth.now());
    }
    booth.pass(3h);
    CHECK(std::filesystem::is_empty(counted.figures.path()));
}
