#pragma once

#include "tests/endurance/work_folder.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace zugang::kiosk::testing {

/// A word that nobody has but the visit that types it. It begins with letters that no text has, so
/// that what is left of any of them is found by these; it is never put together in memory by the
/// run itself, but typed letter by letter.
class PlantedWord {
  public:
    static constexpr std::size_t length = 12;

    explicit PlantedWord(std::uint64_t number) : number_(number) {}
    /// 'a' to 'z'.
    char letter(std::size_t index) const;

  private:
    std::uint64_t number_;
};

/// Where letters of a planted word stand: files below these folders, files that this process has
/// open for writing, memory that is mapped from files and written back. Empty: nowhere.
std::vector<std::string> traces(const std::vector<std::filesystem::path>& folders);

/// How often letters of planted words stand in this process's own memory, in which parts of it, and
/// what stands around one of them.
struct Copies {
    std::size_t number = 0;
    std::string places;
};
Copies copies_in_memory();

} // namespace zugang::kiosk::testing
