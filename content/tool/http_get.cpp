#include "content/tool/http_get.hpp"

#include <stdexcept>

#include <curl/curl.h>

namespace zugang::content::tool {
namespace {

constexpr std::size_t largest_answer = std::size_t{256} << 20U;

std::size_t take(char* bytes, std::size_t size, std::size_t count, void* body) {
    auto& text = *static_cast<std::string*>(body);
    if (text.size() + size * count > largest_answer) {
        return 0; // ends the transfer
    }
    text.append(bytes, size * count);
    return size * count;
}

} // namespace

struct HttpGet::Handle {
    CURL* curl = curl_easy_init();
    ~Handle() { curl_easy_cleanup(curl); }
};

HttpGet::HttpGet() : handle_(std::make_unique<Handle>()) {
    if (handle_->curl == nullptr) {
        throw std::runtime_error("libcurl cannot be used");
    }
}

HttpGet::~HttpGet() = default;

tl::expected<HttpGet::Answer, std::string> HttpGet::get(const std::string& url) {
    CURL* curl = handle_->curl;
    Answer answer;
    curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(curl, CURLOPT_MAXREDIRS, 5L);
    curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, ""); // all that libcurl can undo
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "zugang-content/" ZUGANG_VERSION);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, 20L);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 100L);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, 60L);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, &take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer.body);
    const CURLcode code = curl_easy_perform(curl);
    if (code == CURLE_WRITE_ERROR) {
        return tl::unexpected(url + ": the answer is larger than 256 MB");
    }
    if (code != CURLE_OK) {
        return tl::unexpected(url + ": " + curl_easy_strerror(code));
    }
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.status);
    return answer;
}

std::string HttpGet::escape(const std::string& part) const {
    char* escaped = curl_easy_escape(handle_->curl, part.c_str(), static_cast<int>(part.size()));
    std::string text = escaped == nullptr ? "" : escaped;
    curl_free(escaped);
    return text;
}

} // namespace zugang::content::tool
