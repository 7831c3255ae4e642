#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace zugang::kiosk {

/// SDL's default audio device, 48 kHz, one channel. SDL's audio lives only as long as this: with
/// ALSA it would wake up ten times a second.
class SoundDevice {
  public:
    static constexpr int rate = 48000;
    /// What the device takes at once: so long what was queued can still be heard after clear().
    static constexpr std::size_t period = 512;

    SoundDevice();
    ~SoundDevice();
    SoundDevice(const SoundDevice&) = delete;
    SoundDevice& operator=(const SoundDevice&) = delete;

    /// False: there is no device, or it was pulled out.
    bool works() const;
    void queue(std::span<const std::int16_t> samples);
    std::size_t queued() const; ///< samples that the device has not taken yet
    void clear();
    void pause(bool on);

    /// At the end of a thread that had a device: SDL keeps something for each thread and frees it
    /// by itself for its own threads only (SDL_TLSCleanup).
    static void leave_thread();

  private:
    std::uint32_t id_ = 0;
    bool audio_ = false;
};

} // namespace zugang::kiosk
