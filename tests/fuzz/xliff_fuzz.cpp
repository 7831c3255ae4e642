#include "content/tool/xliff.hpp"
#include "content/tool/xliff_text.hpp"

#include <cstdint>
#include <cstdlib>

using namespace zugang::content::tool;

/// What was read and written is read again, with as many files.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto document = xliff::read({reinterpret_cast<const char*>(data), size});
    if (!document) {
        return 0;
    }
    for (const xliff::File& file : document->files) {
        for (const xliff::Unit& unit : file.units) {
            for (const xliff::Segment& segment : unit.segments) {
                const auto codes = xliff::codes_of_content(segment.source, unit);
                (void)xliff::text_of(segment.source, codes, codes);
            }
        }
    }
    const auto again = xliff::read(xliff::write(*document));
    if (!again || again->files.size() != document->files.size()) {
        std::abort();
    }
    return 0;
}
