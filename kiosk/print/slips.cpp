#include "kiosk/print/slips.hpp"

#include "content/soft_hyphens.hpp"
#include "content/written_date.hpp"
#include "kiosk/print/calendar_entry.hpp"
#include "kiosk/take_along.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace zugang::kiosk {

namespace {

constexpr std::string_view german = "de";
constexpr std::size_t most_rows = 8; ///< of an article: the rest is in the code

bool is_german(std::string_view tag) {
    return tag == german || tag.starts_with("de-");
}

void put(Slip& slip, std::string field, SlipText text) {
    if (!text.empty()) {
        slip.texts.insert_or_assign(std::move(field), std::move(text));
    }
}

void put_german(Slip& slip, std::string field, const std::string& text) {
    put(slip, std::move(field), {.own = {}, .german = text});
}

std::string joined(std::initializer_list<std::string_view> parts, std::string_view between) {
    std::string text;
    for (const std::string_view part : parts) {
        if (!part.empty()) {
            text.append(text.empty() ? "" : between).append(part);
        }
    }
    return text;
}

std::string calendar_code(const AppointmentFacts& facts, Shelf& shelf) {
    CalendarEntry entry{.uid = facts.uid, .start = *facts.start, .duration = facts.duration};
    if (entry.uid.empty()) {
        entry.uid = facts.number + "-" + content::iso_moment(*facts.start) + "@zugang";
    }
    entry.summary =
        content::without_soft_hyphens(!facts.service.own.empty()      ? facts.service.own
                                      : !facts.service.german.empty() ? facts.service.german
                                                                      : facts.centre);
    const std::string room =
        facts.room.empty() ? std::string()
                           : content::without_soft_hyphens(
                                 joined({shelf.strings(german).get("slip.room"), facts.room}, " "));
    entry.location = joined({facts.centre, facts.address, room}, ", ");
    if (!facts.number.empty()) {
        entry.summary += " (" + facts.number + ")";
    }
    return calendar_text(entry);
}

/// Who helps: in German by name and number, in the visitor's language for whom.
SlipRow row_of(const content::Contact& contact, const std::string& reader) {
    const std::string door =
        joined({contact.name, contact.phone.empty() ? contact.web : contact.phone}, "\n");
    SlipRow row{.icon = contact.phone.empty() ? "world" : "phone", .text = {}};
    if (is_german(reader)) {
        row.text = {.own = door, .german = {}};
    } else {
        row.text = {.own = contact.for_whom, .german = door, .language = contact.for_whom_language};
        if (is_german(contact.for_whom_language)) {
            row.text.own.clear();
        }
    }
    return row;
}

SlipRow row_of(const PlacePage& page) {
    const content::AdvicePlace& place = page.place;
    const std::string city = joined({place.postcode, place.city}, " ");
    return {.icon = "map-pin",
            .text = {.own = {},
                     .german = joined({place.name, joined({place.street, city}, ", "), place.phone},
                                      "\n")}};
}

void put_state(Slip& slip, content::TranslationState state, Shelf& shelf) {
    if (state == content::TranslationState::Machine && !is_german(slip.language)) {
        put(slip, "state",
            {.own = std::string(shelf.strings(slip.language).get("state.machine")),
             .german = std::string(shelf.strings(german).get("state.machine"))});
    }
}

} // namespace

Slip appointment_slip(const AppointmentFacts& facts, Shelf& shelf) {
    Slip slip{.form = "appointment", .language = facts.language};
    put_german(slip, "centre", facts.centre);
    put_german(slip, "address", facts.address);
    put_german(slip, "number", facts.number);
    put_german(slip, "room", facts.room);
    put_german(slip, "adviser", facts.adviser);
    put_german(slip, "name", facts.name);
    put_german(slip, "phone", facts.phone);
    put(slip, "service", facts.service);
    put(slip, "way", facts.way);
    static constexpr std::array<const char*, 4> fields{"confirmed", "requested", "cancelled",
                                                       "walk_in"};
    slip.texts[fields[static_cast<std::size_t>(facts.status)]] = {};
    if (!facts.bring.empty() && facts.status != SlipStatus::Cancelled) {
        slip.rows["bring"] = facts.bring;
    }
    slip.start = facts.start;
    const bool keeps =
        facts.status == SlipStatus::Confirmed || facts.status == SlipStatus::Requested;
    if (facts.start && keeps) {
        slip.codes["calendar"] = calendar_code(facts, shelf);
    }
    return slip;
}

