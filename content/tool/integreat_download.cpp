#include "content/tool/integreat_download.hpp"

#include "content/durable_file.hpp"
#include "content/tool/http_get.hpp"
#include "content/tool/integreat_answers.hpp"

#include <vector>

#include <nlohmann/json.hpp>

namespace zugang::content::tool {
namespace {

using nlohmann::json;

constexpr long ok = 200;

class Download {
  public:
    Download(std::string base, const std::string& region, const std::filesystem::path& folder,
             const std::function<void(const std::string&)>& progress)
        : region_(region), folder_(folder), progress_(progress) {
        while (base.ends_with('/')) {
            base.pop_back();
        }
        api_ = base + "/api/v3/";
    }

    tl::expected<void, std::string> run() {
        const auto regions = get(api_ + "regions/");
        if (regions && regions->status == ok) {
            save("regions.json", regions->body);
        }
        const std::string at_region = api_ + web_.escape(region_) + "/";
        auto languages = get(at_region + "languages/");
        if (!languages) {
            return tl::unexpected(languages.error());
        }
        const json rows = json::parse(languages->body, nullptr, false);
        if (languages->status != ok || !rows.is_array()) {
            return tl::unexpected(at_region + "languages/: no list of languages (" +
                                  std::to_string(languages->status) + "); is the region \"" +
                                  region_ + "\" there?");
        }
        save("languages.json", languages->body);
        for (const json& row : rows) {
            const std::string code = row.is_object() ? text_field(row, "code") : "";
            if (language_tag(code).empty()) {
                continue; // nothing that could be a name of a file, either
            }
            if (auto saved = language(at_region + web_.escape(code) + "/", code); !saved) {
                return saved;
            }
        }
        return {};
    }

  private:
    tl::expected<HttpGet::Answer, std::string> get(const std::string& url) {
        progress_(url);
        return web_.get(url);
    }

    void save(const std::string& name, const std::string& bytes) {
        write_quickly(folder_ / name, bytes);
    }

    /// Pages are needed, everything else is saved where it is there.
    tl::expected<void, std::string> language(const std::string& at, const std::string& code) {
        for (const char* kind : {"pages", "locations", "events", "imprint"}) {
            const auto answer = get(at + kind + "/");
            if (!answer) {
                return tl::unexpected(answer.error());
            }
            if (answer->status == ok) {
                save(std::string(kind) + "." + code + ".json", answer->body);
            } else if (std::string_view(kind) == "pages") {
                return tl::unexpected(at + kind + "/: the server says " +
                                      std::to_string(answer->status));
            }
        }
        return {};
    }

    HttpGet web_;
    std::string api_;
    std::string region_;
    const std::filesystem::path& folder_;
    const std::function<void(const std::string&)>& progress_;
};

} // namespace

bool is_web_address(std::string_view name) {
    return name.starts_with("https://") || name.starts_with("http://");
}

tl::expected<void, std::string>
download_integreat(const std::string& base, const std::string& region,
                   const std::filesystem::path& folder,
                   const std::function<void(const std::string&)>& progress) {
    return Download(base, region, folder, progress).run();
}

} // namespace zugang::content::tool
