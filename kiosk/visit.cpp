#include "kiosk/visit.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace zugang::kiosk {

namespace {

constexpr std::size_t most_places = 64;

std::optional<std::string_view> after(std::string_view id, std::string_view prefix) {
    if (id.size() > prefix.size() && id.starts_with(prefix)) {
        return id.substr(prefix.size());
    }
    return std::nullopt;
}

void go(Visit& visit, Screen screen, std::string_view id = {}) {
    Place place{.screen = screen, .id = std::string(id)};
    if (visit.here().screen == place.screen && visit.here().id == place.id) {
        return;
    }
    if (visit.places.size() == most_places) {
        visit.places.erase(visit.places.begin() + 2); // the language screen and home stay
    }
    visit.places.push_back(std::move(place));
}

void choose_language(Visit& visit, std::string_view tag) {
    visit.language = tag;
    if (visit.places.size() == 1) {
        go(visit, Screen::Home);
    } else if (visit.here().screen == Screen::Language) {
        visit.places.pop_back(); // back to where the language was changed
    }
}

void close_card(Visit& visit) {
    visit.term.clear();
    visit.take_along = false;
}

/// To the first question of the guide that is seen.
void restart_guide(Visit& visit) {
    const std::string guide = visit.here().id.substr(0, visit.here().id.find('/'));
    const auto same = [&guide](const Place& place) {
        return place.screen == Screen::Guide &&
               std::string_view(place.id).substr(0, place.id.find('/')) == guide;
    };
    while (visit.places.size() > 1 && same(visit.here())) {
        visit.places.pop_back();
    }
    go(visit, Screen::Guide, guide);
}

/// What of a page can be printed; nothing of others.
void open_slip(Visit& visit) {
    const Place here = visit.here();
    if (here.screen == Screen::Article) {
        go(visit, Screen::Slip, "article/" + here.id);
    } else if (here.screen == Screen::Guide) {
        go(visit, Screen::Slip, "guide/" + here.id);
    }
}

/// Away from a discreet page: nothing on the screen and nothing behind "back" tells of it.
void leave(Visit& visit) {
    visit.places.resize(1);
    go(visit, Screen::Home);
    visit.german_beside = false;
}

void back(Visit& visit) {
    if (visit.has_card()) {
        close_card(visit);
    } else if (visit.places.size() > 1) {
        visit.places.pop_back();
    }
}

} // namespace

std::string_view name(Screen screen) {
    static constexpr std::array<std::string_view, 14> names{
        "language", "home",   "topic", "article", "phase",    "guide", "advice",
        "place",    "search", "help",  "about",   "problems", "staff", "slip"};
    return names.at(static_cast<std::size_t>(screen));
}

bool act(Visit& visit, std::string_view id) {
    if (const auto tag = after(id, "language.")) {
        choose_language(visit, *tag);
    } else if (const auto topic = after(id, "topic.")) {
        go(visit, Screen::Topic, *topic);
    } else if (const auto slug = after(id, "article.")) {
        if (*slug == "german") {
            visit.german_beside = !visit.german_beside;
        } else if (*slug == "take") {
            visit.take_along = true;
            return true;
        } else {
            go(visit, Screen::Article, *slug);
        }
    } else if (const auto number = after(id, "phase.")) {
        if (visit.here().screen == Screen::Phase) {
            visit.places.back() = {.screen = Screen::Phase, .id = std::string(*number)};
        } else {
            go(visit, Screen::Phase, *number);
        }
    } else if (id == "print.open") {
        open_slip(visit);
    } else if (id == "print.larger") {
        visit.large_letters = !visit.large_print();
    } else if (id == "nav.restart") {
        restart_guide(visit);
    } else if (const auto guide = after(id, "guide.")) {
        go(visit, Screen::Guide, *guide);
    } else if (const auto land = after(id, "land.")) {
        if (visit.here().screen == Screen::Advice) {
            visit.places.back() = {.screen = Screen::Advice, .id = std::string(*land)};
        } else {
            go(visit, Screen::Advice, *land);
        }
    } else if (const auto place = after(id, "place.")) {
        go(visit, Screen::Place, *place);
    } else if (const auto term = after(id, "term.")) {
        visit.term = *term;
        return true;
    } else if (id == "nav.close") {
        close_card(visit);
    } else if (id == "nav.back" || id == "nav.previous") {
        back(visit);
    } else if (id == "nav.home") {
        visit.places.resize(1);
        go(visit, Screen::Home);
    } else if (id == "nav.advice") {
        if (visit.here().screen != Screen::Advice) {
            go(visit, Screen::Advice);
        }
    } else if (id == "nav.search") {
        visit.search.hidden = false;
        go(visit, Screen::Search);
    } else if (id == "nav.help") {
        go(visit, Screen::Help);
    } else if (id == "nav.about") {
        go(visit, Screen::About);
    } else if (id == "session.leave") {
        leave(visit);
    } else if (id == "preview.problems") {
        go(visit, Screen::Problems);
    } else if (id == "bar.language") {
        go(visit, Screen::Language);
    } else if (id == "bar.text") {
        visit.text_step = (visit.text_step + 1) % text_scales.size();
    } else if (id == "bar.contrast") {
        visit.contrast = static_cast<Contrast>((static_cast<int>(visit.contrast) + 1) % 3);
    } else if (id == "bar.reach") {
        visit.low = !visit.low;
        visit.lowered_by_keypad = false;
    } else {
        return false;
    }
    if (id != "nav.back") {
        close_card(visit);
    }
    return true;
}

} // namespace zugang::kiosk
