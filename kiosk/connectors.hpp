#pragma once

#include <filesystem>
#include <string>

namespace zugang::kiosk {

/// The screens that the kernel knows (/sys/class/drm, Documentation/gpu/drm-uapi). Straight on the
/// screen SDL looks at them once, when it begins; whoever plugs in another one later, or one of
/// another size, must start again.
class Connectors {
  public:
    explicit Connectors(std::filesystem::path folder);

    /// True: there is a screen, and not what there was when the terminal began. Reads some small
    /// files; what cannot be read is not there.
    bool other_screen() const;

  private:
    std::filesystem::path folder_;
    std::string first_; ///< as it was at the beginning
};

} // namespace zugang::kiosk
