#include "tests/endurance/traces.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string_view>
#include <system_error>

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

namespace zugang::kiosk::testing {

namespace {

namespace fs = std::filesystem;

// As typed, as a name begins, and the same in UTF-16, which ICU works with.
constexpr std::array<std::string_view, 4> marks{"zqxj", "Zqxj", std::string_view("z\0q\0x\0j\0", 8),
                                                std::string_view("Z\0q\0x\0j\0", 8)};
constexpr std::size_t longest_mark = 8;
constexpr std::size_t part_bytes = std::size_t{1} << 20;

std::size_t count_marks(const char* bytes, std::size_t size) {
    std::size_t count = 0;
    for (const std::string_view mark : marks) {
        const char* at = bytes;
        const char* const end = bytes + size;
        while ((at = static_cast<const char*>(memmem(at, static_cast<std::size_t>(end - at),
                                                     mark.data(), mark.size()))) != nullptr) {
            ++count;
            ++at;
        }
    }
    return count;
}

/// A place that holds a part of what is searched, and nothing afterwards. Pages that nobody may
/// touch keep it apart from its neighbours, so that it can be told from what is searched.
class Part {
  public:
    Part() : all_(::mmap(nullptr, all_bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)) {
        if (all_ == MAP_FAILED || ::mprotect(static_cast<char*>(all_) + guard_bytes, part_bytes,
                                             PROT_READ | PROT_WRITE) != 0) {
            throw std::system_error(errno, std::generic_category(), "no memory to search with");
        }
        bytes_ = static_cast<char*>(all_) + guard_bytes;
    }
    ~Part() { ::munmap(all_, all_bytes); }
    Part(const Part&) = delete;
    Part& operator=(const Part&) = delete;

    bool is_at(std::uintptr_t address) const {
        return address == reinterpret_cast<std::uintptr_t>(bytes_);
    }

    /// Marks from `begin` to `end` of a file; what cannot be read has none.
    /// `around`: what stands around the last of them, as letters where it is letters.
    std::size_t count(int file, std::uintptr_t begin, std::uintptr_t end,
                      std::string* around = nullptr) {
        std::size_t found = 0;
        std::size_t kept = 0; // of the part before: a mark may lie across
        while (begin < end) {
            const std::size_t wanted = std::min<std::size_t>(part_bytes - kept, end - begin);
            const ssize_t got = ::pread(file, bytes_ + kept, wanted, static_cast<off_t>(begin));
            if (got <= 0) {
                break;
            }
            begin += static_cast<std::uintptr_t>(got);
            const std::size_t size = kept + static_cast<std::size_t>(got);
            const std::size_t here = count_marks(bytes_, size);
            if (here > 0 && around != nullptr) {
                *around = surroundings(size);
            }
            found += here;
            kept = std::min(size, longest_mark - 1);
            // One that is whole within what is kept was counted: there is room for the short ones.
            std::memmove(bytes_, bytes_ + size - kept, kept);
            found -= count_marks(bytes_, kept);
        }
        std::memset(bytes_, 0, part_bytes);
        return found;
    }

  private:
    std::string surroundings(std::size_t size) const {
        constexpr std::size_t before = 96;
        constexpr std::size_t whole = 256;
        std::size_t first = size;
        for (const std::string_view mark : marks) {
            const void* at = memmem(bytes_, size, mark.data(), mark.size());
            if (at != nullptr) {
                first = std::min(first,
                                 static_cast<std::size_t>(static_cast<const char*>(at) - bytes_));
            }
        }
        std::string text;
        for (std::size_t i = first - std::min(first, before); i < std::min(first + whole, size);
             ++i) {
            const bool is_of_mark = bytes_[i] == 'q' || bytes_[i] == 'j'; // it would be found again
            text += is_of_mark ? '#' : bytes_[i] >= ' ' && bytes_[i] <= '~' ? bytes_[i] : '.';
        }
        return text;
    }

