#include "sync/publish/passphrase.hpp"

#include "sync/secret_file.hpp"

#include <algorithm>
#include <iostream>

#include <termios.h>
#include <unistd.h>

namespace zugang::sync {
namespace {

/// No echo on stdin until it is destroyed.
class Hidden {
  public:
    Hidden() {
        good_ = ::tcgetattr(STDIN_FILENO, &before_) == 0;
        termios quiet = before_;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        good_ = good_ && ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet) == 0;
    }
    ~Hidden() {
        if (good_) {
            ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
        }
    }
    Hidden(const Hidden&) = delete;
    Hidden& operator=(const Hidden&) = delete;

  private:
    termios before_{};
    bool good_ = false;
};

} // namespace

Result<std::string> ask_passphrase(const std::string& question) {
    if (::isatty(STDIN_FILENO) != 1) {
        return fail(Reason::BadKey, "there is no terminal to ask for a passphrase on; give "
                                    "--passphrase-file");
    }
    std::string line;
    {
        const Hidden hidden;
        std::cerr << question << std::flush;
        std::getline(std::cin, line);
    }
    std::cerr << "\n";
    if (!std::cin) {
        return fail(Reason::BadKey, "no passphrase was given");
    }
    return line;
}

bool agree(const std::string& question) {
    if (::isatty(STDIN_FILENO) != 1) {
        return true;
    }
    std::string line;
    std::cerr << question << std::flush;
    std::getline(std::cin, line);
    return line == "y" || line == "Y" || line == "yes";
}

Result<std::string> ask_new_passphrase(const std::filesystem::path& key) {
    for (int attempt = 0; attempt < 3; ++attempt) {
        const auto first = ask_passphrase("New passphrase for " + key.string() + ": ");
        if (!first) {
            return first;
        }
        const auto second = ask_passphrase("Once more: ");
        if (!second) {
            return second;
        }
        if (*first == *second && !first->empty()) {
            return first;
        }
        std::cerr << (first->empty() ? "It must not be empty (--no-passphrase writes a key that "
                                       "is not encrypted).\n"
                                     : "These were not the same.\n");
    }
    return fail(Reason::BadKey, "no passphrase was given twice the same");
}

Passphrase passphrase_from(std::vector<std::filesystem::path> files,
                           std::vector<std::filesystem::path> keys) {
    return [files = std::move(files),
            keys = std::move(keys)](const std::filesystem::path& key) -> Result<std::string> {
        if (files.empty()) {
            return ask_passphrase("Passphrase for " + key.string() + ": ");
        }
        const auto index = static_cast<std::size_t>(std::ranges::find(keys, key) - keys.begin());
        return read_secret_line(files[std::min(index, files.size() - 1)]);
    };
}

} // namespace zugang::sync
