// What `record` makes with the real synthesiser, and what build makes of that.
#include "content/folder.hpp"
#include "content/package_folder.hpp"
#include "content/tool/build.hpp"
#include "content/tool/record.hpp"
#include "content/tool/recording_file.hpp"
#include "content/tool/speech.hpp"
#include "tests/full_disk.hpp"

#include <algorithm>
#include <system_error>

#include "recording_samples.hpp"
#include "source_tree.hpp"
#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace zugang::content;
using namespace zugang::content::tool;
namespace fs = std::filesystem;

namespace {

const fs::path synthesiser = ZUGANG_BINARY_DIR "/bin/zugang-voice";

/// German, Arabic and Persian can be read aloud, English cannot. Eight texts: two titles, a summary
/// (that of lohn holds a value) and two questions in German; title and summary in Arabic; a title
/// in Persian.
struct Studio {
    SourceTree tree;
    fs::path out = tree.root() / "spoken";

    Studio() {
        tree.replace("package.toml", "\"fa\"]", "\"fa\", \"ar\"]");
        tree.replace("languages.toml", "tag = \"de\"\n", "tag = \"de\"\nvoice = \"de\"\n");
        tree.replace("languages.toml", "tag = \"fa\"\n", "tag = \"fa\"\nvoice = \"fa\"\n");
        tree.write("languages.toml", tree.read("languages.toml") +
                                         "\n[[language]]\ntag = \"ar\"\nendonym = \"العربية\"\n"
                                         "greeting = \"أهلا\"\ndirection = \"rtl\"\n"
                                         "fonts = [\"noto-sans\"]\nvoice = \"ar\"\n");
        tree.write("articles/hilfe/ar.md",
                   "+++\ntitle = \"مساعدة\"\nsummary = \"يدفع [[arbeitgeber]] لك 1250 يورو. اتصل "
                   "على [110](tel:110).\"\nstate = \"machine\"\n+++\nنص.\n");
        tree.write(
            "articles/hilfe/fa.md",
            "+++\ntitle = \"کمک\"\nsummary = \"{value:frist}\"\nstate = \"machine\"\n+++\nمتن.\n");
    }

    Package package() const {
        Report report;
        Package read = read_package(tree.package(), report);
        lay_over(read, out);
        return read;
    }

    std::vector<LanguageRecordings> record_into(const fs::path& folder, Report& report,
                                                std::set<std::string> languages = {}) const {
        RecordJob job{.packages = {},
                      .named = 1,
                      .out = folder,
                      .program = synthesiser,
                      .languages = std::move(languages)};
        job.packages.push_back(package());
        return record(job, {}, report);
    }

    /// Recordings, those of them that were rendered and those that were removed, in all languages.
    std::array<std::size_t, 3> run() const {
        Report report;
        std::array<std::size_t, 3> sums{};
        for (const LanguageRecordings& of : record_into(out, report)) {
            sums[0] += of.recordings;
            sums[1] += of.rendered;
            sums[2] += of.removed;
        }
        CHECK(report.sorted().empty());
        return sums;
    }

    fs::path file(const std::string& name) const { return out / "bund" / name; }

    /// As find_recordings finds them, warnings and errors in words.
    std::vector<FoundRecording> found(std::string& problems) const {
        Report report;
        const Package read = package();
        auto recordings = find_recordings(tree.package(), read, Cache(), report);
        for (const Finding& finding : report.sorted()) {
            if (finding.severity != Severity::Advice) {
                problems += finding.place.file_name() + ": " + finding.what + "\n";
            }
        }
        return recordings;
    }
};

using Counts = std::array<std::size_t, 3>;

std::map<std::string, std::string> files_in(const fs::path& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_regular_file()) {
            files[entry.path().lexically_relative(folder).string()] = read_file(entry.path());
        }
    }
    return files;
}

std::vector<Recording> built(const Studio& studio, const fs::path& out, const std::string& slug,
                             const std::string& language) {
    Report report;
    std::vector<Package> packages;
    packages.push_back(studio.package());
    const Assets assets(studio.tree.root(), report);
    REQUIRE(build(packages, assets, Cache(), out, report));
    auto state = open_current(out);
    REQUIRE(state);
    return list_recordings(state->database, slug, language);
}

} // namespace

