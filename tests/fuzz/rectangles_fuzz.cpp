#include "fonts/positions.hpp"
#include "tests/fuzz/check.hpp"
#include "tests/fuzz/input.hpp"

#include <algorithm>
#include <cmath>

using namespace zugang::fonts;
using namespace zugang::fuzz;

namespace {

/// The line that a rectangle lies on.
const Line& line_of(const Layout& layout, const Rect& rect) {
    const auto line =
        std::find_if(layout.lines.begin(), layout.lines.end(), [&](const Line& candidate) {
            return candidate.top == rect.y && candidate.height == rect.height;
        });
    require(line != layout.lines.end(), "a rectangle is as high as its line");
    return *line;
}

std::vector<Rect> checked(const Layout& layout, std::size_t start, std::size_t length) {
    std::vector<Rect> rects = rectangles(layout, start, length);
    float y = -1;
    float right = 0;
    for (const Rect& rect : rects) {
        require(std::isfinite(rect.x) && std::isfinite(rect.width) && rect.width > 0,
                "a rectangle has a width");
        const Line& line = line_of(layout, rect);
        const float slack = 0.01F + std::abs(line.x + line.width) / 1e5F;
        require(rect.x >= line.x - slack && rect.x + rect.width <= line.x + line.width + slack,
                "a rectangle lies within its line");
        require(rect.y > y || (rect.y == y && rect.x >= right - slack),
                "rectangles are in order and apart");
        y = rect.y;
        right = rect.x + rect.width;
    }
    return rects;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static Typesetter typesetter(product_fonts());
    Input input(data, size);
    const auto start = input.number<std::size_t>();
    const auto length = input.number<std::size_t>();
    const std::string_view rest = input.rest();
    const Request request =
        read_request(reinterpret_cast<const std::uint8_t*>(rest.data()), rest.size());
    const Layout layout = typesetter.lay_out(request.paragraph);
    const std::size_t bytes = request.paragraph.text.size();
    checked(layout, start, length);
    checked(layout, start % (bytes + 1), length % (bytes + 1));
    require(checked(layout, start, 0).empty(), "nothing has no rectangle");
    require(checked(layout, bytes, static_cast<std::size_t>(-1)).empty(), "the end has none");
    checked(layout, 0, static_cast<std::size_t>(-1));
    const std::size_t step = std::max<std::size_t>(1, bytes / 16);
    for (std::size_t at = 0; at < bytes; at += step) {
        checked(layout, at, step);
    }
    return 0;
}
