#include "content/tool/read_article.hpp"

#include <cstdint>

using namespace zugang::content::tool;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    const TextFile file("fuzz.md", bytes);
    for (const Strictness strictness : {Strictness::Own, Strictness::Import}) {
        Report report;
        parse_translation(file, "de", strictness, report);
        std::vector<SourceBlock> blocks = parse_blocks(file, 0, strictness, report);
        give_ids(blocks);
    }
    return 0;
}
