#include "sync/metadata_store.hpp"

#include "content/durable_file.hpp"

#include <fstream>
#include <vector>

namespace zugang::sync {
namespace {

constexpr std::uintmax_t most_bytes = 16U << 20U;

} // namespace

std::string percent_encode(std::string_view text) {
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool unreserved = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                                (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
                                c == '~';
        if (unreserved) {
            encoded += c;
        } else {
            encoded += '%';
            encoded += digits[byte >> 4U];
            encoded += digits[byte & 15U];
        }
    }
    return encoded;
}

std::filesystem::path MetadataStore::file_of(std::string_view role) const {
    return folder_ / (percent_encode(role) + ".json");
}

std::optional<std::string> MetadataStore::read(std::string_view role) const {
    const std::filesystem::path file = file_of(role);
    std::error_code error;
    const std::uintmax_t size = std::filesystem::file_size(file, error);
    if (error || size > most_bytes) {
        return std::nullopt;
    }
    std::ifstream stream(file, std::ios::binary);
    std::string bytes(static_cast<std::size_t>(size), '\0');
    stream.read(bytes.data(), static_cast<std::streamsize>(size));
    return stream.gcount() == static_cast<std::streamsize>(size)
               ? std::optional<std::string>(std::move(bytes))
               : std::nullopt;
}

void MetadataStore::write(std::string_view role, std::string_view bytes) {
    content::write_durably(file_of(role), bytes);
}

void MetadataStore::remove(std::string_view role) {
    if (std::filesystem::remove(file_of(role))) {
        content::sync_to_disk(folder_);
    }
}

void MetadataStore::start(std::string_view root_bytes) {
    if (read("root") == root_bytes) {
        return;
    }
    std::vector<std::filesystem::path> others;
    for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
        if (entry.path().extension() == ".json" && entry.path().filename() != "root.json") {
            others.push_back(entry.path());
        }
    }
    for (const std::filesystem::path& other : others) {
        std::filesystem::remove(other);
    }
    write("root", root_bytes);
}

} // namespace zugang::sync
