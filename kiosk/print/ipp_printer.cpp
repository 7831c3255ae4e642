#include "kiosk/print/ipp_printer.hpp"

#include "kiosk/print/cups_library.hpp"
#include "kiosk/print/slip_pdf.hpp"
#include "kiosk/print/wipe.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace zugang::kiosk {

namespace {

using Clock = std::chrono::steady_clock;

struct CloseHttp {
    void operator()(http_t* http) const noexcept { cups().httpClose(http); }
};
struct DeleteMessage {
    void operator()(ipp_t* message) const noexcept { cups().ippDelete(message); }
};
using Http = std::unique_ptr<http_t, CloseHttp>;
using Message = std::unique_ptr<ipp_t, DeleteMessage>;

constexpr const char* user = "zugang"; // jobs say nothing about anybody

PrintOutcome again(PrintTrouble trouble) {
    return {.kind = PrintOutcome::Kind::Again, .trouble = trouble};
}
PrintOutcome failed(PrintTrouble trouble) {
    return {.kind = PrintOutcome::Kind::Failed, .trouble = trouble};
}

/// Called by libcups whenever a second has passed in vain.
struct Waiting {
    const Interrupt* interrupt = nullptr;
    double left_s = 10;
};
int goes_on(http_t* /*http*/, void* data) noexcept {
    auto* waiting = static_cast<Waiting*>(data);
    waiting->left_s -= 1;
    return waiting->left_s > 0 && !waiting->interrupt->raised() ? 1 : 0;
}

std::vector<std::string_view> texts_of(ipp_t* message, const char* name) {
    std::vector<std::string_view> texts;
    ipp_attribute_t* attribute = cups().ippFindAttribute(message, name, IPP_TAG_ZERO);
    if (attribute == nullptr) {
        return texts;
    }
    const ipp_tag_t tag = cups().ippGetValueTag(attribute);
    if (tag != IPP_TAG_KEYWORD && tag != IPP_TAG_MIMETYPE && tag != IPP_TAG_NAME &&
        tag != IPP_TAG_TEXT && tag != IPP_TAG_NAMELANG && tag != IPP_TAG_TEXTLANG) {
        return texts;
    }
    for (int i = 0; i < cups().ippGetCount(attribute); ++i) {
        const char* text = cups().ippGetString(attribute, i, nullptr);
        if (text != nullptr) {
            texts.emplace_back(text);
        }
    }
    return texts;
}

bool holds(const std::vector<std::string_view>& texts, std::string_view text) {
    return std::ranges::find(texts, text) != texts.end();
}

std::optional<int> number_of(ipp_t* message, const char* name) {
    for (const ipp_tag_t tag : {IPP_TAG_ENUM, IPP_TAG_INTEGER}) {
        ipp_attribute_t* attribute = cups().ippFindAttribute(message, name, tag);
        if (attribute != nullptr && cups().ippGetCount(attribute) > 0) {
            return cups().ippGetInteger(attribute, 0);
        }
    }
    return std::nullopt;
}

/// RFC 8011, 5.4.12: a reason ends in "-report", "-warning" or "-error". What is only reported
/// stops nobody; toner that is warned of is not empty yet.
PrintTrouble trouble_of(const std::vector<std::string_view>& reasons) {
    PrintTrouble worst = PrintTrouble::None;
    for (std::string_view reason : reasons) {
        if (reason.ends_with("-report")) {
            continue;
        }
        if (reason.starts_with("media-empty") || reason.starts_with("media-needed")) {
            return PrintTrouble::PaperOut;
        }
        if (reason.starts_with("cover-open") || reason.starts_with("door-open") ||
            reason.starts_with("interlock-open")) {
            worst = PrintTrouble::CoverOpen;
        } else if (reason.starts_with("media-jam")) {
            worst = PrintTrouble::Jam;
        } else if (reason.starts_with("offline") || reason.starts_with("shutdown") ||
                   reason.starts_with("connecting-to-device") || reason.starts_with("timed-out")) {
            worst = PrintTrouble::Offline;
        } else if (!reason.ends_with("-warning") &&
                   (reason.starts_with("marker-supply-empty") || reason.starts_with("fuser") ||
                    reason.starts_with("toner-empty"))) {
            worst = PrintTrouble::Broken;
        }
    }
    return worst;
}

bool reports_no_paper(const std::vector<std::string_view>& reasons) {
    return std::ranges::any_of(reasons, [](std::string_view reason) {
        return reason.starts_with("media-empty") || reason.starts_with("media-needed");
    });
}

/// What a printer says of itself.
struct Printer {
    PrintTrouble trouble = PrintTrouble::None; ///< that makes it stand still
    bool accepting = true;
    bool is_cups = false;
    bool takes_pdf = false;
    std::optional<PwgFormat> raster;
    bool takes_media = false;
    bool creates_jobs = false;
};

class Talk {
  public:
    Talk(const std::string& address, const IppPatience& patience, const Interrupt& interrupt)
        : address_(address), patience_(patience), waiting_{&interrupt, patience.answer_s} {}

