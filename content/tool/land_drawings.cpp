#include "content/tool/land_drawings.hpp"

#include "content/public_holidays.hpp"
#include "content/tool/xml.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <optional>

#include <libxml/parser.h>

namespace zugang::content::tool {
namespace {

/// Edge of a square of the map, in units of the file: a Land's picture begins and ends at squares.
constexpr int square = 8;
/// Of the line around a Land, in units of the file; half of it lies within.
constexpr double line_width = 1.8;

struct Point {
    double x = 0;
    double y = 0;
};

struct Bounds {
    double left = std::numeric_limits<double>::infinity();
    double top = left;
    double right = -left;
    double bottom = -left;

    void take_in(Point point) {
        left = std::min(left, point.x);
        top = std::min(top, point.y);
        right = std::max(right, point.x);
        bottom = std::max(bottom, point.y);
    }
};

/// Follows a path of straight lines.
class PathReader {
  public:
    explicit PathReader(std::string_view path) : rest_(path) {}

    /// No value for what is no such path.
    std::optional<Bounds> run() {
        char command = 0;
        while (skip_spaces(), !rest_.empty()) {
            if (!is_number()) {
                command = rest_.front();
                rest_.remove_prefix(1);
                if (command == 'z' || command == 'Z') {
                    at_ = start_;
                    continue;
                }
                skip_spaces();
            }
            if (!draw(command)) {
                return std::nullopt;
            }
            if (command == 'm' || command == 'M') { // lines follow
                command = command == 'm' ? 'l' : 'L';
            }
        }
        return bounds_.left <= bounds_.right ? std::optional(bounds_) : std::nullopt;
    }

  private:
    void skip_spaces() {
        const std::size_t end = rest_.find_first_not_of(" ,\t\r\n");
        rest_.remove_prefix(std::min(end, rest_.size()));
    }

    bool is_number() const {
        return (rest_.front() >= '0' && rest_.front() <= '9') || rest_.front() == '-' ||
               rest_.front() == '.';
    }

    bool read(double& number) {
        skip_spaces();
        const auto [end, error] =
            std::from_chars(rest_.data(), rest_.data() + rest_.size(), number);
        rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
        return error == std::errc{} && std::isfinite(number);
    }

    bool draw(char command) {
        Point to;
        switch (command) {
        case 'm':
        case 'M':
        case 'l':
        case 'L':
            if (!read(to.x) || !read(to.y)) {
                return false;
            }
            break;
        case 'h':
        case 'H':
            if (!read(to.x)) {
                return false;
            }
            to.y = command == 'H' ? at_.y : 0;
            break;
        case 'v':
        case 'V':
            if (!read(to.y)) {
                return false;
            }
            to.x = command == 'V' ? at_.x : 0;
            break;
        default:
            return false;
        }
        const bool relative = command >= 'a';
        at_ = relative ? Point{at_.x + to.x, at_.y + to.y} : to;
        if (command == 'm' || command == 'M') {
            start_ = at_;
        }
        bounds_.take_in(at_);
        return true;
    }

    std::string_view rest_;
    Point start_; ///< of the part that is drawn
    Point at_;
    Bounds bounds_;
};

int squares_below(double at) {
    return static_cast<int>(std::floor((at - line_width / 2) / square));
}

int squares_above(double at) {
    return static_cast<int>(std::ceil((at + line_width / 2) / square));
}

std::string attribute_of(const xmlNode* node, const char* name) {
    const xmlAttr* attribute = xmlHasProp(node, reinterpret_cast<const xmlChar*>(name));
    return attribute == nullptr || attribute->children == nullptr
               ? std::string()
               : std::string(view(attribute->children->content));
}

/// Its place is in squares from where the file's coordinates begin.
LandDrawing draw(const std::string& land, const std::string& path, const Bounds& bounds) {
    LandDrawing drawing;
    LandPicture& picture = drawing.picture;
    picture.land = land;
    picture.media = land + ".svg";
    picture.x = squares_below(bounds.left);
    picture.y = squares_below(bounds.top);
    picture.width = squares_above(bounds.right) - picture.x;
    picture.height = squares_above(bounds.bottom) - picture.y;
    const auto text = [](int squares) { return std::to_string(squares * square); };
    const std::string line(std::to_string(line_width).substr(0, 3));
    drawing.svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + text(picture.width) +
                  "\" height=\"" + text(picture.height) + "\" viewBox=\"" + text(picture.x) + ' ' +
                  text(picture.y) + ' ' + text(picture.width) + ' ' + text(picture.height) +
                  "\"><path fill=\"#ffffff\" fill-rule=\"evenodd\" stroke=\"#000000\" "
                  "stroke-width=\"" +
                  line + "\" stroke-linejoin=\"round\" d=\"" + path + "\"/></svg>\n";
    return drawing;
}

/// The map begins where its pictures do.
void move_to_corner(std::vector<LandDrawing>& drawings) {
    int left = std::numeric_limits<int>::max();
    int top = left;
    for (const LandDrawing& drawing : drawings) {
        left = std::min(left, drawing.picture.x);
        top = std::min(top, drawing.picture.y);
    }
    for (LandDrawing& drawing : drawings) {
        drawing.picture.x -= left;
        drawing.picture.y -= top;
    }
}

} // namespace

std::vector<LandDrawing> draw_laender(const std::filesystem::path& map, Report& report) {
    const Place place = place_of(map);
    const auto bytes = read_bytes(map, report);
    if (!bytes) {
        return {};
    }
    const Document document(
        xmlReadMemory(bytes->data(), static_cast<int>(bytes->size()), "", nullptr,
                      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING));
    const xmlNode* root = document ? xmlDocGetRootElement(document.get()) : nullptr;
    if (root == nullptr) {
        report.error(place, "this is no SVG file", "run packaging/setup again");
        return {};
    }
    std::map<std::string, std::string> paths; // by Land
    for (const xmlNode* node = root->children; node != nullptr; node = node->next) {
        if (node->type == XML_ELEMENT_NODE && view(node->name) == "path") {
            paths.emplace(attribute_of(node, "id"), attribute_of(node, "d"));
        }
    }
    std::vector<LandDrawing> drawings;
    for (const std::string_view land : laender()) {
        const auto path = paths.find(std::string(land));
        const auto bounds = path == paths.end() ? std::nullopt : PathReader(path->second).run();
        if (!bounds) {
            report.error(place,
                         path == paths.end()
                             ? "the map has no path with the id \"" + std::string(land) + "\""
                             : "the Land \"" + path->first + "\" is not drawn with straight lines",
                         "take another map in content/assets.toml");
            return {};
        }
        drawings.push_back(draw(path->first, path->second, *bounds));
    }
    move_to_corner(drawings);
    return drawings;
}

} // namespace zugang::content::tool
