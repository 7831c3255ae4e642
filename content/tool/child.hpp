#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <sys/types.h>

namespace zugang::content::tool {

/// A process of ours that ends with this object, and with this program however it ends. To be
/// started while the program has one thread.
class Child {
  public:
    Child() = default; ///< none
    /// Another program, with the signals that it would have from a shell. Its exit code is 127
    /// where it cannot be run.
    Child(const std::filesystem::path& program, const std::vector<std::string>& arguments);
    /// A copy of this one that does `work` and ends.
    explicit Child(const std::function<void()>& work);
    Child(Child&& other) noexcept;
    Child& operator=(Child&& other) noexcept;
    ~Child() { end(); }

    bool running() const { return pid_ > 0; }

    /// Has it ended by itself? Then its status as waitpid gives it.
    std::optional<int> ended();

    /// Asks it to end, makes it end where it does not within two seconds, and waits.
    void end() noexcept;

  private:
    pid_t pid_ = 0;
    int signal_ = 0; ///< that it is asked with
};

/// "exit code 1", "signal 11 (Segmentation fault)"
std::string describe_status(int status);

/// A program of ours: the one beside this one, else the one that the shell would find.
std::filesystem::path program_beside(const std::string& name);

} // namespace zugang::content::tool
