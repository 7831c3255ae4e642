#include "kiosk/drawing_cost.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <limits>
#include <vector>

namespace zugang::kiosk {

namespace {

constexpr std::size_t most_bytes = 500'000;
constexpr double most_numbers = 30'000;
constexpr double most_points = 2'000'000;
constexpr double most_dashes = 100'000;
constexpr double largest_of_dashed =
    10'000; // coordinates, so that a dash is never lost in rounding
constexpr double screen_px = 2048;
constexpr std::size_t deepest = 100; // nanosvg keeps 128 levels of <g>

bool is_space(char c) {
    return std::isspace(static_cast<unsigned char>(c)) != 0;
}

bool begins_number(char c) {
    return (c >= '0' && c <= '9') || c == '.' || c == '-';
}

/// Calls `use(number, letter before it)` for each; what no double holds is as large as can be.
template <typename Use>
void each_number(std::string_view text, const Use& use) {
    char letter = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == '#') { // a colour
            while (at < text.size() && text[at] != ';' && text[at] != '"' && !is_space(text[at])) {
                ++at;
            }
            continue;
        }
        if (!begins_number(text[at])) {
            letter = std::isalpha(static_cast<unsigned char>(text[at])) != 0 ? text[at] : letter;
            ++at;
            continue;
        }
        double number = 0;
        const auto [end, error] =
            std::from_chars(text.data() + at, text.data() + text.size(), number);
        if (error == std::errc::invalid_argument) {
            ++at;
            continue;
        }
        use(error == std::errc{} ? std::abs(number) : std::numeric_limits<double>::infinity(),
            letter);
        at = static_cast<std::size_t>(end - text.data());
    }
}

double largest_number(std::string_view text) {
    double largest = 0;
    each_number(text, [&largest](double number, char) { largest = std::max(largest, number); });
    return largest;
}

struct Attribute {
    std::string_view name;
    std::string_view value;
};

/// As nanosvg reads them: a name up to "=", a value in quotes.
std::vector<Attribute> attributes_of(std::string_view tag) {
    std::vector<Attribute> attributes;
    std::size_t at = 0;
    while (at < tag.size()) {
        const std::size_t equals = tag.find('=', at);
        if (equals == std::string_view::npos) {
            break;
        }
        std::size_t start = equals;
        while (start > at && is_space(tag[start - 1])) {
            --start;
        }
        const std::size_t name_end = start;
        while (start > at && !is_space(tag[start - 1])) {
            --start;
        }
        const std::size_t open = tag.find_first_of("\"'", equals);
        const std::size_t close =
            open == std::string_view::npos ? open : tag.find(tag[open], open + 1);
        if (close == std::string_view::npos) {
            break;
        }
        attributes.push_back({.name = tag.substr(start, name_end - start),
                              .value = tag.substr(open + 1, close - open - 1)});
        at = close + 1;
    }
    return attributes;
}

/// How much larger what is within may become, at most. Moving makes nothing larger.
double growth_of(std::string_view transform) {
    double growth = 1;
    while (true) {
        const std::size_t open = transform.find('(');
        if (open == std::string_view::npos) {
            return growth;
        }
        const std::size_t close = std::min(transform.find(')', open), transform.size());
        const std::string_view name = transform.substr(0, open);
        const double number = largest_number(transform.substr(open, close - open));
        if (name.find("scale") != std::string_view::npos) {
            growth *= std::max(number, 1.0);
        } else if (name.find("matrix") != std::string_view::npos) {
            // The last two of six move.
            std::array<double, 6> numbers{};
            std::size_t count = 0;
            each_number(transform.substr(open, close - open), [&](double one, char) {
                if (count < numbers.size()) {
                    numbers.at(count++) = one;
                }
            });
            growth *= std::max(1.0, numbers[0] + numbers[1] + numbers[2] + numbers[3]);
        } else if (name.find("skew") != std::string_view::npos) {
            growth *= std::max(1.0, std::abs(std::tan(number * 3.14159265358979 / 180)) + 1);
        }
        transform.remove_prefix(close);
    }
}

bool is_curve(char command) {
    return std::string_view("CcSsQqTtAa").find(command) != std::string_view::npos;
}

class Cost {
  public:
    /// False once it is too much.
    bool add(std::string_view tag) {
        const std::size_t name_end = std::min(tag.find_first_of(" \t\r\n/"), tag.size());
        const std::string_view name = tag.substr(0, name_end);
        const std::vector<Attribute> attributes = attributes_of(tag.substr(name_end));
        if (name == "svg") {
            look_at_root(attributes);
            return true;
        }
        double growth = groups_.empty() ? 1 : groups_.back();
        for (const Attribute& attribute : attributes) {
            if (attribute.name == "transform" || attribute.name == "gradientTransform") {
                growth *= growth_of(attribute.value);
                has_growth_ = has_growth_ || growth > 1;
                largest_ = std::max(largest_, largest_number(attribute.value));
            }
        }
        for (const Attribute& attribute : attributes) {
            look_at(name, attribute, growth);
        }
        if (name == "g" && !tag.ends_with('/')) {
            groups_.push_back(growth);
        }
        return groups_.size() <= deepest && numbers_ <= most_numbers && points_ <= most_points;
    }

