#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <tl/expected.hpp>

namespace zugang::sync {

/// Why something was refused or did not succeed. Programs decide by it; each has its own test.
enum class Reason : std::uint8_t {
    Malformed,          ///< the bytes are not what they should be
    UnsupportedVersion, ///< made for another major version of the TUF specification
    BadSignature,       ///< fewer good signatures than the threshold
    Rollback,           ///< older than what was seen before, or a role vanished
    WrongVersion,       ///< not the version that was promised
    Expired,            ///< past its expiry date, for a repository perhaps a freeze attack
    HashMismatch,       ///< length or hash is not the promised one
    TooLarge,           ///< more bytes than allowed
    TooMany,            ///< more roles than allowed
    NotListed,          ///< no signed metadata promises it
    NotFound,           ///< the server or folder does not have it (403, 404)
    Network,            ///< it could not be asked for, or the answer broke off
    NotTrusted,         ///< there is no root to start from
    BadKey,             ///< a key that cannot be read or used
    Refused,            ///< it would break a rule of ours, and nothing was done
    Destination         ///< where it is published to says no: rights, a full disk, no such place
};

/// An outcome that somebody must decide about. `text` is a sentence for staff and logs: what is
/// wrong, where, and what to do if there is something to do. Accidents of the machine (a full disk)
/// are exceptions instead.
struct Failure {
    Reason reason = Reason::Malformed;
    std::string text;
};

/// "rollback" and so on, for machines.
std::string_view name_of(Reason reason);

template <typename Value>
using Result = tl::expected<Value, Failure>;

/// In one line that may be printed, whatever a server or a file put into it.
tl::unexpected<Failure> fail(Reason reason, std::string_view text);

/// The same failure, said of something larger: "<where>: <text>".
inline tl::unexpected<Failure> fail_in(std::string_view where, Failure failure) {
    failure.text = std::string(where) + ": " + failure.text;
    return tl::make_unexpected(std::move(failure));
}

} // namespace zugang::sync