TEST_CASE("titles, summaries and questions are read aloud in languages that have a voice") {
    const Studio studio;
    Report report;
    const auto all = studio.record_into(studio.out, report);
    CHECK(report.sorted().empty());
    REQUIRE(all.size() == 4);
    const auto counts = [](const LanguageRecordings& of) {
        return Counts{of.recordings, of.rendered, of.changing};
    };
    CHECK(counts(all[0]) == Counts{5, 5, 1}); // de
    CHECK(all[1].language == "en");
    CHECK(all[1].voice.empty());
    CHECK(counts(all[1]) == Counts{0, 0, 0});
    CHECK_FALSE(fs::exists(studio.file("en")));
    CHECK(counts(all[2]) == Counts{1, 1, 1}); // fa
    CHECK(counts(all[3]) == Counts{2, 2, 0}); // ar
    CHECK(all[3].bytes == fs::file_size(studio.file("ar/hilfe/title.opus")) +
                              fs::file_size(studio.file("ar/hilfe/summary.opus")));

    std::string problems;
    const auto found = studio.found(problems); // loudness, length, and each word behind the last
    CHECK(problems.empty());
    REQUIRE(found.size() == 8);
    for (const FoundRecording& one : found) {
        CAPTURE(one.file.string());
        CHECK(one.recording.synthetic);
        CHECK_FALSE(one.recording.words.empty());
        CHECK(read_file(one.file).find("SYNTHESISER=espeak-ng ") != std::string::npos);
    }
    // A German term as a whole, a telephone number as a whole, a number said in several words once.
    const auto summary = std::ranges::find_if(found, [](const FoundRecording& one) {
        return one.language == "ar" && one.recording.block == "summary";
    });
    REQUIRE(summary != found.end());
    std::string said;
    for (const SpokenWord& word : summary->recording.words) {
        said += summary->text.utf8.substr(word.start, word.length) + "|";
    }
    CHECK(said == "يدفع|arbeitgeber|لك|1250|يورو|اتصل|على|110|");
}

TEST_CASE("nothing is rendered twice, and the same texts give the same bytes") {
    const Studio studio;
    CHECK(studio.run() == Counts{8, 8, 0});
    const auto first = files_in(studio.out);
    CHECK(first.size() == 16);
    const auto written = fs::last_write_time(studio.file("de/hilfe/title.opus"));
    CHECK(studio.run() == Counts{8, 0, 0});
    CHECK(fs::last_write_time(studio.file("de/hilfe/title.opus")) == written);
    Report report;
    studio.record_into(studio.tree.root() / "again", report);
    CHECK(files_in(studio.tree.root() / "again") == first);
}

TEST_CASE("what has changed is rendered anew, and what belongs to no text goes") {
    const Studio studio;
    studio.run();
    const std::string before = read_file(studio.file("de/hilfe/title.opus"));
    studio.tree.replace("articles/hilfe/de.md", "title = \"Hilfe\"", "title = \"Rat\"");
    std::string problems;
    CHECK(studio.found(problems).size() == 7); // not shipped meanwhile
    CHECK(studio.run() == Counts{8, 1, 0});
    CHECK(read_file(studio.file("de/hilfe/title.opus")) != before);
    // The German word of a term is said, and does not stand in the text.
    studio.tree.replace("glossary.toml", "der Arbeitgeber / die", "der Chef / die");
    CHECK(studio.run() == Counts{8, 1, 0});
    // Other languages stay as they are.
    fs::remove(studio.tree.package() / "articles/hilfe/ar.md");
    Report report;
    CHECK(studio.record_into(studio.out, report, {"de"}).size() == 1);
    CHECK(fs::exists(studio.file("ar/hilfe/title.opus")));
    CHECK(studio.run() == Counts{6, 0, 2});
    CHECK_FALSE(fs::exists(studio.file("ar")));
    studio.tree.replace("languages.toml", "voice = \"fa\"\n", "");
    CHECK(studio.run() == Counts{5, 0, 1});
    CHECK_FALSE(fs::exists(studio.file("fa")));
}

