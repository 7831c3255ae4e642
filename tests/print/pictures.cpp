#include "tests/print/pictures.hpp"

#include <algorithm>
#include <iterator>
#include <sstream>
#include <stdexcept>

namespace zugang::kiosk::testing {

int other_dots(const SlipPicture& a, const SlipPicture& b) {
    const auto near = [](const SlipPicture& picture, int x, int y) {
        for (int dy = -1; dy <= 1; ++dy) {
            for (int dx = -1; dx <= 1; ++dx) {
                if (x + dx >= 0 && y + dy >= 0 && x + dx < picture.width &&
                    y + dy < picture.height && picture.at(x + dx, y + dy)) {
                    return true;
                }
            }
        }
        return false;
    };
    int other = 0;
    for (int y = 0; y < std::min(a.height, b.height); ++y) {
        for (int x = 0; x < std::min(a.width, b.width); ++x) {
            other += (a.at(x, y) && !near(b, x, y)) || (b.at(x, y) && !near(a, x, y)) ? 1 : 0;
        }
    }
    return other;
}

SlipPicture read_pbm(const std::string& bytes, int left, int width) {
    std::istringstream stream(bytes);
    std::string kind;
    int whole = 0;
    int height = 0;
    stream >> kind >> whole >> height;
    stream.get();
    if (kind != "P4") {
        throw std::runtime_error("no picture of pdftoppm");
    }
    SlipPicture all{.width = whole, .height = height, .bits = {}};
    const std::string rest(std::istreambuf_iterator<char>(stream), {});
    all.bits.assign(rest.begin(), rest.end());
    if (all.bits.size() != all.row_bytes() * static_cast<std::size_t>(height)) {
        throw std::runtime_error("half a picture");
    }
    SlipPicture part{.width = width, .height = height, .bits = {}};
    part.bits.resize(part.row_bytes() * static_cast<std::size_t>(height));
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            if (x + left < whole && all.at(x + left, y)) {
                auto& byte = part.bits[static_cast<std::size_t>(y) * part.row_bytes() +
                                       static_cast<std::size_t>(x) / 8];
                byte = static_cast<std::uint8_t>(byte | (0x80U >> (x % 8)));
            }
        }
    }
    return part;
}

} // namespace zugang::kiosk::testing
