#pragma once

#include "sync/publish/document.hpp"
#include "sync/publish/package_check.hpp"

#include <filesystem>
#include <string>

namespace zugang::sync {

struct ClientCall {
    std::filesystem::path repository;
    /// Empty: a fresh terminal, and one behind at every older root and snapshot. A number: one that
    /// trusts this root. Else: the metadata folder of a terminal, which stays as it is.
    std::string from;
};

/// Does what terminals do, over file://, and looks at every byte of every package. Not good where a
/// terminal would be stopped or would miss something.
[[nodiscard]] Result<Answer> verify_as_client(const ClientCall& call, Moment now,
                                              const Progress& progress = {});

} // namespace zugang::sync
