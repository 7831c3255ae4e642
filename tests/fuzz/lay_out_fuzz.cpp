#include "tests/fuzz/check.hpp"

using namespace zugang::fonts;
using namespace zugang::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static Typesetter typesetter(product_fonts());
    const Request request = read_request(data, size);
    const Layout layout = typesetter.lay_out(request.paragraph);
    check_layout(layout, request.paragraph, product_fonts());
    check_widths(layout, request.paragraph);
    // What was set before must not show.
    if (size % 8 == 0) {
        Typesetter fresh(product_fonts());
        check_same(layout, fresh.lay_out(request.paragraph));
    }
    return 0;
}
