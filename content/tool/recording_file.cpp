#include "content/tool/recording_file.hpp"

#include <array>
#include <cmath>
#include <cstdio>
#include <memory>
#include <optional>

#include <ebur128.h>
#include <ogg/ogg.h>
#include <opusfile.h>

namespace zugang::content::tool {
namespace {

constexpr int rate = 48000; // of everything that is decoded
constexpr int longest_s = 120;
constexpr int shortest_ms = 500;
constexpr int lowest_tenths = -220;
constexpr int highest_tenths = -160;
constexpr int highest_peak_tenths = -10;
constexpr std::size_t head_bytes = 19; // of OpusHead with the channel mapping of mono and stereo

struct CloseRecording {
    void operator()(OggOpusFile* file) const noexcept { op_free(file); }
};
struct FreeMeter {
    void operator()(ebur128_state* meter) const noexcept { ebur128_destroy(&meter); }
};

/// The pages of an Ogg file (RFC 3533), with their checksums compared.
class Pages {
  public:
    explicit Pages(std::string_view bytes) {
        ogg_sync_init(&state_);
        char* buffer = ogg_sync_buffer(&state_, static_cast<long>(bytes.size()));
        if (buffer != nullptr) {
            bytes.copy(buffer, bytes.size());
            ogg_sync_wrote(&state_, static_cast<long>(bytes.size()));
        }
    }
    ~Pages() { ogg_sync_clear(&state_); }
    Pages(const Pages&) = delete;
    Pages& operator=(const Pages&) = delete;

    /// 1: `page` is the next one; -1: bytes that are no page; 0: nothing more.
    int next(ogg_page& page) { return ogg_sync_pageout(&state_, &page); }
    bool has_rest() const { return state_.returned < state_.fill; }

  private:
    ogg_sync_state state_{};
};

/// What is wrong with the head of the stream; empty for nothing (RFC 7845, 5.1).
std::string judge_head(const ogg_page& page) {
    const std::string_view head(reinterpret_cast<const char*>(page.body),
                                static_cast<std::size_t>(page.body_len));
    if (head.starts_with("\x01vorbis")) {
        return "the recording is Vorbis, not Opus";
    }
    if (!head.starts_with("OpusHead") || head.size() < head_bytes) {
        return "the recording holds no Opus";
    }
    const int channels = static_cast<unsigned char>(head[9]);
    if (channels < 1 || channels > 2 || head[18] != 0) {
        return "the recording has " + std::to_string(channels) +
               " channels; possible are mono and stereo";
    }
    return {};
}

/// What is wrong with the file around the sound; empty for nothing.
std::string judge_pages(std::string_view bytes) {
    Pages pages(bytes);
    ogg_page page{};
    if (pages.next(page) != 1 || ogg_page_bos(&page) == 0) {
        return "this is no Ogg file";
    }
    std::string problem = judge_head(page);
    const int stream = ogg_page_serialno(&page);
    bool ended = ogg_page_eos(&page) != 0;
    for (long number = ogg_page_pageno(&page) + 1; problem.empty(); ++number) {
        const int found = pages.next(page);
        if (found == 0) {
            break;
        }
        if (found < 0) {
            problem = "the recording is damaged";
        } else if (ogg_page_bos(&page) != 0 || ogg_page_serialno(&page) != stream) {
            problem = "the file holds more than one stream";
        } else if (ended || ogg_page_pageno(&page) != number) {
            problem = "the recording is damaged";
        }
        ended = ended || (found > 0 && ogg_page_eos(&page) != 0);
    }
    if (problem.empty() && (!ended || pages.has_rest())) {
        return "the recording is cut off";
    }
    return problem;
}

int tenths(double number) {
    return static_cast<int>(std::lround(number * 10));
}

std::optional<int> true_peak_tenths(ebur128_state* meter, int channels) {
    double highest = 0;
    for (unsigned channel = 0; channel < static_cast<unsigned>(channels); ++channel) {
        double peak = 0;
        if (ebur128_true_peak(meter, channel, &peak) != EBUR128_SUCCESS) {
            return std::nullopt;
        }
        highest = std::max(highest, peak);
    }
    return highest > 0 ? std::optional(tenths(20 * std::log10(highest))) : std::nullopt;
}

std::string decimal(int number_tenths) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.1f", number_tenths / 10.0);
    return text.data();
}

} // namespace

tl::expected<RecordingFacts, std::string> measure_recording(std::string_view bytes) {
    const auto refuse = [](std::string why) { return tl::unexpected(std::move(why)); };
    if (std::string problem = judge_pages(bytes); !problem.empty()) {
        return refuse(std::move(problem));
    }
    const std::unique_ptr<OggOpusFile, CloseRecording> file(op_open_memory(
        reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), nullptr));
    if (file == nullptr) {
        return refuse("the recording is damaged");
    }
    const int channels = op_channel_count(file.get(), -1);
    const std::unique_ptr<ebur128_state, FreeMeter> meter(ebur128_init(
        static_cast<unsigned>(channels), rate, int{EBUR128_MODE_I} | int{EBUR128_MODE_TRUE_PEAK}));
    std::array<float, 2 * 5760> samples{}; // of 120 ms, the longest packet
    std::int64_t count = 0;
    while (true) {
        const int read = op_read_float(file.get(), samples.data(), samples.size(), nullptr);
        if (read < 0 || meter == nullptr) {
            return refuse("the recording is damaged");
        }
        if (read == 0) {
            break;
        }
        count += read;
        if (count > std::int64_t{longest_s} * rate) {
            return refuse("the recording is longer than 120 seconds");
        }
        ebur128_add_frames_float(meter.get(), samples.data(), static_cast<std::size_t>(read));
    }
    RecordingFacts facts{.duration_ms = static_cast<int>(count * 1000 / rate)};
    if (facts.duration_ms < shortest_ms) {
        return refuse("the recording is shorter than half a second");
    }
    double loudness = 0;
    const auto peak = true_peak_tenths(meter.get(), channels);
    if (ebur128_loudness_global(meter.get(), &loudness) != EBUR128_SUCCESS ||
        !std::isfinite(loudness) || !peak) {
        return refuse("nothing can be heard in the recording");
    }
    facts.loudness_tenths = tenths(loudness);
    facts.true_peak_tenths = *peak;
    return facts;
}

std::string judge_loudness(const RecordingFacts& facts) {
    if (facts.loudness_tenths < lowest_tenths || facts.loudness_tenths > highest_tenths) {
        return "the recording has " + decimal(facts.loudness_tenths) +
               " LUFS; wanted are -22 to -16";
    }
    if (facts.true_peak_tenths > highest_peak_tenths) {
        return "the recording has peaks of " + decimal(facts.true_peak_tenths) +
               " dBTP; allowed are -1";
    }
    return {};
}

std::string measure_version() {
    int major = 0;
    int minor = 0;
    int patch = 0;
    ebur128_get_version(&major, &minor, &patch);
    return std::string(opus_get_version_string()) + " ebur128 " + std::to_string(major) + "." +
           std::to_string(minor) + "." + std::to_string(patch);
}

} // namespace zugang::content::tool
