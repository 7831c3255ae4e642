// A visitor's name is on paper and, as far as a program can see, nowhere else.
#include "tests/print/receipt_printer.hpp"
#include "tests/print/slips_testing.hpp"
#include "tests/print/stand.hpp"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <random>
#include <sstream>

#include <doctest/doctest.h>

using namespace zugang;
using namespace zugang::kiosk;
using namespace zugang::kiosk::testing;

namespace {

/// Letters that stand together nowhere else, not even in this program: they are kept apart by
/// another bit.
class Planted {
  public:
    Planted() {
        std::random_device random;
        for (char& letter : hidden_) {
            letter = static_cast<char>(('a' + static_cast<int>(random() % 26)) ^ bit);
        }
    }
    char letter(std::size_t i) const { return static_cast<char>(hidden_.at(i) ^ bit); }
    std::size_t size() const { return hidden_.size(); }

    /// Whether it stands in these bytes; the first letter may be a capital.
    std::size_t count_in(const char* bytes, std::size_t size) const {
        std::size_t count = 0;
        for (std::size_t at = 0; at + hidden_.size() <= size; ++at) {
            std::size_t i = 1;
            while (i < hidden_.size() && bytes[at + i] == letter(i)) {
                ++i;
            }
            count += i == hidden_.size() ? 1 : 0;
        }
        return count;
    }
    bool in(const std::string& bytes) const { return count_in(bytes.data(), bytes.size()) > 0; }

  private:
    static constexpr int bit = 0x40;
    std::array<char, 14> hidden_{};
};

/// Files below these folders in which it stands.
std::vector<std::string> files_with(const Planted& name,
                                    const std::vector<std::filesystem::path>& folders) {
    std::vector<std::string> found;
    for (const auto& folder : folders) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
            if (entry.is_regular_file() && name.in(read_file(entry.path()))) {
                found.push_back(entry.path().string());
            }
        }
    }
    return found;
}

enum class Memory { OfFiles, Own };

constexpr std::uint64_t longest_map = 1ULL << 30U;

/// Pieces of this process' memory in which it stands (proc(5), maps). OfFiles: mapped from files,
/// deleted ones and shared memory included.
std::size_t memory_with(const Planted& name, Memory which) {
    std::ifstream maps("/proc/self/maps");
    std::ifstream memory("/proc/self/mem", std::ios::binary);
    std::size_t count = 0;
    std::string line;
    while (std::getline(maps, line)) {
        std::istringstream parts(line);
        std::string range;
        std::string rights;
        std::string offset;
        std::string device;
        std::string inode;
        std::string path;
        parts >> range >> rights >> offset >> device >> inode;
        std::getline(parts >> std::ws, path);
        const bool of_file = inode != "0" || path.starts_with('/');
        if (rights[0] != 'r' || path.starts_with("[v") || of_file != (which == Memory::OfFiles)) {
            continue;
        }
        const auto begin = std::stoull(range, nullptr, 16);
        const auto end = std::stoull(range.substr(range.find('-') + 1), nullptr, 16);
        if (end - begin > longest_map) { // a sanitizer's own book of the memory
            continue;
        }
        std::string bytes(static_cast<std::size_t>(end - begin), '\0');
        memory.clear();
        memory.seekg(static_cast<std::streamoff>(begin));
        memory.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        bytes.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, memory.gcount())));
        count += name.count_in(bytes.data(), bytes.size());
        std::ranges::fill(bytes, '\0');
    }
    return count;
}

void give_appointment(Stand& stand) {
    stand.tap("staff.next_free");
    stand.tap("staff.give");
    REQUIRE(stand.desk().page() == staff::Page::Slip);
}

bool preview_says(Stand& stand, const Planted& name) {
    return std::ranges::any_of(stand.press().preview()->sheet().pages.front().texts,
                               [&](const SheetText& text) { return name.in(text.text); });
}

void type_name(Stand& stand, const Planted& name) {
    stand.tap("staff.visitor_name");
    for (std::size_t i = 0; i < name.size(); ++i) {
        stand.tap("key." + std::string(1, name.letter(i)));
    }
    stand.tap("staff.name_done");
}

} // namespace

TEST_CASE("P5: a name is on one slip, and neither in files nor in what is mapped from files") {
    const Planted name;
    const Scratch folder;
    const std::vector<std::filesystem::path> folders{folder.path(), "/dev/shm"};
    ReceiptPrinter printer({.paper_rows = 0});
    PrinterSettings settings;
    settings.target = read_print_target(printer.address()).value();
    Stand stand({.printer = settings,
                 .folder = folder.path(),
                 .plan = ZUGANG_SOURCE_DIR "/tests/tour/staff_appointments.toml"});
    stand.tap("language.fa");
    stand.unlock();
    give_appointment(stand);
    type_name(stand, name);
    REQUIRE(preview_says(stand, name));
    CHECK(memory_with(name, Memory::Own) > 0); // it would be found
    CHECK(memory_with(name, Memory::OfFiles) == 0);
    CHECK(files_with(name, folders).empty());

    stand.tap("staff.print"); // there is no paper: it waits
    CHECK(stand.desk().name().typing.text().empty());
    CHECK(stand.press().preview() == nullptr);
    REQUIRE(stand.wait_until([&] { return stand.press().message() == "print.paper_out"; }));
    CHECK(memory_with(name, Memory::OfFiles) == 0);
    CHECK(files_with(name, folders).empty());

    printer.load_paper();
    REQUIRE(stand.wait_until([&] { return stand.press().message() == "print.printed"; }));
    REQUIRE(printer.wait_until([](const ReceiptPrinter& p) { return p.cut().size() == 1; }));
    CHECK(memory_with(name, Memory::OfFiles) == 0);
    CHECK(files_with(name, folders).empty());

    stand.tap("staff.print_again"); // the name is forgotten
    CHECK_FALSE(preview_says(stand, name));
    stand.tap("staff.print");
    REQUIRE(stand.wait_until([&] { return printer.cut().size() == 2; }));
    CHECK(printer.cut()[1].height < printer.cut()[0].height); // a line less
    stand.tap("staff.close");
}

TEST_CASE(
    "P5: a name that was typed and not printed is forgotten with the slip, the lock and the end") {
    const Planted name;
    const Scratch folder;
    Stand stand(
        {.folder = folder.path(), .plan = ZUGANG_SOURCE_DIR "/tests/tour/staff_appointments.toml"});
    stand.tap("language.de");
    stand.unlock();
    for (const char* leaving : {"staff.no_print", "staff.to_week", "staff.close"}) {
        CAPTURE(std::string(leaving));
        stand.tap("staff.to_week");
        give_appointment(stand);
        type_name(stand, name);
        REQUIRE(preview_says(stand, name));
        stand.tap(leaving);
        CHECK(stand.desk().name().typing.text().empty());
        CHECK(stand.press().preview() == nullptr);
        CHECK_FALSE(name.in(stand.tree().json()));
    }
    stand.tap("language.de");
    stand.unlock();
    give_appointment(stand);
    stand.tap("staff.visitor_name");
    stand.tap("key.q");
    stand.pass(std::chrono::seconds(121)); // nobody touches it: it locks itself
    CHECK_FALSE(stand.desk().is_open());
    CHECK(stand.desk().name().typing.text().empty());
}
