#include "tests/endurance/hand.hpp"

#include <algorithm>

#include <SDL.h>

namespace zugang::kiosk::testing {

using namespace std::chrono_literals;

void Hand::finger(std::uint32_t type, Point at) const {
    const Size screen = terminal_.display().size();
    SDL_Event event{};
    event.type = type;
    event.tfinger.touchId = 1;
    event.tfinger.fingerId = 1;
    event.tfinger.x = at.x / screen.width;
    event.tfinger.y = at.y / screen.height;
    event.tfinger.pressure = 1;
    FastTerminal::push(event);
}

void Hand::tap_at(Point at, Instant time) {
    finger(SDL_FINGERDOWN, at);
    terminal_.pass(time);
    finger(SDL_FINGERUP, at);
    terminal_.settle();
}

bool Hand::tap(std::string_view id) {
    const Node* node = terminal_.tree().find(id);
    if (node == nullptr) {
        return false;
    }
    const Point at = node->target();
    const Node* hit = terminal_.tree().hit(at);
    if (hit == nullptr || hit->id != id) {
        return false;
    }
    tap_at(at);
    return true;
}

bool Hand::find_and_tap(std::string_view id) {
    const Size screen = terminal_.display().size();
    const Point low{screen.width * 0.6F, screen.height * 0.65F};
    const Point high{low.x, screen.height * 0.35F};
    constexpr int most_strokes = 60;
    for (int i = 0; i < most_strokes; ++i) {
        if (tap(id)) {
            return true;
        }
        const auto before = place();
        drag(low, high);
        if (place() == before) {
            return false; // the end of the page
        }
    }
    return false;
}

void Hand::drag(Point from, Point to) {
    constexpr int steps = 4;
    finger(SDL_FINGERDOWN, from);
    for (int i = 1; i <= steps; ++i) {
        const float part = static_cast<float>(i) / steps;
        terminal_.pass(16ms);
        finger(SDL_FINGERMOTION,
               {from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part});
    }
    terminal_.pass(200ms);
    finger(SDL_FINGERMOTION, to);
    finger(SDL_FINGERUP, to);
    terminal_.settle();
}

void Hand::type(char character) {
    SDL_Event event{};
    event.type = SDL_TEXTINPUT;
    event.text.text[0] = character;
    FastTerminal::push(event);
    terminal_.pass(80ms);
}

bool Hand::unlock(bool first) {
    const Node* brand = terminal_.tree().find("brand");
    if (brand == nullptr) {
        return false;
    }
    tap_at(brand->target(), 2200ms);
    const auto enter = [this](std::string_view digits) {
        return std::ranges::all_of(
                   digits,
                   [this](char digit) { return tap(std::string("staff.digit.") + digit); }) &&
               tap("staff.enter");
    };
    constexpr std::string_view pin = "271828";
    if (!(first ? enter(pin) && enter(pin) : enter("01" + std::string(pin)))) {
        return false;
    }
    return shows("staff.to_week");
}

std::vector<std::string> Hand::offered(std::string_view prefix) const {
    std::vector<std::string> ids;
    for (const Node& node : terminal_.tree().nodes()) {
        if (node.id.starts_with(prefix)) {
            const Node* hit = terminal_.tree().hit(node.target());
            if (hit != nullptr && hit->id == node.id) {
                ids.push_back(node.id);
            }
        }
    }
    return ids;
}

std::vector<float> Hand::place() const {
    std::vector<float> tops;
    for (const Node& node : terminal_.tree().nodes()) {
        tops.push_back(node.rect.y);
    }
    return tops;
}

bool Hand::shows(std::string_view id) const {
    return terminal_.tree().find(id) != nullptr;
}

} // namespace zugang::kiosk::testing
