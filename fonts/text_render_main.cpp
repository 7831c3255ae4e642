// Shows what the text engine makes of a text: as an SVG for unicode-org/text-rendering-tests, or as
// JSON.

#include "fonts/bidi.hpp"
#include "fonts/dump.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <vector>

#include <hb.h>

namespace fs = std::filesystem;
using namespace zugang::fonts;

namespace {

constexpr std::string_view usage =
    R"(text-render --font=FILE --testcase=NAME --render=TEXT [--variation=TAG:VALUE;...] [--engine=zugang]
text-render --dump=json --render=TEXT (--font=FILE | --fonts=DIR) [--width=PIXELS] [--size=PIXELS] [--lang=TAG]
            [--direction=ltr|rtl] [--family=NAME]... [--max-lines=N]
text-render --help | --version

Sets TEXT with the paragraph code of the terminal and writes an SVG picture or JSON to standard output.
With --fonts, a file Family-Style.ttf is the family "Family"; --family names those to prefer, first choice first.
)";

struct WrongCall : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct Options {
    std::string font;
    std::string fonts;
    std::string name;
    std::string text;
    std::string variation;
    std::string language = "en";
    std::string dump = "svg";
    std::vector<std::string> families;
    std::optional<Direction> direction; ///< none: as the text's first letter
    float width = 0;
    float size = 32;
    int max_lines = 0;
};

float number(std::string_view text) {
    float value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) {
        throw WrongCall("not a number: " + std::string(text));
    }
    return value;
}

void read_option(Options& options, std::string_view name, std::string value) {
    if (name == "--font") {
        options.font = std::move(value);
    } else if (name == "--fonts") {
        options.fonts = std::move(value);
    } else if (name == "--testcase") {
        options.name = std::move(value);
    } else if (name == "--render") {
        options.text = std::move(value);
    } else if (name == "--variation") {
        options.variation = std::move(value);
    } else if (name == "--lang") {
        options.language = std::move(value);
    } else if (name == "--family") {
        options.families.push_back(std::move(value));
    } else if (name == "--width") {
        options.width = number(value);
    } else if (name == "--size") {
        options.size = number(value);
    } else if (name == "--max-lines") {
        options.max_lines = static_cast<int>(std::clamp(number(value), 0.0F, 1e6F));
    } else if (name == "--dump" && (value == "json" || value == "svg")) {
        options.dump = std::move(value);
    } else if (name == "--direction" && (value == "ltr" || value == "rtl")) {
        options.direction = value == "rtl" ? Direction::RightToLeft : Direction::LeftToRight;
    } else if (name != "--engine" || value != "zugang") {
        throw WrongCall("unknown option " + std::string(name) + "=" + value);
    }
}

Options read_options(const std::vector<std::string_view>& arguments) {
    Options options;
    for (const std::string_view argument : arguments) {
        const std::size_t equals = argument.find('=');
        if (equals == std::string_view::npos) {
            throw WrongCall("unknown option " + std::string(argument));
        }
        read_option(options, argument.substr(0, equals), std::string(argument.substr(equals + 1)));
    }
    if (options.font.empty() == options.fonts.empty()) {
        throw WrongCall("one of --font and --fonts is needed");
    }
    if (options.dump == "svg" && options.font.empty()) {
        throw WrongCall("an SVG is made with one --font");
    }
    return options;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view spaces = " \t\r\n";
    const std::size_t first = text.find_first_not_of(spaces);
    return first == std::string_view::npos
               ? std::string_view()
               : text.substr(first, text.find_last_not_of(spaces) - first + 1);
}

std::vector<Variation> read_variations(std::string_view text) {
    std::vector<Variation> variations;
    while (!text.empty()) {
        const std::string_view part = text.substr(0, text.find(';'));
        text.remove_prefix(std::min(text.size(), part.size() + 1));
        const std::string_view one = trimmed(part);
        if (one.empty()) {
            continue;
        }
        const std::size_t colon = one.find(':');
        const std::string_view tag = trimmed(one.substr(0, colon));
        if (colon == std::string_view::npos || tag.empty() || tag.size() > 4) {
            throw WrongCall("not TAG:VALUE: " + std::string(one));
        }
        variations.push_back({hb_tag_from_string(tag.data(), static_cast<int>(tag.size())),
                              number(trimmed(one.substr(colon + 1)))});
    }
    return variations;
}

void add_folder(FontSet& fonts, const fs::path& folder) {
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        const fs::path extension = entry.path().extension();
        if (extension == ".ttf" || extension == ".otf" || extension == ".ttc") {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) {
        const std::string stem = file.stem().string();
        const std::size_t dash = stem.find('-');
        const std::string style = dash == std::string::npos ? std::string() : stem.substr(dash + 1);
        if (style.empty() || style == "Regular" || style.starts_with("Bold") || style == "Italic") {
            fonts.add_file(stem.substr(0, dash), style.starts_with("Bold") ? 700 : 400,
                           style.ends_with("Italic"), file);
        }
    }
}

int render(const Options& options) {
    FontSet fonts;
    if (options.font.empty()) {
        add_folder(fonts, options.fonts);
    } else {
        fonts.vary(fonts.add_file("font", 400, false, options.font),
                   read_variations(options.variation));
        if (fonts.hb_font(0) == nullptr) {
            throw std::runtime_error(fonts.problems().front());
        }
    }
    if (fonts.size() == 0) {
        throw std::runtime_error("no fonts in " + options.fonts);
    }
    const bool picture = options.dump == "svg";
    Typesetter typesetter(fonts);
    Paragraph paragraph;
    paragraph.text = options.text;
    paragraph.style.size_px = picture ? svg_size : options.size;
    paragraph.language = options.language;
    DecodedText decoded;
    decode(options.text, decoded);
    paragraph.direction = options.direction.value_or(
        base_level(decoded) == 1 ? Direction::RightToLeft : Direction::LeftToRight);
    paragraph.families = options.families;
    paragraph.width_px = picture ? 0 : options.width;
    paragraph.max_lines = options.max_lines;
    const Layout layout = typesetter.lay_out(paragraph);
    std::cout << (picture ? svg(layout, fonts, options.name) : json(layout, fonts)) << std::flush;
    return std::cout ? EXIT_SUCCESS : EXIT_FAILURE;
}

} // namespace

int main(int argc, char** argv) {
    const std::vector<std::string_view> arguments(argv + 1, argv + argc);
    try {
        if (std::find(arguments.begin(), arguments.end(), "--help") != arguments.end()) {
            std::cout << usage;
            return EXIT_SUCCESS;
        }
        if (std::find(arguments.begin(), arguments.end(), "--version") != arguments.end()) {
            std::cout << "text-render " ZUGANG_VERSION << " (HarfBuzz " << hb_version_string()
                      << ")\n";
            return EXIT_SUCCESS;
        }
        return render(read_options(arguments));
    } catch (const WrongCall& wrong) {
        std::cerr << "text-render: " << wrong.what() << "\n\n" << usage;
        return 2;
    } catch (const std::exception& failure) {
        std::cerr << "text-render: " << failure.what() << '\n';
        return EXIT_FAILURE;
    }
}
