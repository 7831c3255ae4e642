#pragma once

#include "sync/failure.hpp"
#include "sync/publish/destination.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace zugang::sync {

/// Small files at a destination. Names are plain. One thread.
struct WeekStorage {
    /// No value where there is none.
    std::function<Result<std::optional<std::string>>(const std::string& name)> read;
    enum class Over : std::uint8_t { Nothing, Ours };
    /// Over nothing: where the destination can promise it, Refused if somebody was faster.
    std::function<Result<void>(const std::string& name, const std::string& bytes, Over over)> put;
};

/// `proxy`: URL; empty: what the environment says. Requests are tried once: who runs again and
/// again tries again by itself.
WeekStorage week_storage(const Destination& destination, const std::string& proxy);

} // namespace zugang::sync
