#pragma once

#include "content/update_status.hpp"

#include <string>

namespace zugang::sync {

/// How things stand in the text format of Prometheus (exposition format 0.0.4), for the textfile
/// collector of node_exporter. Times are Unix times in UTC, so that the server reckons ages by its
/// own clock; what never was is left out. Nothing of visitors.
std::string as_prometheus(const content::UpdateStatus& status);

} // namespace zugang::sync
