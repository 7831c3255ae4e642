#include "kiosk/print/slip_command.hpp"

#include "content/opening_hours.hpp"
#include "content/printer_profile.hpp"
#include "content/slip_template.hpp"
#include "kiosk/config.hpp"
#include "kiosk/local_time.hpp"
#include "kiosk/pages.hpp"
#include "kiosk/print/print_queue.hpp"
#include "kiosk/print/printer_settings.hpp"
#include "kiosk/print/slip_composer.hpp"
#include "kiosk/print/slip_file.hpp"
#include "kiosk/print/slips.hpp"
#include "kiosk/shelf.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

namespace zugang::kiosk {

namespace {

struct Call {
    std::filesystem::path content = "/var/lib/zugang/content";
    std::filesystem::path config;
    std::filesystem::path data;
    std::string language = "de";
    std::string form = "appointment";
    std::string to;
    std::string width;
    std::string profile;
    std::string status = "confirmed";
    std::string start;
    std::string article;
    std::string guide;
    std::vector<std::string> bring;
    AppointmentFacts facts;
    int minutes = 30;
    int wait_s = 60;
    bool large = false;
};

int wrong_call(const std::string& what) {
    std::cerr << "zugang-kiosk slip: " << what << "\nsee zugang-kiosk slip --help\n";
    return 2;
}

int failed(const std::string& what) {
    std::cerr << "zugang-kiosk slip: " << what << '\n';
    return 1;
}

std::string list(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) {
        text += (text.empty() ? "" : ", ") + word;
    }
    return text;
}

void add_options(CLI::App& app, Call& call) {
    app.footer("Examples:\n"
               "  zugang-kiosk slip --lang fa --number A-47 --start 2026-11-25T10:30 --room 2.14 "
               "--to slip.pdf\n"
               "  zugang-kiosk slip --template test --to escpos://192.0.2.7:9100 --profile 80mm\n"
               "  zugang-kiosk slip --template handout --lang ar --article minimum-wage --to "
               "ipp://localhost/printers/office\n"
               "Without --to the printer of --config is taken. Exit: 0 printed, 1 failed, 2 wrong "
               "call.");
    app.add_option("--content", call.content, "Content folder")->capture_default_str();
    app.add_option("--config", call.config, "Configuration: its [printer], unless --to is given");
    app.add_option("--lang", call.language, "Language of the visitor")->capture_default_str();
    app.add_option("--template", call.form,
                   "appointment, referral, handout, test or another slip "
                   "of the content")
        ->capture_default_str();
    app.add_option(
        "--to", call.to,
        "FILE.pdf, FILE.png, ipp://HOST/PATH, escpos://HOST:PORT or escpos:/dev/usb/lp0");
    app.add_option("--width", call.width,
                   "Paper: 58mm, 80mm, 512px, a4, a5, a6; of a receipt "
                   "printer its profile says it");
    app.add_option("--profile", call.profile,
                   "Kind of receipt printer, see printers.toml of the "
                   "content; default 80mm");
    app.add_flag("--large", call.large,
                 "Letters of 14 points and more, lines one and a half apart");
    app.add_option("--wait", call.wait_s, "Seconds that the printer may take")
        ->check(CLI::Range(1, 3600))
        ->capture_default_str();
    auto* facts = app.add_option_group("What stands on it");
    facts
        ->add_option("--data", call.data,
                     "JSON file with all of it; the options below come over "
                     "it")
        ->check(CLI::ExistingFile);
    facts->add_option("--number", call.facts.number, "Number, as A-47");
    facts->add_option("--start", call.start, "Local time, as 2026-11-25T10:30");
    facts->add_option("--minutes", call.minutes, "How long")
        ->check(CLI::Range(1, 1440))
        ->capture_default_str();
    facts->add_option("--status", call.status, "Of the appointment")
        ->check(CLI::IsMember({"confirmed", "requested", "cancelled", "walk-in"}))
        ->capture_default_str();
    facts->add_option("--room", call.facts.room, "Room");
    facts->add_option("--service", call.facts.service.german, "What it is about, in German");
    facts->add_option("--service-own", call.facts.service.own,
                      "The same in the visitor's language");
    facts->add_option("--centre", call.facts.centre, "Name of the advice centre");
    facts->add_option("--address", call.facts.address, "Its address");
    facts->add_option("--adviser", call.facts.adviser, "Who advises");
    facts->add_option("--name", call.facts.name, "Name of the visitor, kept nowhere");
    facts->add_option("--phone", call.facts.phone, "Number to call off");
    facts->add_option("--way", call.facts.way.german, "How to get there, in German");
    facts->add_option("--way-own", call.facts.way.own, "The same in the visitor's language");
    facts->add_option("--bring", call.bring,
                      "What to bring: \"German\", \"ICON|German\" or \"ICON|German|the visitor's "
                      "language\"; several times");
    facts->add_option("--article", call.article, "handout: its slug");
    facts->add_option("--guide", call.guide, "referral: a result, as where-do-i-go/r_mbe");
}

SlipRow bring_of(const std::string& text) {
    std::vector<std::string> parts;
    std::size_t at = 0;
    while (parts.size() < 3) {
        const std::size_t end =
            parts.size() == 2 ? text.size() : std::min(text.find('|', at), text.size());
        parts.push_back(text.substr(at, end - at));
        if (end == text.size()) {
            break;
        }
        at = end + 1;
    }
    if (parts.size() == 1) {
        return {.icon = {}, .text = {.own = {}, .german = parts[0]}};
    }
    return {.icon = parts[0],
            .text = {.own = parts.size() > 2 ? parts[2] : std::string(), .german = parts[1]}};
}

/// Fields of the options over those of the file.
void merge(Slip& slip, Slip newer) {
    for (auto& [field, text] : newer.texts) {
        slip.texts.insert_or_assign(field, std::move(text));
    }
    for (auto& [field, rows] : newer.rows) {
        slip.rows.insert_or_assign(field, std::move(rows));
    }
    for (auto& [field, code] : newer.codes) {
        slip.codes.insert_or_assign(field, std::move(code));
    }
    if (newer.start) {
        slip.start = newer.start;
    }
}

tl::expected<Slip, std::string> slip_of(Call& call, Shelf& shelf, const std::string& printer) {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    Slip slip{.form = call.form, .language = call.language};
    if (!call.data.empty()) {
        std::ifstream file(call.data, std::ios::binary);
        const std::string bytes(std::istreambuf_iterator<char>(file), {});
        auto read = read_slip_file(bytes);
        if (!read) {
            return tl::unexpected(call.data.string() + ": " + read.error());
        }
        merge(slip, std::move(*read));
    }
    for (const std::string& item : call.bring) {
        call.facts.bring.push_back(bring_of(item));
    }
    call.facts.language = call.language;
    call.facts.duration = std::chrono::minutes(call.minutes);
    static constexpr std::array<std::string_view, 4> names{"confirmed", "requested", "cancelled",
                                                           "walk-in"};
    call.facts.status =
        static_cast<SlipStatus>(std::ranges::find(names, call.status) - names.begin());
    if (!call.start.empty()) {
        call.facts.start = read_start(call.start);
        if (!call.facts.start) {
            return tl::unexpected(std::string("--start wants a local time, as 2026-11-25T10:30"));
        }
    } else if (slip.start) {
        call.facts.start = slip.start;
    }
    Pages pages(shelf, {});
    if (call.form == "appointment") {
        const auto from_file = [&slip](const char* field, std::string& target) {
            const auto found = slip.texts.find(field);
            if (target.empty() && found != slip.texts.end()) { // for the calendar entry
                target = found->second.german.empty() ? found->second.own : found->second.german;
            }
        };
        from_file("number", call.facts.number);
        from_file("centre", call.facts.centre);
        from_file("address", call.facts.address);
        from_file("room", call.facts.room);
        const auto service = slip.texts.find("service");
        if (call.facts.service.empty() && service != slip.texts.end()) {
            call.facts.service = service->second;
        }
        Slip made = appointment_slip(call.facts, shelf);
        merge(made, std::move(slip));
        merge(made, appointment_slip(call.facts, shelf));
        return made;
    }
    if (call.form == "handout" && !call.article.empty()) {
        const ArticlePage* page =
            pages.article(call.article, call.language, content::german_time(now).day);
        if (page == nullptr) {
            return tl::unexpected("there is no article \"" + call.article + "\" in this content");
        }
        auto made = handout_slip(*page, call.facts.centre, call.language, shelf);
        if (!made) {
            return tl::unexpected("\"" + call.article + "\" is discreet: it is never printed");
        }
        merge(*made, std::move(slip));
        return *std::move(made);
    }
    if (call.form == "referral" && !call.guide.empty()) {
        const GuidePage* page = pages.guide(call.guide, call.language);
        if (page == nullptr) {
            return tl::unexpected("there is no \"" + call.guide + "\" in the guides");
        }
        auto made = referral_slip(*page, {}, call.facts.centre, call.language, shelf);
        if (!made) {
            return tl::unexpected("\"" + call.guide + "\" is a question, or a discreet result");
        }
        merge(*made, std::move(slip));
        return *std::move(made);
    }
    if (call.form == "test") {
        Slip made = test_slip(printer, call.language, now);
        merge(made, std::move(slip));
        return made;
    }
    return slip;
}

/// Prints and says what happens, one line each.
int print(SlipSheet sheet, const PrinterSettings& settings, const content::PrinterProfile& profile,
          int wait_s) {
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        return failed("no pipe");
    }
    PrintState state;
    {
        PrintQueue queue(
            {.target = settings.target,
             .profile = profile,
             .tell =
                 [&ends](const PrintNews& news) { (void)!::write(ends[1], &news, sizeof(news)); },
             .give_up = std::chrono::seconds(wait_s)});
        queue.print(1, std::move(sheet));
        PrintNews news;
        while (!state.is_over() && ::read(ends[0], &news, sizeof(news)) == sizeof(news)) {
            state = news.state;
            if (!state.is_over() && state.trouble != PrintTrouble::None) {
                std::cerr << "waiting: " << describe(state.trouble) << '\n';
            }
        }
    }
    ::close(ends[0]);
    ::close(ends[1]);
    if (state.stage == PrintStage::Printed) {
        return 0;
    }
    const bool file = settings.target.kind == PrintTarget::Kind::PdfFile ||
                      settings.target.kind == PrintTarget::Kind::PngFile;
    return failed("not printed: " + (file ? "cannot write " + settings.target.path
                                          : std::string(describe(state.trouble))));
}

} // namespace

