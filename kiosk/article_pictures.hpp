#pragma once

#include "kiosk/geometry.hpp"
#include "kiosk/picture_file.hpp"

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace zugang::kiosk {

/// A picture at the size it is shown in.
struct ArticlePicture {
    int id = 0; ///< from 1; never used again for another picture or size
    int width = 0;
    int height = 0;
    std::vector<std::uint32_t> pixels; ///< 0xAARRGGBB, row by row
    std::uint64_t last_frame = 0;      ///< that it was shown in
};

/// The pictures of articles in their own colours: WebP and SVG, as the content holds them. A thread
/// of its own decodes them, so that the screen goes on meanwhile; all else on the UI thread. What
/// cannot be read is as good as not there.
class ArticlePictures {
  public:
    /// The file of a picture by its SHA-256.
    using Locate = std::function<std::filesystem::path(const std::string& sha256)>;

    /// `ready`: called on the thread that decodes when a picture is there.
    explicit ArticlePictures(Locate locate, std::function<void()> ready = {})
        : locate_(std::move(locate)), ready_(std::move(ready)) {}

    /// As it was drawn, in pixels. Known without decoding it, so that pages have their length
    /// before their pictures; no value where the file is missing or no picture.
    std::optional<Size> size(const std::string& sha256);

    /// A drawing is sharp at every size.
    bool is_drawing(const std::string& sha256);

    /// The picture at exactly this size. nullptr where it is not there yet: it is asked for, and
    /// its place is kept; or where it cannot be decoded: then it has no size any more either.
    const ArticlePicture* find(const std::string& sha256, int width, int height);

    /// There is something to take.
    bool ready() const;
    /// True: pictures have come since it was asked last, or were found to be damaged.
    bool take_ready();
    /// Until all that was asked for has come.
    void wait();

    /// A picture that was made here, of this name; made at first use.
    const ArticlePicture* made(const std::string& name, int width, int height,
                               const std::function<std::vector<std::uint32_t>()>& make);
    /// Overwrites and forgets the made ones whose names begin so.
    void forget_made(std::string_view beginning);

    /// Pictures that have not been shown for longest make room.
    void begin_frame();

    /// By key; those that were shown last are among them.
    const std::map<std::string, ArticlePicture>& kept() const { return kept_; }

  private:
    struct Order {
        std::string key;
        std::string sha256;
        std::filesystem::path file;
        int width = 0;
        int height = 0;
    };
    struct Made {
        Order order;
        std::vector<std::uint32_t> pixels; ///< empty: damaged
    };

    const std::optional<NaturalPicture>& natural(const std::string& sha256);
    void ask(Order order);
    void work(const std::stop_token& stop);

    Locate locate_;
    std::function<void()> ready_;
    std::map<std::string, std::optional<NaturalPicture>> naturals_;
    std::map<std::string, ArticlePicture> kept_;
    std::set<std::string> asked_;
    std::uint64_t frame_ = 0;
    int last_id_ = 0;

    mutable std::mutex mutex_; ///< of the two below
    std::condition_variable_any changed_;
    std::deque<Order> orders_; ///< the first one is being decoded
    std::vector<Made> made_;
    std::jthread worker_; ///< once there was a picture; the last member: it ends first
};

} // namespace zugang::kiosk