TEST_CASE("a person's recording of the same name is never overwritten, and is the one that plays") {
    const Studio studio;
    const std::string person = make_recording({.seconds = 1});
    const std::string hash = [&] {
        return studio.package().articles.at("hilfe").translations.at("de").title.hash;
    }();
    SUBCASE("in the package") {
        studio.run();
        studio.tree.write("media/speech/de/hilfe/title.opus", person);
        studio.tree.write("media/speech/de/hilfe/title.json", "{\"text\": \"" + hash + "\"}");
        CHECK(studio.run() == Counts{8, 0, 1});
        CHECK_FALSE(fs::exists(studio.file("de/hilfe/title.opus")));
    }
    SUBCASE("in the package, beside one that was not taken out yet") {
        studio.run();
        studio.tree.write("media/speech/de/hilfe/title.opus", person);
        studio.tree.write("media/speech/de/hilfe/title.json", "{\"text\": \"" + hash + "\"}");
    }
    SUBCASE("over the one that was made") {
        studio.run();
        write_file(studio.file("de/hilfe/title.opus"), person);
        CHECK(studio.run() == Counts{8, 0, 0});
        CHECK(read_file(studio.file("de/hilfe/title.opus")) == person);
    }
    SUBCASE("there before") {
        write_file(studio.file("de/hilfe/title.opus"), person);
        write_file(studio.file("de/hilfe/title.json"), "{\"text\": \"" + hash + "\"}");
        CHECK(studio.run() == Counts{8, 7, 0});
        CHECK(read_file(studio.file("de/hilfe/title.opus")) == person);
    }
    const fs::path out = studio.tree.root() / "out";
    const auto recordings = built(studio, out, "hilfe", "de");
    REQUIRE(recordings.size() == 2);
    CHECK(recordings[0].block == "summary");
    CHECK(recordings[0].synthetic);
    CHECK_FALSE(recordings[1].synthetic);
    CHECK(recordings[1].words.empty()); // those of the machine would be wrong
    CHECK(read_file(media_path(out, recordings[1].media)) == person);
}

TEST_CASE("a full disk leaves no half of a recording, and the next run makes the rest") {
    const Studio studio;
    {
        const zugang::testing::FullDisk full(700); // companions fit, recordings do not
        Report report;
        CHECK_THROWS_AS(studio.record_into(studio.out, report), std::system_error);
    }
    for (const auto& [name, bytes] : files_in(studio.out)) {
        CAPTURE(name);
        CHECK(name.ends_with(".json"));
    }
    std::string problems;
    CHECK(studio.found(problems).empty());
    CHECK(problems.empty());
    write_file(studio.file("de/hilfe/title.opus.draft"), "of a run that was killed");
    write_file(studio.file("de/gone/title.json"), "{\"synthetic\": {}, \"text\": \"12345678\"}");
    CHECK(studio.run() == Counts{8, 8, 0});
    CHECK(files_in(studio.out).size() == 16);
}

TEST_CASE("a synthesiser that is not there, or knows no such voice, is told") {
    const Studio studio;
    Report report;
    RecordJob job{.packages = {},
                  .named = 1,
                  .out = studio.out,
                  .program = studio.tree.root() / "no-voice",
                  .languages = {}};
    job.packages.push_back(studio.package());
    CHECK(record(job, {}, report).empty());
    REQUIRE(report.sorted().size() == 1);
    CHECK(report.sorted()[0].what == "the synthesiser cannot be started");
    studio.tree.replace("languages.toml", "voice = \"fa\"", "voice = \"tlh-unknown\"");
    Report voices;
    CHECK(studio.record_into(studio.out, voices, {"fa", "ar"}).size() == 2);
    REQUIRE(voices.sorted().size() == 1);
    CHECK(voices.sorted()[0].what ==
          "this cannot be rendered: espeak-ng has no voice \"tlh-unknown\"");
    CHECK(fs::exists(studio.file("ar/hilfe/title.opus")));
}

TEST_CASE("questions of a guide go to the terminal, and a build over an older one sees them") {
    const Studio studio;
    const fs::path out = studio.tree.root() / "out";
    CHECK(built(studio, out, "guide.wege", "de").empty());
    studio.run();
    const auto first = built(studio, out, "guide.wege", "de");
    REQUIRE(first.size() == 2);
    CHECK(first[0].block == "was");
    CHECK(first[0].synthetic);
    CHECK_FALSE(first[0].words.empty());
    studio.tree.replace("guides/wege/de.toml", "title = \"Wer?\"", "title = \"Wer denn?\"");
    CHECK(built(studio, out, "guide.wege", "de").size() == 1);
    CHECK(studio.run() == Counts{8, 1, 0});
    const auto second = built(studio, out, "guide.wege", "de");
    REQUIRE(second.size() == 2);
    CHECK(second[0].media == first[0].media);
    CHECK(second[1].media != first[1].media);
    const fs::path anew = studio.tree.root() / "anew";
    built(studio, anew, "guide.wege", "de");
    CHECK(read_file(out / "current/content.db") == read_file(anew / "current/content.db"));
}
