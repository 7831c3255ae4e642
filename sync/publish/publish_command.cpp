#include "sync/publish/publish_command.hpp"

#include "sync/canonical_json.hpp"
#include "sync/publish/upload.hpp"

#include <ostream>

namespace zugang::sync {
namespace {

int say_failure(const PublishOptions& options, const Failure& failure, std::ostream& out,
                std::ostream& err) {
    err << "zugang-publish: " << failure.text << "\n";
    if (options.json) {
        const Json answer{{"error", {{"reason", name_of(failure.reason)}, {"text", failure.text}}}};
        out << answer.dump() << "\n";
    }
    return failure.reason == Reason::Malformed ? 2 : 1;
}

Json as_json(const UploadReport& report) {
    Json json{{"changed", report.changed},       {"sent_files", report.sent_files},
              {"sent_bytes", report.sent_bytes}, {"files_there", report.files_there},
              {"left_out", report.left_out},     {"version", report.timestamp_version}};
    json["version_before"] = report.timestamp_before ? Json(*report.timestamp_before) : Json();
    return json;
}

/// One line that is written over; not more than one for each percent.
class ProgressLine {
  public:
    explicit ProgressLine(std::ostream& err) : err_(err) {}
    ~ProgressLine() {
        if (!last_.empty()) {
            err_ << "\r\x1b[K";
        }
    }
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    void show(const UploadProgress& progress) {
        std::string text = "comparing with what is there";
        if (progress.step == UploadStep::Sending) {
            const std::uint64_t percent =
                progress.all_bytes == 0 ? 100 : progress.bytes * 100 / progress.all_bytes;
            text = "sending " + std::to_string(progress.all_files) + " files, " +
                   std::to_string(percent) + " % of " +
                   std::to_string((progress.all_bytes + 99'999) / 100'000 / 10) + "." +
                   std::to_string((progress.all_bytes + 99'999) / 100'000 % 10) + " MB";
        } else if (progress.step == UploadStep::Finishing) {
            text = "replacing timestamp.json";
        }
        if (text != last_) {
            err_ << "\r\x1b[K" << text << std::flush;
            last_ = text;
        }
    }

  private:
    std::ostream& err_;
    std::string last_;
};

} // namespace

int run_publish(const PublishOptions& options, std::ostream& out, std::ostream& err) {
    const auto destination = parse_destination(options.destination, options.access);
    if (!destination) {
        return say_failure(options, destination.error(), out, err);
    }
    const auto report = [&] {
        ProgressLine line(err);
        return upload(options.repository, *destination, [&](const UploadProgress& progress) {
            if (options.show_progress) {
                line.show(progress);
            }
        });
    }();
    if (!report) {
        say_failure(options, report.error(), out, err);
        return 1;
    }
    if (options.json) {
        out << as_json(*report).dump() << "\n";
    } else if (report->changed) {
        out << destination->name << ": version " << report->timestamp_version << " is published; "
            << report->sent_files << " files sent (" << report->sent_bytes << " bytes), "
            << report->files_there << " were there\n";
    } else {
        out << destination->name << ": version " << report->timestamp_version
            << " was published already; " << report->sent_files << " missing files sent\n";
    }
    return 0;
}

} // namespace zugang::sync
