#include "sync/publish/publish_command.hpp"

#include "sync/canonical_json.hpp"
#include "sync/publish/upload.hpp"

#include <ostream>

namespace zugang::sync {
namespace {

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

Result<Answer> publish(const PublishOptions& options) {
    const auto destination = parse_destination(options.destination, options.access);
    if (!destination) {
        return tl::make_unexpected(destination.error());
    }
    const auto report = [&] {
        if (options.progress == nullptr) {
            return upload(options.repository, *destination, {});
        }
        ProgressLine line(*options.progress);
        return upload(options.repository, *destination,
                      [&line](const UploadProgress& progress) { line.show(progress); });
    }();
    if (!report) {
        return tl::make_unexpected(report.error());
    }
    const std::string version =
        destination->name + ": version " + std::to_string(report->timestamp_version);
    const std::string sent = std::to_string(report->sent_files);
    return Answer{.text =
                      report->changed
                          ? version + " is published; " + sent + " files sent (" +
                                std::to_string(report->sent_bytes) + " bytes), " +
                                std::to_string(report->files_there) + " were there\n"
                          : version + " was published already; " + sent + " missing files sent\n",
                  .json = as_json(*report)};
}

} // namespace zugang::sync
