#pragma once

#include "kiosk/geometry.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
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

/// The pictures of articles in their own colours: WebP and SVG, as the content holds them. UI
/// thread only. What cannot be read is as good as not there.
class ArticlePictures {
  public:
    /// The file of a picture by its SHA-256.
    using Locate = std::function<std::filesystem::path(const std::string& sha256)>;

    explicit ArticlePictures(Locate locate) : locate_(std::move(locate)) {}

    /// As it was drawn, in pixels. Known without decoding it, so that pages have their length
    /// before their pictures; no value where the file is missing or no picture.
    std::optional<Size> size(const std::string& sha256);

    /// A drawing is sharp at every size.
    bool is_drawing(const std::string& sha256);

    /// The picture at exactly this size; decoded at first use. nullptr where it cannot be.
    const ArticlePicture* find(const std::string& sha256, int width, int height);

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
    struct Natural {
        Size size;
        bool drawing = false;
    };
    const std::optional<Natural>& natural(const std::string& sha256);

    Locate locate_;
    std::map<std::string, std::optional<Natural>> naturals_;
    std::map<std::string, ArticlePicture> kept_;
    std::uint64_t frame_ = 0;
    int last_id_ = 0;
};

} // namespace zugang::kiosk
