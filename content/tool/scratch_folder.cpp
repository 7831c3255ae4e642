#include "content/tool/scratch_folder.hpp"

#include <cerrno>
#include <cstdlib>
#include <string>
#include <system_error>

namespace zugang::content::tool {

ScratchFolder::ScratchFolder(const char* name) {
    std::string path = std::filesystem::temp_directory_path() / "zugang-";
    path += std::string(name) + "-XXXXXX";
    if (::mkdtemp(path.data()) == nullptr) {
        throw std::system_error(errno, std::generic_category(), "cannot make " + path);
    }
    path_ = path;
}

ScratchFolder::~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

} // namespace zugang::content::tool