    /// None: connected.
    PrintTrouble connect() {
        if (!has_cups()) {
            return PrintTrouble::Broken;
        }
        std::array<char, 32> scheme{};
        std::array<char, 256> name{};
        std::array<char, 256> host{};
        std::array<char, 1024> resource{};
        int port = 0;
        if (cups().httpSeparateURI(HTTP_URI_CODING_ALL, address_.c_str(), scheme.data(),
                                   scheme.size(), name.data(), name.size(), host.data(),
                                   host.size(), &port, resource.data(),
                                   resource.size()) < HTTP_URI_STATUS_OK) {
            return PrintTrouble::Refused;
        }
        resource_ = resource.data();
        const bool secure = std::string_view(scheme.data()) == "ipps" || port == 443;
        int cancel = waiting_.interrupt->raised() ? 1 : 0;
        http_.reset(
            cups().httpConnect2(host.data(), port, nullptr, AF_UNSPEC,
                                secure ? HTTP_ENCRYPTION_ALWAYS : HTTP_ENCRYPTION_IF_REQUESTED, 1,
                                static_cast<int>(patience_.connect.count()), &cancel));
        if (!http_) {
            return PrintTrouble::Offline;
        }
        cups().httpSetTimeout(http_.get(), 1.0, goes_on, &waiting_);
        return PrintTrouble::None;
    }

    Message request(ipp_op_t operation) const {
        Message message(cups().ippNewRequest(operation));
        cups().ippAddString(message.get(), IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr,
                            address_.c_str());
        cups().ippAddString(message.get(), IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name",
                            nullptr, user);
        return message;
    }

