// Arbitrary bytes as the answer of a calendar server.
#include "sync/calendar/multistatus.hpp"
#include "tests/fuzz/input.hpp"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto resources = zugang::sync::read_multistatus(zugang::fuzz::Input(data, size).rest());
    if (resources) {
        for (const auto& resource : *resources) {
            if (resource.status < 200 || resource.status > 599 ||
                resource.name().find('/') != std::string_view::npos) {
                std::abort();
            }
        }
    }
    return 0;
}
