#pragma once

#include "sync/terminal/update.hpp"

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>

namespace zugang::sync {

/// What the terminal asks for with a file requests/<name>.json.
struct Request {
    enum class Kind : std::uint8_t { Update, Import, GoBack, AllowAgain };
    Kind kind = Kind::Update;
    std::filesystem::path folder; ///< Import
};

/// {"action":"update"}, {"action":"import","path":"/media/stick"}, {"action":"rollback"},
/// {"action":"rollback-undo"}; no value for anything else.
std::optional<Request> read_request(std::string_view json);

/// Takes the oldest request away from the folder; what cannot be read is taken away too. No value
/// where there is none.
std::optional<Request> take_request(const std::filesystem::path& requests);

/// How long to wait until the next run. After failures in a row sooner than usual, then later and
/// later up to the interval: 1, 2, 4 ... minutes. `chance` from 0 to 1 spreads thousands of
/// terminals over a fifth of the time on both sides.
std::chrono::seconds wait_after(std::size_t failures, std::chrono::minutes interval, double chance);

/// Runs for ever: `run` does one run (without a request: the usual one) and says whether it went
/// well. A request is served at once. Ends by a signal; nothing has to be cleared away then.
[[noreturn]] void run_daemon(const Terminal& terminal,
                             const std::function<bool(const std::optional<Request>&)>& run);

} // namespace zugang::sync
