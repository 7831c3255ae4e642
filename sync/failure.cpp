#include "sync/failure.hpp"

#include "content/printable.hpp"

namespace zugang::sync {

std::string_view name_of(Reason reason) {
    switch (reason) {
    case Reason::Malformed:
        return "malformed";
    case Reason::UnsupportedVersion:
        return "unsupported-version";
    case Reason::BadSignature:
        return "bad-signature";
    case Reason::Rollback:
        return "rollback";
    case Reason::WrongVersion:
        return "wrong-version";
    case Reason::Expired:
        return "expired";
    case Reason::HashMismatch:
        return "hash-mismatch";
    case Reason::TooLarge:
        return "too-large";
    case Reason::TooMany:
        return "too-many";
    case Reason::NotListed:
        return "not-listed";
    case Reason::NotFound:
        return "not-found";
    case Reason::Network:
        return "network";
    case Reason::NotTrusted:
        return "not-trusted";
    case Reason::BadKey:
        return "bad-key";
    case Reason::Refused:
        return "refused";
    case Reason::Destination:
        return "destination";
    }
    return "unknown";
}

tl::unexpected<Failure> fail(Reason reason, std::string_view text) {
    return tl::make_unexpected(Failure{reason, content::printable(text)});
}

} // namespace zugang::sync
