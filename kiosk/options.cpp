#include "kiosk/options.hpp"

#include <charconv>
#include <iostream>

#include <CLI/CLI.hpp>

namespace zugang::kiosk {

namespace {

bool read_number(std::string_view text, int low, int high, int& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() && value >= low &&
           value <= high;
}

std::string read_size(const std::string& text, DisplayOptions& display) {
    const std::size_t x = text.find('x');
    const std::string_view all(text);
    if (x == std::string::npos || !read_number(all.substr(0, x), 320, 16384, display.width) ||
        !read_number(all.substr(x + 1), 320, 16384, display.height)) {
        return "--size wants WIDTHxHEIGHT in pixels from 320 to 16384, e.g. 1080x1920";
    }
    return {};
}

std::string read_now(const std::string& text, std::optional<LocalTime>& now) {
    const auto wrong = "--now wants a local time such as 2027-01-02T09:00";
    const std::string_view all(text);
    const auto day = content::parse_date(all.substr(0, std::min<std::size_t>(10, all.size())));
    int hour = 0;
    int minute = 0;
    if (!day || all.size() != 16 || all[10] != 'T' || all[13] != ':' ||
        !read_number(all.substr(11, 2), 0, 23, hour) ||
        !read_number(all.substr(14, 2), 0, 59, minute)) {
        return wrong;
    }
    now = LocalTime{.day = *day,
                    .since_midnight = std::chrono::hours(hour) + std::chrono::minutes(minute)};
    return {};
}

// Whether or not the folder was given with a slash at its end.
std::filesystem::path beside(const std::filesystem::path& folder, const char* name) {
    const auto whole = std::filesystem::absolute(folder).lexically_normal();
    return (whole.has_filename() ? whole : whole.parent_path()).parent_path() / name;
}

} // namespace

std::optional<Options> read_options(int argc, char** argv, int& exit_code) {
    Options options;
    CLI::App app{"Zugang: the terminal for visitors of advisory centres."};
    app.footer("zugang-kiosk slip --help: prints one slip, for trying a printer.\n"
               "Without --tour the terminal runs until it is told to end.\n"
               "Exit: 0 good, 1 failed (a step of a tour did not hold), 2 wrong call.");
    app.set_version_flag("--version", "zugang-kiosk " ZUGANG_VERSION);
    app.add_option("--content", options.content,
                   "Content folder (made by zugang-content build or zugang-sync)")
        ->required();
    app.add_option("--config", options.config, "Configuration (see packaging/terminal.toml)");
    app.add_option("--state", options.state,
                   "Folder for what the terminal must not forget (state.db), and words that were "
                   "looked for in vain (unfound.tsv), and counts (figures/)");
    app.add_option("--status", options.status,
                   "What zugang-sync says of itself; default: status.json beside the content "
                   "folder");
    app.add_flag("--fullscreen", options.display.fullscreen, "Take the whole screen");
    app.add_option(
           "--size",
           [&](const CLI::results_t& given) {
               const std::string problem = read_size(given.front(), options.display);
               if (!problem.empty()) {
                   throw CLI::ValidationError(problem);
               }
               return true;
           },
           "Size of the window in pixels, default 1080x1920")
        ->type_name("WxH");
    std::string renderer = "software";
    app.add_option("--renderer", renderer, "software, or auto for what the graphics card offers")
        ->check(CLI::IsMember({"software", "auto"}))
        ->capture_default_str();
    app.add_option("--tour", options.tour, "Play a visit without a display: one step a line")
        ->check(CLI::ExistingFile);
    auto* preview =
        app.add_option("--preview", options.preview,
                       "For zugang-content preview: take up new content at once, show the problems "
                       "of this file")
            ->excludes("--tour");
    app.add_option("--lang", options.language, "Language that a preview begins with")
        ->needs(preview);
    app.add_option("--article", options.article, "Article that a preview begins with")
        ->needs(preview)
        ->needs("--lang");
    app.add_option("--screen", options.screen,
                   "File that says what is seen after each frame of a preview")
        ->needs(preview);
    app.add_option("--shots", options.shots,
                   "Paint pages without a display: article and language, one a line")
        ->check(CLI::ExistingFile)
        ->excludes("--tour")
        ->excludes(preview);
    app.add_option("--out", options.out, "Folder for the pictures of a tour, or of --shots")
        ->capture_default_str();
    app.add_option(
           "--now",
           [&](const CLI::results_t& given) {
               const std::string problem = read_now(given.front(), options.now);
               if (!problem.empty()) {
                   throw CLI::ValidationError(problem);
               }
               return true;
           },
           "Local time that the clock starts at, Europe/Berlin, e.g. 2027-01-02T09:00")
        ->type_name("TIME");
    app.add_flag("--report", options.report,
                 "Tell on stdout when the first frame is seen, and count frames and wake-ups; of a "
                 "tour: touches, keys and seconds");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        exit_code = app.exit(error) == 0 ? 0 : 2;
        return std::nullopt;
    }
    if (options.status.empty()) {
        options.status = beside(options.content, "status.json");
    }
    options.display.software = renderer == "software";
    return options;
}

} // namespace zugang::kiosk