int run_slip_command(int argc, char** argv) {
    Call call;
    CLI::App app{"Zugang: makes one slip and prints it, for trying a printer.",
                 "zugang-kiosk slip"};
    add_options(app, call);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    PrinterSettings settings;
    if (!call.config.empty()) {
        std::vector<std::string> problems;
        settings = read_config(call.config, problems).printer;
        for (const std::string& problem : problems) {
            std::cerr << problem << '\n';
        }
    }
    if (!call.to.empty()) {
        auto target = read_print_target(call.to);
        if (!target) {
            return wrong_call("--to " + target.error());
        }
        settings.target = std::move(*target);
    }
    if (!settings.enabled()) {
        return wrong_call(call.config.empty()
                              ? "--to is missing: where is it to be printed?"
                              : call.config.string() + " names no printer, and --to is missing");
    }
    if (!call.width.empty()) {
        if (!find_paper(call.width)) {
            return wrong_call("--width wants one of " + list(paper_names()));
        }
        settings.paper = call.width;
    }
    if (!call.profile.empty()) {
        settings.profile = call.profile;
    }
    auto shelf = Shelf::open(call.content);
    if (!shelf) {
        return failed(call.content.string() + " holds no content that can be read; see --content");
    }
    if (!shelf->has_language(call.language)) {
        std::vector<std::string> tags;
        for (const content::Language& language : shelf->languages()) {
            tags.push_back(language.tag);
        }
        return wrong_call("--lang: the content has " + list(tags));
    }
    const auto profiles = content::list_printer_profiles(shelf->database());
    auto profile = std::ranges::find(profiles, settings.profile, &content::PrinterProfile::id);
    content::PrinterProfile chosen;
    if (profile != profiles.end()) {
        chosen = *profile;
    } else if (settings.is_receipt_printer()) {
        std::vector<std::string> ids;
        for (const content::PrinterProfile& known : profiles) {
            ids.push_back(known.id);
        }
        return wrong_call("--profile: the content has " + list(ids));
    }
    const Paper paper = paper_of(settings, chosen);
    if (settings.is_receipt_printer() && !call.width.empty()) {
        const auto wanted = find_paper(call.width);
        if (wanted->width != paper.width) {
            return wrong_call("--width " + call.width + ": the head of \"" + chosen.id + "\" has " +
                              std::to_string(paper.width) + " dots; choose another --profile");
        }
    }
    const std::string printer = settings.is_receipt_printer() ? chosen.name : paper.name;
    auto slip = slip_of(call, *shelf, printer);
    if (!slip) {
        return failed(slip.error());
    }
    slip->letters = call.large ? SlipLetters::Large : SlipLetters::Normal;
    SlipComposer composer(*shelf);
    auto sheet = composer.compose(*slip, paper);
    if (!sheet) {
        std::string what(describe(sheet.error()));
        if (sheet.error() == SlipProblem::NoTemplate) {
            what += "; it has " + list(content::list_slip_templates(shelf->database()));
        }
        return failed(what);
    }
    return print(std::move(*sheet), settings, chosen, call.wait_s);
}

} // namespace zugang::kiosk