    Message request(ipp_op_t operation, int job) const {
        Message message = request(operation);
        cups().ippAddInteger(message.get(), IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
        return message;
    }

    /// nullptr: no answer. The status is that of the last answer.
    Message ask(Message message) {
        waiting_.left_s = patience_.answer_s;
        Message answer(cups().cupsDoRequest(http_.get(), message.release(), resource_.c_str()));
        status_ = answer ? cups().ippGetStatusCode(answer.get()) : cups().cupsLastError();
        return answer;
    }

    /// false: it did not arrive as a whole; `complete` says whether its last byte was sent.
    bool send(Message message, const std::string& bytes, bool& complete) {
        waiting_.left_s = patience_.answer_s;
        const http_status_t begun = cups().cupsSendRequest(http_.get(), message.get(),
                                                           resource_.c_str(), CUPS_LENGTH_VARIABLE);
        bool good = begun == HTTP_STATUS_CONTINUE;
        for (std::size_t at = 0; good && at < bytes.size();) {
            waiting_.left_s = patience_.answer_s;
            const std::size_t part = std::min<std::size_t>(16384, bytes.size() - at);
            const http_status_t status =
                cups().cupsWriteRequestData(http_.get(), bytes.data() + at, part);
            good = status == HTTP_STATUS_CONTINUE && !waiting_.interrupt->raised();
            at += part;
        }
        complete = good;
        if (!good && cups().httpError(http_.get()) != 0) {
            status_ = IPP_STATUS_ERROR_INTERNAL;
            return false;
        }
        waiting_.left_s = patience_.answer_s;
        const Message answer(cups().cupsGetResponse(http_.get(), resource_.c_str()));
        status_ = answer ? cups().ippGetStatusCode(answer.get()) : cups().cupsLastError();
        return answer != nullptr;
    }

    ipp_status_t status() const { return status_; }
    bool good() const { return status_ < IPP_STATUS_REDIRECTION_OTHER_SITE; }
    bool interrupted() const { return waiting_.interrupt->raised(); }
    void rest() const { (void)wait_for(-1, WaitFor::Read, patience_.poll, *waiting_.interrupt); }

    /// What a refusal means where nothing was printed yet.
    PrintOutcome refusal() const {
        switch (status_) {
        case IPP_STATUS_ERROR_BUSY:
        case IPP_STATUS_ERROR_NOT_ACCEPTING_JOBS:
        case IPP_STATUS_ERROR_TOO_MANY_JOBS:
        case IPP_STATUS_ERROR_TEMPORARY:
            return again(PrintTrouble::Busy);
        case IPP_STATUS_ERROR_DEVICE:
            return again(PrintTrouble::Broken);
        case IPP_STATUS_ERROR_DOCUMENT_FORMAT_NOT_SUPPORTED:
        case IPP_STATUS_ERROR_COMPRESSION_NOT_SUPPORTED:
        case IPP_STATUS_ERROR_DOCUMENT_FORMAT_ERROR:
            return failed(PrintTrouble::WrongFormat);
        case IPP_STATUS_ERROR_INTERNAL:
        case IPP_STATUS_ERROR_SERVICE_UNAVAILABLE:
        case IPP_STATUS_ERROR_CUPS_ACCOUNT_INFO_NEEDED:
            return again(PrintTrouble::Offline);
        default:
            return failed(PrintTrouble::Refused);
        }
    }

    std::optional<Printer> printer() {
        Message message = request(IPP_OP_GET_PRINTER_ATTRIBUTES);
        static constexpr std::array wanted{"printer-state",
                                           "printer-state-reasons",
                                           "printer-is-accepting-jobs",
                                           "document-format-supported",
                                           "pwg-raster-document-resolution-supported",
                                           "pwg-raster-document-type-supported",
                                           "job-creation-attributes-supported",
                                           "operations-supported",
                                           "cups-version"};
        cups().ippAddStrings(message.get(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD,
                             "requested-attributes", static_cast<int>(wanted.size()), nullptr,
                             wanted.data());
        const Message answer = ask(std::move(message));
        if (!answer || !good()) {
            return std::nullopt;
        }
        Printer found;
        const auto reasons = texts_of(answer.get(), "printer-state-reasons");
        const PrintTrouble trouble = trouble_of(reasons);
        const bool stopped =
            number_of(answer.get(), "printer-state") == static_cast<int>(IPP_PSTATE_STOPPED);
        found.trouble = !stopped                        ? PrintTrouble::None
                        : trouble != PrintTrouble::None ? trouble
                        : reports_no_paper(reasons)     ? PrintTrouble::PaperOut
                                                        : PrintTrouble::Broken;
        ipp_attribute_t* accepting =
            cups().ippFindAttribute(answer.get(), "printer-is-accepting-jobs", IPP_TAG_BOOLEAN);
        found.accepting = accepting == nullptr || cups().ippGetBoolean(accepting, 0) != 0;
        found.is_cups =
            cups().ippFindAttribute(answer.get(), "cups-version", IPP_TAG_ZERO) != nullptr;
        const auto formats = texts_of(answer.get(), "document-format-supported");
        found.takes_pdf = holds(formats, "application/pdf");
        if (holds(formats, "image/pwg-raster")) {
            found.raster = raster_of(answer.get());
        }
        found.takes_media =
            holds(texts_of(answer.get(), "job-creation-attributes-supported"), "media-col");
        ipp_attribute_t* operations =
            cups().ippFindAttribute(answer.get(), "operations-supported", IPP_TAG_ENUM);
        bool creates = false;
        bool sends = false;
        for (int i = 0; operations != nullptr && i < cups().ippGetCount(operations); ++i) {
            creates = creates || cups().ippGetInteger(operations, i) == IPP_OP_CREATE_JOB;
            sends = sends || cups().ippGetInteger(operations, i) == IPP_OP_SEND_DOCUMENT;
        }
        found.creates_jobs = creates && sends;
        return found;
    }

  private:
    static PwgFormat raster_of(ipp_t* answer) {
        PwgFormat format;
        const auto types = texts_of(answer, "pwg-raster-document-type-supported");
        format.colours = holds(types, "black_1")                    ? PwgColours::Black1
                         : types.empty() || holds(types, "sgray_8") ? PwgColours::Grey8
                                                                    : PwgColours::Rgb8;
        ipp_attribute_t* resolutions = cups().ippFindAttribute(
            answer, "pwg-raster-document-resolution-supported", IPP_TAG_RESOLUTION);
        int best = 0;
        for (int i = 0; resolutions != nullptr && i < cups().ippGetCount(resolutions); ++i) {
            int y = 0;
            ipp_res_t units = IPP_RES_PER_INCH;
            const int x = cups().ippGetResolution(resolutions, i, &y, &units);
            const int dpi = units == IPP_RES_PER_CM ? (x * 254 + 50) / 100 : x;
            if (x == y && dpi >= 100 && dpi <= 1200 &&
                (best == 0 || dpi == 203 || (best != 203 && dpi <= 300 && dpi > best))) {
                best = dpi;
            }
        }
        format.dots_per_inch = best == 0 ? 300 : best;
        return format;
    }

    const std::string& address_;
    const IppPatience& patience_;
    Waiting waiting_;
    std::string resource_;
    Http http_;
    ipp_status_t status_ = IPP_STATUS_OK;
};

/// media-col (PWG 5100.7): a roll is as long as its slip.
void add_media(ipp_t* message, const SlipSheet& sheet) {
    const Paper& paper = sheet.paper;
    const int width = (paper.height == 0 ? paper.sheet_width : paper.width) * 100 / dots_per_mm;
    const int height = sheet.pages.front().height * 100 / dots_per_mm;
    const Message size(cups().ippNew());
    cups().ippAddInteger(size.get(), IPP_TAG_ZERO, IPP_TAG_INTEGER, "x-dimension", width);
    cups().ippAddInteger(size.get(), IPP_TAG_ZERO, IPP_TAG_INTEGER, "y-dimension", height);
    const Message media(cups().ippNew());
    cups().ippAddCollection(media.get(), IPP_TAG_ZERO, "media-size", size.get());
    cups().ippAddCollection(message, IPP_TAG_JOB, "media-col", media.get());
}

void add_job_attributes(ipp_t* message, const SlipSheet& sheet, const Printer& printer) {
    cups().ippAddString(message, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", nullptr, "Zugang");
    cups().ippAddBoolean(message, IPP_TAG_OPERATION, "ipp-attribute-fidelity", 0);
    if (printer.takes_media) {
        add_media(message, sheet);
    }
}

struct Document {
    const char* format = "application/pdf";
    std::string bytes;
};

std::optional<Document> document_of(const IppJob& job, const Printer& printer) {
    Document document;
    if (printer.takes_pdf) {
        document.bytes = pdf_of(job.sheet, *job.fonts);
    } else if (printer.raster) {
        document.format = "image/pwg-raster";
        document.bytes = pwg_raster_of(job.sheet, *job.fonts, *printer.raster);
    }
    return document.bytes.empty() ? std::nullopt : std::optional(std::move(document));
}

/// Asks until the printer has done with the job, in one way or another.
class Watch {
  public:
    Watch(Talk& talk, IppJob& job, const std::function<void(PrintTrouble)>& tell)
        : talk_(talk), job_(job), tell_(tell) {}

    PrintOutcome run() {
        while (!talk_.interrupted()) {
            Message message = talk_.request(IPP_OP_GET_JOB_ATTRIBUTES, job_.number);
            static constexpr std::array wanted{"job-state", "job-state-reasons",
                                               "job-impressions-completed",
                                               "job-media-sheets-completed"};
            cups().ippAddStrings(message.get(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD,
                                 "requested-attributes", static_cast<int>(wanted.size()), nullptr,
                                 wanted.data());
            const Message answer = talk_.ask(std::move(message));
            if (!answer) {
                return again(PrintTrouble::Offline); // the next attempt asks after the same job
            }
            if (!talk_.good()) { // it does not know of it any more
                return gone();
            }
            const int state = number_of(answer.get(), "job-state").value_or(0);
            const bool begun =
                number_of(answer.get(), "job-impressions-completed").value_or(0) > 0 ||
                number_of(answer.get(), "job-media-sheets-completed").value_or(0) > 0;
            if (state == static_cast<int>(IPP_JSTATE_COMPLETED)) {
                return {};
            }
            if (state == static_cast<int>(IPP_JSTATE_CANCELED) ||
                state == static_cast<int>(IPP_JSTATE_ABORTED)) {
                const auto reasons = texts_of(answer.get(), "job-state-reasons");
                return ended(begun, holds(reasons, "document-format-error") ||
                                        holds(reasons, "unsupported-document-format"));
            }
            auto trouble = trouble_of(texts_of(answer.get(), "job-state-reasons"));
            if (trouble == PrintTrouble::None) {
                trouble = of_printer();
            }
            if (!job_.complete) { // it waits for the rest, which was lost
                return forget(again(PrintTrouble::Offline));
            }
            say(trouble);
            if (Clock::now() > job_.deadline) { // who waits for it takes it back
                return again(trouble == PrintTrouble::None ? PrintTrouble::Busy : trouble);
            }
            talk_.rest();
        }
        return again(PrintTrouble::Offline);
    }

  private:
    PrintOutcome gone() {
        const bool unknown = job_.complete; // a printer that was switched off and on has forgotten
        job_.number = 0;
        job_.complete = false;
        return unknown ? failed(PrintTrouble::Unclear) : again(PrintTrouble::Offline);
    }

    /// Aborted or cancelled: by a person at the printer, or because something is wrong with it.
    /// That may be over when it is asked for: then what was seen last counts, once.
    PrintOutcome ended(bool begun, bool wrong_format) {
        const PrintTrouble seen = std::exchange(job_.trouble, last_trouble());
        const PrintTrouble trouble = job_.trouble != PrintTrouble::None ? job_.trouble : seen;
        job_.number = 0;
        job_.complete = false;
        if (begun) {
            return failed(PrintTrouble::Unclear);
        }
        if (wrong_format) {
            return failed(PrintTrouble::WrongFormat);
        }
        return trouble == PrintTrouble::None ? failed(PrintTrouble::Refused) : again(trouble);
    }

    PrintOutcome forget(PrintOutcome outcome) {
        (void)talk_.ask(talk_.request(IPP_OP_CANCEL_JOB, job_.number));
        job_.number = 0;
        return outcome;
    }

    Message reasons() {
        Message message = talk_.request(IPP_OP_GET_PRINTER_ATTRIBUTES);
        cups().ippAddString(message.get(), IPP_TAG_OPERATION, IPP_TAG_KEYWORD,
                            "requested-attributes", nullptr, "printer-state-reasons");
        return talk_.ask(std::move(message));
    }

    PrintTrouble of_printer() {
        const Message answer = reasons();
        return answer ? trouble_of(texts_of(answer.get(), "printer-state-reasons"))
                      : PrintTrouble::None;
    }

    /// Where the job is over, a report counts too: it says why.
    PrintTrouble last_trouble() {
        const Message answer = reasons();
        if (!answer) {
            return PrintTrouble::None;
        }
        const auto all = texts_of(answer.get(), "printer-state-reasons");
        return reports_no_paper(all) ? PrintTrouble::PaperOut : trouble_of(all);
    }

    void say(PrintTrouble trouble) {
        if (trouble != PrintTrouble::None) {
            job_.trouble = trouble;
        }
        if (trouble != told_) {
            told_ = trouble;
            tell_(trouble);
        }
    }

    Talk& talk_;
    IppJob& job_;
    const std::function<void(PrintTrouble)>& tell_;
    PrintTrouble told_ = PrintTrouble::None;
};

/// Sends the job; no value: it is there, and to be watched.
std::optional<PrintOutcome> submit(Talk& talk, IppJob& job, const Printer& printer,
                                   const Document& document) {
    // Never Print-Job, which sends everything at once: if its answer is lost, nobody knows.
    if (!printer.creates_jobs) {
        return failed(PrintTrouble::Refused);
    }
    Message creation = talk.request(IPP_OP_CREATE_JOB);
    add_job_attributes(creation.get(), job.sheet, printer);
    const Message created = talk.ask(std::move(creation));
    if (!created) {
        return again(PrintTrouble::Offline); // a job without a document prints nothing
    }
    if (!talk.good()) {
        return talk.refusal();
    }
    job.number = number_of(created.get(), "job-id").value_or(0);
    if (job.number == 0) {
        return failed(PrintTrouble::Refused);
    }
    Message sending = talk.request(IPP_OP_SEND_DOCUMENT, job.number);
    cups().ippAddString(sending.get(), IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format",
                        nullptr, document.format);
    cups().ippAddBoolean(sending.get(), IPP_TAG_OPERATION, "last-document", 1);
    if (!talk.send(std::move(sending), document.bytes, job.complete)) {
        return again(PrintTrouble::Offline); // the next attempt asks what has become of it
    }
    if (!talk.good()) {
        const PrintOutcome refusal = talk.refusal();
        (void)talk.ask(talk.request(IPP_OP_CANCEL_JOB, job.number));
        job.number = 0;
        job.complete = false;
        return refusal;
    }
    return std::nullopt;
}

void purge(Talk& talk, int number) {
    Message message = talk.request(IPP_OP_CANCEL_JOB, number);
    cups().ippAddBoolean(message.get(), IPP_TAG_OPERATION, "purge-job", 1);
    (void)talk.ask(std::move(message));
}

} // namespace

PrintOutcome print_ipp(IppJob& job, const std::string& address, const IppPatience& patience,
                       const Interrupt& interrupt, const std::function<void(PrintTrouble)>& tell) {
    Talk talk(address, patience, interrupt);
    if (const PrintTrouble trouble = talk.connect(); trouble != PrintTrouble::None) {
        return trouble == PrintTrouble::Refused ? failed(trouble) : again(trouble);
    }
    const auto printer = talk.printer();
    if (!printer) {
        return talk.refusal();
    }
    if (job.number == 0) {
        // A printer that stands still and takes jobs keeps them until somebody has helped it.
        if (printer->trouble != PrintTrouble::None) {
            job.trouble = printer->trouble;
            tell(printer->trouble);
        }
        if (!printer->accepting) {
            return again(PrintTrouble::Busy);
        }
        auto document = document_of(job, *printer);
        if (!document) {
            return failed(PrintTrouble::WrongFormat);
        }
        const auto outcome = submit(talk, job, *printer, *document);
        wipe(document->bytes);
        if (outcome) {
            return *outcome;
        }
    }
    const int number = job.number;
    const PrintOutcome outcome = Watch(talk, job, tell).run();
    const bool over = outcome.kind != PrintOutcome::Kind::Again || job.number == 0;
    if (over && printer->is_cups) {
        purge(talk, number);
    }
    return outcome;
}

void cancel_ipp(IppJob& job, const std::string& address, const IppPatience& patience,
                const Interrupt& interrupt) {
    Talk talk(address, patience, interrupt);
    if (job.number == 0 || talk.connect() != PrintTrouble::None) {
        return;
    }
    const auto printer = talk.printer();
    (void)talk.ask(talk.request(IPP_OP_CANCEL_JOB, job.number));
    if (printer && printer->is_cups) {
        purge(talk, job.number);
    }
    job.number = 0;
}

PrintTrouble ask_ipp(const std::string& address, const IppPatience& patience,
                     const Interrupt& interrupt) {
    Talk talk(address, patience, interrupt);
    if (const PrintTrouble trouble = talk.connect(); trouble != PrintTrouble::None) {
        return trouble;
    }
    const auto printer = talk.printer();
    return !printer             ? PrintTrouble::Offline
           : printer->accepting ? printer->trouble
                                : PrintTrouble::Busy;
}

} // namespace zugang::kiosk
