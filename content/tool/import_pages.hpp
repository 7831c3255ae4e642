#pragma once

#include <filesystem>
#include <iosfwd>

namespace zugang::content::tool {

struct ImportPagesOptions {
    std::filesystem::path folder; ///< holds pages.<lang>.jsonl
    std::filesystem::path out;
};

/// Makes the source of a package of pages.<lang>.jsonl: each line an object with "id", "title" and
/// "text", whose lines become paragraphs. One article per id; its slug is the id's segments joined
/// by "-". 0: done; 1: nothing was written, `errors` says why.
int import_pages(const ImportPagesOptions& options, std::ostream& report, std::ostream& errors);

} // namespace zugang::content::tool
