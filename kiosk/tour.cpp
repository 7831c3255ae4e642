#include "kiosk/tour.hpp"

#include "kiosk/display.hpp"
#include "kiosk/input.hpp"
#include "kiosk/silent_voice.hpp"
#include "kiosk/terminal.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <iostream>
#include <optional>
#include <string>

#include <SDL.h>

namespace zugang::kiosk {

namespace {

constexpr Instant frame_time = std::chrono::milliseconds(16);
constexpr Instant key_time = std::chrono::milliseconds(600); // from one press to the next
constexpr Instant tap_time = std::chrono::milliseconds(60);
constexpr int most_settling_frames = 600;

// As a reader compares: without the invisible marks that keep numbers in order, all spaces alike.
std::string plain(std::string_view label) {
    static constexpr std::array<std::string_view, 11> marks{"\u2066", "\u2067", "\u2068", "\u2069",
                                                            "\u200E", "\u200F", "\u061C", "\u202A",
                                                            "\u202B", "\u202C", "\u00AD"};
    static constexpr std::array<std::string_view, 2> spaces{"\u00A0", "\u202F"};
    std::string result;
    while (!label.empty()) {
        const auto begins = [&](std::string_view with) { return label.starts_with(with); };
        if (const auto mark = std::ranges::find_if(marks, begins); mark != marks.end()) {
            label.remove_prefix(mark->size());
        } else if (const auto space = std::ranges::find_if(spaces, begins); space != spaces.end()) {
            result += ' ';
            label.remove_prefix(space->size());
        } else {
            result += label.front();
            label.remove_prefix(1);
        }
    }
    return result;
}

const Node* find(const Tree& tree, const Target& target) {
    if (!target.is_label) {
        return tree.find(target.text);
    }
    const std::string wanted = plain(target.text);
    const Node* containing = nullptr;
    for (const Node& node : tree.nodes()) {
        const std::string label = plain(node.label);
        if (label == wanted) {
            return &node;
        }
        if (containing == nullptr && label.find(wanted) != std::string::npos) {
            containing = &node;
        }
    }
    return containing;
}

class Player {
  public:
    Player(Terminal& terminal, Display& display, TourClock& clock, const std::filesystem::path& out)
        : terminal_(terminal), display_(display), clock_(clock), out_(out) {
        pump();
        settle();
    }

    /// What went wrong; no value: the step held.
    std::optional<std::string> play(const Step& step) {
        switch (step.kind) {
        case Step::Kind::Tap:
        case Step::Kind::Hold: {
            const Node* node = find(terminal_.tree(), step.target);
            if (node == nullptr) {
                return "\"" + step.target.text + "\" is not on the screen";
            }
            const Node* hit = terminal_.tree().hit(node->target());
            // A finger may rest on a picture, too: the brand is no button.
            const bool rests = step.kind == Step::Kind::Hold && node->role == Role::Image;
            if (!rests && (hit == nullptr || hit->id != node->id)) {
                return "\"" + step.target.text + "\" cannot be touched: " +
                       (hit == nullptr ? "it is no button, or covered"
                                       : "\"" + hit->id + "\" is above it");
            }
            tap(node->target(), step.kind == Step::Kind::Hold
                                    ? std::chrono::milliseconds(step.numbers[0])
                                    : tap_time);
            break;
        }
        case Step::Kind::Scroll:
            scroll(static_cast<float>(step.numbers[0]));
            break;
        case Step::Kind::Drag: {
            const auto at = [&](std::size_t i) { return static_cast<float>(step.numbers[i]); };
            drag({at(0), at(1)}, {at(2), at(3)});
            break;
        }
        case Step::Kind::Type:
            type(step.target.text);
            break;
        case Step::Kind::Key: {
            SDL_Event event{};
            event.type = SDL_KEYDOWN;
            ++effort_.keys;
            event.key.keysym.sym = SDL_GetKeyFromName(step.target.text.c_str());
            if (event.key.keysym.sym == SDLK_UNKNOWN) {
                return "no key is called \"" + step.target.text + "\"";
            }
            send(event);
            event.type = SDL_KEYUP;
            send(event);
            settle();
            wait(key_time);
            break;
        }
        case Step::Kind::Headphones:
            terminal_.set_headphones(step.target.text == "in" ? Plug::In : Plug::Out, clock_.now());
            settle();
            break;
        case Step::Kind::Heard:
            if (!heard(step.target.text)) {
                return "\"" + step.target.text + "\" was not said";
            }
            break;
        case Step::Kind::Wait:
            wait(std::chrono::milliseconds(step.numbers[0]));
            break;
        case Step::Kind::Size:
            display_.resize(step.numbers[0], step.numbers[1]);
            pump();
            terminal_.resize(display_.size());
            settle();
            break;
        case Step::Kind::Shot:
            display_.save_png(out_ / (step.target.text + ".png"));
            break;
        case Step::Kind::Tree: {
            std::ofstream file(out_ / (step.target.text + ".json"), std::ios::binary);
            file << terminal_.tree().json() << '\n';
            if (!file.flush()) {
                return "cannot write " + step.target.text + ".json";
            }
            break;
        }
        case Step::Kind::Expect:
            if (find(terminal_.tree(), step.target) == nullptr) {
                return "\"" + step.target.text + "\" is not on the screen";
            }
            break;
        case Step::Kind::Refuse:
            if (find(terminal_.tree(), step.target) != nullptr) {
                return "\"" + step.target.text + "\" is on the screen";
            }
            break;
        }
        return std::nullopt;
    }

