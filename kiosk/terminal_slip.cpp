// What is printed: of a visitor's page and of the staff's, shown before, and what became of it.
#include "content/soft_hyphens.hpp"
#include "kiosk/actions.hpp"
#include "kiosk/print/slip_press.hpp"
#include "kiosk/print/slips.hpp"
#include "kiosk/print/wipe.hpp"
#include "kiosk/staff/appointment_slips.hpp"
#include "kiosk/staff/desk.hpp"
#include "kiosk/terminal.hpp"

#include <utility>

namespace zugang::kiosk {

namespace {

constexpr std::string_view of_article = "article/";
constexpr std::string_view of_guide = "guide/";
constexpr std::size_t most_places = 3; // of advice centres, as on the page

// The names of made pictures.
constexpr std::string_view preview_pictures = "slip.";

} // namespace

/// Where the terminal stands, as the slip says it.
staff::Centre Terminal::centre() {
    const PlacePage* here = pages_->place(standpoint_.place, "de");
    if (here == nullptr) {
        return {};
    }
    return {.name = here->place.name,
            .address = here->place.street + ", " + here->place.postcode + " " + here->place.city,
            .phone = here->place.phone};
}

/// No value: nothing of it is printed (discreet pages), or it is gone with newer content.
/// `id`: "article/<slug>" or "guide/<guide>/<node>".
std::optional<Slip> Terminal::slip_of_page(std::string_view id, const std::string& language) {
    if (id.starts_with(of_article)) {
        const ArticlePage* page =
            pages_->article(id.substr(of_article.size()), language, local_now().day);
        return page != nullptr ? handout_slip(*page, centre().name, language, *shelf_)
                               : std::nullopt;
    }
    const GuidePage* page =
        id.starts_with(of_guide) ? pages_->guide(id.substr(of_guide.size()), language) : nullptr;
    if (page == nullptr) {
        return std::nullopt;
    }
    const auto places = pages_->near_places(page->step.node.places, most_places, language);
    return referral_slip(*page, places, centre().name, language, *shelf_);
}

std::optional<Slip> Terminal::staff_slip() {
    std::optional<Slip> slip;
    switch (desk_->slip_of()) {
    case staff::SlipOf::Appointment:
        if (desk_->slip() && desk_->can_book()) {
            AppointmentFacts facts =
                staff::facts_of(*desk_->slip(), desk_->book().plan(), centre());
            facts.name = desk_->name().typing.text();
            slip = appointment_slip(facts, *shelf_);
            wipe(facts.name);
        }
        break;
    case staff::SlipOf::Page:
        slip = slip_of_page(page_for_staff_, desk_->slip_language());
        break;
    case staff::SlipOf::Test:
        slip = test_slip(slip_press_->printer_name(), desk_->slip_language(), desk_->now());
        break;
    }
    if (slip) {
        slip->letters = desk_->large_letters() ? SlipLetters::Large : SlipLetters::Normal;
    }
    return slip;
}

/// The preview is of what is on the screen now.
void Terminal::lay_out_slip() {
    const Place& here = visit_.here();
    const bool staff = here.screen == Screen::Staff &&
                       (desk_->page() == staff::Page::Slip || desk_->page() == staff::Page::Name);
    std::string wanted;
    if (staff) {
        wanted = "staff " + std::to_string(desk_->slip_revision());
    } else if (here.screen == Screen::Slip) {
        wanted = here.id + ' ' + visit_.language + (visit_.large_print() ? " large " : " ") +
                 shelf_->state().name;
    }
    if (wanted == laid_out_) {
        return;
    }
    if (wanted.empty()) {
        drop_slip();
        return;
    }
    press_->article_pictures.forget_made(preview_pictures);
    laid_out_ = std::move(wanted);
    needs_frame_ = true;
    try {
        std::optional<Slip> slip = staff ? staff_slip() : slip_of_page(here.id, visit_.language);
        if (slip && !staff && visit_.large_print()) {
            slip->letters = SlipLetters::Large;
        }
        if (!slip || !slip_press_->lay_out(*slip, *shelf_)) {
            slip_press_->discard();
        }
        if (slip) {
            wipe(*slip);
        }
    } catch (const content::DatabaseError& error) { // drawing meets it again and says so
        log_(std::string("a slip cannot be made: ") + error.what());
        slip_press_->discard();
    }
}

void Terminal::drop_slip() {
    laid_out_.clear();
    printing_.preview = nullptr;
    if (slip_press_ != nullptr) {
        slip_press_->discard();
    }
    if (press_) {
        press_->article_pictures.forget_made(preview_pictures);
    }
}

void Terminal::advance_slip() {
    lay_out_slip();
    if (visit_.here().screen == Screen::Staff && desk_->take_print()) {
        using staff::Notice;
        const std::string number = desk_->slip() ? desk_->slip()->number : std::string();
        if (slip_press_->print(PrintFor::Staff, *shelf_)) {
            desk_->printed();
            desk_->tell({.kind = Notice::Kind::Busy,
                         .key = number.empty() ? "print.printing" : "staff.printing",
                         .what = number});
        } else {
            desk_->tell({.kind = Notice::Kind::Bad, .key = "staff.no_printer"});
        }
        lay_out_slip();
        scroll_.jump(0);
        needs_frame_ = true;
    }
    follow_printer();
}

/// What becomes of a slip is shown, and said where somebody listens.
void Terminal::follow_printer() {
    const auto news = slip_press_->take_news();
    if (!news) {
        return;
    }
    needs_frame_ = true;
    if (visit_.here().screen == Screen::Staff) {
        // Below a slip that is not printed yet nothing says "printed".
        const bool other = desk_->page() == staff::Page::Slip && !slip_press_->failed();
        if (desk_->is_unlocked() && !other) {
            desk_->tell({.kind = slip_press_->failed() ? staff::Notice::Kind::Bad
                                                       : staff::Notice::Kind::Good,
                         .key = *news});
        }
    }
    if (narration_.on()) {
        narration_.reads_on = false;
        say_asides({*news});
    }
}

bool Terminal::act_on_slip(const std::string& id, Instant now) {
    SlipPreview* preview = slip_press_ != nullptr ? slip_press_->preview() : nullptr;
    if (preview != nullptr && id == "slip.zoom") {
        preview->zoom(!preview->zoomed());
        needs_frame_ = true;
        return true;
    }
    if (id == "print.start" && visit_.here().screen == Screen::Slip) {
        if (preview != nullptr && slip_press_->print(PrintFor::Visitor, *shelf_) &&
            narration_.on()) {
            narration_.reads_on = false;
            say_asides({"print.printing"});
        }
        note_activity(now);
        needs_frame_ = true;
        return true;
    }
    return false;
}

/// A touch on the slip shows it larger there, or all of it again.
bool Terminal::zoom_slip(Point at) {
    SlipPreview* preview = slip_press_ != nullptr ? slip_press_->preview() : nullptr;
    const auto place = preview != nullptr && !covered() ? preview->touch(at) : std::nullopt;
    if (!place) {
        return false;
    }
    scroll_.jump(0);
    if (preview->zoomed()) {
        restore_ = visit_.here();
        restore_->scroll = *place;
        restore_->block.clear();
    }
    needs_frame_ = true;
    return true;
}

/// What the frame that is drawn next knows of printing.
void Terminal::see_printing() {
    if (slip_press_ == nullptr) {
        return;
    }
    printing_ = {.offered = slip_press_->offers_visitors(),
                 .may = slip_press_->visitor_may_print(),
                 .enabled = slip_press_->enabled(),
                 .preview = slip_press_->preview(),
                 .message = slip_press_->message(),
                 .failed = slip_press_->failed()};
}

/// Of a page that can be printed for the visitor: what slip_of_page takes; empty: there is none.
std::string Terminal::printable_page(std::string& title) {
    const Place& here = visit_.here();
    if (here.screen == Screen::Slip) {
        title = shelf_->strings("de").get("print.title");
        return here.id;
    }
    if (!has_actions(visit_, *pages_, local_now().day)) {
        return {};
    }
    if (const ArticlePage* page = here.screen == Screen::Article ? article_here() : nullptr) {
        title = content::without_soft_hyphens(page->article.title.utf8);
        return std::string(of_article) + here.id;
    }
    if (here.screen == Screen::Guide) {
        const GuidePage* page = pages_->guide(here.id, visit_.language);
        title = content::without_soft_hyphens(page->step.text.title);
        return std::string(of_guide) + here.id;
    }
    return {};
}

} // namespace zugang::kiosk
