#pragma once

#include "content/moment.hpp"
#include "sync/failure.hpp"
#include "sync/http_lines.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace zugang::sync {

/// A resource of a calendar collection.
struct StoredEvent {
    std::string name;  ///< in the collection
    std::string tag;   ///< ETag
    std::string bytes; ///< iCalendar
};

/// What became of a change that had a condition.
enum class Change : std::uint8_t {
    Done,
    NotMet ///< 412, or it is not there any more: somebody else was there first
};

struct Put {
    Change change = Change::Done;
    std::string tag; ///< of what is there now; empty where the server does not say
};

/// Calendar collections of a CalDAV server (RFC 4791). Nothing that a server says is taken for a
/// success but a success: a 207 is read, a redirect is a failure (its address belongs into the
/// plan, and a password is not sent elsewhere). Of a change that failed nobody knows whether it was
/// made. One thread.
class CalendarServer {
  public:
    using Moment = content::Moment;

    explicit CalendarServer(HttpSettings settings) : lines_(std::move(settings)) {}

    /// All resources of `collection` with an event between the two. A server may give more, and
    /// leave out events that repeat (Xandikos 0.2.8 looks at their first time only).
    [[nodiscard]] Result<std::vector<StoredEvent>> query(const std::string& collection, Moment from,
                                                         Moment until);
    /// All resources with an event that repeats, whenever that is.
    [[nodiscard]] Result<std::vector<StoredEvent>> repeated(const std::string& collection);
    /// No value where there is none.
    [[nodiscard]] Result<std::optional<StoredEvent>> get(const std::string& collection,
                                                         const std::string& name);
    /// Only where there is none of this name (RFC 9110, section 13.1.2).
    [[nodiscard]] Result<Put> create(const std::string& collection, const std::string& name,
                                     const std::string& bytes);
    /// Only where it is still the one of `tag`.
    [[nodiscard]] Result<Put> replace(const std::string& collection, const StoredEvent& event);
    [[nodiscard]] Result<Change> remove(const std::string& collection, const std::string& name,
                                        const std::string& tag);

  private:
    [[nodiscard]] Result<std::vector<StoredEvent>> report(const std::string& collection,
                                                          const std::string& filter);
    [[nodiscard]] Result<Put> put(const std::string& collection, const std::string& name,
                                  const std::string& bytes, const std::string& condition);
    [[nodiscard]] Result<int> status_of(const HttpRequest& request, const HttpAnswer& answer);

    HttpLines lines_;
};

} // namespace zugang::sync
