#include "content/voice_process.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace zugang::content {

VoiceProcess::VoiceProcess(const std::vector<std::string>& command) {
    std::array<int, 2> ends{-1, -1};
    if (command.empty() || ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
        return;
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    // Nothing that a visitor reads may get into a log.
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    std::vector<std::string> words = command;
    std::vector<char*> arguments;
    for (std::string& word : words) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    const bool started =
        ::posix_spawnp(&pid_, arguments.front(), &actions, nullptr, arguments.data(), environ) == 0;
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    if (!started) {
        pid_ = -1;
        ::close(ends[0]);
        return;
    }
    socket_ = ends[0];
    state_ = State::Good;
}

VoiceProcess::~VoiceProcess() {
    if (socket_ >= 0) {
        ::close(socket_);
    }
    if (pid_ > 0) {
        ::kill(pid_, SIGKILL); // it may hang; there is nothing it could lose
        while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
        }
    }
}

void VoiceProcess::request(std::uint64_t ticket, std::string_view voice, std::string_view text,
                           int words_a_minute) {
    const protocol::Request head{.words_a_minute = static_cast<std::uint32_t>(words_a_minute),
                                 .ticket = ticket,
                                 .voice_bytes = static_cast<std::uint32_t>(voice.size()),
                                 .text_bytes = static_cast<std::uint32_t>(text.size())};
    std::string bytes(sizeof(head), '\0');
    std::memcpy(bytes.data(), &head, sizeof(head));
    bytes += voice;
    bytes += text;
    // A request is small beside the socket's room; if it does not fit, nobody reads any more.
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent != static_cast<ssize_t>(bytes.size())) {
        state_ = State::Ended;
    }
}

std::vector<VoiceProcess::Packet> VoiceProcess::read() {
    std::array<char, 65536> buffer{};
    while (true) {
        const ssize_t got = ::recv(socket_, buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (got > 0) {
            received_.append(buffer.data(), static_cast<std::size_t>(got));
            if (received_.size() < protocol::most_bytes) {
                continue;
            }
        } else if (got == 0 || (errno != EAGAIN && errno != EINTR)) {
            state_ = State::Ended;
        }
        break;
    }
    std::vector<Packet> packets;
    std::size_t at = 0;
    while (received_.size() - at >= sizeof(protocol::Reply)) {
        Packet packet;
        std::memcpy(&packet.reply, received_.data() + at, sizeof(packet.reply));
        const std::size_t bytes = packet.reply.bytes;
        if (packet.reply.magic != protocol::magic || bytes > protocol::most_bytes ||
            bytes % sizeof(std::int16_t) != 0) {
            state_ = State::Ended;
            received_.clear();
            return packets;
        }
        if (received_.size() - at < sizeof(packet.reply) + bytes) {
            break;
        }
        packet.samples.resize(bytes / sizeof(std::int16_t));
        if (bytes > 0) { // memcpy wants a place even for nothing
            std::memcpy(packet.samples.data(), received_.data() + at + sizeof(packet.reply), bytes);
        }
        at += sizeof(packet.reply) + bytes;
        packets.push_back(std::move(packet));
    }
    received_.erase(0, at);
    return packets;
}

} // namespace zugang::content
