#pragma once

#include "content/date.hpp"
#include "content/moment.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What `zugang-sync` says of itself in status.json, which the terminal shows to staff.
namespace zugang::content {

/// The last thing that stands in the way of new content.
struct UpdateProblem {
    std::string reason; ///< for programs: "expired", "network", "no-space", ...
    std::string text;   ///< one English sentence for logs: what is wrong, where, what to do
    Moment since{};     ///< the first run that ended like this, without a good one between
};

/// A package as it is shown.
struct PackageStatus {
    std::string id;      ///< "bund"
    std::string content; ///< the version: SHA-256, hex
    std::optional<Date> as_of;
    bool withheld = false; ///< staff went back from a newer one, which is not taken again
};

struct UpdateStatus {
    std::string state;                   ///< name of the current state; empty where there is none
    std::optional<Moment> changed;       ///< when this state became the current one
    std::optional<Moment> last_contact;  ///< when a mirror last answered with something signed
    std::optional<Moment> last_success;  ///< when the content was last known to be the newest
    std::optional<Moment> trusted_until; ///< the first signature of the present ones to expire
    std::optional<Moment> latest_time;   ///< no earlier than this, whatever the clock says
    bool clock_is_behind = false;        ///< the clock shows an earlier time than latest_time
    std::string source;                  ///< mirror, folder or stick of the last contact
    std::vector<PackageStatus> packages; ///< in the order in which they apply
    std::optional<UpdateProblem> problem;
    std::string activity; ///< "" or what goes on: "asking", "fetching", "installing"
    std::uint64_t fetched_bytes = 0;
    std::uint64_t to_fetch_bytes = 0; ///< of `fetching`
};

std::string write_update_status(const UpdateStatus& status);

/// No value where it is none.
std::optional<UpdateStatus> read_update_status(std::string_view json);

/// Of the file status.json; no value where there is none that can be read.
std::optional<UpdateStatus> load_update_status(const std::filesystem::path& file);

} // namespace zugang::content
