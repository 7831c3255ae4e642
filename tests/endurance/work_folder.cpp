#include "tests/endurance/work_folder.hpp"

#include <cstdlib>
#include <stdexcept>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace zugang::kiosk::testing {

namespace fs = std::filesystem;

WorkFolder::WorkFolder(const fs::path& content) {
    std::string name = (fs::temp_directory_path() / "zugang-endurance-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) {
        throw std::runtime_error("cannot make " + name);
    }
    root_ = name;
    for (const fs::path& folder :
         {state(), counter(), paper(), scratch(), log().parent_path(), devices()}) {
        fs::create_directory(folder);
    }
    fs::copy(content, this->content(),
             fs::copy_options::recursive | fs::copy_options::copy_symlinks);
    const std::string first = fs::read_symlink(this->content() / "current").filename().string();
    states_ = {first, first + "-again"};
    const fs::path states = this->content() / "states";
    fs::copy(states / states_[0], states / states_[1], fs::copy_options::recursive);
}

WorkFolder::~WorkFolder() {
    std::error_code error;
    fs::remove_all(root_, error);
}

std::vector<fs::path> WorkFolder::searched() const {
    return {state(), counter(), scratch(), log().parent_path()};
}

void WorkFolder::take_in() const {
    for (const char* variable :
         {"TMPDIR", "TMP", "TEMP", "HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME",
          "XDG_STATE_HOME", "XDG_RUNTIME_DIR", "SQLITE_TMPDIR"}) {
        setenv(variable, scratch().c_str(), 1);
    }
    if (sanitized) {
        return; // what it finds is to be read
    }
    const int file = ::open(log().c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    if (file < 0 || ::dup2(file, STDERR_FILENO) < 0) {
        throw std::runtime_error("cannot write " + log().string());
    }
    ::close(file);
}

void WorkFolder::point_to(const std::string& state) const {
    const fs::path link = content() / "current.new";
    fs::create_symlink(fs::path("states") / state, link);
    fs::rename(link, content() / "current");
}

void WorkFolder::exchange_content() {
    current_ = 1 - current_;
    point_to(states_.at(current_));
}

void WorkFolder::break_content(bool broken) {
    point_to(broken ? "nowhere" : states_.at(current_));
}

} // namespace zugang::kiosk::testing
