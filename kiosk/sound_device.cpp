#include "kiosk/sound_device.hpp"

#include <SDL.h>

namespace zugang::kiosk {

SoundDevice::SoundDevice() : audio_(SDL_InitSubSystem(SDL_INIT_AUDIO) == 0) {
    if (!audio_) {
        return;
    }
    SDL_AudioSpec wanted{};
    wanted.freq = rate;
    wanted.format = AUDIO_S16SYS;
    wanted.channels = 1;
    wanted.samples = period;
    id_ = SDL_OpenAudioDevice(nullptr, 0, &wanted, nullptr, 0);
    if (id_ != 0) {
        SDL_PauseAudioDevice(id_, 0);
    }
}

SoundDevice::~SoundDevice() {
    if (id_ != 0) {
        SDL_CloseAudioDevice(id_);
    }
    if (audio_) {
        SDL_QuitSubSystem(SDL_INIT_AUDIO);
    }
}

bool SoundDevice::works() const {
    return id_ != 0 && SDL_GetAudioDeviceStatus(id_) != SDL_AUDIO_STOPPED;
}

void SoundDevice::queue(std::span<const std::int16_t> samples) {
    SDL_QueueAudio(id_, samples.data(), static_cast<std::uint32_t>(samples.size_bytes()));
}

std::size_t SoundDevice::queued() const {
    return SDL_GetQueuedAudioSize(id_) / sizeof(std::int16_t);
}

void SoundDevice::clear() {
    SDL_ClearQueuedAudio(id_);
}

void SoundDevice::pause(bool on) {
    SDL_PauseAudioDevice(id_, on ? 1 : 0);
}

void SoundDevice::leave_thread() {
    SDL_TLSCleanup();
}

} // namespace zugang::kiosk
