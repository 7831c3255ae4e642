#include "content/tool/synthesis.hpp"

#include "content/voice_process.hpp"

#include <chrono>

#include <poll.h>

namespace zugang::content::tool {
namespace {

constexpr int patience_ms = 20000; // without a sign of life

/// One request after the other to a synthesiser of its own.
class Speaker {
  public:
    explicit Speaker(const std::filesystem::path& program) : process_({program.string()}) {}

    /// What is wrong; empty for nothing.
    std::string say(const SaidPart& part) {
        const std::size_t number = result_.parts.size();
        result_.parts.push_back(result_.samples.size());
        process_.request(number, part.voice, part.text, words_a_minute);
        while (process_.state() == VoiceProcess::State::Good) {
            pollfd source{.fd = process_.descriptor(), .events = POLLIN, .revents = 0};
            if (::poll(&source, 1, patience_ms) == 0) {
                return "the synthesiser hangs";
            }
            for (const VoiceProcess::Packet& packet : process_.read()) {
                switch (packet.reply.kind) {
                case protocol::Kind::Audio:
                    add(packet);
                    break;
                case protocol::Kind::Word:
                    add(packet.reply, number);
                    break;
                case protocol::Kind::Failed:
                    return "espeak-ng has no voice \"" + part.voice + "\"";
                case protocol::Kind::End:
                    version_ = packet.reply.number;
                    return {};
                }
            }
        }
        return "the synthesiser has ended before its time";
    }

    Synthesis take() { return std::move(result_); }
    std::uint32_t version() const { return version_; }

  private:
    void add(const VoiceProcess::Packet& packet) {
        result_.rate = static_cast<int>(packet.reply.number);
        result_.samples.insert(result_.samples.end(), packet.samples.begin(), packet.samples.end());
    }

    void add(const protocol::Reply& reply, std::size_t part) {
        const std::size_t before_ms =
            result_.rate > 0 ? result_.parts[part] * 1000 / static_cast<std::size_t>(result_.rate)
                             : 0;
        result_.words.push_back({.start_ms = static_cast<int>(before_ms + reply.number),
                                 .part = part,
                                 .character = reply.start,
                                 .length = reply.length});
    }

    VoiceProcess process_;
    Synthesis result_;
    std::uint32_t version_ = 0;
};

} // namespace

tl::expected<Synthesis, std::string> synthesise(const std::filesystem::path& program,
                                                const std::vector<SaidPart>& parts) {
    Speaker speaker(program);
    for (const SaidPart& part : parts) {
        if (std::string problem = speaker.say(part); !problem.empty()) {
            return tl::unexpected(std::move(problem));
        }
    }
    Synthesis result = speaker.take();
    if (result.samples.empty()) {
        return tl::unexpected(std::string("the synthesiser says nothing"));
    }
    return result;
}

std::optional<std::string> synthesiser_version(const std::filesystem::path& program) {
    Speaker speaker(program);
    if (!speaker.say({.voice = "en", .text = "a"}).empty()) {
        return std::nullopt;
    }
    const std::uint32_t version = speaker.version();
    std::string name =
        "espeak-ng " + std::to_string(version / 10000) + "." + std::to_string(version / 100 % 100);
    if (version % 100 != 0) {
        name += "." + std::to_string(version % 100);
    }
    return name;
}

} // namespace zugang::content::tool
