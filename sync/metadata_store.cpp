#include "sync/metadata_store.hpp"

#include "content/durable_file.hpp"
#include "sync/digest.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <vector>

namespace zugang::sync {
namespace {

constexpr std::uintmax_t most_bytes = 16U << 20U;

std::optional<std::string> read_file(const std::filesystem::path& file) {
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

/// What percent_encode wrote; no value for anything else.
std::optional<std::string> decode_exactly(std::string_view encoded) {
    auto text = percent_decode(encoded);
    return text && percent_encode(*text) == encoded ? text : std::nullopt;
}

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

std::optional<std::string> percent_decode(std::string_view encoded) {
    std::string text;
    for (std::size_t i = 0; i < encoded.size(); ++i) {
        if (encoded[i] != '%') {
            text += encoded[i];
            continue;
        }
        const auto byte = from_hex(encoded.substr(std::min(i + 1, encoded.size()), 2));
        if (!byte || byte->size() != 1 || *byte == std::string(1, '\0')) {
            return std::nullopt;
        }
        text += *byte;
        i += 2;
    }
    return text;
}

std::string percent_encode_path(std::string_view path) {
    std::string encoded;
    for (std::size_t at = 0; at <= path.size();) {
        const std::size_t end = std::min(path.find('/', at), path.size());
        encoded += percent_encode(path.substr(at, end - at));
        encoded += end < path.size() ? "/" : "";
        at = end + 1;
    }
    return encoded;
}

std::filesystem::path MetadataStore::file_of(std::string_view role) const {
    return folder_ / (percent_encode(role) + ".json");
}

std::optional<std::string> MetadataStore::read(std::string_view role) const {
    return read_file(file_of(role));
}

void MetadataStore::write(std::string_view role, std::string_view bytes) {
    content::write_durably(file_of(role), bytes);
}

void MetadataStore::keep_root(std::uint64_t version, std::string_view bytes) {
    content::make_folder_durably(folder_ / "roots");
    content::write_durably(folder_ / "roots" / (std::to_string(version) + ".root.json"), bytes);
}

std::map<std::uint64_t, std::string> MetadataStore::roots() const {
    std::map<std::uint64_t, std::string> roots;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder_ / "roots", error)) {
        const std::string name = entry.path().filename().string();
        std::uint64_t version = 0;
        const auto end = std::from_chars(name.data(), name.data() + name.size(), version).ptr;
        if (std::string_view(end) == ".root.json") {
            if (auto bytes = read_file(entry.path())) {
                roots.emplace(version, *std::move(bytes));
            }
        }
    }
    return roots;
}

std::vector<std::string> MetadataStore::roles() const {
    std::vector<std::string> roles;
    for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
        if (entry.path().extension() == ".json") {
            if (auto role = decode_exactly(entry.path().stem().string())) {
                roles.push_back(*std::move(role));
            }
        }
    }
    std::ranges::sort(roles);
    return roles;
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
    std::filesystem::remove_all(folder_ / "roots");
    write("root", root_bytes);
}

} // namespace zugang::sync
