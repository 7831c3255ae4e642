// zugang-voice: the synthesiser in a process of its own, so that it may fail without the terminal.
// zugang-content makes recordings with it.
// Requests come in on stdin, samples and words go out on stdout.
#include "content/voice_protocol.hpp"
#include "kiosk/freed_memory.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

#include <espeak-ng/speak_lib.h>
#include <poll.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace {

using namespace zugang::content::protocol;

constexpr int chunk_ms = 40; // the first of them is heard as soon as it is there

std::uint64_t ticket = 0; // of the request that is being said
std::uint32_t rate = 0;   // samples in a second

bool read_all(void* target, std::size_t size) {
    auto* at = static_cast<char*>(target);
    while (size > 0) {
        const ssize_t got = ::read(STDIN_FILENO, at, size);
        if (got <= 0) {
            if (got < 0 && errno == EINTR) {
                continue;
            }
            return false;
        }
        at += got;
        size -= static_cast<std::size_t>(got);
    }
    return true;
}

bool write_all(const void* source, std::size_t size) {
    const auto* at = static_cast<const char*>(source);
    while (size > 0) {
        const ssize_t put = ::write(STDOUT_FILENO, at, size);
        if (put <= 0) {
            if (put < 0 && errno == EINTR) {
                continue;
            }
            return false;
        }
        at += put;
        size -= static_cast<std::size_t>(put);
    }
    return true;
}

bool another_request_waits() {
    pollfd input{.fd = STDIN_FILENO, .events = POLLIN, .revents = 0};
    return ::poll(&input, 1, 0) > 0;
}

bool send(Reply reply) {
    reply.ticket = ticket;
    return write_all(&reply, sizeof(reply));
}

// Called by the library as speech comes into being. 1: enough.
int on_speech(short* samples, int count, espeak_EVENT* events) noexcept {
    for (const espeak_EVENT* event = events; event->type != espeakEVENT_LIST_TERMINATED; ++event) {
        if (event->type == espeakEVENT_WORD && event->text_position > 0) {
            if (!send({.kind = Kind::Word,
                       .number = static_cast<std::uint32_t>(event->audio_position),
                       .start = static_cast<std::uint32_t>(event->text_position - 1),
                       .length = static_cast<std::uint32_t>(event->length)})) {
                return 1;
            }
        }
    }
    if (samples != nullptr && count > 0) {
        const auto bytes = static_cast<std::uint32_t>(count) * sizeof(short);
        if (!send({.kind = Kind::Audio,
                   .number = rate,
                   .bytes = static_cast<std::uint32_t>(bytes)}) ||
            !write_all(samples, bytes)) {
            return 1;
        }
    }
    return another_request_waits() ? 1 : 0;
}

std::uint32_t version() {
    std::uint32_t number = 0;
    const char* at = espeak_Info(nullptr);
    for (int part = 0; part < 3; ++part) {
        char* end = nullptr;
        number = number * 100 + static_cast<std::uint32_t>(std::strtoul(at, &end, 10)) % 100;
        at = *end == '.' ? end + 1 : end;
    }
    return number;
}

bool say(const Request& request, const std::string& voice, const std::string& text) {
    ticket = request.ticket;
    if (espeak_SetVoiceByName(voice.c_str()) != EE_OK) {
        return send({.kind = Kind::Failed});
    }
    espeak_SetParameter(espeakRATE, static_cast<int>(request.words_a_minute), 0);
    espeak_Synth(text.c_str(), text.size() + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8, nullptr,
                 nullptr);
    return send({.kind = Kind::End, .number = version()});
}

} // namespace

int main(int argc, char** argv) {
    zugang::kiosk::overwrite_freed_memory();
    const std::string_view option = argc > 1 ? argv[1] : "";
    if (option == "--version") {
        std::puts("zugang-voice " ZUGANG_VERSION);
        return 0;
    }
    if (option == "--help") {
        std::puts("usage: zugang-voice\n\nThe synthesiser of zugang-kiosk and of zugang-content "
                  "record, which start it themselves. Nobody else needs it.");
        return 0;
    }
    if (argc > 1 || ::isatty(STDIN_FILENO) != 0) {
        std::fputs("zugang-voice: other programs start this one; see --help\n", stderr);
        return 2;
    }
    ::prctl(PR_SET_PDEATHSIG, SIGKILL); // never outlives who started it
    // We only want samples, but the library looks for PulseAudio all the same, which would make
    // folders and answer calls.
    ::setenv("PULSE_SERVER", "unix:/dev/null", 1);
    ::setenv("PULSE_CLIENTCONFIG", "/dev/null", 1);
    const int samples =
        espeak_Initialize(AUDIO_OUTPUT_SYNCHRONOUS, chunk_ms, nullptr, espeakINITIALIZE_DONT_EXIT);
    if (samples <= 0) {
        std::fputs("zugang-voice: the data of espeak-ng cannot be read\n", stderr);
        return 1;
    }
    rate = static_cast<std::uint32_t>(samples);
    espeak_SetSynthCallback(on_speech);
    Request request;
    while (read_all(&request, sizeof(request))) {
        if (request.magic != magic || request.voice_bytes > most_bytes ||
            request.text_bytes > most_bytes) {
            return 1;
        }
        std::string voice(request.voice_bytes, '\0');
        std::string text(request.text_bytes, '\0');
        if (!read_all(voice.data(), voice.size()) || !read_all(text.data(), text.size()) ||
            !say(request, voice, text)) {
            return 1;
        }
    }
    return 0;
}
