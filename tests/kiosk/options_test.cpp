#include "kiosk/options.hpp"

#include <iostream>
#include <sstream>
#include <vector>

#include <doctest/doctest.h>

using namespace zugang;
using namespace zugang::kiosk;
using namespace std::chrono_literals;

namespace {

/// Takes what is written to a stream while it lives.
class Capture {
  public:
    explicit Capture(std::ostream& stream)
        : stream_(stream), before_(stream.rdbuf(text_.rdbuf())) {}
    ~Capture() { stream_.rdbuf(before_); }
    Capture(const Capture&) = delete;
    Capture& operator=(const Capture&) = delete;
    std::string text() const { return text_.str(); }

  private:
    std::ostream& stream_;
    std::ostringstream text_;
    std::streambuf* before_;
};

struct Call {
    std::optional<Options> options;
    int exit_code = -1;
    std::string out;
    std::string err;
};

Call call(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "zugang-kiosk");
    std::vector<char*> argv;
    for (std::string& argument : arguments) {
        argv.push_back(argument.data());
    }
    argv.push_back(nullptr);
    Call result;
    const Capture out(std::cout);
    const Capture err(std::cerr);
    result.options = read_options(static_cast<int>(argv.size()) - 1, argv.data(), result.exit_code);
    result.out = out.text();
    result.err = err.text();
    return result;
}

} // namespace

TEST_CASE("a content folder is all that a terminal needs to be told") {
    const Call good = call({"--content", "/srv/content"});
    REQUIRE(good.options.has_value());
    CHECK(good.options->content == "/srv/content");
    CHECK(good.options->status == "/srv/status.json");
    CHECK(good.options->tour.empty());
    CHECK(good.options->display.width == 1080);
    CHECK(good.options->display.height == 1920);
    CHECK(good.options->display.software);
    CHECK_FALSE(good.options->display.fullscreen);
    CHECK_FALSE(good.options->now.has_value());
    CHECK_FALSE(good.options->report);
    CHECK(good.err.empty());
}

TEST_CASE("every option is taken over") {
    const Call good = call({"--content", "c", "--fullscreen", "--size", "1920x1080", "--renderer",
                            "auto", "--tour", ZUGANG_SOURCE_DIR "/CMakeLists.txt", "--out",
                            "pictures", "--now", "2027-01-02T09:05", "--report"});
    REQUIRE(good.options.has_value());
    const Options& options = *good.options;
    CHECK(options.display.fullscreen);
    CHECK(options.display.width == 1920);
    CHECK(options.display.height == 1080);
    CHECK_FALSE(options.display.software);
    CHECK(options.out == "pictures");
    CHECK(options.report);
    REQUIRE(options.now.has_value());
    CHECK(content::iso_date(options.now->day) == "2027-01-02");
    CHECK(options.now->since_midnight == 9h + 5min);
}

TEST_CASE("sizes at the limits are taken, beyond them they are refused") {
    CHECK(call({"--content", "c", "--size", "320x320"}).options.has_value());
    CHECK(call({"--content", "c", "--size", "16384x16384"}).options.has_value());
    for (const char* size :
         {"", "1080", "1080x", "x1920", "1080x1920x1", "1080 1920", "0x0", "-1080x1920", "319x1920",
          "1080x16385", "1e3x1e3", "1080X1920", "99999999999x1080", " 1080x1920"}) {
        CAPTURE(size);
        const Call wrong = call({"--content", "c", "--size", size});
        CHECK_FALSE(wrong.options.has_value());
        CHECK(wrong.exit_code == 2);
        CHECK_FALSE(wrong.err.empty());
    }
}

TEST_CASE("only local times are taken for --now") {
    CHECK(call({"--content", "c", "--now", "2026-02-28T00:00"}).options.has_value());
    CHECK(call({"--content", "c", "--now", "2026-02-28T23:59"}).options.has_value());
    for (const char* now : {"", "2027-01-02", "2027-01-02T", "2027-01-02T9:00", "2027-01-02T24:00",
                            "2027-01-02T09:60", "2027-02-29T09:00", "2027-01-02 09:00",
                            "2027-01-02T09:00Z", "2027-01-02T09-00", "2027-01-02T-1:00", "heute"}) {
        CAPTURE(now);
        const Call wrong = call({"--content", "c", "--now", now});
        CHECK_FALSE(wrong.options.has_value());
        CHECK(wrong.exit_code == 2);
        CHECK_FALSE(wrong.err.empty());
    }
}

TEST_CASE("wrong calls end with 2 and say on stderr what is wrong") {
    struct Row {
        std::vector<std::string> arguments;
        std::string named;
    };
    const std::vector<Row> rows{
        {{}, "--content"},
        {{"--content"}, "--content"},
        {{"--content", "c", "--wrong"}, "--wrong"},
        {{"--content", "c", "left over"}, "left over"},
        {{"--content", "c", "--renderer", "metal"}, "metal"},
        {{"--content", "c", "--tour", "/nowhere/at/all"}, "/nowhere/at/all"},
        {{"--content", "c", "--size", "big"}, "--size"},
        {{"--content", "c", "--now", "soon"}, "--now"}};
    for (const Row& row : rows) {
        CAPTURE(row.named);
        const Call wrong = call(row.arguments);
        CHECK_FALSE(wrong.options.has_value());
        CHECK(wrong.exit_code == 2);
        CHECK(wrong.err.find(row.named) != std::string::npos);
    }
}

TEST_CASE("help and version are answers on stdout, not errors") {
    const Call help = call({"--help"});
    CHECK_FALSE(help.options.has_value());
    CHECK(help.exit_code == 0);
    for (const char* option : {"--content", "--tour", "--size", "--now", "--out", "--fullscreen",
                               "--version", "Exit:"}) {
        CAPTURE(option);
        CHECK(help.out.find(option) != std::string::npos);
    }
    const Call version = call({"--version"});
    CHECK(version.exit_code == 0);
    CHECK(version.out == "zugang-kiosk " ZUGANG_VERSION "\n");
    CHECK(version.err.empty());
}

TEST_CASE("the status of updates lies beside the content folder, or where --status says") {
    const auto status = [](std::vector<std::string> arguments) {
        const Call made = call(std::move(arguments));
        REQUIRE(made.options.has_value());
        return made.options->status;
    };
    CHECK(status({"--content", "/srv/zugang/content/"}) == "/srv/zugang/status.json");
    CHECK(status({"--content", "content"}) == std::filesystem::current_path() / "status.json");
    CHECK(status({"--content", "/srv/content", "--status", "/run/s.json"}) == "/run/s.json");
}
