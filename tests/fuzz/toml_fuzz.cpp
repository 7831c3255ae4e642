#include "content/tool/read_guides.hpp"
#include "content/tool/toml_tree.hpp"

#include <cstdint>

using namespace zugang::content::tool;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    const TextFile file("fuzz.toml", bytes);
    Report report;
    parse_toml(file, file.bytes(), 1, report);
    parse_guide_words(file, report);
    return 0;
}
