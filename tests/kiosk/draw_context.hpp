#pragma once

#include "kiosk/geometry.hpp"

#include <memory>

struct ImGuiContext;

namespace zugang::kiosk::testing {

/// A context of Dear ImGui as Display makes it, without a window: whoever draws into lists needs
/// one. It is the current one.
class DrawContext {
  public:
    explicit DrawContext(Size screen);

  private:
    struct Destroy {
        void operator()(ImGuiContext* context) const noexcept;
    };
    std::unique_ptr<ImGuiContext, Destroy> context_;
};

} // namespace zugang::kiosk::testing
