#include "kiosk/print/pwg_raster.hpp"

#include "kiosk/print/cups_library.hpp"
#include "kiosk/print/slip_picture.hpp"

#include <cmath>
#include <memory>
#include <vector>

namespace zugang::kiosk {

namespace {

struct CloseRaster {
    void operator()(cups_raster_t* raster) const noexcept { cups().cupsRasterClose(raster); }
};

ssize_t append_bytes(void* context, unsigned char* bytes, std::size_t length) noexcept {
    static_cast<std::string*>(context)->append(bytes, bytes + length);
    return static_cast<ssize_t>(length);
}

const char* type_of(PwgColours colours) {
    return colours == PwgColours::Black1  ? "black_1"
           : colours == PwgColours::Grey8 ? "sgray_8"
                                          : "srgb_8";
}

/// Row y, moved to the right, in the form of the file.
void write_row(const SlipPicture& picture, int y, int right, PwgColours colours,
               std::vector<unsigned char>& row) {
    if (colours == PwgColours::Black1) {
        std::fill(row.begin(), row.end(), static_cast<unsigned char>(0));
        for (int x = 0; x < picture.width; ++x) {
            if (picture.at(x, y)) {
                auto& byte = row[static_cast<std::size_t>(x + right) / 8];
                byte = static_cast<unsigned char>(byte | (0x80U >> ((x + right) % 8)));
            }
        }
        return;
    }
    std::fill(row.begin(), row.end(), static_cast<unsigned char>(255));
    const std::size_t samples = colours == PwgColours::Grey8 ? 1 : 3;
    for (int x = 0; x < picture.width; ++x) {
        for (std::size_t i = 0; picture.at(x, y) && i < samples; ++i) {
            row[static_cast<std::size_t>(x + right) * samples + i] = 0;
        }
    }
}

} // namespace

std::string pwg_raster_of(const SlipSheet& sheet, const fonts::FontSet& fonts,
                          const PwgFormat& format) {
    std::string bytes;
    const Paper& paper = sheet.paper;
    const int whole_width = paper.height == 0 ? paper.sheet_width : paper.width;
    // 203 dpi is eight dots a millimetre: dot for dot what was laid out.
    const double scale =
        format.dots_per_inch == 203 ? 1.0 : format.dots_per_inch / (25.4 * dots_per_mm);
    const std::unique_ptr<cups_raster_t, CloseRaster> raster(
        cups().cupsRasterOpenIO(append_bytes, &bytes, CUPS_RASTER_WRITE_PWG));
    if (!raster) {
        return {};
    }
    for (const SheetPage& page : sheet.pages) {
        pwg_media_t* media = cups().pwgMediaForSize(whole_width * 100 / dots_per_mm,
                                                    page.height * 100 / dots_per_mm);
        cups_page_header2_t header{};
        if (media == nullptr || cups().cupsRasterInitPWGHeader(
                                    &header, media, type_of(format.colours), format.dots_per_inch,
                                    format.dots_per_inch, "one-sided", "normal") == 0) {
            return {};
        }
        const SlipPicture picture = paint(page, fonts, scale);
        const int width = static_cast<int>(std::lround(whole_width * scale));
        const int right = (width - picture.width) / 2;
        header.cupsWidth = static_cast<unsigned>(width);
        header.cupsHeight = static_cast<unsigned>(picture.height);
        header.cupsBytesPerLine = (header.cupsWidth * header.cupsBitsPerPixel + 7) / 8;
        header.cupsInteger[CUPS_RASTER_PWG_TotalPageCount] =
            static_cast<unsigned>(sheet.pages.size());
        if (cups().cupsRasterWriteHeader2(raster.get(), &header) == 0) {
            return {};
        }
        std::vector<unsigned char> row(header.cupsBytesPerLine);
        for (int y = 0; y < picture.height; ++y) {
            write_row(picture, y, right, format.colours, row);
            if (cups().cupsRasterWritePixels(raster.get(), row.data(), header.cupsBytesPerLine) ==
                0) {
                return {};
            }
        }
    }
    return bytes;
}

} // namespace zugang::kiosk
