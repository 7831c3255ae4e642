#include "kiosk/article_pictures.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string_view>
#include <utility>

namespace zugang::kiosk {

namespace {

/// Those that are out of sight take no more than this.
constexpr std::size_t most_hidden_px = std::size_t{4} * 1024 * 1024;

std::string read(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::size_t pixel_count(const ArticlePicture& picture) {
    return picture.pixels.size();
}

} // namespace

const std::optional<NaturalPicture>& ArticlePictures::natural(const std::string& sha256) {
    const auto known = naturals_.find(sha256);
    if (known != naturals_.end()) {
        return known->second;
    }
    const std::filesystem::path file = locate_(sha256);
    std::string bytes(webp_head_bytes, '\0');
    std::ifstream stream(file, std::ios::binary);
    stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(stream.gcount()));
    return naturals_.emplace(sha256, look_at_picture(is_webp(bytes) ? bytes : read(file)))
        .first->second;
}

std::optional<Size> ArticlePictures::size(const std::string& sha256) {
    const auto& known = natural(sha256);
    return known ? std::optional(known->size) : std::nullopt;
}

bool ArticlePictures::is_drawing(const std::string& sha256) {
    const auto& known = natural(sha256);
    return known && known->drawing;
}

const ArticlePicture* ArticlePictures::find(const std::string& sha256, int width, int height) {
    if (width <= 0 || height <= 0 || !natural(sha256)) {
        return nullptr;
    }
    take_ready();
    const std::string key = sha256 + '@' + std::to_string(width) + 'x' + std::to_string(height);
    const auto kept = kept_.find(key);
    if (kept == kept_.end()) {
        if (asked_.insert(key).second) {
            ask({.key = key,
                 .sha256 = sha256,
                 .file = locate_(sha256),
                 .width = width,
                 .height = height});
        }
        return nullptr;
    }
    kept->second.last_frame = frame_;
    return &kept->second;
}

void ArticlePictures::ask(Order order) {
    {
        const std::lock_guard lock(mutex_);
        orders_.push_back(std::move(order));
    }
    if (!worker_.joinable()) {
        worker_ = std::jthread([this](const std::stop_token& stop) { work(stop); });
    }
    changed_.notify_all();
}

// The thread of the worker.
void ArticlePictures::work(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (changed_.wait(lock, stop, [this] { return !orders_.empty(); })) {
        const Order order = orders_.front();
        lock.unlock();
        Made made{.order = order,
                  .pixels = decode_picture(read(order.file), order.width, order.height)};
        lock.lock();
        orders_.pop_front();
        made_.push_back(std::move(made));
        changed_.notify_all();
        lock.unlock();
        if (ready_) {
            ready_();
        }
        lock.lock();
    }
}

bool ArticlePictures::ready() const {
    const std::lock_guard lock(mutex_);
    return !made_.empty();
}

bool ArticlePictures::take_ready() {
    std::vector<Made> made;
    {
        const std::lock_guard lock(mutex_);
        made.swap(made_);
    }
    for (Made& one : made) {
        asked_.erase(one.order.key);
        if (one.pixels.empty()) {
            naturals_[one.order.sha256].reset(); // damaged: its words stand for it from now on
            continue;
        }
        kept_.emplace(one.order.key, ArticlePicture{.id = ++last_id_,
                                                    .width = one.order.width,
                                                    .height = one.order.height,
                                                    .pixels = std::move(one.pixels),
                                                    .last_frame = frame_});
    }
    return !made.empty();
}

void ArticlePictures::wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return orders_.empty(); });
}

const ArticlePicture*
ArticlePictures::made(const std::string& name, int width, int height,
                      const std::function<std::vector<std::uint32_t>()>& make) {
    auto kept = kept_.find(name);
    if (kept == kept_.end()) {
        kept =
            kept_
                .emplace(name,
                         ArticlePicture{
                             .id = ++last_id_, .width = width, .height = height, .pixels = make()})
                .first;
    }
    kept->second.last_frame = frame_;
    return &kept->second;
}

void ArticlePictures::forget_made(std::string_view beginning) {
    auto entry = kept_.lower_bound(std::string(beginning));
    while (entry != kept_.end() && entry->first.starts_with(beginning)) {
        std::ranges::fill(entry->second.pixels, 0U);
        entry = kept_.erase(entry);
    }
}

void ArticlePictures::begin_frame() {
    std::size_t hidden = 0;
    for (const auto& [key, picture] : kept_) {
        hidden += picture.last_frame < frame_ ? pixel_count(picture) : 0;
    }
    while (hidden > most_hidden_px) {
        const auto oldest = std::ranges::min_element(
            kept_, {}, [](const auto& entry) { return entry.second.last_frame; });
        hidden -= pixel_count(oldest->second);
        kept_.erase(oldest);
    }
    ++frame_;
}

} // namespace zugang::kiosk
