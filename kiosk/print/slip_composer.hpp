#pragma once

#include "fonts/paragraph.hpp"
#include "kiosk/print/slip.hpp"
#include "kiosk/print/slip_sheet.hpp"
#include "kiosk/shelf.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

namespace zugang::kiosk {

enum class SlipProblem : std::uint8_t {
    NoTemplate,   ///< the content has none of this name
    NothingToSay, ///< all of its parts are empty
    TooLong       ///< more than 16 sheets, or 4 m of a roll
};

/// Lays slips out. UI thread: it reads the content.
class SlipComposer {
  public:
    /// The shelf must outlive it, and be the same content as long as it lives.
    explicit SlipComposer(Shelf& shelf);
    ~SlipComposer();
    SlipComposer(SlipComposer&&) noexcept;
    SlipComposer& operator=(SlipComposer&&) noexcept;

    [[nodiscard]] tl::expected<SlipSheet, SlipProblem> compose(const Slip& slip,
                                                               const Paper& paper);

    /// The faces of its sheets, for a preview on this thread.
    const fonts::FontSet& fonts() const;

  private:
    struct Implementation;
    std::unique_ptr<Implementation> implementation_;
};

/// One line for a log or a shell.
std::string_view describe(SlipProblem problem);

} // namespace zugang::kiosk
