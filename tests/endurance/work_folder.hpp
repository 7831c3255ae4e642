#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace zugang::kiosk::testing {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool sanitized = true;
#else
inline constexpr bool sanitized = false;
#endif

/// Everything that a terminal of an endurance run reads and writes, in one folder of its own that
/// is gone with it.
class WorkFolder {
  public:
    /// Copies the content folder `content` into it, with a second state that says the same.
    explicit WorkFolder(const std::filesystem::path& content);
    ~WorkFolder();
    WorkFolder(const WorkFolder&) = delete;
    WorkFolder& operator=(const WorkFolder&) = delete;

    std::filesystem::path content() const { return root_ / "content"; }
    std::filesystem::path state() const { return root_ / "state"; }
    std::filesystem::path counter() const { return root_ / "counter"; } ///< appointments
    std::filesystem::path paper() const { return root_ / "paper"; }     ///< what was printed
    std::filesystem::path scratch() const { return root_ / "scratch"; } ///< TMPDIR, caches, HOME
    std::filesystem::path log() const { return root_ / "log" / "stderr"; }
    std::filesystem::path devices() const { return root_ / "devices"; } ///< the tests' own

    /// Where nobody may find a visitor's words: all but content, which only the tests write, paper
    /// and devices.
    std::vector<std::filesystem::path> searched() const;

    /// From now on temporary files, caches and stderr (but for a sanitizer's) of this process and
    /// those that it starts go in here. Before the first thread.
    void take_in() const;

    /// Makes the other state the current one, as zugang-sync does: by one rename.
    void exchange_content();
    /// Points to a state that is not there, or no longer.
    void break_content(bool broken);

  private:
    void point_to(const std::string& state) const;

    std::filesystem::path root_;
    std::vector<std::string> states_;
    std::size_t current_ = 0;
};

} // namespace zugang::kiosk::testing
