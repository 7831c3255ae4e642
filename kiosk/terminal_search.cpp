// The search of a visit: what is typed, what is opened of what was found, what is counted.
#include "kiosk/day_counts.hpp"
#include "kiosk/terminal.hpp"
#include "kiosk/unfound_words.hpp"

#include <algorithm>
#include <charconv>

namespace zugang::kiosk {

/// The text stood long enough, or is left: what nobody has a word for is counted.
void Terminal::settle_search() {
    if ((unfound_words_ == nullptr && counts_ == nullptr) || !shelf_ || preview_ ||
        visit_.here().screen != Screen::Search || visit_.search.typing.text().empty()) {
        return;
    }
    const content::Date today = local_now().day;
    const SearchPage& page = pages_->search(visit_.search.typing.text(), visit_.language, today);
    if (unfound_words_ != nullptr && !page.unfound.empty()) {
        unfound_words_->add(today, visit_.language, page.unfound);
    }
    if (counts_ != nullptr && !page.exact) {
        counts_->add(content::CountKind::Search, "-", visit_.language);
    }
}

/// Before a letter comes or goes. Who types on without a pause has not read what was found.
void Terminal::settle_search_after_pause(Instant now) {
    constexpr std::chrono::seconds reading_takes{3};
    if (now - typed_at_ >= reading_takes) {
        settle_search();
    }
    typed_at_ = now;
}

/// Of the search: what only somebody knows who knows what was found.
bool Terminal::act_on_search(const std::string& id, Instant now) {
    constexpr std::string_view suggestion = "suggest.";
    constexpr std::string_view hit = "article.";
    const bool types = id.starts_with("key.") || id.starts_with("more.") ||
                       id.starts_with(suggestion) || id == "search.field";
    if (!types || id == "key.search" || id == "key.clear") {
        settle_search();
    } else {
        settle_search_after_pause(now);
    }
    const SearchPage& page =
        pages_->search(visit_.search.typing.text(), visit_.language, local_now().day);
    std::size_t number = 0;
    if (id.starts_with(suggestion)) {
        std::from_chars(id.data() + suggestion.size(), id.data() + id.size(), number);
        if (number >= 1 && number <= page.suggestions.size()) {
            complete(visit_.search, page.suggested_from,
                     page.suggestions[number - 1] + (page.spaced ? " " : ""));
            scroll_.jump(0);
        }
        return true;
    }
    if (press(visit_.search, id)) {
        scroll_.jump(0);
        return true;
    }
    const std::string_view slug =
        id.starts_with(hit) ? std::string_view(id).substr(hit.size()) : std::string_view();
    const auto row = std::ranges::find_if(
        page.rows, [slug](const SearchPage::Row& found) { return found.slug == slug; });
    if (row == page.rows.end()) {
        return false;
    }
    // The article opens where the words were found.
    const std::string block = row->block.empty() ? std::string() : "block." + row->block;
    remember_place();
    if (act(visit_, id) && !block.empty()) {
        const Metrics m = metrics();
        Place& place = visit_.places.back();
        place.block = block;
        place.block_y = m.origin_y + m.viewport().y + m.px(40);
    }
    restore_ = visit_.here();
    scroll_.jump(0);
    return true;
}

void Terminal::type(std::string_view utf8, Instant now) {
    if (visit_.here().screen == Screen::Search && shelf_ && !covered()) {
        settle_search_after_pause(now);
        visit_.search.typing.type(utf8);
        visit_.search.last_key.clear();
        scroll_.jump(0);
        note_activity(now);
        needs_frame_ = true;
    }
}

bool Terminal::backspace(Instant now) {
    if (visit_.here().screen != Screen::Search || !shelf_ || covered() ||
        narration_.reading == Reading::Keypad) {
        return false;
    }
    settle_search_after_pause(now);
    visit_.search.typing.backspace();
    visit_.search.last_key.clear();
    scroll_.jump(0);
    note_activity(now);
    needs_frame_ = true;
    return true;
}

} // namespace zugang::kiosk
