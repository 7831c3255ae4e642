#include "tests/print/slips_testing.hpp"

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace zugang::kiosk::testing {

Counter::Counter() {
    auto shelf = Shelf::open(std::filesystem::path(ZUGANG_BINARY_DIR) / "tours/content");
    if (!shelf) {
        throw std::runtime_error("no content: run ctest -R tour_content first");
    }
    shelf_ = std::make_unique<Shelf>(std::move(*shelf));
    composer_ = std::make_unique<SlipComposer>(*shelf_);
}

SlipSheet Counter::sheet(const Slip& slip, const std::string& paper) {
    auto sheet = composer_->compose(slip, find_paper(paper).value());
    if (!sheet) {
        throw std::runtime_error(std::string(describe(sheet.error())));
    }
    return std::move(*sheet);
}

SlipPicture Counter::preview(const SlipSheet& sheet, std::size_t page) {
    return paint(sheet.pages.at(page), composer_->fonts());
}

AppointmentFacts full_appointment(const std::string& language) {
    using namespace std::chrono;
    static const std::map<std::string, std::vector<std::string>> own{
        {"ar",
         {"استشارة الاعتراف بالشهادات", "جواز السفر أو تصريح الإقامة", "الشهادات والدبلومات"}},
        {"fa", {"مشاورهٔ شناسایی مدرک", "گذرنامه یا کارت اقامت", "مدارک تحصیلی"}},
        {"ti", {"ምኽሪ ኣፍልጦ ብቕዓት", "ፓስፖርት ወይ መንበሪ ፍቓድ", "ምስክር ወረቓቕቲ"}},
        {"uk", {"Консультація щодо визнання", "Паспорт або посвідка", "Дипломи та атестати"}}};
    const auto words = own.find(language);
    const auto word = [&](std::size_t i) {
        return words == own.end() ? std::string() : words->second[i];
    };
    return {
        .language = language,
        .status = SlipStatus::Confirmed,
        .centre = "Beratungszentrum Musterstadt",
        .address = "Musterstraße 12, 12345 Musterstadt",
        .number = "A-47",
        .start = sys_days(year(2026) / 11 / 25) + hours(9) + minutes(30),
        .duration = minutes(30),
        .service = {.own = word(0), .german = "Anerkennungsberatung"},
        .room = "2.14",
        .adviser = {},
        .name = {},
        .bring = {{.icon = "id", .text = {.own = word(1), .german = "Pass oder Aufenthaltstitel"}},
                  {.icon = "certificate",
                   .text = {.own = word(2), .german = "Zeugnisse und Diplome"}}},
        .way = {.own = {}, .german = "2. Stock, dritte Tür links"},
        .phone = "+49 30 1815-1111",
        .uid = {}};
}

std::function<void(const PrintNews&)> Told::listener() {
    return [heard = heard_](const PrintNews& news) {
        const std::lock_guard lock(heard->mutex);
        heard->states[news.job].push_back(news.state);
        heard->changed.notify_all();
    };
}

PrintState Told::wait(PrintJobId job, const std::function<bool(const PrintState&)>& wanted) {
    std::unique_lock lock(heard_->mutex);
    const bool came = heard_->changed.wait_for(lock, std::chrono::minutes(1), [&] {
        const auto& states = heard_->states[job];
        return !states.empty() && (wanted(states.back()) || states.back().is_over());
    });
    if (!came) {
        throw std::runtime_error("nothing was told of the job for a minute");
    }
    return heard_->states[job].back();
}

PrintState Told::wait_over(PrintJobId job) {
    return wait(job, [](const PrintState& state) { return state.is_over(); });
}

std::vector<PrintState> Told::all(PrintJobId job) const {
    const std::lock_guard lock(heard_->mutex);
    return heard_->states[job];
}

PrintQueue::Options options_for(const std::string& address, Told& told,
                                content::PrinterProfile profile) {
    using std::chrono::milliseconds;
    const auto target = read_print_target(address);
    if (!target) {
        throw std::runtime_error(target.error());
    }
    return {.target = *target,
            .profile = std::move(profile),
            .tell = told.listener(),
            .pause = milliseconds(100),
            .escpos = {.silence = milliseconds(50)},
            .ipp = {.poll = milliseconds(50)}};
}

Scratch::Scratch() {
    std::string name = (std::filesystem::temp_directory_path() / "zugang-print-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
        throw std::runtime_error("no temporary folder");
    }
    path_ = name;
}

Scratch::~Scratch() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
}

std::string read_file(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::string bare(const std::string& utf8) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(status);
    const icu::UnicodeString composed = nfkc->normalize(icu::UnicodeString::fromUTF8(utf8), status);
    icu::UnicodeString kept;
    for (std::int32_t i = 0; i < composed.length(); i = composed.moveIndex32(i, 1)) {
        const UChar32 c = composed.char32At(i);
        const bool unseen = u_isUWhiteSpace(c) || c == 0xAD || c == 0x200B || c == 0x200E ||
                            c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
                            (c >= 0x2066 && c <= 0x2069) || c == 0x0C;
        if (!unseen) {
            kept.append(c);
        }
    }
    // What was apart in the file may be composed now.
    std::string text;
    nfkc->normalize(kept, status).toUTF8String(text);
    return text;
}

} // namespace zugang::kiosk::testing