    void end(std::string_view name) {
        if (name == "g" && !groups_.empty()) {
            groups_.pop_back();
        }
    }

    /// With dashes of this length somewhere.
    bool may_have_dashes(double shortest) const {
        return !has_growth_ && largest_ <= largest_of_dashed && sum_ * 8 / shortest <= most_dashes;
    }

  private:
    /// Pixels of a unit, where it is drawn as large as a screen.
    void look_at_root(const std::vector<Attribute>& attributes) {
        double smallest = std::numeric_limits<double>::infinity();
        for (const Attribute& attribute : attributes) {
            if (attribute.name == "width" || attribute.name == "height" ||
                attribute.name == "viewBox") {
                int place = 0;
                each_number(attribute.value, [&](double number, char) {
                    const bool is_corner = attribute.name == "viewBox" && place++ < 2;
                    if (!is_corner && number > 0) {
                        smallest = std::min(smallest, number);
                    }
                    largest_ = std::max(largest_, number);
                });
            }
        }
        pixels_ = smallest < 1e30 ? std::max(1.0, screen_px / smallest) : screen_px;
    }

    double points_of_curve(double largest, double growth) const {
        const double size = largest * growth * pixels_;
        constexpr double most = 512; // nanosvg halves a curve ten times, which has two numbers
        return size < most * most ? std::sqrt(size) + 4 : most;
    }

    void look_at(std::string_view element, const Attribute& attribute, double growth) {
        const std::string_view name = attribute.name;
        if (name == "id" || name == "class" || name.starts_with("xmlns") || name == "transform" ||
            name == "fill" || name == "stroke") {
            return;
        }
        const bool is_path = name == "d";
        const bool is_round = element == "circle" || element == "ellipse" || element == "rect";
        const double largest = largest_number(attribute.value);
        double straight = 0;
        double curved = 0;
        each_number(attribute.value, [&](double number, char letter) {
            (is_round || (is_path && is_curve(letter)) ? curved : straight) += 1;
            sum_ += number;
        });
        largest_ = std::max(largest_, largest);
        numbers_ += straight + curved;
        // Corners and ends may be round.
        widest_ = name.find("width") != std::string_view::npos || name == "style"
                      ? std::max(widest_, largest)
                      : widest_;
        const double corner = widest_ > 0 ? points_of_curve(widest_, growth) : 1;
        points_ += straight * (1 + corner) + curved * (points_of_curve(largest, growth) + corner);
    }

    std::vector<double> groups_; ///< how much larger each open one makes things
    double pixels_ = screen_px;
    double numbers_ = 0;
    double points_ = 0;
    double sum_ = 0;
    double largest_ = 0;
    double widest_ = 0;
    bool has_growth_ = false;
};

/// Shortest dash anywhere, also in a style sheet; infinite where there is none.
double shortest_dash(std::string_view svg) {
    constexpr std::string_view name = "dasharray";
    double shortest = std::numeric_limits<double>::infinity();
    for (std::size_t at = svg.find(name); at != std::string_view::npos; at = svg.find(name, at)) {
        at += name.size();
        const std::size_t start = std::min(svg.find_first_not_of(" \t\r\n=:\"'", at), svg.size());
        const std::size_t end = std::min(svg.find_first_of(";\"'}>", start), svg.size());
        each_number(svg.substr(start, end - start), [&shortest](double number, char) {
            shortest = number > 0 ? std::min(shortest, number) : shortest;
        });
    }
    return shortest;
}

} // namespace

bool is_cheap_drawing(std::string_view svg) {
    if (svg.size() > most_bytes) {
        return false;
    }
    Cost cost;
    for (std::size_t at = svg.find('<'); at != std::string_view::npos; at = svg.find('<', at)) {
        const std::size_t end = std::min(svg.find('>', at), svg.size());
        const std::string_view tag = svg.substr(at + 1, end - at - 1);
        if (tag.starts_with('/')) {
            cost.end(tag.substr(1, std::min(tag.find_first_of(" \t\r\n", 1), tag.size()) - 1));
        } else if (!cost.add(tag)) {
            return false;
        }
        at = end;
    }
    const double shortest = shortest_dash(svg);
    return std::isinf(shortest) || cost.may_have_dashes(shortest);
}

} // namespace zugang::kiosk
