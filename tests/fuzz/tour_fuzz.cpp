#include "kiosk/tour_script.hpp"
#include "tests/fuzz/check.hpp"

#include <algorithm>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto lines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1;
    const auto steps = zugang::kiosk::parse_tour(text);
    if (!steps) {
        zugang::fuzz::require(steps.error().line >= 1 && steps.error().line <= lines,
                              "an error names its line");
        return 0;
    }
    for (const auto& step : *steps) {
        zugang::fuzz::require(step.line >= 1 && step.line <= lines, "a step names its line");
    }
    return 0;
}
