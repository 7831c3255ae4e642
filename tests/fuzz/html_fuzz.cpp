#include "content/tool/html_blocks.hpp"
#include "content/tool/markdown_writer.hpp"

#include <cstdint>

using namespace zugang::content::tool;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Tally tally;
    const HtmlBlocks html = blocks_of_html(
        {reinterpret_cast<const char*>(data), size},
        [](std::string_view address, std::string_view) { return std::string(address); }, tally);
    markdown_of_blocks(html.blocks, tally);
    return 0;
}
