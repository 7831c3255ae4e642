#include "sync/publish/upload.hpp"

#include "content/package_folder.hpp"
#include "sync/metadata.hpp"
#include "sync/publish/storage.hpp"
#include "sync/publish/upload_plan.hpp"

namespace zugang::sync {
namespace {

constexpr std::uint64_t most_metadata_bytes = 16'000'000;

Storage open_storage(const Destination& destination) {
    switch (destination.kind) {
    case DestinationKind::S3:
        return s3_storage(destination);
    case DestinationKind::WebDav:
        return webdav_storage(destination);
    case DestinationKind::Folder:
        break;
    }
    return folder_storage(destination);
}

/// The version that is there; refuses what is newer than ours or as new and different.
Result<std::optional<std::uint64_t>> compare_timestamps(const std::string& name,
                                                        const UploadPlan& plan,
                                                        const std::optional<StoredFile>& there) {
    if (!there) {
        return std::nullopt;
    }
    const auto read = read_timestamp(there->bytes);
    if (!read) {
        return fail(Reason::Refused, name + "/" + timestamp_path +
                                         ": what is there is no timestamp of a repository "
                                         "(" +
                                         read.error().text +
                                         "); check the address, or remove it there");
    }
    const std::uint64_t version = read->body.common.version;
    const std::string ours = std::to_string(plan.timestamp_version);
    if (version > plan.timestamp_version) {
        return fail(Reason::Rollback, name + ": version " + std::to_string(version) +
                                          " is published there, and this folder has only version " +
                                          ours + "; take over what is published and sign again");
    }
    if (version == plan.timestamp_version && there->bytes != plan.timestamp) {
        return fail(Reason::Refused, name + ": another version " + ours +
                                         " is published there, by another publisher; take over "
                                         "what is published and sign again");
    }
    return version;
}

/// Versioned metadata never changes; what is there must be ours, or the beginning of ours that a
/// broken line left.
Result<bool> is_there(const Storage& storage, const std::string& name, const OutgoingFile& file) {
    const auto stored = storage.read(file.path, most_metadata_bytes);
    if (!stored) {
        return tl::make_unexpected(stored.error());
    }
    const std::string ours = content::read_whole(file.file).value_or("");
    if (!*stored || (ours != (*stored)->bytes && ours.starts_with((*stored)->bytes))) {
        return false;
    }
    if (ours != (*stored)->bytes) {
        return fail(Reason::Refused, name + "/" + file.path +
                                         ": it is there already, and different: another publisher "
                                         "used this version. Take over what is published and sign "
                                         "again with a higher one");
    }
    return true;
}

/// Stages without what is there.
Result<std::vector<std::vector<OutgoingFile>>>
leave_out_what_is_there(const Storage& storage, const std::string& name, const UploadPlan& plan) {
    std::vector<std::string> paths;
    for (const auto& stage : plan.stages) {
        for (const OutgoingFile& file : stage) {
            paths.push_back(file.path);
        }
    }
    const auto sizes = storage.sizes(paths);
    if (!sizes) {
        return tl::make_unexpected(sizes.error());
    }
    std::vector<std::vector<OutgoingFile>> missing(plan.stages.size());
    for (std::size_t i = 0; i < plan.stages.size(); ++i) {
        for (const OutgoingFile& file : plan.stages[i]) {
            const auto size = sizes->find(file.path);
            bool there = size != sizes->end() && size->second == file.size_bytes;
            if (size != sizes->end() && file.is_present_metadata) {
                const auto same = is_there(storage, name, file);
                if (!same) {
                    return tl::make_unexpected(same.error());
                }
                there = *same;
            }
            if (!there) {
                missing[i].push_back(file);
            }
        }
    }
    return missing;
}

Result<void> check_folder(const std::filesystem::path& repository, const Destination& destination) {
    if (destination.kind != DestinationKind::Folder) {
        return {};
    }
    const auto from = std::filesystem::weakly_canonical(repository);
    const auto to = std::filesystem::weakly_canonical(destination.folder);
    const std::string relative = to.lexically_relative(from).generic_string();
    if (relative != ".." && !relative.starts_with("../")) {
        return fail(Reason::Refused, destination.name +
                                         ": it lies in the repository's own folder "
                                         "(" +
                                         from.string() + "); name another one");
    }
    return {};
}

bool same(const std::optional<StoredFile>& a, const std::optional<StoredFile>& b) {
    return a.has_value() == b.has_value() && (!a || a->bytes == b->bytes);
}

} // namespace

Result<UploadReport> upload(const std::filesystem::path& repository, const Destination& destination,
                            const std::function<void(const UploadProgress&)>& progress) {
    UploadProgress now;
    const auto tell = [&] {
        if (progress) {
            progress(now);
        }
    };
    if (const auto folder = check_folder(repository, destination); !folder) {
        return tl::make_unexpected(folder.error());
    }
    auto plan = plan_upload(repository);
    if (!plan) {
        return tl::make_unexpected(plan.error());
    }
    const Storage storage = open_storage(destination);
    tell();
    const auto before = storage.read(timestamp_path, most_metadata_bytes);
    if (!before) {
        return tl::make_unexpected(before.error());
    }
    const auto version = compare_timestamps(destination.name, *plan, *before);
    if (!version) {
        return tl::make_unexpected(version.error());
    }
    const auto missing = leave_out_what_is_there(storage, destination.name, *plan);
    if (!missing) {
        return tl::make_unexpected(missing.error());
    }

    UploadReport report{.timestamp_version = plan->timestamp_version,
                        .timestamp_before = *version,
                        .changed = !*before || (*before)->bytes != plan->timestamp,
                        .left_out = std::move(plan->left_out)};
    now.step = UploadStep::Sending;
    for (std::size_t i = 0; i < missing->size(); ++i) {
        report.files_there += plan->stages[i].size() - (*missing)[i].size();
        now.all_files += (*missing)[i].size();
        for (const OutgoingFile& file : (*missing)[i]) {
            now.all_bytes += file.size_bytes;
        }
    }
    for (const auto& stage : *missing) {
        const auto sent = storage.put(
            stage,
            [&](const OutgoingFile& file) {
                ++report.sent_files;
                report.sent_bytes += file.size_bytes;
                now.files = report.sent_files;
                now.bytes = report.sent_bytes;
                tell();
            },
            [&](std::uint64_t moving) {
                now.bytes = report.sent_bytes + moving;
                tell();
            });
        if (!sent) {
            return tl::make_unexpected(sent.error());
        }
    }
    if (!report.changed) {
        return report;
    }
    now.step = UploadStep::Finishing;
    tell();
    const auto after = storage.read(timestamp_path, most_metadata_bytes);
    if (!after) {
        return tl::make_unexpected(after.error());
    }
    if (!same(*before, *after)) {
        return fail(Reason::Refused, destination.name +
                                         ": another publisher replaced timestamp.json while this "
                                         "one was sending; take over what is published and sign "
                                         "again");
    }
    if (const auto replaced = storage.replace_timestamp(plan->timestamp, *after); !replaced) {
        return tl::make_unexpected(replaced.error());
    }
    return report;
}

} // namespace zugang::sync