    const Effort& effort() const { return effort_; }

  private:
    void pump() {
        SDL_Event event;
        while (SDL_PollEvent(&event) != 0) {
            handle_event(event, terminal_, display_, clock_.now());
        }
    }

    void send(SDL_Event& event) {
        SDL_PushEvent(&event);
        pump();
    }

    // As SDL hands texts over: in pieces that end between characters.
    void type(std::string_view text) {
        while (!text.empty()) {
            std::size_t length = std::min(text.size(), sizeof(SDL_TextInputEvent::text) - 1);
            while (length > 1 && length < text.size() &&
                   (static_cast<unsigned char>(text[length]) & 0xC0U) == 0x80U) {
                --length;
            }
            SDL_Event event{};
            event.type = SDL_TEXTINPUT;
            std::ranges::copy(text.substr(0, length), event.text.text);
            send(event);
            text.remove_prefix(length);
        }
        settle();
    }

    void finger(Uint32 type, Point at) {
        effort_.touches += type == SDL_FINGERDOWN ? 1 : 0;
        const Size screen = display_.size();
        SDL_Event event{};
        event.type = type;
        event.tfinger.touchId = 1;
        event.tfinger.fingerId = 1;
        event.tfinger.x = at.x / screen.width;
        event.tfinger.y = at.y / screen.height;
        event.tfinger.pressure = 1;
        send(event);
    }

    // As in the loop, but that nothing is heard.
    void speak() {
        for (const VoiceEvent& event : voice_.advance(clock_.now())) {
            terminal_.hear(event, clock_.now());
        }
        for (const Order& order : terminal_.take_orders()) {
            voice_.obey(order, clock_.now());
        }
    }

    // Utterances that follow each other are read as one text.
    bool heard(std::string_view text) const {
        std::string all;
        for (const Utterance& utterance : terminal_.narration().speech.log()) {
            all += plain(utterance.text) + ' ';
        }
        return all.find(plain(text)) != std::string::npos;
    }

    std::optional<Instant> wake_at() const {
        const auto of_terminal = terminal_.wake_at();
        const auto of_voice = voice_.wake_at();
        if (!of_terminal || !of_voice) {
            return of_terminal ? of_terminal : of_voice;
        }
        return std::min(*of_terminal, *of_voice);
    }

    void frame() {
        terminal_.advance(clock_.now());
        speak();
        if (terminal_.needs_frame()) {
            display_.present(terminal_, clock_.now());
            terminal_.wait_for_pictures();
        }
    }

    // Until nothing moves any more.
    void settle() {
        for (int i = 0; i < most_settling_frames; ++i) {
            frame();
            const auto wake = wake_at();
            if (!wake || *wake > clock_.now() + frame_time) {
                return;
            }
            clock_.pass(frame_time);
        }
    }

    void tap(Point at, Instant time) {
        finger(SDL_FINGERDOWN, at);
        frame();
        wait(time); // what a resting finger opens is there before it leaves
        finger(SDL_FINGERUP, at);
        settle();
    }

    void drag(Point from, Point to) {
        constexpr int steps = 24;
        finger(SDL_FINGERDOWN, from);
        for (int i = 1; i <= steps; ++i) {
            const float part = static_cast<float>(i) / steps;
            clock_.pass(frame_time);
            finger(SDL_FINGERMOTION,
                   {from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part});
            frame();
        }
        clock_.pass(
            std::chrono::milliseconds(200)); // the finger rests, then leaves: nothing glides on
        finger(SDL_FINGERMOTION, to);
        finger(SDL_FINGERUP, to);
        settle();
    }

    void scroll(float distance) {
        const Size screen = display_.size();
        const float most = std::round(screen.height * 0.5F);
        const float x = std::round(screen.width * 0.6F);
        while (std::abs(distance) >= 1) {
            const float part = std::clamp(distance, -most, most);
            const float middle = std::round(screen.height * 0.5F);
            drag({x, middle + part / 2}, {x, middle - part / 2});
            distance -= part;
        }
    }

    void wait(Instant time) {
        const Instant end = clock_.now() + time;
        while (clock_.now() < end) {
            const auto wake = wake_at();
            Instant next = wake ? std::max(*wake, clock_.now() + frame_time) : end;
            next = std::min(next, end);
            clock_.pass(next - clock_.now());
            frame();
        }
        frame();
    }

    Terminal& terminal_;
    Display& display_;
    TourClock& clock_;
    SilentVoice voice_;
    const std::filesystem::path& out_;
    Effort effort_;
};

} // namespace

int play_tour(const std::vector<Step>& steps, Terminal& terminal, Display& display,
              TourClock& clock, const std::filesystem::path& out, Effort& effort) {
    Player player(terminal, display, clock, out);
    for (const Step& step : steps) {
        if (const auto problem = player.play(step)) {
            std::cerr << "line " << step.line << ": " << step.source << ": " << *problem << '\n';
            return 1;
        }
    }
    effort = player.effort();
    return 0;
}

} // namespace zugang::kiosk