std::optional<Slip> referral_slip(const GuidePage& page,
                                  const std::vector<const PlacePage*>& places,
                                  const std::string& centre, const std::string& reader,
                                  Shelf& shelf) {
    if (page.step.node.discreet || page.step.node.kind != content::GuideNodeKind::Result) {
        return std::nullopt;
    }
    Slip slip{.form = "referral", .language = reader};
    const std::string& language = page.language->tag;
    const content::GuideText& own = page.step.text;
    const content::GuideText& other = page.german ? *page.german : own;
    put_german(slip, "centre", centre);
    put(slip, "title", {.own = own.title, .german = other.title, .language = language});
    put(slip, "text", {.own = own.text.utf8, .german = other.text.utf8, .language = language});
    std::vector<SlipRow>& bring = slip.rows["bring"];
    for (std::size_t i = 0; i < own.bring.size(); ++i) {
        const bool both = own.bring.size() == other.bring.size();
        bring.push_back({.icon = {},
                         .text = {.own = own.bring[i],
                                  .german = both ? other.bring[i] : std::string(),
                                  .language = language}});
    }
    for (const content::Contact& contact : page.contacts) {
        slip.rows["contacts"].push_back(row_of(contact, reader));
    }
    for (const PlacePage* place : places) {
        slip.rows["places"].push_back(row_of(*place));
    }
    put_state(slip, page.step.state, shelf);
    slip.codes["take"] = take_along(page, shelf.strings(reader)).text;
    return slip;
}

std::optional<Slip> handout_slip(const ArticlePage& page, const std::string& centre,
                                 const std::string& reader, Shelf& shelf) {
    const content::Article& own = page.article;
    if (own.discreet) {
        return std::nullopt;
    }
    const content::Article& other = page.german ? *page.german : own;
    const std::string& language = page.language->tag;
    Slip slip{.form = "handout", .language = reader};
    put_german(slip, "centre", centre);
    put(slip, "title", {.own = own.title.utf8, .german = other.title.utf8, .language = language});
    put(slip, "summary",
        {.own = own.summary.utf8, .german = other.summary.utf8, .language = language});
    const bool has_steps = std::ranges::any_of(own.blocks, [](const content::Block& block) {
        return block.kind == content::BlockKind::Step;
    });
    const auto wanted = has_steps ? content::BlockKind::Step : content::BlockKind::Item;
    std::vector<SlipRow>& steps = slip.rows["steps"];
    for (std::size_t i = 0; i < own.blocks.size() && steps.size() < most_rows; ++i) {
        const content::Block& block = own.blocks[i];
        if (block.kind == wanted) {
            steps.push_back(
                {.icon = {},
                 .text = {.own = block.text.utf8,
                          .german = page.blocks_match() ? other.blocks[i].text.utf8 : std::string(),
                          .language = language},
                 .number = block.number});
        }
    }
    for (const content::Contact& contact : page.contacts) {
        slip.rows["contacts"].push_back(row_of(contact, reader));
    }
    put_state(slip, own.state, shelf);
    put(slip, "as_of",
        {.own = content::medium_date(own.as_of, shelf.strings(reader)),
         .german = content::medium_date(own.as_of, shelf.strings(german))});
    slip.codes["take"] = take_along(page).text;
    return slip;
}

Slip test_slip(const std::string& printer, const std::string& language, content::Moment now) {
    Slip slip{.form = "test", .language = language};
    put_german(slip, "centre", "Zugang");
    put_german(slip, "printer", printer);
    slip.start = now;
    slip.codes["take"] = "Zugang: " + content::iso_moment(now);
    return slip;
}

} // namespace zugang::kiosk
