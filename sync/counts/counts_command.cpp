#include "sync/counts/counts_command.hpp"

#include "sync/canonical_json.hpp"

namespace zugang::sync {
namespace {

std::string join(const std::vector<std::string>& weeks) {
    std::string text;
    for (const std::string& week : weeks) {
        text += (text.empty() ? "" : ", ") + week;
    }
    return text;
}

} // namespace

WeekUpload send_counts(const content::CountSettings& settings, const Layout& layout,
                       const std::string& proxy, content::Moment now) {
    WeekUpload upload;
    if (settings.upload.empty()) {
        return upload;
    }
    const auto destination =
        parse_destination(settings.upload, {.endpoint = settings.upload_endpoint,
                                            .region = settings.upload_region,
                                            .credentials = settings.upload_credentials,
                                            .password = settings.upload_password});
    if (!destination) {
        upload.problem = destination.error();
        return upload;
    }
    return upload_weeks(layout.figures() / "counts.tsv", layout.counts(),
                        week_storage(*destination, proxy), now);
}

std::string describe(const WeekUpload& upload) {
    std::string text =
        upload.sent.empty() ? std::string("no week was sent") : join(upload.sent) + " sent";
    if (!upload.terminal.empty()) {
        text += " by terminal " + upload.terminal;
    }
    if (!upload.waiting.empty()) {
        text += "; " + join(upload.waiting) + " wait" + (upload.waiting.size() == 1 ? "s" : "");
    }
    return text;
}

std::string as_json(const WeekUpload& upload) {
    Json json{{"terminal", upload.terminal}, {"sent", upload.sent}, {"waiting", upload.waiting}};
    if (upload.problem) {
        json["problem"] = {{"reason", name_of(upload.problem->reason)},
                           {"text", upload.problem->text}};
    }
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace zugang::sync