    static constexpr std::size_t guard_bytes = std::size_t{1} << 16;
    static constexpr std::size_t all_bytes = part_bytes + 2 * guard_bytes;
    void* all_;
    char* bytes_ = nullptr;
};

struct Mapping {
    std::uintptr_t begin = 0;
    std::uintptr_t end = 0;
    std::string rights;
    std::string name; ///< a file's path, "[heap]", "[stack]", empty: other memory
    bool is_file() const { return name.starts_with('/'); }
};

std::vector<Mapping> mappings() {
    std::vector<Mapping> all;
    std::ifstream maps("/proc/self/maps");
    for (std::string line; std::getline(maps, line);) {
        std::istringstream words(line);
        Mapping one;
        std::string offset;
        std::string device;
        std::string inode;
        char dash = 0;
        words >> std::hex >> one.begin >> dash >> one.end >> one.rights >> offset >> device >>
            inode;
        std::getline(words >> std::ws, one.name);
        all.push_back(std::move(one));
    }
    return all;
}

struct Descriptor {
    explicit Descriptor(const fs::path& path)
        : number(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
    ~Descriptor() {
        if (number >= 0) {
            ::close(number);
        }
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int number;
};

constexpr std::uintptr_t whole_file = std::uintptr_t{1} << 40;

bool is_open_for_writing(const fs::path& descriptor) {
    std::ifstream info("/proc/self/fdinfo/" + descriptor.filename().string());
    for (std::string word; info >> word;) {
        unsigned flags = 0;
        if (word == "flags:" && info >> std::oct >> flags) {
            return (flags & O_ACCMODE) != O_RDONLY;
        }
    }
    return false;
}

} // namespace

char PlantedWord::letter(std::size_t index) const {
    constexpr std::size_t marked = 4;
    if (index < marked) {
        return marks[0][index];
    }
    std::uint64_t digits = number_;
    for (std::size_t i = marked; i < index; ++i) {
        digits /= 26;
    }
    return static_cast<char>('a' + digits % 26);
}

std::vector<std::string> traces(const std::vector<fs::path>& folders) {
    std::vector<std::string> found;
    Part part;
    std::error_code error;
    for (const fs::path& folder : folders) {
        for (auto entry = fs::recursive_directory_iterator(folder, error);
             !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
            std::error_code gone; // between being listed and being read
            if (entry->is_regular_file(gone)) {
                const Descriptor file(entry->path());
                if (part.count(file.number, 0, whole_file) > 0) {
                    found.push_back(entry->path().string());
                }
            }
        }
    }
    // Among them files that have no name any more.
    for (const auto& entry : fs::directory_iterator("/proc/self/fd", error)) {
        std::error_code gone;
        if (fs::is_regular_file(entry.path(), gone) && is_open_for_writing(entry.path())) {
            const Descriptor file(entry.path());
            if (part.count(file.number, 0, whole_file) > 0) {
                found.push_back("open: " + fs::read_symlink(entry.path(), gone).string());
            }
        }
    }
    const Descriptor memory("/proc/self/mem");
    for (const Mapping& one : mappings()) {
        if (one.is_file() && one.rights.starts_with("rw") && one.rights.ends_with('s') &&
            part.count(memory.number, one.begin, one.end) > 0) {
            found.push_back("mapped: " + one.name);
        }
    }
    return found;
}

Copies copies_in_memory() {
    Part part;
    const Descriptor memory("/proc/self/mem");
    Copies copies;
    for (const Mapping& one : mappings()) {
        // What is larger was only set aside: the map that a sanitizer keeps of all memory.
        constexpr std::uintptr_t largest = std::uintptr_t{1} << 30;
        if (one.rights.starts_with("rw") && one.end - one.begin < largest &&
            !part.is_at(one.begin)) {
            std::string around;
            const std::size_t here = part.count(memory.number, one.begin, one.end, &around);
            copies.number += here;
            if (here > 0) {
                copies.places += (copies.places.empty() ? "" : ", ") +
                                 (one.name.empty() ? std::string("other") : one.name) + ": " +
                                 around;
            }
        }
    }
    return copies;
}

} // namespace zugang::kiosk::testing
