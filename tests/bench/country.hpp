#pragma once

#include "content/records.hpp"
#include "tests/server_process.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace zugang::bench {

/// What one run of a terminal cost.
struct RunCost {
    std::string ending; ///< installed, up-to-date ...
    std::uint64_t body_bytes = 0;
    std::uint64_t head_bytes = 0; ///< of the answers
    std::uint64_t requests = 0;
    double cpu_s = 0;
    double wall_s = 0;
    double peak_mb = 0;
};

enum class Line : std::uint8_t { Up, Down };

/// What the server counts by itself, since it started.
struct Served {
    std::uint64_t requests = 0;
    std::uint64_t body_bytes = 0;
    std::uint64_t head_bytes = 0;
    double cpu_s = 0;
};

/// The programs as they are used: zugang-publish signs and publishes, nginx serves as
/// packaging/server/nginx.conf says, zugang-sync fetches. bund, 16 Laender and 20 centres sign for
/// themselves. What goes wrong is thrown. The server ends with the object; the files stay.
class Country {
  public:
    explicit Country(const std::filesystem::path& work);

    /// Publishes a version of bund; the seconds that its editor and the office wait.
    double release(const content::RecordBytes& bytes);

    /// As every day: nothing but a new snapshot and a new timestamp.
    void sign_and_send() const;

    /// A terminal runs once; where there is none in the folder it begins with the first root. While
    /// its line is down nobody answers. May be called by several threads, for different folders.
    RunCost fetch(const std::filesystem::path& terminal, Line line = Line::Up) const;

    /// A request is counted a moment after its answer has come.
    Served served() const;

  private:
    void accept(std::string_view package, const content::RecordBytes& bytes) const;
    std::string key_file(const std::string& name) const;
    std::string server_block() const;

    std::filesystem::path work_;
    int port_;
    testing::ServerProcess nginx_;
};

} // namespace zugang::bench
