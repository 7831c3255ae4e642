#include "sync/terminal/installed.hpp"

#include "content/durable_file.hpp"
#include "content/manifest.hpp"
#include "content/package_folder.hpp"
#include "sync/canonical_json.hpp"

#include <utility>

namespace zugang::sync {
namespace {

std::filesystem::path folder_of(const std::filesystem::path& content) {
    return content / "objects" / "states";
}

std::string write(const InstalledPackages& installed) {
    Json packages = Json::array();
    for (const InstalledPackage& package : installed.packages) {
        packages.push_back({{"id", package.id},
                            {"content", package.content},
                            {"as_of", package.as_of ? content::iso_date(*package.as_of) : ""}});
    }
    Json object{{"packages", std::move(packages)},
                {"languages", installed.wishes.languages},
                {"default_language", installed.wishes.default_language}};
    if (installed.wishes.max_speech_bytes) {
        object["max_speech_bytes"] = *installed.wishes.max_speech_bytes;
    }
    return canonical_json(object) + "\n";
}

std::string text_of(const Json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

std::optional<InstalledPackages> read(const std::filesystem::path& file) {
    const auto bytes = content::read_whole(file);
    const auto object = bytes ? parse_json(*bytes) : Result<Json>(Json());
    if (!object || !object->is_object() || !object->contains("packages") ||
        !object->at("packages").is_array()) {
        return std::nullopt;
    }
    InstalledPackages installed;
    for (const Json& package : object->at("packages")) {
        if (!package.is_object() || !content::is_package_id(text_of(package, "id")) ||
            !content::is_sha256(text_of(package, "content"))) {
            return std::nullopt;
        }
        installed.packages.push_back({.id = text_of(package, "id"),
                                      .content = text_of(package, "content"),
                                      .as_of = content::parse_date(text_of(package, "as_of"))});
    }
    installed.wishes.default_language = text_of(*object, "default_language");
    if (const auto languages = object->find("languages");
        languages != object->end() && languages->is_array()) {
        for (const Json& language : *languages) {
            installed.wishes.languages.push_back(language.is_string() ? language.get<std::string>()
                                                                      : std::string{});
        }
    }
    if (const auto most = object->find("max_speech_bytes");
        most != object->end() && most->is_number_unsigned()) {
        installed.wishes.max_speech_bytes = most->get<std::uint64_t>();
    }
    return installed;
}

} // namespace

std::optional<InstalledPackages> read_installed(const std::filesystem::path& content,
                                                std::string_view state) {
    return read(folder_of(content) / state);
}

void write_installed(const std::filesystem::path& content, std::string_view state,
                     const InstalledPackages& installed) {
    const std::filesystem::path folder = folder_of(content);
    content::make_folder_durably(folder);
    content::write_durably(folder / state, write(installed));
    std::vector<std::filesystem::path> gone;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (!std::filesystem::exists(content / "states" / entry.path().filename())) {
            gone.push_back(entry.path());
        }
    }
    for (const std::filesystem::path& file : gone) {
        std::filesystem::remove(file);
    }
}

std::string current_state(const std::filesystem::path& content) {
    std::error_code error;
    return std::filesystem::read_symlink(content / "current", error).filename().string();
}

std::optional<InstalledPackages> read_unwanted(const std::filesystem::path& file) {
    return read(file);
}

void write_unwanted(const std::filesystem::path& file, const InstalledPackages& packages) {
    content::write_durably(file, write(packages));
}

} // namespace zugang::sync
