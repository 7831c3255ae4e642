#pragma once

#include "kiosk/tempo.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

struct OggOpusFile;

namespace zugang::kiosk {

/// A recording, decoded a little at a time.
class RecordingStream {
  public:
    /// Ended at once where the file is none.
    RecordingStream(const std::filesystem::path& file, double speed);

    /// The next samples, 48 kHz, one channel: about 60 ms. Empty: it has ended.
    std::vector<std::int16_t> read();
    bool is_open() const { return file_ != nullptr; }

  private:
    struct Close {
        void operator()(OggOpusFile* file) const noexcept;
    };
    std::unique_ptr<OggOpusFile, Close> file_;
    Tempo tempo_;
};

} // namespace zugang::kiosk
