#include "content/prune.hpp"

#include "content/folder.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <string_view>
#include <system_error>

namespace zugang::content {
namespace {

constexpr std::size_t kept_states = 3;

bool is_lower_hex(std::string_view text, std::size_t size) {
    return text.size() == size &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// The folder of this name is media/<aa> and the file in it one of ours.
bool is_media(const std::filesystem::path& file) {
    return is_lower_hex(file.filename().string(), 64) &&
           is_lower_hex(file.parent_path().filename().string(), 2);
}

class Pruning {
  public:
    explicit Pruning(const std::filesystem::path& folder) : folder_(folder) {}

    std::vector<Leftover> run(const std::string& current) {
        std::vector<int> numbers = list_states(folder_ / "states");
        while (numbers.size() > kept_states) {
            const std::string name = std::to_string(numbers.front());
            std::error_code error;
            if (name != current) {
                std::filesystem::remove_all(folder_ / "states" / name, error);
            }
            note(error, folder_ / "states" / name);
            numbers.erase(numbers.begin());
        }
        if (const auto used = used_media(numbers)) {
            remove_media_but(*used);
        }
        return std::move(leftovers_);
    }

  private:
    void note(const std::error_code& error, const std::filesystem::path& path) {
        if (error) {
            leftovers_.push_back(
                {path, "what is no longer needed cannot be removed: " + error.message(),
                 "the new state is live; remove it by hand, or build again once the disk is well"});
        }
    }

    /// No value where a state does not say what it needs: then all of it stays.
    std::optional<std::set<std::string>> used_media(const std::vector<int>& numbers) {
        std::set<std::string> used;
        for (const int number : numbers) {
            const std::filesystem::path state = folder_ / "states" / std::to_string(number);
            std::error_code error;
            if (!std::filesystem::exists(state / "content.db", error)) {
                continue;
            }
            const auto sums = list_media_of_state(state);
            if (!sums) {
                leftovers_.push_back({state / "content.db", std::string(describe(sums.error())),
                                      "the new state is live, old pictures and fonts stay; remove "
                                      "this old state by hand"});
                return std::nullopt;
            }
            used.insert(sums->begin(), sums->end());
        }
        return used;
    }

    void remove_media_but(const std::set<std::string>& used) {
        std::error_code error;
        std::vector<std::filesystem::path> unused;
        std::filesystem::directory_iterator folder(folder_ / "media", error);
        for (; !error && folder != std::filesystem::directory_iterator(); folder.increment(error)) {
            if (folder->is_symlink(error) || !folder->is_directory(error)) {
                continue;
            }
            std::filesystem::directory_iterator file(folder->path(), error);
            for (; !error && file != std::filesystem::directory_iterator(); file.increment(error)) {
                if (is_media(file->path()) && !used.contains(file->path().filename().string()) &&
                    !file->is_directory(error)) {
                    unused.push_back(file->path());
                }
            }
        }
        note(error, folder_ / "media");
        for (const std::filesystem::path& file : unused) {
            std::error_code problem;
            std::filesystem::remove(file, problem);
            note(problem, file);
            std::error_code not_empty;
            std::filesystem::remove(file.parent_path(), not_empty);
        }
    }

    const std::filesystem::path& folder_;
    std::vector<Leftover> leftovers_;
};

} // namespace

std::vector<int> list_states(const std::filesystem::path& states) {
    std::vector<int> numbers;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(states, error)) {
        const std::string name = entry.path().filename().string();
        int number = 0;
        const auto [end, problem] = std::from_chars(name.data(), name.data() + name.size(), number);
        if (problem == std::errc{} && end == name.data() + name.size()) {
            numbers.push_back(number);
        }
    }
    std::ranges::sort(numbers);
    return numbers;
}

std::vector<Leftover> prune(const std::filesystem::path& folder, const std::string& current) {
    return Pruning(folder).run(current);
}

} // namespace zugang::content
