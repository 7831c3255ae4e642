#pragma once

#include "content/package_folder.hpp"
#include "content/record_json.hpp"
#include "sync/package_client.hpp"
#include "sync/publish_packs.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <vector>

#include <doctest/doctest.h>
#include <unistd.h>

namespace zugang::sync {

/// A repository of one package and a terminal in a folder that goes with the test.
class PackageServer {
  public:
    PackageServer() {
        static int count = 0;
        root_ = std::filesystem::temp_directory_path() /
                ("zugang-sync-" + std::to_string(getpid()) + "-" + std::to_string(++count));
        std::filesystem::remove_all(root_);
        std::filesystem::create_directories(server());
    }
    ~PackageServer() { std::filesystem::remove_all(root_); }
    PackageServer(const PackageServer&) = delete;
    PackageServer& operator=(const PackageServer&) = delete;

    std::filesystem::path server() const { return root_ / "server"; }
    std::filesystem::path terminal() const { return root_ / "content"; }

    void publish(const content::RecordBytes& bytes, const PackOptions& options = {}) const {
        content::write_package("bund", bytes, server());
        publish_packs("bund", server(), options);
    }

    content::Manifest manifest() const {
        const auto read = content::read_manifest(
            content::read_whole(server() / "bund/manifest.json").value_or(""));
        REQUIRE(read);
        return *read;
    }

    /// Serves the files in pieces of 1000 bytes.
    Fetch fetch() {
        return [this](const FetchRequest& request, const Sink& sink) -> Result<void> {
            const std::string path = request.url.substr(std::string_view("mem:/").size());
            asked.push_back(path);
            auto bytes = content::read_whole(server() / path);
            if (!bytes) {
                return fail(Reason::NotFound, path + " is not there");
            }
            if (spoil) {
                spoil(path, *bytes);
            }
            std::string_view rest = *bytes;
            rest.remove_prefix(std::min<std::size_t>(request.offset_bytes, rest.size()));
            rest = rest.substr(0, request.part_bytes.value_or(rest.size()));
            std::uint64_t limit = request.limit_bytes;
            while (!rest.empty()) {
                if (budget == 0) {
                    return fail(Reason::Network, path + ": the line broke off");
                }
                const std::string_view piece =
                    rest.substr(0, std::min<std::size_t>({1000, budget, rest.size()}));
                if (piece.size() > limit) {
                    return fail(Reason::TooLarge, path + " is too long");
                }
                limit -= piece.size();
                budget -= piece.size();
                served += piece.size();
                if (!sink(piece)) {
                    return fail(Reason::Refused, path + " was ended");
                }
                rest.remove_prefix(piece.size());
            }
            return {};
        };
    }

    PackageClient client(Subscription subscription = {}) {
        return PackageClient(terminal(), std::move(subscription),
                             {.fetch = fetch(), .url = "mem:"});
    }

    std::vector<std::string> asked;                    ///< paths
    std::size_t served = 0;                            ///< bytes
    std::size_t budget = static_cast<std::size_t>(-1); ///< bytes until the connection breaks off
    std::function<void(const std::string& path, std::string& bytes)> spoil;

  private:
    std::filesystem::path root_;
};

/// Bytes that do not compress, the same for the same number.
inline std::string noise(std::size_t size, std::uint32_t seed) {
    std::string bytes;
    for (std::size_t i = 0; i < size; ++i) {
        seed = seed * 1664525U + 1013904223U;
        bytes += static_cast<char>(seed >> 24U);
    }
    return bytes;
}

/// Articles in German, English and Arabic with a picture and recordings.
inline content::RecordBytes sample(int articles = 30, const std::string& package = "bund") {
    content::RecordBytes bytes;
    content::PackageRecord facts;
    facts.id = package;
    facts.default_language = "de";
    facts.languages = {"de", "en", "ar"};
    facts.as_of = content::parse_date("2026-11-22");
    bytes["package"] = content::write_record(facts);
    for (int i = 0; i < articles; ++i) {
        const std::string slug =
            (package == "bund" ? "artikel-" : package.substr(5) + "-") + std::to_string(i);
        bytes["article/" + slug] = content::write_record(content::ArticleRecord{});
        for (const std::string language : {"de", "en", "ar"}) {
            content::TextRecord text;
            text.title.utf8 = slug + " " + language;
            for (int block = 0; block < 10; ++block) {
                content::Block paragraph;
                paragraph.id = "1/" + std::to_string(block);
                paragraph.text.utf8 =
                    language + " " +
                    content::iso_date(content::Date{} + std::chrono::days(i * 977 + block * 31)) +
                    " " + slug;
                text.blocks.push_back(paragraph);
            }
            if (i == 0) {
                content::Block picture;
                picture.kind = content::BlockKind::Image;
                picture.media = "bild.png";
                text.blocks.push_back(picture);
            }
            bytes["article/" + slug + "/" + language] = content::write_record(text);
        }
    }
    bytes["media/bild.png"] = noise(20'000, 1);
    for (const std::string language : {"de", "en", "ar"}) {
        bytes["speech/" + language + (package == "bund" ? "/artikel" : "/" + package.substr(5)) +
              "-0/title.opus"] = noise(30'000, 7 + language[0]);
    }
    return bytes;
}

inline void change_title(content::RecordBytes& bytes, const std::string& key,
                         const std::string& title) {
    auto text = content::read_text_record(bytes.at(key));
    REQUIRE(text);
    text->title.utf8 = title;
    bytes[key] = content::write_record(*text);
}

/// The terminal has exactly these records, byte by byte.
inline void check_has(const PackageClient& client, const content::RecordBytes& bytes) {
    const auto records = client.records("bund");
    REQUIRE(records);
    CHECK(records->table.size() == bytes.size());
    for (const auto& [key, value] : bytes) {
        CAPTURE(key);
        const auto record = records->table.find(key);
        REQUIRE(record != records->table.end());
        CHECK(records->read(record->second) == value);
    }
}

} // namespace zugang::sync
